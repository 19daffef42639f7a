"""What each noun demands of its fields together."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic import ValidationError

from commonweal.documents import (
    Act,
    AttentionalPolicy,
    Compact,
    Counterfactuals,
    Equals,
    Ground,
    ModelAgreement,
    Nature,
    Norm,
    OutcomeDefinition,
    Outweighs,
    Participant,
    Placing,
    Record,
    SameValue,
    Situation,
    Span,
    Story,
    StratumDeclaration,
    Thresholds,
    Transition,
    ValueCard,
    WiserVote,
)
from commonweal.testing import documents, rationals

ANSWERS = ("yes", "no", "unsure", None)


def refused(model: type[Any], record: Any, **changed: Any) -> str:
    """Return why the record is refused after these fields were changed."""
    fields = {name: getattr(record, name) for name in record.model_fields_set}
    with pytest.raises(ValidationError) as caught:
        model(**{**fields, **changed})

    return str(caught.value)


@pytest.mark.parametrize("unseen", ANSWERS)
def test_another_way_that_would_do_makes_a_policy_instrumental(unseen: Any) -> None:
    """Who would no longer attend, were there another way, attends for the sake of something."""
    evidence = Counterfactuals(if_another_way="no", if_nobody_knew=unseen)

    assert "instrumental" == AttentionalPolicy(text="x", evidence=evidence).nature


@pytest.mark.parametrize(
    ("another", "unseen", "nature"),
    [
        ("yes", "yes", "constitutive"),
        ("yes", None, "constitutive"),
        ("yes", "no", "undecided"),
        ("yes", "unsure", "undecided"),
        ("unsure", "yes", "undecided"),
        (None, "yes", "undecided"),
        (None, None, "undecided"),
    ],
)
def test_the_nature_of_a_policy_follows_its_evidence(
    another: Any, unseen: Any, nature: Nature
) -> None:
    """Constitutive is what would be attended to anyhow and unseen; less than that is undecided."""
    evidence = Counterfactuals(if_another_way=another, if_nobody_knew=unseen)

    assert nature == evidence.nature


@pytest.mark.parametrize(
    ("model", "first", "second"),
    [
        (Outweighs, "card", "over_card"),
        (SameValue, "first", "second"),
        (Story, "from_card", "to_card"),
        (Transition, "from_card", "to_card"),
        (WiserVote, "first", "second"),
    ],
)
@given(st.data())
def test_a_card_is_not_compared_with_itself(
    model: type[Record], first: str, second: str, data: st.DataObject
) -> None:
    """Votes, moves and judgements are about two different cards."""
    record = data.draw(documents(model))

    assert "two different cards" in refused(model, record, **{second: getattr(record, first)})


@given(documents(Placing))
def test_an_option_has_one_place(placing: Placing) -> None:
    """An option that stands in two tiers is refused."""
    again = (*placing.order, placing.order[0])

    assert "one tier only" in refused(Placing, placing, order=again)


@given(documents(ValueCard))
def test_spans_lie_in_what_was_told(card: ValueCard) -> None:
    """A span beyond the end of the lived choice is refused, and so is one where nothing is told."""
    end = len(card.lived_choice or "")
    outside = AttentionalPolicy(text="x", spans=(Span(start=0, end=end + 1),))

    assert "spans within" in refused(ValueCard, card, policies=(outside,))
    assert "spans within" in refused(ValueCard, card, policies=(outside,), lived_choice=None)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3)])
def test_a_span_ends_after_it_starts(start: int, end: int) -> None:
    """An empty or backward span is refused."""
    with pytest.raises(ValidationError):
        Span(start=start, end=end)


@given(documents(Norm))
def test_a_norm_says_nothing_that_its_modality_cannot(norm: Norm) -> None:
    """Only permissions are guaranteed, only obligations fall due, and no norm ends at once."""
    moment = "2026-01-31T09:30:00Z"
    fields = {"modality": "forbidden", "guaranteed": False, "deadline": None}

    assert "guaranteed only" in refused(Norm, norm, **{**fields, "guaranteed": True})
    assert "a deadline only" in refused(Norm, norm, **{**fields, "deadline": moment})
    assert "in_force_until after" in refused(Norm, norm, in_force_until=norm.in_force_from)


@given(documents(Compact), documents(OutcomeDefinition))
def test_terms_and_windows_go_forward(compact: Compact, outcome: OutcomeDefinition) -> None:
    """A compact does not end as it begins, and no outcome is measured in no time."""
    assert "term_until after" in refused(Compact, compact, term_until=compact.term_from)
    backward = refused(OutcomeDefinition, outcome, window_until=outcome.window_from)
    assert "window_until after" in backward


@pytest.mark.parametrize("fields", [{}, {"card": "value_card:" + 64 * "0", "norm": "share"}])
def test_a_ground_is_one_thing(fields: dict[str, Any]) -> None:
    """A ground is a card or a norm: not both, and not nothing."""
    with pytest.raises(ValidationError):
        Ground(**fields)


@given(documents(Situation))
def test_a_situation_is_about_its_own_parties_and_options(situation: Situation) -> None:
    """Decider, principal and interim are among those that the situation names."""
    assert "the decider 'nobody-here'" in refused(Situation, situation, decider="nobody-here")
    assert "the principal" in refused(Situation, situation, principal="nobody-here")
    assert "the interim" in refused(Situation, situation, interim="nothing-here")


@given(documents(Situation))
def test_doing_nothing_is_an_option_or_its_absence_is_explained(situation: Situation) -> None:
    """Where every option does something, the study says why doing nothing is left out."""
    party = situation.parties[0].name
    busy = situation.options[0].model_copy(update={"acts": (Act(actor=party, action="go"),)})
    content = {**situation.content(), "options": [busy.content()], "interim": None}
    content.pop("without_doing_nothing", None)

    with pytest.raises(ValueError, match="doing nothing"):
        Situation.from_content(content)

    assert Situation.from_content({**content, "without_doing_nothing": "The water comes."})


def test_no_model_agrees_more_often_than_it_was_asked() -> None:
    """A model cannot have agreed on more comparisons than were held out."""
    with pytest.raises(ValidationError):
        ModelAgreement(model="m", held_out=3, agreed=4, counts=True)


@given(rationals())
def test_probabilities_and_weights_are_in_their_ranges(number: str) -> None:
    """Thresholds of probability lie from 0 to 1, and survey weights above 0."""
    value = Fraction(number)
    person = {"by": "p", "origin": "synthetic", "said_at": "2026-01-31T09:30:00Z"}

    def accepted(model: Any, **fields: Any) -> bool:
        try:
            model(**fields)
        except ValidationError:
            return False
        return True

    assert (0 <= value <= 1) == accepted(Thresholds, accepted=number)
    assert (value > 0) == accepted(
        Participant, participant="p", nonce="0" * 32, weight=number, **person
    )


@pytest.mark.parametrize("number", ["2/4", "-0/1", "0/2", "1/0", "1/-2", "01/2", " 1/2", "١/2"])
def test_exact_numbers_are_written_in_one_way(number: str) -> None:
    """A fraction not in lowest terms, or written otherwise, is refused as a threshold."""
    with pytest.raises(ValidationError):
        Thresholds(accepted=number)


@pytest.mark.parametrize("value", ["2/4", "1/0", "01/2", "0/2", "9" * 40 + "/1"])
def test_a_fact_that_looks_like_a_number_is_one(value: str) -> None:
    """A fact's value cannot be text that looks like an exact number and is none."""
    with pytest.raises(ValidationError):
        Equals(fact="flow", value=value)


