"""How to reach a Kafka: its servers, and what guards them. Holds a secret; never shows it."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from streams.adapters.errors import LogError

PROTOCOLS = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
MECHANISMS = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")
SCHEME = "kafka://"
PORT = 9092
RECONNECT = 1000
"""Milliseconds between attempts at most: a restarted broker is to be found soon."""


class Secret(str):
    """A password that clients can use, and that no log of theirs shows: they print settings."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


@dataclass(frozen=True, kw_only=True)
class KafkaSettings:
    """Servers and security as Kafka's own clients name them.

    `ca` is a PEM file of trusted authorities (default: the system's); `certificate` and `key`
    are PEM files too, where the broker asks for a client's certificate.
    """

    servers: tuple[str, ...] = ("127.0.0.1:9092",)
    protocol: str = "PLAINTEXT"
    mechanism: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    ca: str = ""
    certificate: str = ""
    key: str = ""

    def __post_init__(self) -> None:
        """Refuse what no client could use, before anything connects."""
        _one_of("protocol", self.protocol, PROTOCOLS)
        if self.sasl:
            _one_of("mechanism", self.mechanism, MECHANISMS)
            if not self.user or not self.password:
                raise LogError(f"{self.protocol} needs a user and a password: one is missing")

    @classmethod
    def of(cls, url: str, security: Mapping[str, str] | None = None) -> Self:
        """The settings of `kafka://host:port[,host:port]`; the names in `security` are ours."""
        given = dict(security or {})
        known = set(cls.__dataclass_fields__) - {"servers"}
        if unknown := sorted(set(given) - known):
            raise LogError(f"unknown Kafka settings: {', '.join(unknown)}")
        return cls(servers=servers(url), **given)

    @property
    def sasl(self) -> bool:
        """Whether a user is to be named."""
        return self.protocol.startswith("SASL")

    @property
    def tls(self) -> bool:
        """Whether the line is encrypted."""
        return self.protocol.endswith("SSL")

    def context(self) -> ssl.SSLContext | None:
        """What TLS trusts and shows, or None without TLS; host names are always checked."""
        if not self.tls:
            return None
        try:
            context = ssl.create_default_context(cafile=self.ca or None)
            if self.certificate:
                context.load_cert_chain(self.certificate, self.key or None)
        except OSError as error:
            raise LogError(f"cannot read Kafka's certificates ({self.ca}): {error}") from None
        return context

    def client(self) -> dict[str, Any]:
        """The keyword arguments of any client of kafka-python."""
        found: dict[str, Any] = {
            "bootstrap_servers": list(self.servers),
            "security_protocol": self.protocol,
            "reconnect_backoff_max_ms": RECONNECT,
        }
        if self.tls:
            found["ssl_context"] = self.context()
        if self.sasl:
            found["sasl_mechanism"] = self.mechanism
            found["sasl_plain_username"] = self.user
            found["sasl_plain_password"] = Secret(self.password)
        return found


def servers(url: str) -> tuple[str, ...]:
    """The servers of `kafka://host:port[,host:port]`; raises `LogError` on anything else.

    >>> servers("kafka://a:9093,b")
    ('a:9093', 'b:9092')
    """
    named = url.removeprefix(SCHEME).removesuffix("/")
    if not url.startswith(SCHEME) or not named or "@" in named:
        raise LogError("expected kafka://host:port[,host:port], with the user in settings")
    return tuple(_with_port(each) for each in named.split(","))


def _with_port(server: str) -> str:
    host, _, port = server.strip().rpartition(":")
    if not host:
        host, port = server.strip(), str(PORT)
    if not host or not port.isdigit():
        raise LogError(f"cannot read {server!r} as host:port")
    return f"{host}:{port}"


def _one_of(name: str, got: str, known: tuple[str, ...]) -> None:
    if got not in known:
        raise LogError(f"Kafka's {name} is {got!r}; expected one of {', '.join(known)}")
