"""What must be true of every decision, on decisions that are drawn at random."""

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st

from commonweal.documents import Decision
from commonweal.testing._decision_contents import (
    ACTIONS,
    BODIES,
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
    decide_case,
    pair_verdict,
    realised,
    said,
)

FLIPPED = {"better": "worse", "worse": "better"}
SETTLED = {"better", "worse", "equal"}
CARDS = tuple(card_id(number) for number in range(1, 5))

many = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def decided(content: Content) -> Decision:
    return decide_case(*realised(content))


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


@many
@given(decision_contents())
def test_what_one_side_says_is_in_the_decision_whether_or_not_it_won(content: Content) -> None:
    """Values that may favour either option, norms that collide, complaints: both sides are told."""
    decision = decided(content)

    told = Counter(
        (each.type, tuple(side.norm or side.cards for side in each.sides))
        for each in decision.tensions
    )
    steps = {step.id: step.conclusion for step in decision.justification.steps}
    for each in decision.relations:
        readings = steps[f"readings|{each.first}|{each.second}"]["readings"]
        sides = [
            tuple(sorted(card for card, found in readings.items() if way in found))
            for way in ("first", "second")
        ]
        if all(sides):
            assert told["values", tuple(sides)]
    for step in decision.justification.steps:
        if step.rule == "item":
            for one, other, _ in step.conclusion["defeats"]:
                assert told["norms", tuple(sorted((one, other)))]
    complaints = {
        (each.standpoint, each.principle) for each in decision.justification.inputs.complaints
    }
    affected = decision.justification.declared.standpoints
    compared = {
        step.id.partition("|")[2]
        for step in decision.justification.steps
        if step.rule == "principle"
    }
    heard = {key for key in complaints if key[0] in affected and key[1] in compared}
    assert len(heard) == sum(each.type == "complaint" for each in decision.tensions)


@many
@given(decision_contents(), st.data())
def test_a_settled_relation_survives_every_completion(
    content: Content, data: st.DataObject
) -> None:
    """Whatever the unknown turns out to be, what was settled stands."""
    before = decided(content)
    after = decided(completed(deepcopy(content), data))

    keeps_statuses(before, after)
    circle = closed_a_circle(before, after)
    for one, other in zip(before.relations, after.relations, strict=True):
        assert one.by_norms in {other.by_norms, "undetermined"}
        if one.by_values in SETTLED and not circle:
            assert one.by_values == other.by_values
        assert FLIPPED.get(one.by_values, "") != other.by_values


@st.composite
def rights_with_grounds(draw: st.DrawFn) -> Content:
    """Draw a decision with a prohibition, and a right above it that is for another norm."""
    content: Content = draw(decision_contents(most_norms=1))
    fact: Content = {"kind": "equals", "fact": draw(st.sampled_from(FACTS)), "value": True}
    condition = draw(st.sampled_from((fact, {"kind": "not", "of": fact})))
    action = draw(st.sampled_from(ACTIONS))
    right = {"guaranteed": True, "grounds": [{"norm": "its-ground"}]}
    content["target"]["norms"] += [
        said(
            "norm",
            text="What it says.",
            role="company",
            issuer=BODIES[fields["level"]],
            in_force_from="2020-01-01T00:00:00Z",
            source={"type": "law"},
            **fields,
        )
        for fields in (
            {
                "name": "no",
                "modality": "forbidden",
                "action": ACTIONS[0],
                "level": "organisational",
            },
            {
                "name": "right",
                "modality": "permitted",
                "action": ACTIONS[0],
                "level": "supranational",
            }
            | right,
            {"name": "its-ground", "modality": "forbidden", "action": action, "level": "individual"}
            | {"condition": condition},
        )
    ]
    return content


@settings(many, max_examples=200)
@given(rights_with_grounds(), st.data())
def test_what_a_right_permits_survives_every_completion(
    content: Content, data: st.DataObject
) -> None:
    """Whether its ground is broken is known, or the right settles nothing."""
    before = decided(content)
    after = decided(completed(deepcopy(content), data))

    keeps_statuses(before, after)


def keeps_statuses(before: Decision, after: Decision) -> None:
    """Hold what was permitted or forbidden to what it is once more is known."""
    statuses = {each.option: each.status for each in after.statuses}
    for status in before.statuses:
        if status.status != "in_dispute":
            assert status.status == statuses[status.option]


def closed_a_circle(before: Decision, after: Decision) -> bool:
    """Return whether what stood above something certainly no longer does: verdicts go round."""
    stood, stands = (
        {
            (step.id, way)
            for step in decision.justification.steps
            if step.rule == "pair"
            for way, above in step.conclusion["above"].items()
            if above == "certain"
        }
        for decision in (before, after)
    )
    counting = {step.id for step in after.justification.steps if step.rule == "pair"}
    return any(pair[0] in counting for pair in stood - stands)


