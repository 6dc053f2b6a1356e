"""How much a clause reads as a title, whatever it is about; English and French."""

import re
from collections.abc import Sequence
from functools import lru_cache
from math import exp

WANTED = (30, 85)
FUNCTION = frozenset(
    """a an the and or but nor if of in on at to for from by with about as is are was were be been am
    so than that this these those which who whom whose what when where why how because while until
    into onto over under it its he she they we you i my your his her their our not no very just too
    has have had do does did will would can could should may might must there here
    un une le la les l des du de d et ou mais ni si en dans sur au aux à par pour avec sans chez vers
    que qui quoi dont où quand comme car donc ce cet cette ces mon ton son ma ta sa mes tes ses notre
    votre leur nos vos leurs il elle on nous vous ils elles je tu se ne pas plus très est sont était
    être avoir a ont avait sera""".split()
)
_CHATTY = frozenset(
    """i im i'm ive i've id i'd i'll my me mine you your you're u ur we we're our us let's lets gonna
    wanna gotta lol lmao lmfao omg wtf smh tbh imo imho ngl bro bruh dude guys fuck fucking fuckin
    fucked shit shitty bullshit bitch ass damn hell pls plz please thanks thank hi hello hey wow
    haha hahaha yeah yes nah nope ok okay oh ah ugh
    je j j'ai moi mon ma mes tu t ton ta tes toi nous notre nos mdr ptdr merde putain bordel
    salut bonjour merci svp stp ouais oui non hein bah ben""".split()
)
_WEAK_START = frozenset(
    "and or but so because also then et ou mais donc car puis alors which who that qui que".split()
)
_ODD = re.compile(r"(.)\1{3,}|[!?]{2,}|\.{2,}|…|[#@＃]|https?:|\d{7,}|[*_~^=<>|\\{}]")


@lru_cache(maxsize=1 << 15)
def readable(text: str, words: tuple[str, ...], spelled: tuple[str, ...]) -> float:
    """0 to 1: length, case, first and last word, chatter. Pure; the cache only saves time."""
    if len(words) < 3 or words[-1] in FUNCTION or len(set(words)) < 0.6 * len(words):
        return 0.0
    score = _length(len(text)) * _case(text, spelled)
    content = sum(w not in FUNCTION for w in words)
    if content < 2:
        return 0.0
    score *= 0.6 if words[0] in _WEAK_START else 1.0
    score *= 0.55 ** min(3, sum(w in _CHATTY for w in words))
    score *= 0.6 ** min(3, len(_ODD.findall(text)))
    score *= 0.7 if text.endswith("?") else 1.0
    score *= 0.5 if text.count('"') % 2 or text.count("(") != text.count(")") else 1.0
    return round(score, 6)


def _length(characters: int) -> float:
    low, high = WANTED
    short = max(0, low - characters) / 10.0
    long = max(0, characters - high) / 15.0
    return exp(-short * short - long * long)


def _case(text: str, spelled: Sequence[str]) -> float:
    """A title begins with a capital or a figure and does not shout."""
    letters = [c for c in text if c.isalpha()]
    upper = sum(c.isupper() for c in letters) / max(1, len(letters))
    shouting = 0.3 if upper > 0.5 and len(letters) > 8 else 1.0
    return shouting * (1.0 if not spelled[0][:1].islower() else 0.6)


