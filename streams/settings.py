"""Settings of the process: the only reader of the environment.

Everything that decides what a digest says is an order in the log (see `streams.editions`); what
stands here only says where the log is and how this process runs.
"""

import dataclasses
import os
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from streams import setting_values as values

PREFIX = "BOUCLAGE_"
FOR_TESTS = "BOUCLAGE_TEST_"


class Fault(NamedTuple):
    """One thing that is wrong with settings: where, which key, what was expected, what came."""

    line: int
    key: str
    expected: str
    got: str


class SettingsError(Exception):
    """Settings that cannot be used. `faults` has all of them, not only the first."""

    def __init__(self, where: str, faults: list[Fault]) -> None:
        self.where = where
        self.faults = faults
        super().__init__("\n".join(self._lines()))

    def _lines(self) -> list[str]:
        return [
            f"{self.where}{f':{fault.line}' if fault.line else ''}: {fault.key}: "
            f"expected {fault.expected}, got {fault.got}"
            for fault in self.faults
        ]


def _setting(name: str, default: Any, read: Callable[[str], Any], doc: str) -> Any:
    meta = {"env": PREFIX + name, "read": read, "doc": doc}
    secret = name.endswith("PASSWORD")
    return field(default=default, metadata=meta, repr=not secret)


_PROTOCOLS = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
_MECHANISMS = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")


@dataclass(frozen=True, kw_only=True)
class Process:
    """How this process runs. Every field is `BOUCLAGE_<NAME>` in the environment."""

    broker: str = _setting("BROKER", "", values.broker, "where the log is")
    prefix: str = _setting("PREFIX", "", values.prefix, "set before channel and group names")
    editions: Path | None = _setting("EDITIONS", None, values.path, "desks and editions to apply")  # noqa: RUF009
    out: Path = _setting("OUT", Path("out"), values.path, "folder that digests are written to")  # noqa: RUF009
    intake: str = _setting("INTAKE", "intake", values.name, "name of this intake, one a process")
    fields: str = _setting(
        "FIELDS", "", values.mapping, "names of a foreign stream's fields, `id=uuid,text=body`"
    )
    snapshot_seconds: int = _setting(
        "SNAPSHOT_SECONDS",
        10,
        values.seconds(1, 3600),
        "time between two snapshots, up to 60 s where one takes long",
    )
    late_seconds: int = _setting(
        "LATE_SECONDS", 60, values.seconds(5, 86_400), "lag at which `status` turns red"
    )
    kafka_protocol: str = _setting(
        "KAFKA_PROTOCOL", "PLAINTEXT", values.choice(*_PROTOCOLS), "how to speak to the brokers"
    )
    kafka_mechanism: str = _setting(
        "KAFKA_MECHANISM", "", values.choice(*_MECHANISMS), "how a SASL user is proved"
    )
    kafka_user: str = _setting("KAFKA_USER", "", values.text, "SASL user")
    kafka_password: str = _setting("KAFKA_PASSWORD", "", values.text, "SASL password, a secret")
    kafka_ca: str = _setting("KAFKA_CA", "", values.readable, "authorities to trust, a PEM file")
    kafka_certificate: str = _setting(
        "KAFKA_CERTIFICATE", "", values.readable, "certificate of this client, a PEM file"
    )
    kafka_key: str = _setting("KAFKA_KEY", "", values.readable, "key of this client, a PEM file")

    @property
    def embedded(self) -> bool:
        """Whether the log is the file of one machine."""
        return self.broker.startswith("sqlite:")

    @property
    def security(self) -> dict[str, str]:
        """What guards the brokers, under the names that the adapters know. Holds a secret."""
        names = ("protocol", "mechanism", "user", "password", "ca", "certificate", "key")
        found = {name: str(getattr(self, f"kafka_{name}")) for name in names}
        return {name: value for name, value in found.items() if value}


def setting_fields() -> list[Field[Any]]:
    """All settings, in order, with `env`, `read` and `doc` in their metadata."""
    return list(dataclasses.fields(Process))


def state_folder(environ: Mapping[str, str]) -> Path:
    """Where this user's programs keep their state (XDG Base Directory Specification)."""
    named = environ.get("XDG_STATE_HOME", "")
    base = Path(named) if named.startswith("/") else Path.home() / ".local" / "state"
    return base / "bouclage"


def read_process(environ: Mapping[str, str] | None = None, **options: Any) -> Process:
    """Read settings from the environment; options that are not None come first.

    Raises `SettingsError` that names every bad value and every unknown `BOUCLAGE_` name at once.
    """
    given = dict(os.environ if environ is None else environ)
    known = {f.metadata["env"]: f for f in setting_fields()}
    ours = {n: v for n, v in given.items() if n.startswith(PREFIX)}
    faults = [
        Fault(0, name, f"one of {', '.join(known)}", "a name that is no setting")
        for name in sorted(ours)
        if name not in known and not name.startswith(FOR_TESTS)
    ]
    chosen = {f.name: str(options[f.name]) for f in known.values() if options.get(f.name)}
    read: dict[str, Any] = {}
    for env, setting in known.items():
        value = chosen.get(setting.name, ours.get(env, ""))
        if value:
            _take(setting, value, read, faults)
    if faults:
        raise SettingsError("settings", faults)
    read.setdefault("broker", f"sqlite:///{state_folder(given) / 'log.db'}")
    return Process(**read)


def _take(setting: Field[Any], value: str, read: dict[str, Any], faults: list[Fault]) -> None:
    secret = not setting.repr or "@" in value
    try:
        read[setting.name] = setting.metadata["read"](value)
    except values.Wrong as wrong:
        got = "a value that is not shown" if secret else repr(value)
        faults.append(Fault(0, setting.metadata["env"], str(wrong), got))
