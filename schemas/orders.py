"""Orders: what people decide. Written to `orders`; an intake copies each to all of `posts`."""

from typing import Annotated

from msgspec import Meta

from schemas.editions import Settings
from schemas.records import Millis, Name, Place


class SettingsOrder(Place, frozen=True, kw_only=True, tag="order_settings"):
    """These settings hold for records whose `at` is `from_second` or later."""

    from_second: Millis
    settings: Settings
    fingerprint: str


class HidePost(Place, frozen=True, kw_only=True, tag="order_hide_post"):
    """The newsroom takes a post out of every page."""

    post: Name


class RestorePost(Place, frozen=True, kw_only=True, tag="order_restore_post"):
    """The newsroom takes its hiding back."""

    post: Name


class PinPost(Place, frozen=True, kw_only=True, tag="order_pin_post"):
    """The newsroom wants this post quoted if its story is printed."""

    post: Name


class HideTopic(Place, frozen=True, kw_only=True, tag="order_hide_topic"):
    """The newsroom takes a story out of a desk's pages."""

    desk: Name
    topic: Name


class RenameTopic(Place, frozen=True, kw_only=True, tag="order_rename_topic"):
    """The newsroom gives a story its title."""

    desk: Name
    topic: Name
    title: Annotated[str, Meta(min_length=1, max_length=120)]


class ReleaseShard(Place, frozen=True, kw_only=True, tag="order_release_shard"):
    """Desks stop waiting for a shard that nobody can fold; coverage names it."""

    shard: Annotated[int, Meta(ge=0, lt=1 << 20)]
