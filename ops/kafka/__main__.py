"""`python -m ops.kafka start|stop|status`: a real Kafka on this machine, without Docker."""

import argparse
import sys
from pathlib import Path

from ops.kafka.jars import Missing
from ops.kafka.local import LocalKafka
from ops.kafka.security import Security


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns 0, 1 where nothing runs (`status`), 2 where something is missing."""
    asked = _parser().parse_args(arguments)
    security = Security(tls=asked.tls, user=asked.sasl or "", password=asked.password)
    kafka = LocalKafka(asked.dir, port=asked.port, security=security)
    try:
        return {"start": _start, "stop": _stop, "status": _status}[asked.command](kafka)
    except (Missing, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 2


def _start(kafka: LocalKafka) -> int:
    kafka.start()
    print(f"Kafka runs at {kafka.url} (process {kafka.pid}, files in {kafka.folder})")
    if kafka.security.tls:
        print(f"its certificate: {kafka.certificate}")
    return 0


def _stop(kafka: LocalKafka) -> int:
    kafka.stop()
    print(f"no Kafka runs in {kafka.folder}")
    return 0


def _status(kafka: LocalKafka) -> int:
    if kafka.pid is None:
        print(f"no Kafka runs in {kafka.folder}")
        return 1
    print(f"Kafka runs (process {kafka.pid}, files in {kafka.folder})")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ops.kafka", description=__doc__)
    parser.add_argument("command", choices=("start", "stop", "status"))
    parser.add_argument("--port", type=int, default=9092, help="default: 9092")
    parser.add_argument("--dir", type=Path, default=Path(".cache/kafka"), help="all its files")
    parser.add_argument("--sasl", metavar="USER", help="ask clients for this SCRAM user")
    parser.add_argument("--password", default="bouclage", help="of that user")
    parser.add_argument("--tls", action="store_true", help="with a certificate made on the spot")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
