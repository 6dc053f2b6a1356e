"""The table of tracked posts: who is forgotten, and when."""

from streams.core.shard.tracked import KEPT, Table, Tracked

T = 1_000_000_000


def added(table: Table, root: str, second: int) -> Tracked:
    table.add(root, Tracked(second, 0, ("ai",)))
    return table.posts[root]


def test_a_post_that_was_deleted_and_came_again_is_kept_from_its_second_coming_on() -> None:
    table = Table()
    added(table, "a", T)
    added(table, "b", T)
    del table.posts["a"]
    added(table, "a", T + 5000)
    table.expire(T + KEPT)
    assert list(table.posts) == ["a"]
    table.expire(T + KEPT + 4000)
    assert list(table.posts) == ["a"]
    table.expire(T + KEPT + 5000)
    assert not table.posts


def test_the_cap_takes_the_oldest_that_is_left_and_counts_only_those() -> None:
    table = Table(cap=2)
    for number, root in enumerate("abc"):
        added(table, root, T + 1000 * number)
        if root == "b":
            del table.posts["a"]
    assert (list(table.posts), table.dropped) == (["b", "c"], 0)
    added(table, "d", T + 3000)
    assert (list(table.posts), table.dropped) == (["c", "d"], 1)


def test_a_post_whose_engagement_was_taken_back_leaves_a_snapshot_as_if_there_were_none() -> None:
    table = Table()
    post = added(table, "a", T)
    untouched = table.snapshot()
    assert post.change(0, 1, T)
    assert post.net == (1, 0, 0, 0, 0, 0)
    assert post.change(0, -1, T)
    assert table.snapshot() == untouched


def test_counts_that_share_a_number_do_not_know_of_each_other() -> None:
    most = (1 << 40) - 1
    post = Tracked(T, 0, ("ai",))
    assert post.rebase((0, most, 0, most, 0, most), as_of=T)
    for kind in range(6):
        assert post.change(kind, 1, T + 1)
    assert post.net == (1, most + 1, 1, most + 1, 1, most + 1)
    for kind in (0, 2, 4):
        assert post.change(kind, -1, T + 1)
        assert not post.change(kind, -1, T + 1)
    assert post.net == (0, most + 1, 0, most + 1, 0, most + 1)
