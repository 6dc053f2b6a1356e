"""Under every kind of fault on a real Kafka a day's digests stay what they are: the short form.

The long form is `python -m ops.chaos kafka` (see ops/chaos/README.md).
"""

from pathlib import Path

import pytest

from ops.chaos import check, run
from ops.chaos.day import Day, split
from ops.chaos.place import own
from ops.chaos.plan import KINDS, plan
from tests.e2e.stage import ROOT, mini_day

pytestmark = pytest.mark.kafka

SEED, FAULTS = 14, 8
MORNING = slice(150, 800)
"""Of the lines of the day: four hours, with a story for both front pages."""
SPEED = 350.0


def test_a_day_is_told_by_two_intakes_that_have_everything_once(tmp_path: Path) -> None:
    file = tmp_path / "day.jsonl"
    file.write_bytes(b"".join(b"%d\n" % number for number in range(101)))
    parts = [path.read_bytes().split() for path in split(file, tmp_path / "parts")]
    assert sorted(parts[0] + parts[1]) == sorted(file.read_bytes().split())
    assert parts[0][:50] == [b"%d" % number for number in range(50)]
    assert abs(len(parts[0]) - 50 - len(parts[1])) <= 1


def test_every_digest_is_the_same_under_faults_of_all_kinds(
    tmp_path: Path, can_kafka: None
) -> None:
    file = tmp_path / "day.jsonl"
    file.write_bytes(b"\n".join(mini_day()[MORNING]) + b"\n")
    day = Day(split(file, tmp_path), "records", SPEED, ROOT / "streams" / "editions.toml")
    faults = plan(SEED, FAULTS, pause=0.5)
    assert len({fault.kind for fault in faults}) == min(FAULTS, len(KINDS))
    with own(tmp_path / "chaos") as place:
        calm = run.undisturbed(place, day, "calm.", tmp_path / "calm")
        log, recovered, _ = run.disturbed(
            place, day, faults, prefix="disturbed.", folder=tmp_path / "disturbed"
        )
        outcome = run.outcome(SEED, (calm, log), recovered, {})
        assert outcome.faults == []
        assert outcome.finals == len(check.finals(calm)) > 0
        assert len(recovered) == FAULTS
        calm.close()
        log.close()
