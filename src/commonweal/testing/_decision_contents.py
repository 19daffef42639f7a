"""Strategies that draw whole decisions: a small target, a situation, and what was said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from commonweal.testing._decisions import (
    ACCEPTED,
    COMPLEMENTARY,
    CONTESTED,
    THIN,
    Content,
    DecisionWorld,
    card_id,
    pair_verdict,
    said,
)
from commonweal.testing._hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

ROLES, ACTIONS = ("company", "neighbour"), ("act-a", "act-b")
FACTS, CONTEXTS = ("fact-a", "fact-b"), ("ctx-a", "ctx-b", "ctx-c")
OPTIONS, PRINCIPLES = ("opt-a", "opt-b", "opt-c"), ("pr-a", "pr-b", "pr-c")
OWNERS = ("agent", "boss", "village")
BODIES = {"supranational": "union", "organisational": "firm", "individual": "self"}

_STAKES, _NATURES = ("slight", "notable", "grave"), ("constitutive", "undecided", "instrumental")
_REVERSED = (0, 20, 0)
_ANSWERS = (ACCEPTED, ACCEPTED, ACCEPTED, _REVERSED, CONTESTED, COMPLEMENTARY, THIN)
_EARLY, _LATE = "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"


def decision_contents(
    *, most_options: int = 3, most_norms: int = 4, most_values: int = 4
) -> SearchStrategy[Content]:
    """Return the contents of decisions: ``target``, ``situation``, and what was said of it.

    Every part of a decision occurs: facts that are unknown, disputed or asserted by the decider
    alone, norms beyond their issuer's authority, contested and circular verdicts, stakes, coverage,
    silent and disputed placings, principles, resolutions, role standards. Most of what is said is
    known and agreed on, so that much is settled.

    Args:
        most_options: how many options there may be, at least two.
        most_norms: how many norms.
        most_values: how many values.
    """
    return _contents(most_options, most_norms, most_values)


def renamed(content: Any, names: Mapping[str, str]) -> Any:
    """Return content with names and card ids replaced; pairs of cards stay in order of id."""
    if isinstance(content, str):
        return names.get(content, content)
    if isinstance(content, list):
        return [renamed(each, names) for each in content]
    if not isinstance(content, dict):
        return content
    changed = {key: renamed(value, names) for key, value in content.items()}
    if "shown_first" in changed and changed["first"] > changed["second"]:
        shown = [
            {**counts, "first": counts.get("second", 0), "second": counts.get("first", 0)}
            for counts in (changed["shown_second"], changed["shown_first"])
        ]
        changed |= {"first": changed["second"], "second": changed["first"]}
        changed |= {"shown_first": shown[0], "shown_second": shown[1]}
    return changed


@st.composite
def _contents(draw: DrawFn, most_options: int, most_norms: int, most_values: int) -> Content:
    options = OPTIONS[: draw(st.integers(2, most_options))]
    cards = [card_id(number) for number in range(1, 1 + draw(st.integers(0, most_values)))]
    count = draw(st.integers(0, most_norms))
    world = DecisionWorld()
    _draw_situation(draw, world.situation, options)
    target = world.target
    broader = {"ctx-b": ["ctx-a"]}
    target["contexts"] = [
        said("context", name=name, text=f"when {name}", broader=broader.get(name, []))
        for name in CONTEXTS
    ]
    target["authorities"] = [
        said("authority", issuer=issuer, level=level, powers=draw(_powers()))
        for level, issuer in BODIES.items()
    ]
    target["norms"] = [_norm(draw, f"norm-{index}", count) for index in range(count)]
    _draw_followed(draw, target["norms"])
    _draw_graph(draw, target["graph"], cards)
    _draw_rules(draw, target, cards)
    inputs = _draw_inputs(draw, cards, options)
    return {"target": target, "situation": world.situation, **inputs}


def _draw_situation(draw: DrawFn, situation: Content, options: Sequence[str]) -> None:
    situation["principal"] = "boss"
    situation["parties"].append({"name": "boss", "title": "The principal", "inside": True})
    situation["considerations"] = draw(st.sampled_from(("complete", "complete", "partial")))
    situation["options"] = [_option(draw, name) for name in options]
    situation["options"][0]["acts"] = []
    count = draw(st.integers(0, 2))
    situation["deeds"] = [_deed(draw, f"deed-{number}") for number in range(count)]
    situation["facts"] = [word for fact in FACTS for word in _words(draw, fact)]
    situation["contexts"] = [
        {"context": name, "by": by, "applies": applies}
        for name in CONTEXTS
        for by, applies in draw(_claims())
    ]
    for party, role in zip(situation["parties"], (*ROLES, "company"), strict=True):
        party["roles"] = [
            {"role": role, "by": by, "occupied": occupied} for by, occupied in draw(_claims())
        ]
        party["affected"] = draw(st.booleans())


def _claims() -> SearchStrategy[tuple[tuple[str, bool], ...]]:
    """Return who claims what of a context or a role: mostly that it holds, and all else occurs."""
    holds = (("registry", True),)
    return st.sampled_from(
        (
            holds,
            holds,
            holds,
            (*holds, ("agent", True)),
            (("registry", False),),
            (("agent", True),),
            (("boss", False),),
            (*holds, ("witness", False)),
            (),
        )
    )


def _words(draw: DrawFn, fact: str) -> list[Content]:
    """Return what is asserted of a fact: mostly it is known, and all else occurs."""
    value = draw(_fact_values())
    speakers = draw(
        st.sampled_from((("registry",), ("registry", "agent"), ("agent",), ("boss", "agent"), ()))
    )
    words = [{"fact": fact, "value": value, "by": by} for by in speakers]
    if draw(st.sampled_from((False, False, False, True))):
        words.append({"fact": fact, "value": draw(_fact_values()), "by": "witness"})
    if draw(st.sampled_from((False, False, False, True))):
        senses = st.sampled_from(({}, {"sense": "village"}, {"sense": "union"}))
        words = [word | draw(senses) for word in words]
    return words


def _fact_values() -> SearchStrategy[Any]:
    return st.sampled_from((True, False, 1, 2, "1/2", "high"))


def _powers() -> SearchStrategy[list[str]]:
    every = ["oblige", "forbid", "permit", "guarantee", "prioritise"]
    return st.sampled_from((every, every, every, every[:3], every[1:4]))


def _conditions() -> SearchStrategy[Content]:
    fact, small = st.sampled_from(FACTS), st.integers(0, 2)
    role = st.sampled_from(ROLES)
    who = st.sampled_from(("actor", "counterparty", "decider", "anyone"))
    atoms = st.one_of(
        st.builds(lambda f, v: {"kind": "equals", "fact": f, "value": v}, fact, _fact_values()),
        st.builds(lambda f, v: {"kind": "at_least", "fact": f, "value": v}, fact, small),
        st.builds(lambda c: {"kind": "holds", "context": c}, st.sampled_from(CONTEXTS)),
        st.builds(lambda w, r: {"kind": "occupies", "who": w, "role": r}, who, role),
    )
    return st.one_of(
        st.just({"kind": "all", "of": []}),
        atoms,
        st.builds(lambda atom: {"kind": "not", "of": atom}, atoms),
        st.builds(lambda atom: {"kind": "before", "of": atom}, atoms),
        st.builds(
            lambda kind, of: {"kind": kind, "of": of},
            st.sampled_from(("all", "any")),
            st.lists(atoms, max_size=2),
        ),
    )


def _option(draw: DrawFn, name: str) -> Content:
    acts = st.fixed_dictionaries(
        {
            "actor": st.sampled_from(("agent", "agent", "village")),
            "action": st.sampled_from(ACTIONS),
            "toward": st.sampled_from((None, "village", "agent")),
        }
    )
    return {
        "name": name,
        "text": f"To do {name}.",
        "acts": draw(st.lists(acts, min_size=1, max_size=2)),
        "changes": _words(draw, FACTS[0]) if draw(st.booleans()) else [],
    }


def _norm(draw: DrawFn, name: str, count: int) -> Content:
    modality = draw(st.sampled_from(("forbidden", "obliged", "permitted")))
    level = draw(st.sampled_from(tuple(BODIES)))
    rivals = st.sampled_from([f"norm-{index}" for index in range(count)])
    priority = st.builds(
        lambda over, by: {"over": over, "granted_by": by},
        rivals,
        st.sampled_from(tuple(BODIES.values())),
    )
    grounds = st.one_of(
        st.builds(lambda number: {"card": card_id(number)}, st.integers(1, 3)),
        st.builds(lambda norm: {"norm": norm}, rivals),
    )
    deadlines = st.sampled_from((None, "2025-06-01T00:00:00Z", "2026-06-15T00:00:00Z", _LATE))
    return said(
        "norm",
        name=name,
        text=f"What {name} says.",
        role=draw(st.sampled_from(("company", *ROLES))),
        counterparty=draw(st.sampled_from((None, None, *ROLES))),
        modality=modality,
        guaranteed=True if modality == "permitted" and draw(st.booleans()) else None,
        action=draw(st.sampled_from(ACTIONS)),
        condition=draw(_conditions()),
        exceptions=[{"when": when} for when in draw(st.lists(_conditions(), max_size=1))],
        level=level,
        issuer=draw(st.sampled_from((*[BODIES[level]] * 4, "firm"))),
        in_force_from=draw(st.sampled_from(("2020-01-01T00:00:00Z", "2024-01-01T00:00:00Z"))),
        in_force_until=draw(st.sampled_from((None, None, None, None, "2025-01-01T00:00:00Z"))),
        deadline=draw(deadlines) if modality == "obliged" else None,
        grounds=draw(st.lists(grounds, max_size=1)),
        priority=draw(st.lists(priority, max_size=1)),
        source={"type": "law"},
    )


def _draw_followed(draw: DrawFn, norms: Sequence[Content]) -> None:
    """Let norms about the later action apply only upon the breach of one about the earlier."""
    before = [norm["name"] for norm in norms if norm["action"] == ACTIONS[0]]
    for norm in norms:
        if before and norm["action"] == ACTIONS[1] and draw(st.booleans()):
            by = draw(st.sampled_from(("addressee", "anyone")))
            norm["upon_breach"] = {"norm": draw(st.sampled_from(before)), "by": by}


def _deed(draw: DrawFn, name: str) -> Content:
    claims = (
        (("registry", True),),
        (("registry", True), ("agent", True)),
        (("agent", True),),
        (("registry", True), ("witness", False)),
        (("boss", False),),
    )
    return {
        "name": name,
        "actor": draw(st.sampled_from(("agent", "agent", "village"))),
        "action": draw(st.sampled_from(ACTIONS)),
        "toward": draw(st.sampled_from((None, "village", "agent"))),
        "at": draw(st.sampled_from(("2024-06-01T00:00:00Z", "2025-05-01T00:00:00Z", _EARLY))),
        "claims": [{"by": by, "done": done} for by, done in draw(st.sampled_from(claims))],
    }


def _draw_graph(draw: DrawFn, graph: Content, cards: Sequence[str]) -> None:
    some_contexts = st.lists(st.sampled_from(CONTEXTS), min_size=1, max_size=2, unique=True)
    natures = st.sampled_from((*["constitutive"] * 6, *_NATURES))
    for card in cards:
        policies = [
            {"text": "MOMENTS", "nature": nature}
            for nature in draw(st.lists(natures, min_size=1, max_size=2))
        ]
        graph["values"].append(
            {
                "card": card,
                "title": f"Value {card[-1]}",
                "policies": policies,
                "contexts": draw(some_contexts),
                "origin": draw(_origins()),
                "holders": draw(st.sampled_from((5, 5, 5, 5, 0))),
            }
        )
    for one, other in combinations(cards, 2):
        for context in draw(st.one_of(some_contexts, some_contexts, st.just([]))):
            answers = draw(st.sampled_from(_ANSWERS))
            graph["pairs"].append(pair_verdict(one, other, answers, answers, context))
    if len(cards) > 1:
        covered, weighed = range(draw(st.integers(0, 2))), range(draw(st.integers(0, 2)))
        graph["transitions"] = [_coverage(draw, cards, index) for index in covered]
        graph["outweighs"] = [_outweighs(draw, cards) for _ in weighed]


def _draw_rules(draw: DrawFn, target: Content, cards: Sequence[str]) -> None:
    if cards:
        some = st.lists(st.sampled_from(cards), max_size=2, unique=True)
        owners = draw(st.lists(st.sampled_from(OWNERS), max_size=2, unique=True))
        own = st.lists(st.sampled_from(cards), min_size=1, max_size=2, unique=True)
        target["own_cards"] = [{"party": party, "cards": draw(own)} for party in owners]
        target["role_standards"] = [
            said("role_standard", role=role, cards=draw(some))
            for role in draw(st.lists(st.sampled_from(ROLES), max_size=1))
        ]
    target["rejected_principles"] = draw(st.sampled_from(("veto", "veto_all")))
    target["resolution_holders"] = draw(st.sampled_from(([], ["boss"])))
    target["may_refuse_trade"] = ["registry"]
    agreement = {"model": "oracle", "held_out": 10, "agreed": 9, "counts": draw(st.booleans())}
    target["model_agreement"] = [agreement]


def _coverage(draw: DrawFn, cards: Sequence[str], index: int) -> Content:
    ends = draw(st.permutations(cards))
    return {
        "record": f"transition:{index:064x}",
        "context": draw(st.sampled_from(CONTEXTS)),
        "from_card": ends[0],
        "to_card": ends[1],
        "covers": draw(st.lists(st.integers(0, 1), max_size=2, unique=True)),
    }


def _outweighs(draw: DrawFn, cards: Sequence[str]) -> Content:
    ends = draw(st.permutations(cards))
    agree, reverse = draw(st.sampled_from(((20, 0), (0, 20), (10, 10), (2, 0))))
    return {
        "context": draw(st.sampled_from(CONTEXTS)),
        "card": ends[0],
        "stake": draw(st.sampled_from(_STAKES)),
        "over_card": ends[1],
        "over_stake": draw(st.sampled_from(_STAKES)),
        "agree": agree,
        "reverse": reverse,
    }


def _draw_inputs(draw: DrawFn, cards: Sequence[str], options: Sequence[str]) -> Content:
    placings = [
        _placing(draw, card, options)
        for card in cards
        for _ in range(draw(st.sampled_from((1, 1, 1, 1, 2, 0))))
    ]
    appraised = range(draw(st.integers(0, 3)) if cards else 0)
    refused = range(draw(st.integers(0, 1)) if len(cards) > 1 else 0)
    return {
        "placings": placings,
        "appraisals": [_appraisal(draw, cards, options) for _ in appraised],
        "principles": [_principle(draw, name) for name in PRINCIPLES[: draw(st.integers(0, 3))]],
        "complaints": draw(st.lists(_complaints(), max_size=6)),
        "resolutions": [_resolution(draw, options) for _ in range(draw(st.integers(0, 2)))],
        "not_traded": [
            said(
                "not_traded",
                by=draw(st.sampled_from(("registry", "boss"))),
                first=cards[0],
                second=cards[1],
                why="They are not.",
            )
            for _ in refused
        ],
    }


def _source(draw: DrawFn) -> Content:
    source = draw(st.sampled_from(("owner", "owner", "owner", "declared", "model")))
    names = {"declared": {"appraiser": "expert"}, "model": {"appraiser": "oracle"}}
    return {"source": source, "people": 1, "origin": draw(_origins()), **names.get(source, {})}


def _origins() -> SearchStrategy[str]:
    return st.sampled_from(("person", "person", "person", "import", "model", "synthetic"))


def _placing(draw: DrawFn, card: str, options: Sequence[str]) -> Content:
    placed = draw(st.permutations(options))[: draw(st.sampled_from((*[len(options)] * 5, 1)))]
    tiers: dict[int, list[str]] = {}
    for option in placed:
        tiers.setdefault(draw(st.integers(0, 2)), []).append(option)
    return {
        "card": card,
        "order": [tiers[tier] for tier in sorted(tiers)],
        "stake": draw(st.sampled_from(("notable", "notable", "notable", *_STAKES))),
        "rests_on": draw(st.sampled_from(([], [], [], [0], [1], [0, 1]))),
        **_source(draw),
    }


def _appraisal(draw: DrawFn, cards: Sequence[str], options: Sequence[str]) -> Content:
    return {
        "card": draw(st.sampled_from(cards)),
        "policy": draw(st.integers(0, 1)),
        "option": draw(st.sampled_from(options)),
        "effect": draw(st.sampled_from(("supports", "opposes", "either"))),
        **_source(draw),
    }


def _principle(draw: DrawFn, name: str) -> Content:
    return said(
        "principle",
        name=name,
        text=f"What {name} says.",
        role=draw(st.sampled_from(("company", *ROLES))),
        action=draw(st.sampled_from(ACTIONS)),
        condition=draw(_conditions()),
        alternatives=draw(st.lists(st.sampled_from(PRINCIPLES), max_size=1)),
    )


def _complaints() -> SearchStrategy[Content]:
    return st.fixed_dictionaries(
        {
            "standpoint": st.sampled_from(ROLES),
            "principle": st.sampled_from(PRINCIPLES),
            "ground": st.sampled_from(("loss", "voice")),
            "grade": st.integers(0, 3),
            "origin": st.just("person"),
        }
    )


def _resolution(draw: DrawFn, options: Sequence[str]) -> Content:
    return said(
        "resolution",
        holder=draw(st.sampled_from(("agent", "boss"))),
        choose=draw(st.sampled_from(options)),
        over=[draw(st.sampled_from(options))],
        scope=draw(st.one_of(st.just({"kind": "all", "of": []}), _conditions())),
        why="It has to be done.",
        revoked_at=draw(st.sampled_from((None, _EARLY, _LATE))),
    )
