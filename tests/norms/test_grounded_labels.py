from itertools import product

from hypothesis import given, strategies as st

from commonweal.norms import Label, charge_label, grounded_labels

NODES = ("a", "b", "c", "d", "e")


def frameworks() -> st.SearchStrategy[tuple[dict[str, set[str]], set[str]]]:
    attacks = st.sets(st.sampled_from(list(product(NODES, NODES))), max_size=12)
    return st.tuples(
        attacks.map(lambda pairs: {node: {x for x, y in pairs if y == node} for node in NODES}),
        st.sets(st.sampled_from(NODES)),
    )


def naive_labels(attackers: dict[str, set[str]], firm: set[str]) -> dict[str, Label]:
    """Label by going over all nodes until nothing changes: the definition, word for word."""
    inside: set[str] = set()
    outside: set[str] = set()
    while True:
        now_in = {n for n, against in attackers.items() if n in firm and against <= outside}
        now_out = {n for n, against in attackers.items() if against & inside}
        if (now_in, now_out) == (inside, outside):
            break
        inside, outside = now_in, now_out
    return {n: "in" if n in inside else "out" if n in outside else "undecided" for n in attackers}


@given(frameworks())
def test_labels_are_the_least_fixpoint(framework: tuple[dict[str, set[str]], set[str]]) -> None:
    """The labels are those of the naive iteration over sets."""
    attackers, firm = framework

    assert naive_labels(attackers, firm) == grounded_labels(attackers, firm)


def test_a_chain_alternates() -> None:
    """What nothing attacks stands, what it attacks falls, and what that attacked stands again."""
    labels = grounded_labels({"a": (), "b": ("a",), "c": ("b",)}, NODES)

    assert {"a": "in", "b": "out", "c": "in"} == labels


def test_mutual_attack_is_undecided() -> None:
    """Of two that attack each other neither stands."""
    labels = grounded_labels({"a": ("b",), "b": ("a",)}, NODES)

    assert {"a": "undecided", "b": "undecided"} == labels


def test_an_odd_circle_is_undecided() -> None:
    """Dung's three-cycle has the empty grounded extension."""
    labels = grounded_labels({"a": ("c",), "b": ("a",), "c": ("b",)}, NODES)

    assert {"undecided"} == set(labels.values())


def test_a_node_that_is_not_firm_leaves_undecided_what_it_attacks() -> None:
    """What only may apply neither stands nor lets stand what it attacks."""
    labels = grounded_labels({"a": (), "b": ("a",)}, {"b"})

    assert {"a": "undecided", "b": "undecided"} == labels


def test_a_node_that_is_not_firm_can_fall() -> None:
    """What only may apply is defeated like any other."""
    labels = grounded_labels({"a": (), "b": ("a",), "c": ("b",)}, {"a", "c"})

    assert {"a": "in", "b": "out", "c": "in"} == labels


def test_a_charge_stands_when_all_that_attacks_it_fell() -> None:
    """A charge is out by one attacker that stands, and in only if it is firm and all are out."""
    assert "in" == charge_label(["out", "out"], firm=True)
    assert "undecided" == charge_label(["out"], firm=False)
    assert "undecided" == charge_label(["out", "undecided"], firm=True)
    assert "out" == charge_label(["undecided", "in"], firm=True)
    assert "in" == charge_label([], firm=True)
