"""`python -m ops.chaos FILE`: play a day under faults, and compare it with an undisturbed one."""

import argparse
import tempfile
from pathlib import Path

from ops.chaos import run, table
from ops.chaos.plan import KINDS, plan
from ops.chaos.proxy import Proxy
from ops.kafka import LocalKafka


def main(arguments: list[str] | None = None) -> int:
    """Run all seeds; returns 0 where everything holds, else 1."""
    asked = _parser().parse_args(arguments)
    day = run.Day(asked.file, asked.format, asked.speed)
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="chaos-"))
    outcomes: list[run.Outcome] = []
    with Proxy() as proxy, LocalKafka(folder / "kafka", advertised=proxy.port) as broker:
        proxy.target = broker.port
        expected = run.undisturbed(broker, day, "calm.", folder / "calm")
        for seed in range(asked.seed, asked.seed + asked.seeds):
            faults = plan(seed, asked.faults, asked.kinds or KINDS)
            name = f"seed{seed}"
            log, recovered, restarts = run.disturbed(
                broker, proxy, day, faults, prefix=f"{name}.", folder=folder / name
            )
            outcomes.append(run.outcome(seed, (expected, log), recovered, restarts))
            log.close()
        expected.close()
    print(table.render(outcomes))
    if asked.json:
        asked.json.write_text(table.as_json(outcomes))
    return int(any(outcome.faults for outcome in outcomes))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ops.chaos", description=__doc__)
    parser.add_argument("file", type=Path, help="what is replayed")
    parser.add_argument("--format", choices=("records", "flat"), default="records")
    parser.add_argument("--speed", type=float, default=0.0, help="seconds of it a second; 0: all")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--seeds", type=int, default=1, help="how many runs")
    parser.add_argument("--faults", type=int, default=8, help="in each run")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, help="default: all")
    parser.add_argument("--folder", type=Path, help="for logs and the broker's files")
    parser.add_argument("--json", type=Path, help="where the figures go as JSON")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
