"""A state in pieces is the state's MessagePack, whatever is in it."""

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.adapters.pieces import FEW, LONG, PIECE, pieces

LEAVES = st.none() | st.booleans() | st.integers(-(1 << 40), 1 << 63) | st.text() | st.binary()
STATES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text(), inner),
    max_leaves=60,
)


@settings(deadline=None, derandomize=True)
@given(st.dictionaries(st.text(), STATES))
def test_pieces_joined_are_what_is_encoded_at_once(state: dict[str, Any]) -> None:
    whole = msgspec.msgpack.encode(state)
    assert b"".join(pieces(state)) == whole
    assert not state


def test_lists_and_maps_of_every_length_are_cut_where_they_may_be() -> None:
    edges = (0, 15, 16, FEW - 1, FEW, LONG, LONG + 1, 2 * LONG + 7, (1 << 16) - 1, 1 << 16)
    for length in edges:
        state: dict[str, Any] = {
            "list": list(range(length)),
            "map": {str(n): n for n in range(length)},
        }
        whole = msgspec.msgpack.encode(state)
        assert b"".join(pieces(state)) == whole


def test_bytes_of_every_length_are_cut_where_they_may_be() -> None:
    for length in (0, 255, 256, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7):
        state = {"rows": b"r" * length, "after": 1}
        whole = msgspec.msgpack.encode(state)
        assert b"".join(pieces(state)) == whole


def test_no_piece_is_much_larger_than_what_may_be_encoded_at_once() -> None:
    state = {"texts": ["x" * 100] * 50_000, "rows": [[n, ["y" * 50]] for n in range(30_000)]}
    found = list(pieces({**state, "bytes": bytes(5 * PIECE)}))
    assert max(map(len, found)) < PIECE + LONG * 110
    assert min(map(len, found[:-1])) >= PIECE
