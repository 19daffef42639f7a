"""One screen on a run: what was decided, what stays in tension, what does not follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commonweal.cli._beaten import tell_beaten
from commonweal.cli._lines import WIDEST, as_many, fitting, wrapped
from commonweal.cli._run_many import tell_many
from commonweal.decisions import OUTCOMES, REASONS, RESTS_ON, tell
from commonweal.documents import counted, people

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commonweal.cli._ways_to_check import WaysToCheck
    from commonweal.decisions import Telling
    from commonweal.studies import StudyRun

MOST = 2
"""How many tensions, or things in doubt, one screen holds; the report has all."""

MOST_OPEN = 3
"""How many open things it holds."""

TYPES = ("values", "norms", "contested", "complaint", "conscience", "cycle")
"""The types of tension, in the order in which the screen shows one of each."""


def tell_run(run: StudyRun, *, checks: WaysToCheck) -> str:
    """Return the screen.

    Args:
        run: the run.
        checks: the commands that check what it wrote.
    """
    summary = run.summary
    lines = [*_head(summary), ""]
    if "decision" in summary:
        lines += _decision(run, summary["decision"])
    elif summary["decisions"]:
        lines += tell_many(summary, run.decisions, run.target, explain=checks.explain)
        lines += _not_shown(summary["not_shown"])
    else:
        lines += wrapped(_nothing(run))
    return "\n".join([*lines, *_foot(run, checks)])


def _head(summary: dict[str, Any]) -> Iterator[str]:
    yield from wrapped(summary["title"])
    yield from wrapped(summary["question"])
    if summary["synthetic"]:
        yield from wrapped("The people of this study are synthetic: nothing of it is in force.")
    graph = summary["graph"]
    pairs = ", ".join(f"{count} {status}" for status, count in graph["pairs"].items())
    asked = f"{people(summary['people'])}, " if summary["people"] else ""
    values = counted(graph["values"], "value")
    yield from wrapped(f"{asked}{values}; pairs: {pairs or 'none'}; cycles: {graph['cycles']}")


def _nothing(run: StudyRun) -> str:
    missing = "" if run.folder.situations else "a [[situation]] in plan.toml and "
    return f"DECIDED: nothing. To decide, a study needs {missing}the step “decide” in study.toml."


def _decision(run: StudyRun, decision: dict[str, Any]) -> Iterator[str]:
    yield from _outcome(decision)
    for line in (*_definitions(decision), *tell_beaten(run.decisions[0], run.target)):
        yield from fitting(line, lines=2)
    permitted = [each["option"] for each in decision["statuses"] if each["status"] == "permitted"]
    yield from fitting(f"Permitted: {', '.join(permitted) or 'none'}.", lines=2)
    for status in decision["statuses"]:
        if status["status"] != "permitted" or status["vetoed"] != "no":
            yield from fitting(_status(status))
    yield from ("", "IN TENSION, with who holds each side:")
    told = tell(run.decisions[0], target=run.target)
    yield from _tensions(decision, told)
    if decision["in_doubt"]:
        yield from ("", "IN DOUBT, with who says what:")
        for said in decision["in_doubt"][:MOST]:
            yield from fitting(f"- {said['about']}. {said['said']}", lines=3)
        yield from _more(len(decision["in_doubt"]) - MOST)
    yield from _open(decision["open"], nobody_placed=told.placed.nobody)
    yield from _not_shown(decision["not_shown"])


def _open(readings: list[dict[str, Any]], *, nobody_placed: bool) -> Iterator[str]:
    """Yield what is open, a line each, with what would settle it where the line has room."""
    if not readings:
        return
    yield from ("", *wrapped("OPEN; the report says of each what would settle it:"))
    if nobody_placed:
        yield "  - How the options stand on any value: placings by people who hold it"
        readings = [each for each in readings if each["type"] != "placing"]
    for reading in readings[:MOST_OPEN]:
        whole = wrapped(f"- {reading['about']}: {reading['would_settle']}", indent="  ")
        yield from whole if len(whole) == 1 else fitting(f"- {reading['about']}")
    yield from _more(len(readings) - MOST_OPEN)


def _outcome(decision: dict[str, Any]) -> Iterator[str]:
    texts = decision["option_texts"]
    yield from wrapped(f"DECIDED: {OUTCOMES[decision['outcome']]}. (Derivation checked.)")
    kept = "Any of" if len(decision["options"]) > 1 and decision["outcome"] == "act" else "Kept"
    for name in decision["options"]:
        yield from fitting(f"{kept}: {name}. {texts[name]}", lines=2)
    if decision["reasons"]:
        because = "; ".join(REASONS[reason] for reason in decision["reasons"])
        yield from wrapped(f"Because {because}.", indent="  ")
    if decision["ask"]:
        until = f" until {decision['deadline']}" if decision["deadline"] else ""
        yield from wrapped(f"Asked: {', '.join(decision['ask'])}{until}.", indent="  ")
    if decision["interim"]:
        yield from wrapped(f"Meanwhile: {decision['interim']}.", indent="  ")
    yield from wrapped(f"It rests on {RESTS_ON[decision['standing']]}.", indent="  ")


def _not_shown(texts: Iterable[str]) -> Iterator[str]:
    yield from ("", "WHAT DOES NOT FOLLOW:")
    for text in texts:
        yield from fitting(f"- {text}", lines=2)


def _definitions(decision: dict[str, Any]) -> Iterator[str]:
    """Yield what would be otherwise by one definition of words that people define differently."""
    for defined in decision["definitions"]:
        parts = [
            f"{status['option']} {_standing(status)}"
            for status in defined["statuses"]
            if status["option"] in defined["differing"]
        ]
        if defined["chooses_otherwise"]:
            parts.append(f"{defined['outcome']} {', '.join(defined['options'])}".strip())
        if parts:
            yield f"By the definition of {defined['by']} alone: {'; '.join(parts)}."


def _status(status: dict[str, Any]) -> str:
    norms = [*status["broken"], *(f"{name} (undecided)" for name in status["maybe_broken"])]
    told = f"{status['option']}: {_standing(status)}"
    if norms:
        told += ", against it "
        told += as_many(norms, WIDEST - len(told) - len("  ."))
    return f"{told}."


def _standing(status: dict[str, Any]) -> str:
    veto = {"no": "", "open": ", its veto open", "yes": ", vetoed"}[status["vetoed"]]
    return f"{status['status'].replace('_', ' ')}{veto}"


def _tensions(decision: dict[str, Any], told: Telling) -> Iterator[str]:
    """Yield the first tension of each type, and how many more; once, where nobody said anything."""
    tensions = [
        each
        for each, in_words in zip(decision["tensions"], told.tensions, strict=True)
        if not in_words.silent
    ]
    if not tensions:
        yield "  None."
    if told.placed.silence and len(decision["options"]) > 1:
        yield from fitting(told.placed.silence, lines=2)
    shown = _first_of_each_type(tensions, decision["options"])
    for tension in shown:
        yield from _tension(tension)
    yield from _more(len(tensions) - len(shown))


def _tension(tension: dict[str, Any]) -> Iterator[str]:
    """Yield a tension on five lines at most: what it is about, each side, and what settled it."""
    settled = tension["settled"]
    yield from fitting(f"- {tension['about']}{': open' if settled is None else ''}")
    for side in tension["sides"]:
        told = side["in_short"] or "; ".join((side["says"], *side["held_by"]))
        yield from fitting(f"· {told}", lines=2 if settled is None else 1, indent="      ")
    if settled is not None:
        yield from fitting(_settled(tension), lines=2, indent="      ")


def _settled(tension: dict[str, Any]) -> str:
    if tension["undecided"]:
        return f"open, as a side is undecided; by the rules, {tension['settled']}"
    return f"settled: {tension['settled']}"


def _first_of_each_type(tensions: list[dict[str, Any]], kept: list[str]) -> list[dict[str, Any]]:
    """Return one tension of each type: rather one that stays open, rather between kept options."""

    def rank(tension: dict[str, Any]) -> tuple[bool, int]:
        between = len({*kept} & {*tension["options"]})
        return (tension["settled"] is not None and not tension["undecided"], -between)

    chosen: dict[str, dict[str, Any]] = {}
    for tension in sorted(tensions, key=rank):
        chosen.setdefault(tension["type"], tension)
    return [chosen[kind] for kind in TYPES if kind in chosen][:MOST]


def _foot(run: StudyRun, checks: WaysToCheck) -> Iterator[str]:
    seconds = sum(step.seconds for step in run.steps)
    skipped = [step.name for step in run.steps if not step.ran]
    yield ""
    yield f"HOW TO CHECK; everything, whole: {run.out / 'report.html'}"
    yield f"  {checks.with_program}"
    alone = "or, with nothing of this program but the checker and the files beside it:"
    yield from wrapped(alone, indent="  ")
    yield f"  {checks.alone}"
    again = f" (unchanged, not done again: {', '.join(skipped)})" if skipped else ""
    yield f"  {seconds:.1f} s{again}"


def _more(count: int) -> Iterator[str]:
    if count > 0:
        yield f"  … and {count} more, in the report."
