"""The table of places: it finds what a dictionary finds, also where hashes begin alike."""

from collections.abc import Callable

from hypothesis import given, strategies as st

from commonweal.proof._ledger_positions import Positions

# Eight first bytes from a small range, so that slots and even whole prefixes collide often.
alike = st.builds(
    lambda first, last: bytes([first % 4]) * 8 + last,
    st.integers(0, 255),
    st.binary(min_size=24, max_size=24),
)
any_hash = st.one_of(alike, st.binary(min_size=32, max_size=32))


def reader_of(hashes: list[bytes]) -> Callable[[int, int], bytes]:
    return lambda start, count: b"".join(hashes[start : start + count])


@given(st.lists(any_hash, unique=True, max_size=60), st.lists(any_hash, max_size=10))
def test_the_table_finds_what_a_dictionary_finds(known: list[bytes], asked: list[bytes]) -> None:
    """Every leaf is found at its place, and nothing else is found at all."""
    table = Positions(reader_of(known))

    for leaf in known:
        table.extend(leaf)

    places = {leaf: place for place, leaf in enumerate(known)}
    assert len(known) == len(table)
    assert all(places.get(leaf) == table.find(leaf) for leaf in known + asked)


def test_the_table_grows() -> None:
    """Far beyond its first slots the table still finds every leaf, however it was filled."""
    known = [number.to_bytes(32, "little") for number in range(5000)]
    table = Positions(reader_of(known))

    table.extend(b"".join(known[:10]))
    table.extend(b"".join(known[10:4000]))
    table.extend(b"".join(known[4000:]))

    assert list(range(5000)) == [table.find(leaf) for leaf in known]
    assert table.find((5000).to_bytes(32, "little")) is None