def completed(content: Content, data: st.DataObject) -> Content:
    """Settle all that is unknown, one way or another; leave alone what is known."""
    situation = content["situation"]
    for party in situation["parties"]:
        party["roles"] = agreed(party["roles"], ("role",), "occupied", data)
    situation["contexts"] = agreed(situation["contexts"], ("context",), "applies", data)
    situation["facts"] = agreed(situation["facts"], ("fact",), "value", data)
    for deed in situation["deeds"]:
        said = data.draw(st.sampled_from(deed["claims"]))
        deed["claims"] = [{**said, "by": "registry"}]
    said_of = {each["fact"] for each in situation["facts"]}
    for fact in FACTS:
        if fact not in said_of:
            value = data.draw(st.sampled_from((True, 1, "high")))
            situation["facts"].append({"fact": fact, "value": value, "by": "registry"})
    for option in situation["options"]:
        option["changes"] = agreed(option["changes"], ("fact",), "value", data)
    for value in content["target"]["graph"]["values"]:
        for policy in value["policies"]:
            if policy["nature"] == "undecided":
                policy["nature"] = data.draw(st.sampled_from(("constitutive", "instrumental")))
    complete_placings(content, data)
    return content


def agreed(
    words: list[Content], about: tuple[str, ...], what: str, data: st.DataObject
) -> list[Content]:
    """Return one word for each subject, where several conflict either; the registry says it."""
    found = []
    for subject in sorted({tuple(word[field] for field in about) for word in words}):
        said_of = [word for word in words if tuple(word[field] for field in about) == subject]
        found.append({**data.draw(st.sampled_from(said_of)), "by": "registry"})
        assert what in found[-1]
    return found


def complete_placings(content: Content, data: st.DataObject) -> None:
    """Leave one placing of each value that is heard, complete; add what is missing."""
    options = [option["name"] for option in content["situation"]["options"]]
    counts = content["target"]["model_agreement"][0]["counts"]
    kept = []
    for value in content["target"]["graph"]["values"]:
        made = [each for each in content["placings"] if each["card"] == value["card"]]
        heard = [each for each in made if each["source"] == "owner"] or [
            each
            for each in made
            if each["source"] == "declared" or (each["source"] == "model" and counts)
        ]
        if heard:
            placing = deepcopy(data.draw(st.sampled_from(heard)))
        else:
            stake = data.draw(st.sampled_from(("slight", "notable", "grave")))
            placing = {
                "card": value["card"],
                "source": "owner",
                "order": [],
                "stake": stake,
                "people": 1,
                "origin": "person",
            }
        for option in options:
            if not any(option in tier for tier in placing["order"]):
                place = data.draw(st.integers(0, len(placing["order"])))
                placing["order"].insert(place, [option])
        kept.append(placing)
    content["placings"] = kept


@st.composite
def near_verdicts(draw: st.DrawFn) -> tuple[Content, Content]:
    """Draw a decision whose verdicts are close, and the same with one vote more."""
    content = draw(decision_contents(most_options=2, most_norms=0))
    pairs = content["target"]["graph"]["pairs"]
    votes = st.tuples(st.integers(0, 8), st.integers(0, 3), st.integers(0, 3))
    counts = [(each, draw(votes), draw(votes)) for each in pairs]
    swapped = [draw(st.booleans()) for _ in pairs]
    more = deepcopy(content)
    chosen = draw(st.integers(0, max(0, len(pairs) - 1)))
    order, answer = draw(st.integers(0, 1)), draw(st.integers(0, 2))
    for holder, extra in ((content, 0), (more, 1)):
        for place, (pair, *shown) in enumerate(counts):
            given_ = [list(answers) for answers in shown]
            if place == chosen:
                given_[order][answer] += extra
            if swapped[place]:
                given_ = [[second, first, both] for first, second, both in given_]
            holder["target"]["graph"]["pairs"][place] = pair_verdict(
                pair["first"], pair["second"], given_[0], given_[1], pair["context"]
            )
    return content, more


@settings(many, max_examples=300)
@given(near_verdicts())
def test_a_single_vote_never_turns_a_settled_relation_into_its_opposite(
    contents: tuple[Content, Content],
) -> None:
    """Between better and worse there is always something open."""
    before, after = (decided(content).relations for content in contents)

    for one, other in zip(before, after, strict=True):
        assert FLIPPED.get(one.by_values, "") != other.by_values


@many
@given(decision_contents())
def test_what_is_settled_stands_under_every_definition(content: Content) -> None:
    """A status that does not hang on what is unknown is the same whatever words mean."""
    decision = decided(content)

    settled = {
        each.option: each.status for each in decision.statuses if each.status != "in_dispute"
    }
    for defined in decision.definitions:
        found = {each.option: each.status for each in defined.statuses}
        assert settled == {option: found[option] for option in settled}


@many
@given(decision_contents())
def test_whoever_asks_for_what_is_open_says_what_is_open(content: Content) -> None:
    """What is in dispute, undetermined, contested or openly vetoed: something settles it."""
    decision = decided(content)

    hanging = {"in_dispute", "veto_open", "undetermined", "contested"}
    assert decision.open or not hanging & set(decision.reasons)
