"""Settings of desks and editions: what `editions.toml` says, as it travels in an order."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Slug = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):(00|15|30|45)$|^24:00$")]
Language = Literal["fr", "en"]


class Match(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One condition: true when any of its values fits. Words and hashtags are caseless."""

    words: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Desk(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A filter over posts: every `all` must fit, one of `any` (if given), and none of `none`."""

    name: Slug
    any: tuple[Match, ...] = ()
    all: tuple[Match, ...] = ()
    none: tuple[Match, ...] = ()


class Edition(Struct, frozen=True, kw_only=True):
    """A desk seen from one time zone, in one language, with one closing time."""

    name: Slug
    desk: Slug
    zone: str
    language: Language
    close: Clock = "24:00"
    grace: Annotated[int, Meta(ge=0, le=86_400)] = 120
    stories: Annotated[int, Meta(ge=0, le=20)] = 3
    rolling: Annotated[int, Meta(ge=60, le=3_600, multiple_of=60)] = 60
    motto: str = ""
    signature: str = "Bouclage"


class Settings(Struct, frozen=True, kw_only=True):
    """All desks and all editions. `close` is local wall time, `grace` and `rolling` are in seconds.

    `rolling` is how often a page is printed anew while something changes.
    """

    desks: tuple[Desk, ...]
    editions: tuple[Edition, ...]
