"""People's records as arrays."""

from __future__ import annotations

from fractions import Fraction

from commonweal.documents import Participant, StratumDeclaration, StratumValue
from commonweal.estimates import design_weights_of, margins_of, stratifications_of

BED = StratumDeclaration(name="bed", title="Bed", values=("sunny", "shady"), shares=("1/4", "3/4"))
AGE = StratumDeclaration(name="age", title="Age", values=("young", "old"))


def person(
    name: str, *, said_at: str = "2026-01-01T00:00:00Z", weight: str = "1/1", **strata: str
) -> Participant:
    """Return a participant's record."""
    return Participant(
        participant=name,
        strata=tuple(StratumValue(stratum=key, value=value) for key, value in strata.items()),
        weight=weight,
        by="study",
        origin="synthetic",
        said_at=said_at,
        nonce="0" * 32,
    )


def test_people_stand_where_their_latest_record_says() -> None:
    """Who has no record, or says nothing of a stratum, stands nowhere in it."""
    records = [
        person("ann", said_at="2026-02-01T00:00:00Z", bed="shady"),
        person("ann", bed="sunny", age="old"),
        person("bob", bed="sunny", age="young"),
    ]

    bed, age = stratifications_of(records, (BED, AGE), ("ann", "bob", "cy"))

    assert ("bed", ("sunny", "shady"), [1, 0, -1]) == (
        bed.name,
        bed.values,
        bed.of_participant.tolist(),
    )
    assert [-1, 0, -1] == age.of_participant.tolist()


def test_margins_are_those_of_the_strata_that_declare_shares() -> None:
    """A stratum without shares is no margin."""
    strata = stratifications_of([], (AGE, BED), ())

    (margin,) = margins_of((AGE, BED), strata)

    assert ("bed", (Fraction(1, 4), Fraction(3, 4))) == (margin.stratum.name, margin.shares)


def test_design_weights_are_those_of_the_latest_records() -> None:
    """And 1 for somebody without a record."""
    records = [
        person("ann", weight="3/2", said_at="2026-02-01T00:00:00Z"),
        person("ann", weight="1/2"),
    ]

    assert [1.5, 1.0] == design_weights_of(records, ("ann", "bob")).tolist()
