"""One screen on a run: what was decided, what stays in tension, what does not follow."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from commonweal.cli._beaten import tell_beaten
from commonweal.decisions._wording import RESTS_ON, counted, people

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commonweal.cli._ways_to_check import WaysToCheck
    from commonweal.studies import StudyRun

WIDTH = 100
MOST = 2
"""How many tensions or open readings one screen holds; the report has all."""

TYPES = ("values", "norms", "contested", "complaint", "conscience", "cycle")
"""The types of tension, in the order in which the screen shows one of each."""

OUTCOMES = {"act": "Act", "ask": "Ask, and do not act yet", "refuse": "Refuse"}

REASONS = {
    "none_permitted": "no option is permitted",
    "in_dispute": "whether an option that would be kept is permitted is in dispute",
    "veto_open": "whether a kept option is vetoed is open",
    "contested": "people contest how the values at stake are ordered",
    "undetermined": "what is not known could decide either way",
    "on_a_par": "the kept options are on a par: reasons run out",
    "incomparable": "somebody with the standing to say so will not trade the values",
    "partial": "not all that matters was brought",
}


def tell_run(run: StudyRun, *, checks: WaysToCheck) -> str:
    """Return the screen.

    Args:
        run: the run.
        checks: the commands that check what it wrote.
    """
    summary = run.summary
    lines = [*_head(summary), ""]
    if "decision" in summary:
        lines += _decision(summary["decision"], tell_beaten(run.decisions[0], run.target))
    elif summary["decisions"]:
        lines += _groups(summary)
    else:
        lines.append(_nothing(run))
    return "\n".join([*lines, *_foot(run, checks)])


def _head(summary: dict[str, Any]) -> Iterator[str]:
    yield summary["title"]
    yield from _wrapped(summary["question"])
    if summary["synthetic"]:
        yield "The people of this study are synthetic: nothing of it is in force."
    graph = summary["graph"]
    pairs = ", ".join(f"{count} {status}" for status, count in graph["pairs"].items())
    asked = f"{people(summary['people'])}, " if summary["people"] else ""
    values = counted(graph["values"], "value")
    yield f"{asked}{values}; pairs: {pairs or 'none'}; cycles: {graph['cycles']}"


def _nothing(run: StudyRun) -> str:
    missing = "" if run.folder.situations else "a [[situation]] in plan.toml and "
    return f"DECIDED: nothing. To decide, a study needs {missing}the step “decide” in study.toml."


def _decision(decision: dict[str, Any], beaten: Iterable[str]) -> Iterator[str]:
    yield from _outcome(decision)
    for line in (*_definitions(decision), *beaten):
        yield from _short(line)
    permitted = [each["option"] for each in decision["statuses"] if each["status"] == "permitted"]
    yield from _short(f"Permitted: {', '.join(permitted) or 'none'}.")
    for status in decision["statuses"]:
        if status["status"] != "permitted" or status["vetoed"] != "no":
            yield from _short(_status(status))
    yield from ("", "IN TENSION, with who holds each side:")
    yield from _tensions(decision)
    if decision["in_doubt"]:
        yield from ("", "IN DOUBT, with who says what:")
        for said in decision["in_doubt"][:MOST]:
            yield from _short(f"- {said['about']}. {said['said']}")
        yield from _more(len(decision["in_doubt"]) - MOST)
    if decision["open"]:
        yield from ("", "OPEN, with what would settle it:")
        for reading in decision["open"][:MOST]:
            yield from _short(f"- {reading['about']}: {reading['would_settle']}")
            if reading["said"]:
                yield from _short(f"said so far: {reading['said']}", indent="      ")
        yield from _more(len(decision["open"]) - MOST)
    yield from _not_shown(decision["not_shown"])


def _outcome(decision: dict[str, Any]) -> Iterator[str]:
    texts = decision["option_texts"]
    yield f"DECIDED: {OUTCOMES[decision['outcome']]}. (Derivation checked.)"
    kept = "Any of" if len(decision["options"]) > 1 and decision["outcome"] == "act" else "Kept"
    for name in decision["options"]:
        yield from _short(f"{kept}: {name}. {texts[name]}")
    if decision["reasons"]:
        because = "; ".join(REASONS[reason] for reason in decision["reasons"])
        yield from _wrapped(f"Because {because}.", indent="  ")
    if decision["ask"]:
        until = f" until {decision['deadline']}" if decision["deadline"] else ""
        yield from _wrapped(f"Asked: {', '.join(decision['ask'])}{until}.", indent="  ")
    if decision["interim"]:
        yield f"  Meanwhile: {decision['interim']}."
    yield from _wrapped(f"It rests on {RESTS_ON[decision['standing']]}.", indent="  ")


def _not_shown(texts: Iterable[str]) -> Iterator[str]:
    yield from ("", "WHAT DOES NOT FOLLOW:")
    for text in texts:
        yield from _short(f"- {text}")


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
    against = f", against it {', '.join(norms)}" if norms else ""
    return f"{status['option']}: {_standing(status)}{against}."


def _standing(status: dict[str, Any]) -> str:
    veto = {"no": "", "open": ", its veto open", "yes": ", vetoed"}[status["vetoed"]]
    return f"{status['status'].replace('_', ' ')}{veto}"


def _tensions(decision: dict[str, Any]) -> Iterator[str]:
    tensions = decision["tensions"]
    if not tensions:
        yield "  None."
    shown = _first_of_each_type(tensions, decision["options"])
    for tension in shown:
        yield from _short(f"- {tension['about']}")
        for side in tension["sides"]:
            yield from _short(f"· {side['says']}", indent="      ")
            if side["held_by"]:
                yield from _short("; ".join(side["held_by"]), indent="        ")
        yield from _short(_settled(tension), indent="      ")
    yield from _more(len(tensions) - len(shown))


def _settled(tension: dict[str, Any]) -> str:
    if tension["settled"] is None:
        return "open"
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


def _groups(summary: dict[str, Any]) -> Iterator[str]:
    told = summary["justifications"]
    decided = f"{counted(told['written'], 'situation')}; {counted(told['checked'], 'derivation')}"
    yield f"DECIDED: {decided} checked."
    for group, counts in summary["groups"].items():
        yield f"  {group}:"
        for title, name in (
            ("outcomes", "outcomes"),
            ("reasons", "reasons"),
            ("by these norms, the first option is", "by_norms"),
            ("by these values, the first option is", "by_values"),
            ("norms, over all options", "norms"),
        ):
            if parts := _parts(counts.get(name, {})):
                yield from _wrapped(f"{title}: {parts}", indent="    ")
        for standing, count in counts["standing"].items():
            rests = f"{counted(count, 'rests', 'rest')} on {RESTS_ON[standing]}"
            yield from _wrapped(rests, indent="    ")
    yield from (
        "",
        "IN TENSION; commonweal explain STUDY --situation NAME says who holds each side:",
    )
    for group, counts in summary["groups"].items():
        for title, name in (("", "tensions"), ("open: ", "open")):
            parts = _parts(counts.get(name, {}))
            if parts or name == "tensions":
                yield from _wrapped(f"{group}: {title}{parts or 'nothing'}", indent="  ")
    yield from _not_shown(summary["not_shown"])


def _parts(counts: dict[str, int]) -> str:
    return ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts.items())


def _foot(run: StudyRun, checks: WaysToCheck) -> Iterator[str]:
    seconds = sum(step.seconds for step in run.steps)
    skipped = [step.name for step in run.steps if not step.ran]
    yield ""
    yield f"HOW TO CHECK; everything, whole: {run.out / 'report.html'}"
    yield f"  {checks.with_program}"
    yield "  or, with nothing of this program but the checker and the files beside it:"
    yield f"  {checks.alone}"
    again = f" (unchanged, not done again: {', '.join(skipped)})" if skipped else ""
    yield f"  {seconds:.1f} s{again}"


def _more(count: int) -> Iterator[str]:
    if count > 0:
        yield f"  … and {count} more, in the report."


def _short(text: str, *, indent: str = "  ") -> list[str]:
    """Return a text on one or two lines, cut where it is longer: the report has it whole."""
    return textwrap.wrap(
        text,
        width=WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        max_lines=2,
        placeholder=" …",
        break_on_hyphens=False,
    )


def _wrapped(text: str, *, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, width=WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  "
    ) or [indent]
