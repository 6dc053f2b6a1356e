"""The order of the page: heat, less for what a hotter story tells already."""

from collections.abc import Sequence

from msgspec.structs import replace

from schemas.digests import Heat
from streams.core.stories.heat import total
from streams.core.stories.sparse import Floats

REPEATED = 1.5
"""How much of a story's focus goes with what a hotter one accounts for."""


def reheated(heats: Sequence[Heat], kin: Floats) -> list[Heat]:
    """Each story's heat with its focus cut by `REPEATED` times its greatest kinship with a hotter
    story (`kin` [stories, stories], 0 to 1). Hotter by the heat before; the earlier of equals.

    A page of one event in four stories tells a reader less than a page of four.
    """
    order = sorted(range(len(heats)), key=lambda i: (-heats[i].total, i))
    cut: list[Heat] = list(heats)
    for place, story in enumerate(order):
        told = max((float(kin[story, other]) for other in order[:place]), default=0.0)
        own = max(0.0, 1.0 - REPEATED * told)
        focused = replace(heats[story], focus=round(heats[story].focus * own))
        cut[story] = replace(focused, total=total(focused))
    return cut
