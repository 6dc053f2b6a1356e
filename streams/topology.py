"""Which folds stand behind which channels. Reads top to bottom as the flow."""

from collections.abc import Mapping
from functools import partial
from time import monotonic, thread_time

from schemas.channels import HANDOVERS, POSTS
from streams.adapters.faust_app import SESSION, FoldingApp, faust_app
from streams.adapters.log import Log
from streams.adapters.snapshots import Snapshots
from streams.agents.fold_agent import fold_agent
from streams.agents.folds import ChannelFolds, MakeFold
from streams.agents.outbox import Outbox
from streams.agents.store import EVERY, Every
from streams.agents.turns import Turns
from streams.core.fold import VERSION


def build(
    url: str,
    log: Log,
    make_fold: MakeFold,
    *,
    prefix: str = "",
    security: Mapping[str, str] | None = None,
    every: Every = EVERY,
    session: float = SESSION,
    client: str = "",
) -> FoldingApp:
    """An application on `log` (that of `url`) that folds `posts` into shards, then desks.

    Hand-overs go before posts. Run it with `adapters.worker`.
    """
    app = faust_app(url, log, prefix=prefix, security=security, session=session, client=client)
    outbox = Outbox(app.send_output, clock=monotonic)
    turns = Turns(clock=monotonic, work=thread_time)
    folds = partial(
        ChannelFolds,
        make_fold=make_fold,
        outbox=outbox,
        store=Snapshots(log, version=VERSION),
        mirror=app.mirror,
        turns=turns,
        every=every,
    )
    desks = folds(HANDOVERS.name, goes_first=True)
    shards = folds(POSTS.name)
    app.hop(HANDOVERS, desks, partial(fold_agent, folds=desks))
    app.hop(POSTS, shards, partial(fold_agent, folds=shards))
    return app
