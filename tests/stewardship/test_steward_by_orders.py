"""What a steward does, held against every reading and every order of the cards, one by one."""

from __future__ import annotations

from itertools import permutations, product
from typing import TypeAlias

from hypothesis import event, given, settings

from commonweal.documents import Target, ValueCard
from commonweal.stewardship import ANYWHERE, BankSituation, OwnValues, Steward, StewardAnswer
from commonweal.testing._owner_worlds import owner_worlds
from commonweal.testing._owners import MOMENT, bank

Says: TypeAlias = dict[str, int]
"""What each card says of two options: 1 for the first, -1 for the second, 0 for neither."""


def bears(own: OwnValues, one: ValueCard, case: BankSituation) -> bool:
    """Return whether a policy that is no mere means is linked to what an option touches."""
    return any(
        link.concern in case.concerns and one.policies[link.policy].nature != "instrumental"
        for link in own.links
        if link.card == one.id
    )


def level(own: OwnValues, one: ValueCard, policy: int, case: BankSituation, option: str) -> int:
    """Return whether an option supports what a policy means (1), opposes it (-1), or neither."""
    linked = {link.concern for link in own.links if (link.card, link.policy) == (one.id, policy)}
    chosen = case.option(option)
    return bool(linked & {*chosen.supports}) - bool(linked & {*chosen.opposes})


def card_says(
    own: OwnValues, one: ValueCard, case: BankSituation, pair: tuple[str, str]
) -> set[int]:
    """Return what a card may say of two options, over its undecided policies counting or not."""
    natures = [policy.nature for policy in one.policies]
    undecided = [place for place, nature in enumerate(natures) if nature == "undecided"]
    found: set[int] = set()
    for chosen in product([False, True], repeat=len(undecided)):
        counted = [place for place, nature in enumerate(natures) if nature == "constitutive"]
        counted += [place for place, yes in zip(undecided, chosen, strict=True) if yes]
        first, second = (
            [level(own, one, policy, case, option) for policy in counted] for option in pair
        )
        signs = {(x > y) - (x < y) for x, y in zip(first, second, strict=True)} - {0}
        found |= signs if len(signs) == 1 else ({-1, 0, 1} if signs else {0})
    return found


def above(target: Target, case: BankSituation) -> set[tuple[str, str]]:
    """Return which card is above which by the verdicts of the narrowest contexts that hold."""
    said: dict[tuple[str, str], set[str | None]] = {}
    for narrow in (True, False):
        here = {*case.concerns} if narrow else {ANYWHERE}
        spoken_of = {*said}
        for pair in target.graph.pairs:
            key = (pair.first, pair.second)
            if pair.context in here and pair.status != "thin" and key not in spoken_of:
                said.setdefault(key, set()).add(pair.wiser)
    edges = {
        (wiser, first if wiser == second else second)
        for (first, second), outcomes in said.items()
        for wiser in outcomes
        if len(outcomes) == 1 and wiser is not None
    }
    closed = set(edges)
    for middle in [value.card for value in target.graph.values]:
        closed |= {(x, z) for x, y in closed if y == middle for w, z in closed if w == middle}
    round_about = {(x, y) for x, y in closed if (y, x) in closed}
    silent = {key for key, outcomes in said.items() if len(outcomes) != 1 or None in outcomes}
    return {(x, y) for x, y in closed - round_about if not {(x, y), (y, x)} & silent}


def beats(
    answer: StewardAnswer, own: OwnValues, case: BankSituation, pair: tuple[str, str]
) -> bool:
    """Return whether the first card that tells two options apart always favours the first."""
    target = answer.decision.justification.inputs.target
    assert isinstance(target, Target)
    cards = [one for one in own.cards if bears(own, one, case)]
    says = [sorted(card_says(own, one, case, pair)) for one in cards]
    names = [one.id for one in cards]
    ordered = {(x, y) for x, y in above(target, case) if {x, y} <= {*names}}
    readings = [dict(zip(names, found, strict=True)) for found in product(*says)]
    # Orders are of the cards that tell the two apart: what is disputed between two of them is not
    # settled by way of a card that does not.
    apart = [[name for name in names if reading[name]] for reading in readings]
    return all(
        bool(order) and reading[order[0]] == 1
        for reading, telling in zip(readings, apart, strict=True)
        for order in permutations(telling)
        if all(order.index(x) < order.index(y) for x, y in ordered if {x, y} <= {*telling})
    )


@settings(max_examples=150)
@given(world=owner_worlds())
def test_it_acts_on_what_every_reading_and_every_order_chooses(
    world: tuple[OwnValues, BankSituation],
) -> None:
    """Of what it does, each other option is worse by every order that the owner's answers allow."""
    own, case = world
    answer = Steward(own, bank(), read_at=MOMENT).decide(case)
    event(answer.outcome)
    names = [option.name for option in case.options]

    beaten = {pair: beats(answer, own, case, pair) for pair in permutations(names, 2)}

    unbeaten = [
        name for name in names if not any(beaten[other, name] for other in names if other != name)
    ]
    if answer.acts:
        assert [answer.option] == unbeaten
    elif len(names) == 2:
        assert 2 == len(unbeaten)
