"""What a decision settles stays so, however what is open turns out: decisions drawn at random."""

from collections import Counter
from copy import deepcopy

from hypothesis import given, settings, strategies as st

from commonweal.documents import Decision
from commonweal.testing._decision_contents import (
    ACTIONS,
    BODIES,
    FACTS,
    decision_contents,
)
from commonweal.testing._decisions import (
    Content,
    pair_verdict,
    said,
)

from .drawn_decisions import FLIPPED, SETTLED, decided, many


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
