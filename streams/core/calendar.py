"""Edition days: which instants belong to a day of an edition's own zone, and when it closes.

A day is named by the date on which it closes; with a closing time of 24:00 that is the calendar
day. Days of 23 and 25 hours are days. Instants are milliseconds since 1970-01-01 UTC.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

BUCKET = 900_000
"""Fifteen minutes: the grid on which every closing time lies."""


@lru_cache(maxsize=256)
def zone(name: str) -> ZoneInfo:
    """The IANA zone of that name; raises `ZoneInfoNotFoundError` where there is none."""
    return ZoneInfo(name)


@lru_cache(maxsize=4096)
def closing(zone_name: str, close: str, day: str) -> int:
    """The instant at which `day` (ISO date) closes in that zone."""
    hour, minute = int(close[:2]), int(close[3:])
    local = date.fromisoformat(day) + timedelta(days=hour // 24)
    at = datetime(local.year, local.month, local.day, hour % 24, minute, tzinfo=zone(zone_name))
    return round(at.astimezone(UTC).timestamp()) * 1000


def window(zone_name: str, close: str, day: str) -> tuple[int, int]:
    """The day's instants, [start, end)."""
    return closing(zone_name, close, before(day)), closing(zone_name, close, day)


def day_of(zone_name: str, close: str, instant: int) -> str:
    """The day to which an instant belongs."""
    local = datetime.fromtimestamp(instant / 1000, tz=zone(zone_name)).date()
    day = (local - timedelta(days=1)).isoformat()
    while closing(zone_name, close, day) <= instant:
        day = after(day)
    return day


def before(day: str) -> str:
    """The day before, as an ISO date."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def after(day: str) -> str:
    """The day after, as an ISO date."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
