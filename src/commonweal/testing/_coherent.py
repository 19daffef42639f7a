"""Strategies for documents whose fields depend on one another."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

from commonweal.documents import (
    STAGE_FIELDS,
    Act,
    AttentionalPolicy,
    Compact,
    Consent,
    ConsentChoice,
    Deed,
    Document,
    Ground,
    GuardedCall,
    ModelAgreement,
    Norm,
    NotTraded,
    Option,
    OutcomeDefinition,
    Outweighs,
    Participant,
    Party,
    Placing,
    Proposal,
    ProposalAnswer,
    PublishedComplaint,
    SameValue,
    Situation,
    Span,
    Story,
    StratumDeclaration,
    StratumValue,
    Study,
    Transition,
    ValueCard,
    WiserVote,
    rational_text,
)
from commonweal.testing._documents import built, documents, drawn_for, fields_of
from commonweal.testing._hypothesis import strategies as st
from commonweal.testing._scalars import (
    card_ids,
    hashes,
    lines,
    names,
    record_ids,
    texts,
    timestamps,
)

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["documents"]  # so that whoever draws documents has loaded what is registered here

D = TypeVar("D", bound=Document)


def _pairs(model: type[D], first: str, second: str) -> SearchStrategy[D]:
    cards = st.lists(card_ids(), min_size=2, max_size=2, unique=True)
    return st.builds(
        lambda fields, pair: model(**{**fields, first: pair[0], second: pair[1]}),
        fields_of(model),
        cards,
    )


@drawn_for(NotTraded)
def _not_traded() -> SearchStrategy[NotTraded]:
    return _pairs(NotTraded, "first", "second")


@drawn_for(Outweighs)
def _outweighs() -> SearchStrategy[Outweighs]:
    return _pairs(Outweighs, "card", "over_card")


@drawn_for(SameValue)
def _same_values() -> SearchStrategy[SameValue]:
    return _pairs(SameValue, "first", "second")


@drawn_for(Story)
def _stories() -> SearchStrategy[Story]:
    return _pairs(Story, "from_card", "to_card")


@drawn_for(Transition)
def _transitions() -> SearchStrategy[Transition]:
    return _pairs(Transition, "from_card", "to_card")


@drawn_for(WiserVote)
def _wiser_votes() -> SearchStrategy[WiserVote]:
    return _pairs(WiserVote, "first", "second")


def _periods(model: type[D], start: str, end: str) -> SearchStrategy[D]:
    moments = st.lists(timestamps(), min_size=2, max_size=2, unique=True).map(sorted)
    return st.builds(
        lambda fields, period: model(**{**fields, start: period[0], end: period[1]}),
        fields_of(model),
        moments,
    )


@drawn_for(Compact)
def _compacts() -> SearchStrategy[Compact]:
    moments = st.lists(timestamps(), min_size=2, max_size=2, unique=True).map(sorted)
    return st.builds(_compact, fields_of(Compact), moments, moments)


def _compact(fields: dict[str, Any], term: list[str], assent: list[str]) -> Compact:
    """Return a compact that its parties can come to, with fields and moments in order."""
    parties = fields["parties"]
    said = {**fields, "term_from": term[0], "term_until": term[1]}
    if "required" in fields:
        said["required"] = parties[: len(fields["required"])]
    if fields.get("quorum") is not None:
        said["quorum"] = min(fields["quorum"], len({*parties}))
    period = dict(zip(("proposed_at", "assent_until"), assent, strict=True))
    said |= {name: at for name, at in period.items() if fields.get(name) is not None}
    return Compact(**said)


@drawn_for(OutcomeDefinition)
def _outcome_definitions() -> SearchStrategy[OutcomeDefinition]:
    return _periods(OutcomeDefinition, "window_from", "window_until")


@drawn_for(ModelAgreement)
def _model_agreements() -> SearchStrategy[ModelAgreement]:
    return st.integers(1, 500).flatmap(
        lambda held_out: built(
            ModelAgreement, held_out=st.just(held_out), agreed=st.integers(0, held_out)
        )
    )


@drawn_for(StratumDeclaration)
def _strata() -> SearchStrategy[StratumDeclaration]:
    def declared(parts: list[int]) -> SearchStrategy[StratumDeclaration]:
        shares = [Fraction(part, sum(parts)) for part in parts]
        written = tuple(map(rational_text, shares))
        return built(
            StratumDeclaration,
            values=st.lists(names(), min_size=len(parts), max_size=len(parts)).map(tuple),
            shares=st.sampled_from([(), written]),
        )

    return st.lists(st.integers(1, 9), min_size=1, max_size=4).flatmap(declared)


@drawn_for(Participant)
def _participants() -> SearchStrategy[Participant]:
    places = st.lists(documents(StratumValue), max_size=3, unique_by=lambda place: place.stratum)
    return built(Participant, strata=places.map(tuple))


@drawn_for(Consent)
def _consents() -> SearchStrategy[Consent]:
    choices = st.lists(
        documents(ConsentChoice), min_size=1, max_size=3, unique_by=lambda choice: choice.use
    )
    return built(Consent, choices=choices.map(tuple))


@drawn_for(Ground)
def _grounds() -> SearchStrategy[Ground]:
    return st.builds(Ground, norm=names()) | st.builds(Ground, card=card_ids())


@drawn_for(PublishedComplaint)
def _published_complaints() -> SearchStrategy[PublishedComplaint]:
    told = {"ground": lines(), "withheld": st.none()}
    withheld = {"ground": st.none(), "withheld": st.integers(1, 500)}
    return built(PublishedComplaint, **told) | built(PublishedComplaint, **withheld)


@drawn_for(Norm)
@st.composite
def _norms(draw: DrawFn) -> Norm:
    fields: dict[str, Any] = draw(fields_of(Norm))
    if fields["modality"] != "permitted":
        fields.pop("guaranteed", None)
    if fields["modality"] != "obliged":
        fields.pop("deadline", None)
    if fields.get("upon_breach") and fields["upon_breach"].norm == fields["name"]:
        del fields["upon_breach"]
    if (fields.get("in_force_until") or "9999") <= fields["in_force_from"]:
        del fields["in_force_until"]
    return Norm(**fields)


@drawn_for(Study)
@st.composite
def _studies(draw: DrawFn) -> Study:
    fields: dict[str, Any] = draw(fields_of(Study))
    if "norm_order" in fields:
        fields["norm_order"] = tuple(dict.fromkeys(fields["norm_order"]))
    return Study(**fields)


@drawn_for(Span)
def _spans() -> SearchStrategy[Span]:
    return _spans_within(500)


def _spans_within(length: int) -> SearchStrategy[Span]:
    ends = st.lists(st.integers(0, length), min_size=2, max_size=2, unique=True).map(sorted)
    return ends.map(lambda places: Span(start=places[0], end=places[1]))


@drawn_for(ValueCard)
@st.composite
def _value_cards(draw: DrawFn) -> ValueCard:
    fields: dict[str, Any] = draw(fields_of(ValueCard))
    told = draw(texts(longest=80))
    spans = st.lists(_spans_within(len(told)), max_size=2).map(tuple)
    policies = st.lists(built(AttentionalPolicy, spans=spans), min_size=1, max_size=3)
    return ValueCard(**{**fields, "policies": tuple(draw(policies)), "lived_choice": told})


@drawn_for(Placing)
@st.composite
def _placings(draw: DrawFn) -> Placing:
    fields: dict[str, Any] = draw(fields_of(Placing))
    options = draw(st.lists(names(), min_size=1, max_size=4, unique=True))
    tiers: list[list[str]] = [[options[0]]]
    for option in options[1:]:
        if draw(st.booleans()):
            tiers.append([option])
        else:
            tiers[-1].append(option)
    return Placing(**{**fields, "order": tuple(tuple(tier) for tier in tiers)})


@drawn_for(Proposal)
@st.composite
def _proposals(draw: DrawFn) -> Proposal:
    fields: dict[str, Any] = draw(fields_of(Proposal))
    possible: dict[str, tuple[ProposalAnswer | None, ...]] = {
        "wording": (None,),
        "policy": (None, "taken", "changed", "declined"),
        "hint": (None, "taken", "declined"),
    }
    answer = draw(st.sampled_from(possible[fields["proposed_as"]]))
    fields |= {"answer": answer, "became": None}
    if fields["proposed_as"] == "policy" and answer in {"taken", "changed"}:
        others = texts().filter(lambda text: text != fields["text"])
        fields["became"] = fields["text"] if answer == "taken" else draw(others)
    return Proposal(**fields)


@drawn_for(GuardedCall)
@st.composite
def _guarded_calls(draw: DrawFn) -> GuardedCall:
    stage = draw(st.sampled_from(sorted(STAGE_FIELDS)))
    fields: dict[str, Any] = draw(fields_of(GuardedCall, stage=st.just(stage)))
    needed, possible = STAGE_FIELDS[stage]
    said = {
        "tool": lines(),
        "call": hashes(),
        "arguments": st.sampled_from(["{}", '{"amount":950}']),
        "action": names(),
        "toward": names(),
        "decision": hashes(),
        "target": hashes(),
        "follows": record_ids(),
        "deadline": timestamps(),
        "interim": names(),
        "answer": st.sampled_from(["release", "refuse"]),
        "ended": st.sampled_from(["returned", "raised"]),
        "outcome": hashes(),
        "why": names(),
        "norm": names(),
    }
    for name, values in said.items():
        if name in needed or (name in possible and draw(st.booleans())):
            fields[name] = draw(values)
        else:
            fields.pop(name, None)
    return GuardedCall(**fields)


@drawn_for(Situation)
@st.composite
def _situations(draw: DrawFn) -> Situation:
    fields: dict[str, Any] = draw(fields_of(Situation))
    parties = draw(st.lists(documents(Party), min_size=1, max_size=3, unique_by=_name))
    people = st.sampled_from([party.name for party in parties])
    acts = st.lists(built(Act, actor=people, toward=st.none() | people), max_size=2).map(tuple)
    some = st.lists(built(Option, acts=acts), max_size=3, unique_by=_name)
    nothing = built(Option, acts=st.just(()))
    options = draw(st.builds(_distinct, nothing, some))
    start = min(fields["at"], fields["until"])
    before = timestamps().filter(lambda moment: moment <= start) | st.just(start)
    deed = built(Deed, actor=people, toward=st.none() | people, at=before)
    fields |= {
        "deeds": tuple(draw(st.lists(deed, max_size=2, unique_by=_name))),
        "decider": draw(people),
        "at": min(fields["at"], fields["until"]),
        "until": max(fields["at"], fields["until"]),
        "parties": tuple(parties),
        "options": tuple(options),
    }
    if fields.get("principal") is not None:
        fields["principal"] = draw(people)
    if fields.get("interim") is not None:
        fields["interim"] = draw(st.sampled_from([option.name for option in options]))
    return Situation(**fields)


def _distinct(nothing: Option, others: list[Option]) -> list[Option]:
    return [nothing, *(option for option in others if option.name != nothing.name)]


def _name(document: Party | Option | Deed) -> str:
    return document.name
