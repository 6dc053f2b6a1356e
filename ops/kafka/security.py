"""What guards the client listener of a local Kafka: a SCRAM user, a self-signed certificate."""

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from ops.kafka.jars import Missing

SCRAM = "SCRAM-SHA-256"


@dataclass(frozen=True, kw_only=True)
class Security:
    """The guards of a listener. SASL is on where there is a user, TLS where `tls` is true."""

    tls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def protocol(self) -> str:
        """The listener's protocol as Kafka names it."""
        sasl = "SASL_" if self.user else ""
        return sasl + ("SSL" if self.tls else "PLAINTEXT")

    def properties(self, folder: Path) -> str:
        """The lines that the broker's properties need, with its certificate from `folder`."""
        lines = []
        if self.user:
            module = "org.apache.kafka.common.security.scram.ScramLoginModule required;"
            lines += [
                f"listener.name.client.sasl.enabled.mechanisms={SCRAM}",
                f"listener.name.client.{SCRAM.lower()}.sasl.jaas.config={module}",
            ]
        if self.tls:
            lines += [
                "listener.name.client.ssl.keystore.type=PEM",
                f"listener.name.client.ssl.keystore.location={folder / 'broker.pem'}",
            ]
        return "".join(f"{line}\n" for line in lines)

    def format_arguments(self) -> list[str]:
        """What formatting the storage needs in order to know the user."""
        if not self.user:
            return []
        return ["--add-scram", f"{SCRAM}=[name={self.user},password={self.password}]"]


def certify(folder: Path) -> Path:
    """Make the broker's key and certificate for loopback in `folder`; returns the certificate."""
    key, certificate = folder / "key.pem", folder / "ca.pem"
    if certificate.exists():
        return certificate
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30"]
    command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    command += ["-keyout", str(key), "-out", str(certificate)]
    try:
        subprocess.run(command, capture_output=True, check=True)
    except FileNotFoundError:
        raise Missing("no openssl to make a certificate: apt-get install openssl") from None
    (folder / "broker.pem").write_text(key.read_text() + certificate.read_text())
    return certificate
