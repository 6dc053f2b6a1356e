"""Opens the log that a URL names: one setting chooses between the two."""

from collections.abc import Mapping

from streams.adapters.errors import LogError
from streams.adapters.log import Log


def open_log(
    url: str, *, prefix: str = "", security: Mapping[str, str] | None = None, create: bool = True
) -> Log:
    """The log at `sqlite:///PATH` (created where missing) or `kafka://host:port[,host:port]`.

    Without `create`, raises `LogError` where the path holds no log. `security` is Kafka's (see
    `kafka_log`); the other log has none and ignores it.
    """
    scheme = url.partition("://")[0]
    if scheme == "sqlite":
        from streams.adapters.sqlite_log import SqliteLog  # noqa: PLC0415 - one driver only

        return SqliteLog.open(url, prefix=prefix, create=create)
    if scheme == "kafka":
        from streams.adapters.kafka_log import KafkaLog  # noqa: PLC0415 - one driver only

        return KafkaLog.open(url, prefix=prefix, security=security)
    raise LogError(f"cannot open the log {url!r}: expected sqlite:///PATH or kafka://host:port")
