"""Tree hashes and proofs against the published vectors, the RFC's definition and any alteration."""

from collections.abc import Callable
from hashlib import sha256

import pytest
from hypothesis import given, settings, strategies as st

from commonweal.errors import Infeasible
from commonweal.proof._merkle import (
    EMPTY_ROOT,
    leaf_hash,
    node_hash,
    tree_root,
    verify_consistency,
    verify_inclusion,
)
from commonweal.proof._merkle_tree import Frontier, LevelsUnsound, MemoryHashes, MerkleTree

# The vectors of the Certificate Transparency reference implementation, for the trees that RFC 6962
# and RFC 9162 share: github.com/transparency-dev/merkle, proof/verify_test.go (Apache-2.0), where
# leaves are counted from 1.
ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = [
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
CONSISTENCY = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
    (
        6,
        7,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
]


# RFC 9162 section 2.1 as its definitions stand there: slow, recursive, independent.
def mth(entries: list[bytes]) -> bytes:
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = split(len(entries))
    return sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


def split(n: int) -> int:
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def path(m: int, entries: list[bytes]) -> list[bytes]:
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def subproof(m: int, entries: list[bytes], known: bool) -> list[bytes]:
    if m == len(entries):
        return [] if known else [mth(entries)]
    k = split(len(entries))
    if m <= k:
        return [*subproof(m, entries[:k], known), mth(entries[k:])]
    return [*subproof(m - k, entries[k:], False), mth(entries[:k])]


def numbered(count: int) -> list[bytes]:
    return [f"entry {number}".encode() for number in range(count)]


def tree_of(entries: list[bytes]) -> MerkleTree:
    tree = MerkleTree()
    tree.append([leaf_hash(entry) for entry in entries])
    return tree


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << (bit % 8)
    return bytes(changed)


# A few hundred leaves, so that trees reach over the first stored level of 256.
sizes = st.integers(1, 700)


@st.composite
def inclusions(draw: st.DrawFn) -> tuple[list[bytes], int]:
    size = draw(sizes)
    return numbered(size), draw(st.integers(0, size - 1))


@st.composite
def extensions(draw: st.DrawFn) -> tuple[list[bytes], int]:
    new = draw(sizes)
    return numbered(new), draw(st.integers(1, new))


@pytest.mark.parametrize("size", range(9))
def test_root_is_the_published_one(size: int) -> None:
    """The roots over the reference leaves are the published roots, the empty one included."""
    leaves = [leaf_hash(entry) for entry in ENTRIES[:size]]
    frontier = Frontier()
    frontier.extend(leaves)

    roots = {tree_root(leaves), frontier.root(), tree_of(ENTRIES).root(size=size)}

    assert {bytes.fromhex(ROOTS[size])} == roots


@pytest.mark.parametrize(("index", "size", "published"), INCLUSION)
def test_inclusion_path_is_the_published_one(index: int, size: int, published: list[str]) -> None:
    """The inclusion paths of the reference tree are the published ones, and they verify."""
    found = tree_of(ENTRIES).inclusion_path(index, size=size)

    assert published == [step.hex() for step in found]
    assert verify_inclusion(
        leaf_hash(ENTRIES[index]), index, size, found, bytes.fromhex(ROOTS[size])
    )


@pytest.mark.parametrize(("old", "new", "published"), CONSISTENCY)
def test_consistency_path_is_the_published_one(old: int, new: int, published: list[str]) -> None:
    """The consistency paths of the reference tree are the published ones, and they verify."""
    found = tree_of(ENTRIES).consistency_path(old, new_size=new)

    assert published == [step.hex() for step in found]
    assert verify_consistency(old, new, bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new]), found)


def test_every_path_of_every_small_tree_is_the_defined_one() -> None:
    """Up to 40 leaves, each root, inclusion path and consistency path is what the RFC defines."""
    entries = numbered(40)
    tree = tree_of(entries)

    for size in range(1, 41):
        assert mth(entries[:size]) == tree.root(size=size)
        for other in range(size):
            assert path(other, entries[:size]) == list(tree.inclusion_path(other, size=size))
            assert subproof(other + 1, entries[:size], True) == list(
                tree.consistency_path(other + 1, new_size=size)
            )