@pytest.mark.parametrize("value", ["a/b", "24 / 7", "1/2/3", "½", "-1/2", "0/1"])
def test_a_fact_is_any_other_word(value: str) -> None:
    """Words with a stroke in them, and exact numbers in lowest terms, are values of facts."""
    assert value == Equals(fact="flow", value=value).value


@pytest.mark.parametrize("shares", [(), ("1/3", "2/3"), ("1/2", "1/2")])
def test_a_stratum_may_declare_the_shares_of_its_values(shares: tuple[str, ...]) -> None:
    """Of all values or of none, adding up to one."""
    declared = StratumDeclaration(name="bed", title="Bed", values=("sunny", "shady"), shares=shares)

    assert shares == declared.shares


@pytest.mark.parametrize(
    ("shares", "found"),
    [
        (("1/1",), "1 that add up to 1/1"),
        (("1/3", "1/3"), "2 that add up to 2/3"),
        (("1/3", "1/3", "1/3"), "3 that add up to 1/1"),
    ],
)
def test_shares_that_are_no_margin_are_refused(shares: tuple[str, ...], found: str) -> None:
    """Too few, too many, or not adding up: said with what was found."""
    with pytest.raises(ValidationError) as caught:
        StratumDeclaration(name="bed", title="Bed", values=("sunny", "shady"), shares=shares)

    assert isinstance(caught.value.errors()[0]["ctx"]["error"], ValueError)
    assert found in str(caught.value.errors()[0]["ctx"]["error"].contradictions)  # type: ignore[attr-defined]
