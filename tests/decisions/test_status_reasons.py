"""Why norms permit or forbid: what that rests on is enough, and changes do what is said."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pytest

from commonweal.decisions import (
    Matter,
    PreparedTarget,
    StatusReasons,
    Supposed,
    option_statuses,
    status_reasons,
)
from commonweal.documents import FactDeclaration
from commonweal.testing._decisions import DecisionWorld


def reasons(world: DecisionWorld, option: str = "do", **options: Any) -> StatusReasons:
    inputs, target = world.documents()
    return status_reasons(PreparedTarget(target), inputs, option, **options)


def is_(fact: str, value: Any, *, as_left: bool = False) -> Supposed:
    return Supposed(Matter("fact", fact, as_left=as_left), value)


def company(value: bool) -> Supposed:
    return Supposed(Matter("role", "company", "agent"), value)


def untold(norm: str, party: str = "agent") -> Supposed:
    return Supposed(Matter("untold", norm, party), value=False, own_word=True)


def in_time(norm: str, party: str = "agent") -> Supposed:
    return Supposed(Matter("untold", norm, party), value=True)


def dry(value: bool) -> dict[str, Any]:
    return {"kind": "equals", "fact": "dry", "value": value}


def test_a_prohibition_rests_on_its_condition_and_the_role() -> None:
    """Whatever else is known; and either of the two, otherwise, permits the act."""
    world = DecisionWorld().norm("keep", "forbidden", "draw", condition=dry(True))
    world.fact("dry", True).fact("warm", True).option("do", "draw").option("wait")

    found = reasons(world)

    assert ("forbidden", ("keep",)) == (found.status, found.against)
    assert found.rests_on is not None
    assert {company(True), is_("dry", True)} == {*found.rests_on}
    assert {
        frozenset({company(False)}),
        frozenset({is_("dry", False)}),
    } == {frozenset(each) for each in found.changes}
    assert ("keep",) == found.lifted


def test_an_exception_of_an_exception_takes_two_changes() -> None:
    """Drawing is forbidden but to the thirsty, and the thirsty may not where it is poisoned."""
    thirsty = {"kind": "equals", "fact": "thirsty", "value": True}
    poisoned = {"kind": "equals", "fact": "poisoned", "value": True}
    but = {"kind": "all", "of": [thirsty, {"kind": "not", "of": poisoned}]}
    world = DecisionWorld().norm("keep", "forbidden", "draw", exceptions=[{"when": but}])
    world.fact("thirsty", False).fact("poisoned", True).option("do", "draw").option("wait")

    found = reasons(world)

    assert (is_("poisoned", False), is_("thirsty", True)) in {
        tuple(sorted(each, key=lambda s: s.matter.name)) for each in found.changes
    }
    assert not any(len(each) == 1 and each[0].matter.type == "fact" for each in found.changes)
    assert found.rests_on is not None
    assert 1 == sum(each.matter.type == "fact" for each in found.rests_on)


def test_a_number_changes_to_what_lies_just_beyond() -> None:
    """Half the flow or less is too little: one more whole one is not named, the bound is."""
    little = {"kind": "not", "of": {"kind": "at_least", "fact": "litres", "value": 50}}
    world = DecisionWorld().norm("keep", "forbidden", "draw", condition=little)
    world.option("do", "draw", changes={"litres": 30}).option("wait")

    found = reasons(world, most_changes=1)

    assert (is_("litres", 50, as_left=True),) in found.changes


def test_what_yields_is_lifted_with_what_it_yields_to() -> None:
    """Without the higher ban the lower one stands: both would have to go, and not the third."""
    world = DecisionWorld().norm("above", "forbidden", "draw", level="supranational")
    world.norm("below", "forbidden", "draw").norm("other", "forbidden", "sell")
    world.option("do", "draw").option("wait")

    assert ("above", "below") == reasons(world).lifted


def test_what_is_in_dispute_rests_on_nothing_and_may_be_settled() -> None:
    """A fact that nobody speaks of, either way."""
    world = DecisionWorld().norm("keep", "forbidden", "draw", condition=dry(True))
    world.option("do", "draw").option("wait")

    permitted, forbidden = reasons(world), reasons(world, wanted="forbidden")

    assert ("in_dispute", None) == (permitted.status, permitted.rests_on)
    assert (is_("dry", False),) in permitted.changes
    assert ((is_("dry", True),),) == forbidden.changes


def test_a_fact_as_it_is_is_not_the_fact_as_it_is_left() -> None:
    """The ban looks at what was, and the option changes it: that is not what it rests on."""
    was = {"kind": "before", "of": {"kind": "equals", "fact": "level", "value": 1}}
    world = DecisionWorld().norm("keep", "forbidden", "draw", condition=was)
    world.fact("level", 1).option("do", "draw", changes={"level": 5}).option("wait")

    found = reasons(world)

    assert found.rests_on is not None
    assert {is_("level", 1), company(True)} == {*found.rests_on}


def test_what_only_the_decider_says_may_be_what_condemns() -> None:
    """Without the own word it would be in dispute; a heard word to the contrary permits."""
    world = DecisionWorld().norm("keep", "forbidden", "draw", condition=dry(True))
    world.fact("dry", True, by="agent").option("do", "draw").option("wait")

    found = reasons(world)

    own = Supposed(Matter("fact", "dry"), True, own_word=True)
    assert found.rests_on is not None
    assert {own, company(True)} == {*found.rests_on}
    assert (is_("dry", False),) in found.changes


def test_an_obligation_left_undone_is_told_with_what_it_is_due_by() -> None:
    """Doing nothing is forbidden where something is owed, unless it is not owed."""
    world = DecisionWorld().norm("tell", "obliged", "tell", condition=dry(True))
    world.fact("dry", True).option("wait").option("do", "tell")

    found = reasons(world, "wait")

    assert ("forbidden", ("tell",)) == (found.status, found.against)
    assert (is_("dry", False),) in found.changes


def test_what_was_done_before_is_told_with_what_made_it_a_breach() -> None:
    """It rests on the deed, on the condition that made it one, and on whose breach it was."""
    world = DecisionWorld().norm("keep", "forbidden", "draw", condition=dry(True))
    world.norm("refill", "obliged", "fill", upon_breach={"norm": "keep"}).fact("dry", True)
    world.deed("drew", "draw", "2026-05-01T00:00:00Z").option("do", "rest").option("wait")

    found = reasons(world)

    done, not_done = (Supposed(Matter("deed", "drew"), value) for value in (True, False))
    assert ("forbidden", ("refill",)) == (found.status, found.against)
    assert found.rests_on is not None
    assert {company(True), is_("dry", True), done, untold("refill")} == {*found.rests_on}
    otherwise = {company(False), is_("dry", False), not_done, in_time("refill")}
    assert {(each,) for each in otherwise} == {*found.changes}


def test_a_deed_that_fulfils_is_what_a_permission_rests_on() -> None:
    """Were it not done, what is owed would be left undone."""
    world = DecisionWorld().norm("fill", "obliged", "fill", deadline="2026-06-15T00:00:00Z")
    world.deed("filled", "fill", "2026-05-01T00:00:00Z").option("do", "rest").option("wait")

    found = reasons(world)

    assert ("permitted", {Supposed(Matter("deed", "filled"), True)}) == (
        found.status,
        {*(found.rests_on or ())},
    )
    assert ((Supposed(Matter("deed", "filled"), False),),) == found.changes


MAY, JUNE = "2026-05-01T00:00:00Z", "2026-06-15T00:00:00Z"


@pytest.mark.parametrize("deadline", [MAY, JUNE])
def test_what_is_due_rests_on_that_nobody_told_that_it_was_done(deadline: str) -> None:
    """Also after the deadline; to tell that it was, in time, is one way out, and does it."""
    world = DecisionWorld().norm("fill", "obliged", "fill", deadline=deadline)
    world.option("do", "rest").option("wait")

    found = reasons(world)

    assert "forbidden" == found.status
    assert {company(True), untold("fill")} == {*(found.rests_on or ())}
    assert {(company(False),), (in_time("fill"),)} == {*found.changes}
    done = world.deed("filled", "fill", min(deadline, "2026-06-01T00:00:00Z"))
    assert "permitted" == reasons(done).status


def test_a_ban_upon_what_was_not_done_in_time_rests_on_that_nobody_told_that_it_was() -> None:
    """The incident was reported in April, or the ban stands: also where another had to report."""
    world = DecisionWorld().norm("report", "obliged", "report", role="neighbour", deadline=MAY)
    world.norm("no-draw", "forbidden", "draw", upon_breach={"norm": "report", "by": "anyone"})
    world.option("do", "draw").option("wait")

    found = reasons(world)

    assert ("forbidden", ("no-draw",)) == (found.status, found.against)
    assert untold("report", "village") in {*(found.rests_on or ())}
    assert (in_time("report", "village"),) in found.changes
    late = world.deed("late", "report", "2026-05-02T00:00:00Z", actor="village", toward="agent")
    assert (in_time("report", "village"),) in reasons(late).changes
    told = late.deed("in-time", "report", MAY, actor="village", toward="agent", done=False)
    changes = reasons(told).changes
    assert (Supposed(Matter("deed", "in-time"), value=True),) in changes
    assert (in_time("report", "village"),) not in changes


def test_what_is_due_toward_a_role_is_done_toward_somebody_in_it() -> None:
    """And where nobody is in it, no deed would have done."""
    world = DecisionWorld().option("do", "rest").option("wait")
    world.norm("pay", "obliged", "pay", deadline=MAY, counterparty="neighbour")
    world.norm("greet", "obliged", "greet", deadline=MAY, counterparty="miller")

    found = reasons(world)

    supposed = {each for changes in found.changes for each in changes}
    assert (in_time("pay"),) in reasons(without_norm(world, "greet")).changes
    assert in_time("greet") not in supposed


def without_norm(world: DecisionWorld, name: str) -> DecisionWorld:
    world.target["norms"] = [norm for norm in world.target["norms"] if norm["name"] != name]
    return world


def owing(seed: int) -> DecisionWorld:
    """Return norms with deadlines, some upon a breach, and some deeds told by whomever."""
    rng = random.Random(seed)
    world, days = DecisionWorld().option("do", "draw").option("wait"), ("05-10", "05-20", "06-10")
    for number in range(rng.randint(2, 4)):
        modality = rng.choice(("obliged", "obliged", "forbidden", "permitted"))
        fields: dict[str, Any] = {"role": rng.choice(("company", "company", "neighbour"))}
        if modality == "obliged" and rng.random() < 0.8:
            fields["deadline"] = f"2026-{rng.choice(days)}T00:00:00Z"
        before = world.target["norms"][-1:]
        if before and before[0]["modality"] == "obliged" and rng.random() < 0.6:
            by = rng.choice(("addressee", "anyone"))
            fields["upon_breach"] = {"norm": before[0]["name"], "by": by}
        if rng.random() < 0.3:
            fields["counterparty"] = "neighbour" if fields["role"] == "company" else "company"
        action = "draw" if modality != "obliged" else f"act-{number}"
        world.norm(f"n{number}", modality, action, **fields)
    if rng.random() < 0.5:
        by, at = rng.choice(("registry", "agent")), f"2026-{rng.choice(days[:2])}T00:00:00Z"
        world.deed("told", f"act-{rng.randrange(3)}", at, by=by, done=rng.random() < 0.7)
    return world


def test_what_is_supposed_to_have_been_done_does_it_when_it_is_told() -> None:
    """Each change of untold deeds alone, told as deeds by somebody who is heard."""
    seen: Counter[str] = Counter()
    for seed in range(150):
        world = owing(seed)
        found = reasons(world, most_changes=2)
        norms = {norm["name"]: norm for norm in world.target["norms"]}
        for changes in found.changes:
            if {each.matter.type for each in changes} != {"untold"}:
                continue
            again = owing(seed)
            for number, each in enumerate(changes):
                norm = norms[each.matter.name]
                other = "village" if each.matter.party == "agent" else "agent"
                at = min(norm.get("deadline", "2026-06-01T00:00:00Z"), "2026-06-01T00:00:00Z")
                who = {"actor": each.matter.party, "toward": other, "done": bool(each.value)}
                again.deed(f"supposed-{number}", norm["action"], at, **who)
            assert found.wanted == reasons(again, most_changes=1).status
            seen[found.wanted] += 1
    assert seen["permitted"] >= 30


def test_where_the_search_is_broken_off_it_is_told() -> None:
    """With many facts that do nothing one by one the larger sets are too many."""
    world = DecisionWorld().option("do", "draw").option("wait")
    for number in range(24):
        wet = {"kind": "equals", "fact": f"f{number}", "value": True}
        world.norm(f"n{number}", "forbidden", "draw", condition=wet).fact(f"f{number}", value=True)

    long, short = reasons(world, most_changes=5), reasons(world, most_changes=1)

    assert (True, False) == (long.broken_off, short.broken_off)
    assert 1 <= long.changes_tried < 5


def test_nothing_is_supposed_that_no_fact_can_be() -> None:
    """Of a declared word only the words that are listed."""
    said = {"by": "registry", "origin": "person", "said_at": "2026-01-01T00:00:00Z"}
    season = FactDeclaration.model_validate(
        {"name": "season", "type": "word", "text": "Season.", "words": ("dry", "wet"), **said}
    )
    spring = {"kind": "one_of", "fact": "season", "values": ["dry", "spring"]}
    world = DecisionWorld().norm("keep", "forbidden", "draw", condition=spring)
    world.fact("season", "wet").option("do", "draw").option("wait")

    free, bound = reasons(world), reasons(world, declared={"season": season})

    assert {"dry", "spring"} == {each[0].value for each in free.changes}
    assert {"dry"} == {each[0].value for each in bound.changes}


def test_what_no_condition_names_may_do() -> None:
    """Where nobody says the season, any other than the one that is banned permits."""
    dry_season = {"kind": "equals", "fact": "season", "value": "dry"}
    world = DecisionWorld().norm("keep", "forbidden", "draw", condition=dry_season)
    world.option("do", "draw").option("wait")

    facts = [each[0] for each in reasons(world).changes if each[0].matter.type == "fact"]

    assert 1 == len(facts)
    assert "dry" != facts[0].value


# --- At random, held to situations that are put together anew


NAMES, VALUES = ("a", "b"), (True, False, 0, 1, 2)


@dataclass
class Case:
    """Norms about drawing, and what is said: by somebody who is heard, or by the agent alone."""

    norms: list[tuple[str, str, dict[str, Any]]]
    said: dict[Matter, tuple[Any, str]]
    """What is so, and by whom: facts as they are and as left, a context, and roles."""
    changed: frozenset[str]

    def status(self, said: Mapping[Matter, tuple[Any, str] | None] | None = None) -> str:
        """Return the status of drawing, with some things said otherwise; None is unknown."""
        inputs, target = self.world({**self.said, **(said or {})}).documents()
        return option_statuses(PreparedTarget(target), inputs)["do"]

    def world(self, said: Mapping[Matter, tuple[Any, str] | None]) -> DecisionWorld:
        """Return the situation in which just this is said."""
        world = DecisionWorld().context("narrow", "wide", by="").context("wide", by="")
        for number, (modality, level, fields) in enumerate(self.norms):
            world.norm(f"n{number}", modality, "draw", level, **fields)
        changes: list[dict[str, Any]] = []
        agent = world.situation["parties"][0]
        agent["roles"] = []
        for matter, told in said.items():
            # Two heard words against one another leave it open.
            for value, by in [told] if told else [(True, "registry"), (False, "witness")]:
                if matter.type == "context":
                    claim = {"context": matter.name, "by": by, "applies": bool(value)}
                    world.situation["contexts"].append(claim)
                elif matter.type == "role":
                    role = {"role": matter.name, "by": by, "occupied": bool(value)}
                    agent["roles"].append(role)
                elif matter.as_left:
                    changes.append({"fact": matter.name, "value": value, "by": by})
                else:
                    world.fact(matter.name, value, by=by)
        world.option("do", "draw").option("wait")
        world.situation["options"][0]["changes"] = changes
        return world

    @property
    def matters(self) -> list[Matter]:
        """All that anything may hang on."""
        facts = [Matter("fact", name) for name in NAMES]
        facts += [Matter("fact", name, as_left=True) for name in sorted(self.changed)]
        contexts = [Matter("context", name) for name in ("narrow", "wide")]
        return [*facts, *contexts, Matter("role", "company", "agent")]


def reasons_of(world: DecisionWorld, **options: Any) -> StatusReasons:
    return reasons(world, "do", **options)


def clause(rng: random.Random, depth: int = 2) -> dict[str, Any]:
    """Return a condition on the facts, as they are and as left, and the contexts."""
    if depth and rng.random() < 0.6:
        kind = rng.choice(("all", "any", "not", "before"))
        if kind in {"not", "before"}:
            return {"kind": kind, "of": clause(rng, depth - 1)}
        return {"kind": kind, "of": [clause(rng, depth - 1) for _ in range(2)]}
    if rng.random() < 0.2:
        return {"kind": "holds", "context": rng.choice(("narrow", "wide"))}
    kind = rng.choice(("equals", "at_least"))
    value = rng.choice(VALUES if kind == "equals" else (1, 2))
    return {"kind": kind, "fact": rng.choice(NAMES), "value": value}


def case(seed: int) -> Case:
    """Return a case: mostly bans, and now and then a permission above or below them."""
    rng = random.Random(seed)
    norms = []
    for _ in range(rng.randint(1, 3)):
        modality = rng.choice(("forbidden", "forbidden", "permitted"))
        fields = {"condition": clause(rng)} if rng.random() < 0.9 else {}
        norms.append((modality, rng.choice(("supranational", "organisational")), fields))
    changed = frozenset(name for name in NAMES if rng.random() < 0.5)
    made = Case(norms, {}, changed)
    for matter in made.matters:
        by = rng.choice(("registry", "registry", "registry", "agent"))
        value = rng.random() < 0.7 if matter.type != "fact" else rng.choice(VALUES)
        if matter.type == "role" or matter.as_left or rng.random() < 0.85:
            made.said[matter] = (matter.type == "role" or value, by)
    return made


SEEDS = range(120)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_it_rests_on_is_enough_and_no_part_of_it_is(seed: int) -> None:
    """With all else unknown, or anything at all, the status is the same; with less it is not."""
    made, rng = case(seed), random.Random(seed)
    found = reasons_of(made.world(made.said))
    if found.rests_on is None:
        assert "in_dispute" == made.status()
        return
    kept = {each.matter for each in found.rests_on}
    others = [matter for matter in made.matters if matter not in kept]

    assert found.status == made.status(dict.fromkeys(others))
    for _ in range(8):
        values = {m: (rng.choice(VALUES), rng.choice(("registry", "agent"))) for m in others}
        assert found.status == made.status(values)
    for each in kept:
        assert found.status != made.status(dict.fromkeys([*others, each]))


@pytest.mark.parametrize("seed", SEEDS)
def test_changes_do_what_is_said_and_no_single_one_is_missed(seed: int) -> None:
    """Each gives the status that is looked for, none with less, and any value that does is told."""
    made = case(seed)
    found = reasons_of(made.world(made.said))
    singles = {each[0].matter: each[0].value for each in found.changes if len(each) == 1}

    for changes in found.changes:
        supposed = [(each.matter, (each.value, "registry")) for each in changes]
        assert found.wanted == made.status(dict(supposed))
        for smaller in combinations(supposed, len(supposed) - 1):
            assert not smaller or found.wanted != made.status(dict(smaller))
    for matter in made.matters:
        for value in VALUES if matter.type == "fact" else (True, False):
            if matter not in singles and found.status != found.wanted:
                assert found.wanted != made.status({matter: (value, "registry")})


def test_the_cases_are_worth_the_name() -> None:
    """Many are forbidden and many permitted, and few rest on nothing at all."""
    found = [reasons_of(case(seed).world(case(seed).said)) for seed in SEEDS]

    assert min(Counter(each.status for each in found).values()) >= 10
    assert sum(each.status == "forbidden" and bool(each.rests_on) for each in found) >= 20
    assert sum(len(each.changes) > 0 for each in found) >= 60
    assert sum(s.own_word for each in found for s in each.rests_on or ()) >= 3
    assert sum(s.matter.as_left for each in found for s in each.rests_on or ()) >= 10


@pytest.mark.parametrize("seed", SEEDS)
def test_without_the_norms_that_are_named_it_is_permitted(seed: int) -> None:
    """And with any one of them again it is not."""
    made = case(seed)
    found = reasons_of(made.world(made.said))
    if found.lifted is None:
        assert "permitted" == found.status
        return
    lifted = {int(name.removeprefix("n")) for name in found.lifted}

    def without(numbers: set[int]) -> str:
        later = {"in_force_from": "2030-01-01T00:00:00Z"}
        norms = [
            (m, level, fields | (later if number in numbers else {}))
            for number, (m, level, fields) in enumerate(made.norms)
        ]
        return Case(norms, made.said, made.changed).status()

    assert "permitted" == without(lifted)
    assert all("permitted" != without(lifted - {number}) for number in lifted)