@settings(max_examples=40)
@given(inclusions())
def test_inclusion_path_is_the_defined_one(case: tuple[list[bytes], int]) -> None:
    """The inclusion path of any leaf is what the recursive definition gives, and it verifies."""
    entries, index = case

    found = tree_of(entries).inclusion_path(index)

    assert path(index, entries) == list(found)
    assert verify_inclusion(leaf_hash(entries[index]), index, len(entries), found, mth(entries))


@settings(max_examples=40)
@given(extensions())
def test_consistency_path_is_the_defined_one(case: tuple[list[bytes], int]) -> None:
    """The path between any two sizes is what the recursive definition gives, and it verifies."""
    entries, old = case

    found = tree_of(entries).consistency_path(old)

    assert subproof(old, entries, True) == list(found)
    assert verify_consistency(old, len(entries), mth(entries[:old]), mth(entries), found)


@given(inclusions(), st.data())
def test_an_altered_inclusion_proof_fails(
    case: tuple[list[bytes], int], data: st.DataObject
) -> None:
    """Flipping any bit, dropping or adding a step, or naming another place is refused."""
    entries, index = case
    size, tree = len(entries), tree_of(entries)
    leaf, root, steps = leaf_hash(entries[index]), tree.root(), tree.inclusion_path(index)
    bit = data.draw(st.integers(0, 255))
    other = data.draw(st.integers(-2, size + 2).filter(lambda place: place != index))

    altered = [
        (flipped(leaf, bit), index, size, steps, root),
        (leaf, index, size, steps, flipped(root, bit)),
        (leaf, other, size, steps, root),
        (leaf, index, 2 * size, steps, root),
        (leaf, index, index, steps, root),
        (leaf, index, size, (*steps, root), root),
        (leaf, index, size, (leaf, *steps), root),
        (leaf, index, size, (*steps, b""), root),
        (leaf[:-1], index, size, steps, root),
    ]
    if steps:
        at = data.draw(st.integers(0, len(steps) - 1))
        altered.append(
            (leaf, index, size, (*steps[:at], flipped(steps[at], bit), *steps[at + 1 :]), root)
        )
        altered.append((leaf, index, size, steps[:at] + steps[at + 1 :], root))

    assert not any(verify_inclusion(*arguments) for arguments in altered)


@given(extensions(), st.data())
def test_an_altered_consistency_proof_fails(
    case: tuple[list[bytes], int], data: st.DataObject
) -> None:
    """Flipping any bit, dropping or adding a step, or exchanging the trees is refused."""
    entries, old = case
    new, tree = len(entries), tree_of(entries)
    first, second, steps = tree.root(size=old), tree.root(), tree.consistency_path(old)
    bit = data.draw(st.integers(0, 255))

    altered = [
        (old, new, flipped(first, bit), second, steps),
        (old, new, first, flipped(second, bit), steps),
        (old, new, first, second, (*steps, second)),
        (old, new, first, second, (first, *steps)),
        (old, new, first, second, (*steps, b"")),
        (new + 1, new, first, second, steps),
        (-1, new, first, second, steps),
    ]
    if old < new:
        at = data.draw(st.integers(0, len(steps) - 1))
        altered += [
            (old, new, second, first, steps),
            (old, 2 * new, first, second, steps),
            (old, new, first, second, (*steps[:at], flipped(steps[at], bit), *steps[at + 1 :])),
            (old, new, first, second, steps[:at] + steps[at + 1 :]),
        ]

    assert not any(verify_consistency(*arguments) for arguments in altered)


@pytest.mark.parametrize(
    ("sizes", "roots", "steps", "expected"),
    [
        ((0, 0), (EMPTY_ROOT, EMPTY_ROOT), (), True),
        ((0, 5), (EMPTY_ROOT, leaf_hash(b"")), (), True),
        ((0, 5), (leaf_hash(b""), leaf_hash(b"")), (), False),
        ((0, 5), (EMPTY_ROOT, leaf_hash(b"")), (EMPTY_ROOT,), False),
        ((0, 0), (EMPTY_ROOT, leaf_hash(b"")), (), False),
        ((3, 3), (leaf_hash(b""), leaf_hash(b"")), (EMPTY_ROOT,), False),
        ((3, 5), (leaf_hash(b""), leaf_hash(b"")), (), False),
        ((2, 1), (leaf_hash(b""), leaf_hash(b"")), (), False),
    ],
)
def test_consistency_at_its_edges(
    sizes: tuple[int, int], roots: tuple[bytes, bytes], steps: tuple[bytes, ...], expected: bool
) -> None:
    """Every tree continues the empty one and itself, with nothing to show; nothing else is free."""
    verdict = verify_consistency(*sizes, *roots, steps)

    assert expected == verdict


