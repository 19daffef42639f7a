"""How much a file may be: thousands of everything are derived, or refused, in seconds."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonweal.proof import checker
from commonweal.testing._decisions import DecisionWorld as World, card_id, said

from .forging import checked, outcome, read, refused, replaced, written


def claimed(world: World, steps: int = 0) -> Any:
    """Return a certificate over a world's inputs with so many steps, none of which follows."""
    content = {"situation": world.situation, "target": world.target, **world.inputs}
    stated = [{"id": f"step|{number}", "rule": "norm"} for number in range(steps)]
    certificate = {"kind": "justification", "schema_version": 1, "not_shown": ["All of it."]}
    return {**certificate, "declared": {}, "inputs": content, "steps": stated, "claim": "choice"}


def two() -> World:
    return World().option("wait").option("go", "go")


def valued(number: int, **fields: Any) -> World:
    world = two()
    for card in range(number):
        world.value(card, **fields)
    return world


def many_values() -> World:
    return valued(3_000)


def long_chain() -> World:
    world = valued(3_000, holders=0)
    for card in range(2_999):
        world.votes(card + 1, card)
    return world


def long_circle() -> World:
    return long_chain().votes(0, 2_999)


def own_cards() -> World:
    world = valued(3_000)
    own = {"party": "agent", "cards": [card_id(card) for card in range(1, 3_000)]}
    world.target["own_cards"] = [own]
    standard = said("role_standard", role="company", cards=[card_id(0)])
    world.target["role_standards"] = [standard]
    return world


def chain_of_contexts() -> World:
    world = two()
    for number in range(3_000):
        world.context(f"c{number}", f"c{number + 1}")
    return world


def circle_of_contexts() -> World:
    world = two().value(1, contexts=["c0"]).placing(1, "wait", "go")
    for number in range(100):
        world.context(f"c{number}", f"c{(number + 1) % 100}")
    return world


def colliding_norms() -> World:
    world = two()
    for number in range(1_500):
        world.norm(f"ban{number}", "forbidden", "go").norm(f"leave{number}", "permitted", "go")
    return world


def norms_and_authorities() -> World:
    world = two()
    for number in range(3_000):
        world.norm(f"n{number}", "forbidden", "go")
    authority = said("authority", issuer="firm", level="organisational", powers=["permit"])
    world.target["authorities"] = [authority] * 3_000
    return world


def normal_form_bomb() -> World:
    def either(name: str) -> dict[str, Any]:
        atoms = [{"kind": "equals", "fact": name, "value": value} for value in (1, 2)]
        return {"kind": "any", "of": atoms}

    bomb = {"kind": "all", "of": [either(f"f{number}") for number in range(64)]}
    world = two().norm("ban", "forbidden", "go", condition=bomb)
    return world.norm("leave", "permitted", "go", condition={"kind": "not", "of": bomb})


def wide_normal_form() -> World:
    def condition(start: int) -> dict[str, Any]:
        many = [
            {"kind": "at_least", "fact": "f", "value": start + number} for number in range(4_000)
        ]
        parts = [{"kind": "all", "of": many[place : place + 64]} for place in range(0, 4_000, 64)]
        atom = {"kind": "equals", "fact": "g", "value": start}
        return {"kind": "any", "of": [{"kind": "all", "of": [*parts, atom]}, atom]}

    world = two().fact("f", 10**9)
    for number in range(40):
        world.norm(f"ban{number}", "forbidden", "go", condition=condition(number))
        world.norm(f"leave{number}", "permitted", "go", condition=condition(number + 1))
    return world


def close_votes() -> World:
    world = valued(400)
    for card in range(399):
        counts = {"first": 25_000 - card, "second": 24_900}, {"first": 25_000, "second": 24_990}
        row = {"context": "always", "first": card_id(card), "second": card_id(card + 1)}
        row |= {"shown_first": counts[0], "shown_second": counts[1], "status": "contested"}
        world.target["graph"]["pairs"].append(row)
    return world


def standpoints_and_principles() -> World:
    world = two()
    for number in range(300):
        world.claims("village", f"r{number}")
        fields = {"name": f"p{number}", "text": "p", "role": "company", "action": "go"}
        world.add("principles", **said("principle", **fields))
        for other in range(60):
            complaint = {"standpoint": f"r{other}", "principle": f"p{number}", "ground": "loss"}
            world.add("complaints", **complaint, grade=3, origin="person")
    return world


