"""Edition days: days of a zone, without gap or overlap."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core.calendar import BUCKET, after, before, closing, day_of, window

ZONES = ["UTC", "Europe/Paris", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland"]
HOUR = 3_600_000


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-07-01", 24)]
)
def test_a_day_on_which_clocks_change_is_a_day(day: str, hours: int) -> None:
    start, end = window("Europe/Paris", "24:00", day)
    assert end - start == hours * HOUR


@settings(deadline=None, derandomize=True)
@given(
    st.sampled_from(ZONES),
    st.sampled_from(["24:00", "00:00", "02:30", "06:15", "22:00"]),
    st.integers(946_684_800_000, 4_102_444_800_000),
)
def test_every_instant_belongs_to_one_day_and_days_meet(zone: str, close: str, t: int) -> None:
    day = day_of(zone, close, t)
    start, end = window(zone, close, day)
    assert start <= t < end
    assert window(zone, close, before(day))[1] == start
    assert window(zone, close, after(day))[0] == end


@settings(deadline=None, derandomize=True)
@given(st.sampled_from(ZONES), st.integers(0, 20_000))
def test_closings_lie_on_the_grid_of_fifteen_minutes(zone: str, days: int) -> None:
    day = (date(2000, 1, 1) + timedelta(days=days)).isoformat()
    assert closing(zone, "22:15", day) % BUCKET == 0