@given(st.lists(st.integers(0, 300), max_size=6))
def test_batches_do_not_matter(batches: list[int]) -> None:
    """However appending is cut into batches, the tree and what it stores are the same."""
    entries = numbered(sum(batches))
    whole, grown = MemoryHashes(), MemoryHashes()
    MerkleTree(whole).append([leaf_hash(entry) for entry in entries])

    tree, at = MerkleTree(grown), 0
    for batch in batches:
        tree.append([leaf_hash(entry) for entry in entries[at : at + batch]])
        at += batch

    assert mth(entries) == tree.root()
    assert whole._levels == grown._levels


@given(st.integers(0, 700), st.integers(0, 50))
def test_a_tree_goes_on_from_what_is_stored(size: int, more: int) -> None:
    """A tree loaded from its stored levels grows as if it had never been put away."""
    entries = numbered(size + more)
    leaves = [leaf_hash(entry) for entry in entries]
    store = MemoryHashes()
    MerkleTree(store).append(leaves[:size])

    tree = MerkleTree(store, size=size)
    tree.append(leaves[size:])

    assert mth(entries) == tree.root()


def test_stored_levels_that_are_too_short_are_not_used() -> None:
    """A tree whose stored levels end too early says so instead of making something up."""
    store = MemoryHashes()
    MerkleTree(store).append([leaf_hash(entry) for entry in numbered(5)])

    with pytest.raises(LevelsUnsound):
        MerkleTree(store, size=6)


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda tree: tree.inclusion_path(3), "ledger-index"),
        (lambda tree: tree.inclusion_path(-1), "ledger-index"),
        (lambda tree: tree.inclusion_path(0, size=0), "ledger-index"),
        (lambda tree: tree.inclusion_path(0, size=4), "ledger-size"),
        (lambda tree: tree.consistency_path(3, new_size=2), "ledger-size"),
        (lambda tree: tree.consistency_path(1, new_size=4), "ledger-size"),
        (lambda tree: tree.root(size=4), "ledger-size"),
        (lambda tree: tree.root(size=-1), "ledger-size"),
    ],
)
def test_what_is_not_in_the_tree_is_refused(ask: Callable[[MerkleTree], object], code: str) -> None:
    """Places and sizes that the tree never had are named as such."""
    tree = tree_of(numbered(3))

    with pytest.raises(Infeasible) as caught:
        ask(tree)

    assert code == caught.value.code


def test_a_path_of_a_larger_tree_is_too_long_for_a_smaller() -> None:
    """A path with a step too many is refused, even where its last step leads to the root."""
    tree = tree_of(numbered(8))
    pair = tree_of(numbered(2))
    leaf = leaf_hash(b"entry 1")

    assert verify_inclusion(leaf, 1, 2, pair.inclusion_path(1), pair.root())
    assert not verify_inclusion(leaf, 0, 1, pair.inclusion_path(1), pair.root())
    roots, path = (tree.root(size=7), tree.root()), tree.consistency_path(7)
    assert verify_consistency(7, 8, *roots, path)
    assert not verify_consistency(3, 4, *roots, path)


def test_hashes_of_another_length_are_refused() -> None:
    """Two hashes cut apart elsewhere join to the same node, and are refused for their lengths."""
    left, right = leaf_hash(b"entry 0"), leaf_hash(b"entry 1")
    root = node_hash(left, right)
    joined = left + right

    assert verify_inclusion(left, 0, 2, (right,), root)
    assert not verify_inclusion(joined[:40], 0, 2, (joined[40:],), root)
    assert not verify_consistency(1, 2, joined[:40], root, (joined[40:],))


def test_a_node_never_passes_for_a_leaf() -> None:
    """The prefixes keep an entry made of two hashes apart from the node above them."""
    left, right = leaf_hash(b"a"), leaf_hash(b"b")

    assert leaf_hash(left + right) != node_hash(left, right)