def placings_of_many_options() -> World:
    world = World().value(1)
    for number in range(140):
        world.option(f"o{number}")
    for number in range(1_000):
        world.placing(1, *(f"o{(place * 3 + number) % 140}" for place in range(140)))
    return world


def acts_and_conditions() -> World:
    atoms = [{"kind": "equals", "fact": "f", "value": number} for number in range(50)]
    world = two().option("much", *["go"] * 2_000).fact("f", 1)
    for number in range(500):
        world.norm(f"n{number}", "forbidden", "go", condition={"kind": "any", "of": atoms})
    return world


def many_options() -> World:
    world = World().value(1)
    for number in range(440):
        world.option(f"o{number}")
    return world


def acts_and_grounds() -> World:
    ground = [{"card": card_id(1)}] * 20_000
    world = two().option("much", *["go"] * 2_000).value(1)
    return world.norm("ban", "forbidden", "go", grounds=ground)


def many_definitions() -> World:
    world = World()
    for number in range(300):
        world.option(f"o{number}", "go").claims("village", f"r{number}")
        world.fact("f", True, sense=f"r{number}")
    harm = {"kind": "equals", "fact": "f", "value": True}
    for number in range(40):
        world.norm(f"n{number}", "forbidden", "go", condition=harm)
    return world


def roles_of_anyone() -> World:
    world = two()
    for number in range(6_000):
        world.situation["parties"].append({"name": f"p{number}", "title": "P."})
    roles = [{"kind": "occupies", "who": "anyone", "role": f"r{n}"} for n in range(6_400)]
    for place in range(0, 6_400, 64):
        condition = {"kind": "any", "of": roles[place : place + 64]}
        world.norm(f"ban{place}", "forbidden", "go", condition=condition)
    return world


def resolutions_and_definitions() -> World:
    world = two()
    asked = {"kind": "all", "of": [{"kind": "holds", "context": "always"}] * 64}
    scope = {"kind": "all", "of": [asked] * 64}
    for _ in range(6):
        commits = {"holder": "agent", "choose": "go", "over": ["wait"], "why": "So be it."}
        world.add("resolutions", **said("resolution", **commits, scope=scope))
    for number in range(900):
        world.fact("f", True, sense=f"r{number}")
    return world


def bodies_inside_one() -> World:
    world = two()
    world.target["institutions"] += [
        said("institution", name=f"b{number}", title="A body", part_of="firm")
        for number in range(5_000)
    ]
    for number in range(5_000):
        world.situation["parties"].append({"name": f"b{number}", "title": "B.", "inside": True})
    return world


def principles_side_by_side() -> World:
    world = two().claims("village", "villager")
    for number in range(6_000):
        fields = {"name": f"p{number}", "text": "p", "role": "company", "action": "go"}
        world.add("principles", **said("principle", **fields))
    return world


def thousands_of_options() -> World:
    world = World().value(1)
    for number in range(20_000):
        world.option(f"o{number}")
    return world


def parties_and_duties_upon_a_breach() -> World:
    world = two().norm("ban", "forbidden", "go")
    for number in range(4_000):
        roles = [{"role": "company", "by": "registry"}]
        world.situation["parties"].append({"name": f"p{number}", "title": "P.", "roles": roles})
    for number in range(900):
        fields = {"deadline": "2025-01-01T00:00:00Z", "upon_breach": {"norm": "ban"}}
        world.norm(f"n{number}", "obliged", "mend", **fields)
    return world.norm("last", "obliged", "tell", upon_breach={"norm": "n1", "by": "anyone"})


SIZES = [
    parties_and_duties_upon_a_breach,
    bodies_inside_one,
    principles_side_by_side,
    thousands_of_options,
    many_definitions,
    many_values,
    long_chain,
    long_circle,
    own_cards,
    chain_of_contexts,
    circle_of_contexts,
    colliding_norms,
    norms_and_authorities,
    normal_form_bomb,
    wide_normal_form,
    close_votes,
    standpoints_and_principles,
    placings_of_many_options,
    acts_and_conditions,
    many_options,
    acts_and_grounds,
]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("steps", [0, 30_000])
@pytest.mark.parametrize("world", SIZES, ids=lambda world: world.__name__)
def test_what_is_made_to_take_for_ever_is_refused(world: Callable[[], World], steps: int) -> None:
    """Thousands of everything are derived, or refused, in seconds."""
    assert refused(claimed(world(), steps))


