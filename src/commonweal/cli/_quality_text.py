"""A graph's quality on one screen: each number, beside the published votes', and what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commonweal.cli._lines import as_many, cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PUBLISHED = {
    "acquiescence": 0.69,
    "person_icc": 0.15,
    "question_icc": 0.05,
    "shown_alpha": 0.03,
    "same_first": 0.56,
    "same_first_halves": 0.29,
    "top_overlap": 3.5,
    "rank_correlation": 0.43,
    "edge_jaccard": 0.55,
}
"""What the votes published with the moral graph of 2023 give, recomputed; those of its paid sample,
but for the one pair that was shown both ways round. The reference page on graph quality has all."""

_WIDTH = 24
_NAMES = 40
_ROWS = 8


def quality_lines(content: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the screen, from what may be published of a graph's quality."""
    yield from _heading(content)
    for section in (_order, _who_or_what, _agreement, _again, _groups, _weights, _floors):
        yield ""
        yield from section(content)
    yield ""
    yield "These numbers inform people. Verdicts count people, and no decision reads any of this."


def _heading(content: Mapping[str, Any]) -> Iterator[str]:
    from commonweal.documents import counted, people

    asked = content["people"]
    voters = "a number of people that is not told" if asked is None else people(asked)
    votes = "votes" if content["votes"] is None else counted(content["votes"], "vote")
    yield (
        f"{cut(content['title'], 50)}: {voters}, {votes} on "
        f"{counted(content['pairs'], 'pair')} in {counted(len(content['contexts']), 'context')}"
    )
    origins = content["vote_origins"]
    if content["synthetic"] or origins == ["synthetic"]:
        yield "Every number below is of SYNTHETIC people: it tests mechanics, and says nothing"
        yield "about anybody. The published numbers beside them are of real people."
    elif "synthetic" in origins:
        yield "Some of the votes are of SYNTHETIC people, and are in every number below."
    else:
        yield "No vote is of synthetic people."


def _order(content: Mapping[str, Any]) -> Iterator[str]:
    from commonweal.documents import counted

    found = content["order_of_display"]
    index = found["acquiescence"]
    yield "Does the order of display make the answers?"
    yield _measured("acquiescence", index, "acquiescence", also="one pair")
    both = counted(found["pairs_both_ways"], "pair")
    yield f"  Shown both ways round: {both}; one way only: {found['pairs_one_way']}."
    if index is None:
        yield "  = Nobody can tell what people hold from their readiness to agree."
    elif index["low"] > 0:
        yield "  = People call wiser what they see first, beyond what they hold. Shares mislead."
    elif index["high"] < 0:
        yield (
            "  = People lean to what they see last, or take no side (“both needed” counts as not"
            " agreeing). No readiness to agree shows."
        )
    else:
        yield "  = No readiness to agree shows; one as large as the upper end could be hidden."
    titles = content["titles"]
    if found["pairs_that_contradict"]:
        yield "  Of these pairs more than chance gives call wiser whatever they see first:"
    for pair in found["pairs_that_contradict"][:_ROWS]:
        yield f"    {pair['index']:.2f}: {_pair(pair, titles, between='or')}"


def _who_or_what(content: Mapping[str, Any]) -> Iterator[str]:
    found = content["who_or_what"]
    person, question = found["person_icc"], found["question_icc"]
    yield "Does it matter who answers, or what is asked?"
    yield _measured("who answers (ICC)", person, "person_icc")
    yield _measured("what is asked (ICC)", question, "question_icc")
    if found["p_value"] is not None:
        yield (
            f"  {'between questions':<{_WIDTH}}{found['between_questions']:.0%} of the variance, "
            f"{found['between_by_chance']:.0%} if shuffled, p = {found['p_value']:.3g}"
        )
    if found["p_value"] is not None and found["p_value"] > 0.05:
        yield "  = Shuffled answers lie as far apart: nothing shows that the question matters."
    elif person is None or question is None:
        yield "  = People gave too few votes each to tell."
    elif question["low"] > person["high"]:
        yield "  = What is asked says more about an answer than who answers."
    elif person["low"] > question["high"]:
        yield "  = Who answers says more than what is asked: other people, another graph."
    else:
        yield "  = Which of the two matters more, these votes cannot tell."


def _agreement(content: Mapping[str, Any]) -> Iterator[str]:
    pairs, shown = content["agreement"]["pair_alpha"], content["agreement"]["shown_alpha"]
    yield "Do people agree, beyond chance?"
    yield _measured("on values (alpha)", pairs, None)
    yield _measured("as shown (alpha)", shown, "shown_alpha")
    if pairs is None:
        yield "  = No two people answered the same, or nobody answered differently."
    elif pairs["low"] <= 0:
        yield "  = No agreement on values can be told from chance."
    else:
        yield "  = They do. 0.8 is asked of coders; people may live by different values."


def _again(content: Mapping[str, Any]) -> Iterator[str]:
    yield "Would other people give the same graph?"
    yield _row(
        "context, first value", "first again", "top again", "halves: first", "ranks", "edges"
    )
    for context in content["contexts"][:_ROWS]:
        drawn, halves = context["bootstrap"], context["halves"]
        yield _row(
            f"{cut(context['context'], 16)}: {_leader(context, content['titles'])}",
            f"{drawn['same_first']:.0%}",
            f"{drawn['top_overlap']['middle']:.1f}/{drawn['top']}",
            f"{halves['same_first']:.0%}",
            _two(halves["rank_correlation"]),
            _two(halves["edge_jaccard"]),
        )
    if len(content["contexts"]) > _ROWS:
        yield f"  … and {len(content['contexts']) - _ROWS} contexts more, with --json."
    yield _row(
        "published, contexts pooled",
        f"{PUBLISHED['same_first']:.0%}",
        f"{PUBLISHED['top_overlap']:.1f}/5",
        f"{PUBLISHED['same_first_halves']:.0%}",
        f"{PUBLISHED['rank_correlation']:.2f}",
        f"{PUBLISHED['edge_jaccard']:.2f}",
    )
    yield from _winners(content["contexts"])


