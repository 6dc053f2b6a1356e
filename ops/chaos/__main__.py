"""`python -m ops.chaos embedded|kafka`: play a day under faults, compare it with a calm one."""

import argparse
import signal
import sys
import tempfile
from pathlib import Path

from ops.chaos import embedded, kafka, table
from ops.chaos.plan import KINDS, PAUSE, plan
from ops.chaos.run import Outcome
from streams.sources.demo import demo_day


def main(arguments: list[str] | None = None) -> int:
    """Run all seeds; returns 0 where everything holds, else 1."""
    asked = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that everything started is ended
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="chaos-"))
    folder.mkdir(parents=True, exist_ok=True)
    file = asked.file or _demo(folder)
    if asked.log == "kafka":
        outcomes = []
        for outcome in kafka.outcomes(asked, file, folder):
            outcomes.append(outcome)
            print(table.told(outcome), flush=True)
    else:
        outcomes = _embedded(asked, embedded.Day(file, asked.format, asked.editions), folder)
    print(f"\n{table.machine()}\n{table.render(outcomes)}")
    if asked.out:
        asked.out.write_text(table.as_json(outcomes))
    return int(any(outcome.faults for outcome in outcomes))


def _embedded(asked: argparse.Namespace, day: embedded.Day, folder: Path) -> list[Outcome]:
    expected = embedded.undisturbed(day, folder / "calm")
    outcomes = []
    for seed in range(asked.seed, asked.seed + asked.seeds):
        outcome = embedded.disturbed(
            day,
            expected,
            plan(seed, asked.faults, asked.kinds or embedded.KINDS, pause=asked.pause),
            seed=seed,
            folder=folder / f"seed{seed}",
        )
        outcomes.append(outcome)
        print(table.told(outcome), flush=True)
    expected.close()
    return outcomes


def _demo(folder: Path) -> Path:
    path = folder / "demo-day.jsonl"
    path.write_bytes(b"\n".join(demo_day().lines) + b"\n")
    return path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ops.chaos", description=__doc__)
    logs = parser.add_subparsers(dest="log", required=True, metavar="embedded|kafka")
    for name, kinds in (("embedded", embedded.KINDS), ("kafka", KINDS)):
        log = logs.add_parser(name, help=f"faults: {', '.join(kinds)}")
        log.add_argument("file", type=Path, nargs="?", help="what is replayed; default: demo day")
        log.add_argument("--format", choices=("records", "flat"), default="records")
        log.add_argument("--seed", type=int, default=1, help="the first seed")
        log.add_argument("--seeds", type=int, default=1, help="how many runs")
        log.add_argument("--faults", type=int, default=8, help="in each run")
        log.add_argument("--pause", type=float, default=PAUSE, help="at most, before a fault")
        log.add_argument("--kinds", nargs="+", choices=kinds, help="default: all")
        log.add_argument("--folder", type=Path, help="for logs and the broker's files")
        log.add_argument("--out", type=Path, help="where the figures go as JSON")
        log.add_argument("--editions", type=Path, help="default: as `replay` has it")
        if name == "kafka":
            kafka.arguments(log)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
