"""The partitioner is Kafka's, to the bit: the vectors are those of its own UtilsTest."""

import pytest

from streams.core.partition import murmur2, partition_of

VECTORS = {
    b"21": -973932308,
    b"foobar": -790332482,
    b"a-little-bit-long-string": -985981536,
    b"a-little-bit-longer-string": -1486304829,
    b"lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8": -58897971,
    b"abc": 479470107,
}


@pytest.mark.parametrize(("key", "signed"), VECTORS.items())
def test_murmur2_is_kafkas(key: bytes, signed: int) -> None:
    assert murmur2(key) == signed % 2**32


def test_a_partition_is_the_positive_hash_modulo_their_number() -> None:
    assert [partition_of(b"foobar", n) for n in (1, 4, 12)] == [
        (-790332482 & 0x7FFFFFFF) % n for n in (1, 4, 12)
    ]


def test_a_record_without_a_key_goes_to_the_first_partition() -> None:
    assert partition_of(None, 7) == 0