def _winners(contexts: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    none = [context["context"] for context in contexts if not context["edges"]]
    shaky = [
        context["context"]
        for context in contexts
        if context["edges"]
        and min(context["bootstrap"]["same_first"], context["halves"]["same_first"]) <= 0.5
    ]
    if none:
        yield f"  = No pair is accepted in {as_many(none, _NAMES)}: there is no winner."
    if shaky:
        where = as_many(shaky, _NAMES)
        yield f"  = Name no winner in {where}: too many draws or halves have another."
    if contexts and not none and not shaky:
        yield "  = Most draws and halves of people have the same winner in each context."


def _leader(context: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    first = [value["card"] for value in context["values"] if value["place"] == 1]
    if not context["edges"]:
        return "no accepted pair"
    if len(first) > 1:
        return f"{len(first)} values tie"
    return cut(titles.get(first[0], first[0]), 34)


def _row(*cells: str) -> str:
    first, *rest = cells
    widths = (12, 10, 14, 6, 6)
    columns = "".join(f"{cell:>{width}}" for cell, width in zip(rest, widths, strict=True))
    return f"  {first:<50}{columns}"


def _groups(content: Mapping[str, Any]) -> Iterator[str]:
    from commonweal.documents import counted

    yield "What does even the least convinced group hold?"
    strata = sorted({pair["stratum"] for pair in content["groups"]})
    for stratum in strata:
        rows = [pair for pair in content["groups"] if pair["stratum"] == stratum]
        bridged = [pair for pair in rows if pair["bridging"] is not None]
        above = sum(pair["bridging"] > 0.5 for pair in bridged)
        partly = sum(not pair["complete"] for pair in rows)
        yield (
            f"  {stratum}: of {counted(len(bridged), 'pair')}, more than half of every group told "
            f"holds {above}; on {partly} a group is not told"
        )
        for pair in sorted(bridged, key=lambda pair: pair["bridging"])[:2]:
            yield (
                f"    {pair['bridging']:.2f} at least, in {pair['least']}: "
                f"{_pair(pair, content['titles'])}"
            )
    if not strata:
        yield f"  No groups can be told: none are declared, or they have fewer than {content['k']}."


def _weights(content: Mapping[str, Any]) -> Iterator[str]:
    found = content["weights"]
    yield "Whom do the answers speak for?"
    if found is None:
        yield "  For those who answered: no stratum declares the shares of all concerned."
        return
    names = ", ".join(found["by"])
    if found["status"] == "small-group":
        small = ", ".join(" ".join(group) for group in found["small_groups"])
        yield f"  Not weighted by {names}: fewer than {content['k']} people of {small} voted."
        return
    if found["status"] == "max-steps":
        yield f"  Not weighted: no weights meet the shares declared of {names} together."
        return
    if found["effective"] is None:
        yield f"  Weighted by {names}; how unequally is not told, for the sake of small groups."
    else:
        yield (
            f"  Weighted by {names}, they are worth {found['effective']:.0f} people with equal "
            f"weights ({found['smallest']:.2g} to {found['largest']:.2g})."
        )
    moved = sorted(found["shares"], key=lambda pair: -abs(pair["weighted"] - pair["counted"]))
    for pair in moved[:3]:
        yield (
            f"    {pair['counted']:.0%} by heads, {pair['weighted']:.0%} by weights "
            f"({pair['low']:.0%} to {pair['high']:.0%}): "
            f"{_pair(pair, content['titles'])}"
        )


def _floors(content: Mapping[str, Any]) -> Iterator[str]:
    yield "Who would lose a value without the minority floors?"
    if not content["floors"]:
        yield "  Nobody: no value counts by a floor alone."
    for value in content["floors"][:_ROWS]:
        groups = ", ".join(" ".join(floor) for floor in value["floors"])
        only = value["only"]
        said = "not told for how many" if only is None else f"for {only} of its holders"
        title = cut(content["titles"].get(value["card"], value["card"]), 44)
        yield f"  {title} counts by the floor of {groups}; {said} it is the only value"


def _measured(
    name: str, found: Mapping[str, float] | None, published: str | None, *, also: str = ""
) -> str:
    told = "not defined by these votes"
    if found is not None:
        told = f"{found['middle']:.2f} ({found['low']:.2f} to {found['high']:.2f})"
    beside = ""
    if published is not None:
        beside = f"published: {PUBLISHED[published]:.2f}" + (f", {also}" if also else "")
    return f"  {name:<{_WIDTH}}{told:<28}{beside}".rstrip()


def _pair(pair: Mapping[str, Any], titles: Mapping[str, str], *, between: str = ">") -> str:
    cards = [pair[side] for side in ("first", "second", "wiser", "than") if side in pair]
    sides = (cut(titles.get(card, card), 30) for card in cards)
    return f"{f' {between} '.join(sides)} ({cut(pair['context'], _WIDTH)})"


def _two(found: Mapping[str, float] | None) -> str:
    return "–" if found is None else f"{found['middle']:.2f}"
