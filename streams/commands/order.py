"""`bouclage order`: what a newsroom decides about posts, topics and shards."""

import json
import uuid
from typing import TYPE_CHECKING, Any

import click

from streams.commands.common import Failed, log_options, now, opened, settings

if TYPE_CHECKING:
    from schemas.codec import Order


@click.group(
    epilog="""\b
Examples:
  bouclage order hide-post at://did:plc:abc/app.bsky.feed.post/3k
  bouclage order rename-topic ai 17 "The open model that fits a phone"
  bouclage order release-shard 3
"""
)
def order() -> None:
    """Give an order: an intake takes it in at its next tick, and every shard obeys."""


def _give(
    kind: "type[Order]", about: str, broker: str | None, prefix: str | None, **f: Any
) -> None:
    import msgspec

    from schemas.channels import ORDERS
    from schemas.codec import encode
    from streams.adapters.log import Row

    try:
        about.encode()
        json.dumps(f, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Failed(f"cannot give this order: expected UTF-8 text, got {about!a}") from None
    at = now()
    place = {"source": "orders", "id": f"order:{uuid.uuid4().hex}", "event_time": at, "at": at}
    try:
        record = msgspec.convert(
            {**place, "intake": "orders", "number": 0, **f, "kind": kind.__struct_config__.tag},
            kind,
        )
    except msgspec.ValidationError as error:
        raise Failed(f"cannot give this order: {error}") from None
    with opened(settings(broker=broker, prefix=prefix)) as log:
        log.append([Row(ORDERS.name, about.encode(), encode(record))])
    click.echo(f"ordered: {kind.__name__} {about}")


@order.command("hide-post")
@click.argument("post")
@log_options
def hide_post(post: str, broker: str | None, prefix: str | None) -> None:
    """Take POST (its id) out of every page; published digests are amended."""
    from schemas.orders import HidePost

    _give(HidePost, post, broker, prefix, post=post)


@order.command("restore-post")
@click.argument("post")
@log_options
def restore_post(post: str, broker: str | None, prefix: str | None) -> None:
    """Take the hiding of POST back."""
    from schemas.orders import RestorePost

    _give(RestorePost, post, broker, prefix, post=post)


@order.command("pin-post")
@click.argument("post")
@log_options
def pin_post(post: str, broker: str | None, prefix: str | None) -> None:
    """Quote POST if its story is printed."""
    from schemas.orders import PinPost

    _give(PinPost, post, broker, prefix, post=post)


@order.command("hide-topic")
@click.argument("desk")
@click.argument("topic")
@log_options
def hide_topic(desk: str, topic: str, broker: str | None, prefix: str | None) -> None:
    """Take a story (TOPIC) out of the pages of DESK."""
    from schemas.orders import HideTopic

    _give(HideTopic, topic, broker, prefix, desk=desk, topic=topic)


@order.command("rename-topic")
@click.argument("desk")
@click.argument("topic")
@click.argument("title")
@log_options
def rename_topic(desk: str, topic: str, title: str, broker: str | None, prefix: str | None) -> None:
    """Give a story (TOPIC) of DESK its TITLE."""
    from schemas.orders import RenameTopic

    _give(RenameTopic, topic, broker, prefix, desk=desk, topic=topic, title=title)


@order.command("release-shard")
@click.argument("shard", type=int)
@log_options
def release_shard(shard: int, broker: str | None, prefix: str | None) -> None:
    """Let desks wait no longer for SHARD; coverage will name it."""
    from schemas.orders import ReleaseShard

    _give(ReleaseShard, str(shard), broker, prefix, shard=shard)
