"""What makes no difference to a decision, on decisions that are drawn at random."""

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from hypothesis import given, strategies as st

from commonweal.documents import Decision
from commonweal.testing._decision_contents import (
    ACTIONS,
    CONTEXTS,
    FACTS,
    OPTIONS,
    PRINCIPLES,
    ROLES,
    decision_contents,
    renamed,
)
from commonweal.testing._decisions import (
    Content,
    card_id,
    said,
)

from .drawn_decisions import FLIPPED, SETTLED, decided, many

CARDS = tuple(card_id(number) for number in range(1, 5))


def summary(decision: Decision) -> dict[str, Any]:
    """Return what a decision says, without texts and without the order in which it says it."""
    return {
        "outcome": decision.outcome,
        "options": frozenset(decision.options),
        "reasons": decision.reasons,
        "interim": decision.interim,
        "obliged": frozenset(tuple(act.split(":")) for act in decision.obliged),
        "standing": decision.standing,
        "statuses": {
            each.option: (
                each.status,
                each.vetoed,
                frozenset(each.broken),
                frozenset(each.maybe_broken),
            )
            for each in decision.statuses
        },
        "relations": relations(decision),
        "definitions": Counter(unordered(each.content()) for each in decision.definitions),
        "tensions": Counter(unordered(each.content()) for each in decision.tensions),
        "open": Counter(unordered(each.content()) for each in decision.open),
    }


def unordered(value: Any) -> Any:
    """Return plain JSON with every list as a set, where what stands first is no matter."""
    if isinstance(value, dict):
        return frozenset((field, unordered(inside)) for field, inside in value.items())
    return frozenset(map(unordered, value)) if isinstance(value, list) else value


def relations(decision: Decision) -> dict[tuple[str, str], tuple[str, str, frozenset[str]]]:
    """Return how every option stands to every other, with the values that decide it."""
    found = {}
    for each in decision.relations:
        values, norms = str(each.by_values), str(each.by_norms)
        # On a par and incomparable name one pair of several, by id: names alone decide which.
        by = frozenset(each.decided_by) if values in SETTLED else frozenset[str]()
        found[each.first, each.second] = (values, norms, by)
        found[each.second, each.first] = (
            FLIPPED.get(values, values),
            FLIPPED.get(norms, norms),
            by,
        )
    return found


def mapped(value: Any, names: dict[str, str]) -> Any:
    """Return a summary with other names in it."""
    if isinstance(value, str):
        kind, colon, name = value.partition(":")
        return names.get(value) or f"{kind}{colon}{names.get(name, name)}"
    if isinstance(value, Counter | dict):
        return type(value)({mapped(key, names): mapped(each, names) for key, each in value.items()})
    if isinstance(value, tuple | frozenset):
        return type(value)(mapped(each, names) for each in value)
    return value


@st.composite
def names(draw: st.DrawFn) -> dict[str, str]:
    """Draw other names for everything, in another order."""
    found = {}
    for kind in (
        ACTIONS,
        CONTEXTS,
        FACTS,
        OPTIONS,
        PRINCIPLES,
        ROLES,
        [f"norm-{n}" for n in range(4)],
    ):
        order = draw(st.permutations(range(len(kind))))
        found |= {name: f"x{place}-{kind[0]}" for name, place in zip(kind, order, strict=True)}
    found |= {
        card: card_id(50 + place)
        for card, place in zip(CARDS, draw(st.permutations(range(4))), strict=True)
    }
    parties = ("agent", "village", "boss", "registry", "witness", "union", "firm", "self")
    return found | {name: f"{9 - place}-{name}" for place, name in enumerate(parties)}


@many
@given(decision_contents(), names())
def test_renaming_changes_only_names(content: Content, other: dict[str, str]) -> None:
    """Another name for everything gives the same decision in other names."""
    expected = mapped(summary(decided(content)), other)

    assert expected == summary(decided(renamed(content, other)))


def shuffled(content: Content, shuffle: Callable[[list[Any]], list[Any]]) -> Content:
    """Return the content with every list reordered that says nothing by its order."""
    content = deepcopy(content)
    target, situation = content["target"], content["situation"]
    for holder, fields in (
        (
            content,
            ("placings", "appraisals", "principles", "complaints", "resolutions", "not_traded"),
        ),
        (target, ("norms", "authorities", "contexts", "role_standards", "own_cards", "appraisers")),
        (target["graph"], ("values", "pairs", "outweighs", "transitions")),
        (situation, ("facts", "parties", "contexts", "options")),
    ):
        for field in fields:
            if field in holder:
                holder[field] = shuffle(holder[field])
    return content