@pytest.mark.parametrize("world", [roles_of_anyone, resolutions_and_definitions])
def test_what_few_steps_ask_for_is_counted_as_work(world: Callable[[], World]) -> None:
    """A role asked of anyone is asked of each party, and a scope is read under each definition."""
    assert "it would take too long to check" == refused(claimed(world()))


@pytest.mark.parametrize(
    "step", [{}, {"id": "x"}, {"id": 7}, {"id": ["x"]}], ids=["empty", "one", "number", "list"]
)
def test_steps_that_are_not_told_apart_buy_no_work(step: dict[str, Any]) -> None:
    """A hundred thousand steps without ids of their own are as good as none."""
    certificate = claimed(valued(1_700))
    certificate["steps"] = [step] * 100_000

    assert "steps, where at least" in refused(certificate)


def test_what_follows_and_is_not_stated_is_given_up_early() -> None:
    """Ids that do not follow make room for no pairs: memory stays in proportion to the file."""
    certificate = claimed(valued(400), 80_000)
    tracemalloc.start()
    content = checker.inputs.parse(written(certificate))
    before, _ = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()

    report = checker.Report()
    report.attempt(content, Path(), "")

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert ["more than 1000 steps are missing"] == [p[:32] for p in report.problems]
    assert peak - before < 2 * before


def test_a_file_that_lacks_a_few_steps_is_told_which() -> None:
    """Only a file that lacks a great many is refused without saying what each is."""
    decision = read("act")
    lost = decision["justification"]["steps"].pop()["id"]

    assert f"step {lost}: missing" in refused(decision)


def test_texts_of_any_length_are_read_and_not_repeated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ten million characters are shortened in what is said of them."""
    path = tmp_path / "decision.json"
    long = "x" * 10_000_000
    for place in (("study",), ("justification", "steps", 0, "id"), ("options", 0), ("target",)):
        path.write_bytes(written(replaced(read("act"), place, long)))

        status, text = outcome(path, capsys)

        assert 1 == status
        assert len(text) < 10_000


@pytest.mark.parametrize("number", ["9" * 10**6 + "/7", "7/" + "9" * 10**6, "1/0", "2/4", "٣/٤"])
def test_fractions_beyond_their_form_are_refused(number: str) -> None:
    """A million digits are not computed with, and nothing is divided by nothing."""
    world = two().fact("f", 1).norm("ban", "forbidden", "go")
    world.target["norms"][0]["condition"] = {"kind": "at_least", "fact": "f", "value": number}
    facts, thresholds = two(), two()
    facts.situation["facts"] = [{"fact": "f", "value": number, "by": "registry"}]
    thresholds.target["thresholds"] = {"accepted": number}

    assert refused(claimed(world))
    assert refused(claimed(facts))
    assert "thresholds" in refused(claimed(thresholds))


def test_contexts_in_a_circle_are_followed_once() -> None:
    """Each is as broad as the others: the producer decides, and the checker agrees."""
    decision = circle_of_contexts().decide().content()

    assert [] == checked(decision).problems


def test_premises_in_a_circle_are_not_followed() -> None:
    """Each step names its premises, and they must come before it."""
    decision = read("contested")
    for step in decision["justification"]["steps"]:
        step["premises"] = [other["id"] for other in decision["justification"]["steps"]]

    assert "its premises are not the" in refused(decision)


def test_steps_without_end_are_refused_after_a_few() -> None:
    """A hundred thousand steps that do not follow are not listed."""
    found = refused(claimed(two(), 100_000))

    assert len(found) < 10_000
    assert "one that does not follow" in found


def test_a_body_may_be_part_of_another_a_thousand_times_over() -> None:
    """A long chain of bodies is followed, however long, and the decider's own stay unheard."""
    harm = {"kind": "equals", "fact": "harm", "value": True}
    world = two().norm("no-harm", "forbidden", "go", condition=harm)
    names = ["agent", *(f"town{number}" for number in range(1_500))]
    world.target["institutions"] += [
        said("institution", name=name, title=name, part_of=above)
        for name, above in zip(names[1:], names, strict=False)
    ]
    world.fact("harm", False, by=names[-1])

    decision = world.decide()

    assert [] == checked(decision.content()).problems
    assert ["permitted", "in_dispute"] == [status.status for status in decision.statuses]
