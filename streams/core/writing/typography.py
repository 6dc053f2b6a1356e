"""How numbers, hours, dates and quotation marks are set in each language of an edition.

French takes a narrow no-break space (U+202F) in thousands, in hours and before high punctuation.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as calendar_date
from datetime import datetime

from schemas.editions import Language
from streams.core.calendar import zone

THIN = "\u202f"
_HIGH = re.compile(r" (?=[;:!?%»])|(?<=«) ")
_VOWELS = frozenset("aeiouàâäéèêëîïôöùûüœæ")
_DAYS = {
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
_WORDS = {
    "fr": ["aucun", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"],
    "en": ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
}


@dataclass(frozen=True, slots=True)
class Voice:
    """Language, IANA zone and day (ISO date) of the page: what setting a figure depends on."""

    language: Language
    zone: str
    day: str

    @property
    def french(self) -> bool:
        """Whether French rules hold."""
        return self.language == "fr"

    def number(self, value: int) -> str:
        """A whole number with its thousands apart: `12 345` or `12,345`."""
        return f"{value:,}".replace(",", THIN) if self.french else f"{value:,}"

    def word(self, value: int) -> str:
        """A whole number in words up to ten, in figures beyond."""
        return _WORDS[self.language][value] if 0 <= value <= 10 else self.number(value)

    def rank(self, value: int) -> str:
        """A whole number as an ordinal: `2e`, `2nd`."""
        if self.french:
            return f"{self.number(value)}{'er' if value == 1 else 'e'}"
        tens = value % 100 in (11, 12, 13)
        return self.number(value) + (
            "th" if tens else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
        )

    def time(self, instant: int) -> str:
        """Local hour and minute of an instant (ms UTC), with the date where it is another day's."""
        local = datetime.fromtimestamp(instant // 1000, tz=zone(self.zone))
        hour = _hour(local, french=self.french)
        if local.date().isoformat() == self.day:
            return hour
        return f"{hour} ({self._date(local.date(), full=False)})"

    def hour(self, instant: int) -> str:
        """Local hour and minute of an instant (ms UTC): `14 h 05`, `14:05`."""
        return _hour(
            datetime.fromtimestamp(instant // 1000, tz=zone(self.zone)), french=self.french
        )

    def date(self, value: int | str) -> str:
        """An ISO date, or the local date of an instant, in full: `jeudi 12 mars 2026`."""
        if isinstance(value, str):
            return self._date(calendar_date.fromisoformat(value), full=True)
        return self._date(
            datetime.fromtimestamp(value // 1000, tz=zone(self.zone)).date(), full=True
        )

    def quoted(self, text: str) -> str:
        """A span between the marks of the language, or inner ones where it holds these."""
        if self.french and "«" not in text:
            return f"«{THIN}{text}{THIN}»"
        return f"“{text}”" if "“" not in text else f"‘{text}’"

    def of(self, name: str) -> str:
        """`of` somebody, with the elision of French: `d'@ada`, `de Bob`."""
        if not self.french:
            return f"of {name}"
        elided = name.lstrip("@")[:1].casefold() in _VOWELS and name != ""
        return f"d'{name}" if elided else f"de {name}"

    def listed(self, parts: Sequence[str]) -> str:
        """`a, b et c`: the parts of an enumeration."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {'et' if self.french else 'and'} {parts[-1]}"

    def _date(self, day: calendar_date, *, full: bool) -> str:
        month = _MONTHS[self.language].split()[day.month - 1]
        number = "1er" if self.french and day.day == 1 else str(day.day)
        if not full:
            return f"{number} {month}"
        return f"{_DAYS[self.language][day.weekday()]} {number} {month} {day.year}"


def typeset(template: str) -> str:
    """A French phrase of ours with its blanks before high punctuation made narrow and unbreakable.

    >>> typeset("Oui : non ; ah !")
    'Oui\\u202f: non\\u202f; ah\\u202f!'
    """
    return _HIGH.sub(THIN, template)


def _hour(local: datetime, *, french: bool) -> str:
    if not french:
        return f"{local:%H:%M}"
    minute = f"{THIN}{local:%M}" if local.minute else ""
    return f"{local.hour}{THIN}h{minute}"