@many
@given(decision_contents(), st.data())
def test_the_order_of_people_votes_norms_and_options_does_not_matter(
    content: Content, data: st.DataObject
) -> None:
    """Whatever was said first, the same follows."""
    other = shuffled(content, lambda listed: data.draw(st.permutations(listed)))

    assert summary(decided(content)) == summary(decided(other))


@many
@given(decision_contents(), st.sampled_from(("forbidden", "permitted", "obliged")))
def test_a_norm_that_bears_on_nothing_changes_nothing(content: Content, modality: str) -> None:
    """It bears on no act, and is charged to nobody here."""
    expected = summary(decided(content))
    content["target"]["norms"].append(
        said(
            "norm",
            name="idle",
            text="Do not fly.",
            role="pilot",
            modality=modality,
            action="fly",
            level="organisational",
            issuer="firm",
            in_force_from="2020-01-01T00:00:00Z",
            source={"type": "law"},
        )
    )

    assert expected == summary(decided(content))


@many
@given(decision_contents(), st.sampled_from(("village", "boss", "somebody")))
def test_the_own_cards_of_whoever_does_not_decide_change_nothing(
    content: Content, party: str
) -> None:
    """They may be listed, or not, or be all there are."""
    target = content["target"]
    cards = [value["card"] for value in target["graph"]["values"]]
    listed = target.get("own_cards", [])
    target["own_cards"] = [own for own in listed if own["party"] == "agent"]
    expected = summary(decided(content))

    target["own_cards"] += [{"party": party, "cards": cards}] if cards else []

    assert expected == summary(decided(content))


@many
@given(decision_contents())
def test_a_value_without_edges_on_which_nothing_differs_changes_nothing(content: Content) -> None:
    """Where something counted before, one more value that is neutral adds nothing."""
    before = decided(content)
    options = [option["name"] for option in content["situation"]["options"]]
    content["situation"]["contexts"].append({"context": "ctx-z", "by": "registry"})
    content["target"]["graph"]["values"].append(
        {
            "card": card_id(9),
            "title": "Value 9",
            "policies": [{"text": "MOMENTS", "nature": "constitutive"}],
            "contexts": ["ctx-z"],
            "origin": "person",
            "holders": 5,
        }
    )
    content["placings"].append(
        {
            "card": card_id(9),
            "source": "owner",
            "order": [options],
            "stake": "notable",
            "people": 1,
            "origin": "person",
        }
    )

    after = decided(content)

    # Where nothing counted for certain, options that were undetermined are now equal by something.
    something_counted = bool(before.justification.declared.values_that_count)
    may_count = card_id(9) in after.justification.declared.values_that_may_count
    assert not something_counted or may_count or summary(before) == summary(after)


@many
@given(decision_contents(most_options=2))
def test_a_copy_of_an_option_changes_nothing_else(content: Content) -> None:
    """The others stand as they stood, and the copy as its original, to which it is equal."""
    before = decided(content)
    after = decided(copied(content, "opt-b", "opt-z"))

    stood, stands = relations(before), relations(after)
    assert stood["opt-a", "opt-b"] == stands["opt-a", "opt-b"] == stands["opt-a", "opt-z"]
    statuses = {each.option: (each.status, each.vetoed) for each in after.statuses}
    assert statuses["opt-b"] == statuses["opt-z"]
    assert "equal" == stands["opt-b", "opt-z"][1] or before.statuses[1].maybe_broken
    if stands["opt-b", "opt-z"][0] == "equal":
        original = set(before.options)
        copies = original | {"opt-z"} if "opt-b" in original else original
        assert (before.outcome, before.reasons, copies) == (
            after.outcome,
            after.reasons,
            set(after.options),
        )


def copied(content: Content, original: str, copy: str) -> Content:
    """Return the content with a copy of an option, of which everybody says the same."""
    content = deepcopy(content)
    options = content["situation"]["options"]
    options += [{**option, "name": copy} for option in options if option["name"] == original]
    for placing in content["placings"]:
        placing["order"] = [
            [*tier, copy] if original in tier else tier for tier in placing["order"]
        ]
    for field in ("appraisals",):
        content[field] += [
            {**each, "option": copy} for each in content[field] if each["option"] == original
        ]
    for resolution in content["resolutions"]:
        if original in resolution["over"]:
            resolution["over"].append(copy)
    content["resolutions"] += [
        {**each, "choose": copy, "over": [option for option in each["over"] if option != original]}
        for each in content["resolutions"]
        if each["choose"] == original and each["over"] != [original]
    ]
    return content
