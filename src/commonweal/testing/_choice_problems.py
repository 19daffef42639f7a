"""Hypothesis strategies for problems of choice without a common scale."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from commonweal.choice import ChoiceProblem
from commonweal.documents import rational_text
from commonweal.testing._hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

WAYS = ("orderings", "utilities", "criteria", "weights")

_numbers = st.one_of(
    st.integers(-4, 4),
    st.fractions(-3, 3, max_denominator=3).map(rational_text),
)


@st.composite
def choice_problems(
    draw: DrawFn,
    *,
    ways: tuple[str, ...] = WAYS,
    most_options: int = 4,
    most_criteria: int = 3,
) -> ChoiceProblem:
    """Draw a problem in which nothing contradicts itself, with many ties.

    What a problem may leave out is left out, or null, or there. Options are called o0, o1 and so
    on, criteria c0, c1 and so on; there are priorities for the context ``here``. Constraints of
    weights may leave none.

    Args:
        draw: given by Hypothesis.
        ways: of saying what is permissible, those to draw from.
        most_options: how many options there may be.
        most_criteria: how many criteria there may be.
    """
    options = [f"o{at}" for at in range(draw(st.integers(1, most_options)))]
    names = [f"c{at}" for at in range(draw(st.integers(1, most_criteria)))]
    way = draw(st.sampled_from(ways))
    criteria = [
        {"name": name, "scores": {option: draw(_numbers) for option in options}}
        if way == "weights" or draw(st.booleans())
        else {"name": name, "tiers": draw(_tiers_of(options))}
        for name in names
    ]
    return ChoiceProblem.from_content(
        {
            "kind": "choice_problem",
            "schema_version": 1,
            **draw(_perhaps(title=st.sampled_from(["By what", None]))),
            "options": options,
            "criteria": [draw(_more_of(criterion)) for criterion in criteria],
            "permissible": draw(_permitted(way, options, names)),
            "priorities": [{"context": "here", "strata": draw(_tiers_of(names))}],
        }
    )


def _perhaps(**fields: SearchStrategy[Any]) -> SearchStrategy[dict[str, Any]]:
    """Draw some of the fields."""
    return st.fixed_dictionaries({}, optional=fields)


def _more_of(criterion: dict[str, Any]) -> SearchStrategy[dict[str, Any]]:
    """Draw what else may stand in a criterion; thresholds, held against scores, are null here."""
    outranking = _perhaps(indifference=st.none(), preference=st.none(), veto=st.none())
    more = _perhaps(
        text=st.sampled_from(["Care", None]),
        outranking=st.none() | outranking.map(lambda limits: {"weight": 1, **limits}),
        **{key: st.none() for key in ("scores", "tiers") if key not in criterion},
    )
    return more.map(lambda drawn: {**criterion, **drawn})


@st.composite
def _tiers_of(draw: DrawFn, names: list[str]) -> list[list[str]]:
    """Draw a weak order of names."""
    groups: dict[int, list[str]] = {}
    for name in draw(st.permutations(names)):
        groups.setdefault(draw(st.integers(0, len(names) - 1)), []).append(name)
    return [groups[at] for at in sorted(groups)]


@st.composite
def _permitted(draw: DrawFn, way: str, options: list[str], names: list[str]) -> dict[str, Any]:
    """Draw what is permissible."""
    if way == "orderings":
        drawn = [draw(_tiers_of(options)) for _ in range(draw(st.integers(1, 3)))]
        cut = [tiers[draw(st.integers(0, len(tiers) - 1)) // 2 :] for tiers in drawn]
        listed = [{"name": f"k{at}", "tiers": tiers} for at, tiers in enumerate(cut)]
        return {"type": way, "orderings": listed}
    if way == "utilities":
        drawn_scores = [
            {option: draw(_numbers) for option in options} for _ in range(draw(st.integers(1, 3)))
        ]
        valued = [{"name": f"u{at}", "scores": each} for at, each in enumerate(drawn_scores)]
        return {"type": way, "utilities": valued}
    if way == "criteria":
        pairs = [[one, other] for one, other in combinations(names, 2) if draw(st.booleans())]
        return {"type": way, "above": pairs}
    constraints = [
        {
            "name": f"k{at}",
            "coefficients": {name: draw(_numbers) for name in names},
            **draw(_perhaps(at_least=st.none(), at_most=st.none(), equals=st.none())),
            draw(st.sampled_from(["at_least", "at_most", "equals"])): draw(_numbers),
        }
        for at in range(draw(st.integers(0, 2)))
    ]
    return {"type": way, "constraints": constraints}
