"""``commonweal myself``: one's own cards, held against one's own choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commonweal.cli._arguments import PATH
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from commonweal.cli._myself_model import ModelRival
    from commonweal.cli._talk import Asked, Talk
    from commonweal.stewardship import Bank, Measured, Myself, MyselfResults, Score, Share

EVERYDAY = "everyday"
STOPPED = "Stopped; every answer is kept. To go on: commonweal myself {again}"


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal myself",
        "commonweal myself --out me --minutes 30",
        "commonweal myself --out me --resume",
        "commonweal myself --out me --model",
        "commonweal myself --later me",
    ),
)
@click.option(
    "--bank",
    "source",
    default=EVERYDAY,
    show_default=True,
    help="A bank of situations: a TOML file, or the bundled one.",
)
@click.option(
    "--out",
    "folder",
    type=PATH,
    default="myself",
    show_default=True,
    help="Your private folder; new, unless --resume is given.",
)
@click.option(
    "--minutes",
    type=click.IntRange(5, 120),
    default=15,
    show_default=True,
    help="About how long it may take; decides how much is asked.",
)
@click.option("--language", default="en", show_default=True, help="What is asked in: en or de.")
@click.option("--resume", is_flag=True, help="Go on with a session that was begun.")
@click.option(
    "--model",
    is_flag=True,
    help="Let the model of the settings predict from your cards, too; you are asked first.",
)
@click.option(
    "--later", type=PATH, help="Ask again, of a finished session, what you would have wanted."
)
@click.option(
    "--answers", type=PATH, help="Take the answers from a file, one a line, and not from you."
)
@click.option(
    "--share", is_flag=True, help="Also write share.json: numbers only, for others to have."
)
@click.option("--invented", is_flag=True, help="Say that whoever answers is an invented person.")
@click.option(
    "--seed", type=click.IntRange(0, 2**53), help="Draw situations and orders anew in the same way."
)
@output_options
def command(**given: Any) -> None:
    """Tell what you live by, and see how well it predicts what you would do.

    You tell of two to four choices and what you looked at, and say which everyday concerns that
    comes closest to. Your cards, and rivals that learn from your choices, then predict situations
    that you have not seen; the predictions are written down before you are asked. Shows how often
    each was right when it acted, how much it dared, and what you would have wanted, in three
    numbers with intervals. No model is asked, and nothing leaves your machine, unless you give
    --model and say yes when you are asked whether your cards may be sent, and to which host.

    Exit codes: 0 done, or stopped and kept; 1 a session is not finished that --later needs; 3
    something in the folder, the bank or the settings of the model is wrong; 5 the folder cannot be
    written, or another program holds the session.
    """
    talk = _talk(given["language"], given["answers"])
    if given["later"] is not None:
        _ask_later(given["later"], talk, share=given["share"])
        return
    rival = _rival(given, talk)
    with _session(given, talk, rival) as myself:
        if rival is not None:
            _keep_consent(myself, rival)
        stopped = rival is not None and rival.agreed is None
        if stopped or not _ask(myself, talk):
            _report_stopped(myself, f"--resume --out {myself.folder}")
            return
        _finish(myself, share=given["share"])


def _rival(given: dict[str, Any], talk: Talk) -> ModelRival | None:
    """Return the model that is asked for, with what the person says to sending it their cards."""
    from commonweal.cli._myself_model import ModelRival
    from commonweal.errors import InvalidDocument, Problem

    if not given["model"]:
        return None
    rival = ModelRival(talk)
    if given["resume"] and (given["folder"] / "predictions.json").exists():
        raise InvalidDocument(
            Problem(
                code="predictions-fixed",
                path=str(given["folder"]),
                expected="a session whose predictions are not fixed yet",
                found="predictions.json",
                hint="Go on without --model; a rival that comes now would know too late.",
            )
        )
    rival.ask_consent()
    return rival


def _keep_consent(myself: Myself, rival: ModelRival) -> None:
    from commonweal.documents import utc_now
    from commonweal.stewardship import log_consent

    settings = rival.chooser.settings
    log_consent(myself.folder, settings, agreed=bool(rival.agreed), at=utc_now())


def _session(given: dict[str, Any], talk: Talk, rival: ModelRival | None) -> Myself:
    from pathlib import Path

    from commonweal.documents import utc_now
    from commonweal.stewardship import begin_myself

    folder: Path = given["folder"]
    if given["resume"]:
        return _taken_up(folder, rival)
    source: str = given["source"]
    bank = _bank(source)
    myself = begin_myself(
        folder,
        bank,
        source=source if source == EVERYDAY else str(Path(source).absolute()),
        begun=utc_now(),
        minutes=given["minutes"],
        origin="synthetic" if given["invented"] else "person",
        seed=given["seed"],
        ask_model=None if rival is None else rival.way_to_ask(bank),
    )
    minutes, where = str(given["minutes"]), str(folder)
    current_output().say(talk.catalogue.text("myself.welcome", minutes=minutes, folder=where))
    return myself


def _taken_up(folder: Path, rival: ModelRival | None = None, *, only_read: bool = False) -> Myself:
    from commonweal.stewardship import bank_source_of, open_myself

    bank = _bank(bank_source_of(folder))
    ask_model = None if rival is None else rival.way_to_ask(bank)
    return open_myself(folder, bank, ask_model=ask_model, only_read=only_read)


def _bank(source: str) -> Bank:
    from pathlib import Path

    from commonweal.stewardship import bundled_bank
    from commonweal.studies import bank_at

    return bundled_bank() if source == EVERYDAY else bank_at(Path(source))


def _ask(myself: Myself, talk: Talk) -> bool:
    """Ask what is left to ask, and say when the predictions are fixed; return whether all was."""
    told = myself.stage != "telling"
    if not told and not _held(talk, myself, until=lambda: myself.stage != "telling"):
        return False
    if myself.stage == "choosing":
        path, sha256 = str(myself.folder / "predictions.json"), str(myself.predictions_hash)
        said = talk.catalogue.text("myself.fixed", path=path, sha256=sha256)
        current_output().say(f"\n{said}")
    return _held(talk, myself)


def _held(talk: Talk, asked: Asked, *, until: Callable[[], bool] = lambda: False) -> bool:
    """Ask, and return whether everything was answered; else what was answered is kept."""
    return talk.hold(asked, until=until) == "whole"


def _ask_later(folder: Path, talk: Talk, *, share: bool) -> None:
    from commonweal.stewardship import times_asked_later

    with _taken_up(folder, only_read=True) as myself:
        times = times_asked_later(folder)
        # A time that was begun and not finished is gone on with.
        unfinished = times > 0 and myself.later(times).endorsed is None
        later = myself.later(times if unfinished else times + 1)
        if _held(talk, later):
            _finish(myself, share=share)
        else:
            _report_stopped(myself, f"--later {folder}")


def _talk(language: str, answers: Path | None) -> Talk:
    from commonweal.cli._answer_lines import Lines
    from commonweal.cli._talk import Talk
    from commonweal.documents import utc_now
    from commonweal.elicitation import Catalogue

    return Talk(Catalogue(language), Lines(answers), utc_now)


def _report_stopped(myself: Myself, again: str) -> None:
    data = {"folder": str(myself.folder), "stage": myself.stage}
    current_output().result("myself_stopped", data, STOPPED.format(again=again))


def _finish(myself: Myself, *, share: bool) -> None:
    """Write the page, and the numbers to share if they are wanted, and say what came of it."""
    from commonweal.reports import write_myself_page
    from commonweal.stewardship import results_of, share_numbers, shared_numbers

    results = results_of(myself)
    write_myself_page(myself.folder / "myself.html", results)
    if share:
        share_numbers(myself.folder / "share.json", results)
    data = {"folder": str(myself.folder), **shared_numbers(results)}
    current_output().result("myself", data, "\n".join(_told(results, myself.folder)))


def _told(results: MyselfResults, folder: Path) -> Iterator[str]:
    measured = results.measured
    yield from _table(measured)
    control = results.control
    if control.share_right is not None:
        yield (
            f"With links exchanged at random, your cards would be right in"
            f" {float(control.share_right):.0%} of their acts."
        )
    yield from _compared(measured)
    for number, again in enumerate(results.later, 1):
        score = again.score("cards")
        yield f"Asked again ({number}): you would have wanted {_share(score.endorsed)} of its acts."
    yield (
        f"{measured.situations} situations are few: to tell two predictors apart that differ by"
        f" twenty points takes about {results.needed} on which both act."
    )
    yield f"See {folder / 'myself.html'}"


def _table(measured: Measured) -> Iterator[str]:
    yield f"{'':12}  {'right when it acts':24}  {'share dared':24}  would have wanted"
    for score in measured.scores:
        yield _row(score)


def _row(score: Score) -> str:
    parts = (score.right, score.dared, score.endorsed)
    right, dared, endorsed = map(_share, parts)
    return f"{score.name:12}  {right:24}  {dared:24}  {endorsed}"


def _share(share: Share) -> str:
    if share.interval is None:
        return "–"
    low, high = float(share.interval.low), float(share.interval.high)
    return f"{share.hits} of {share.of} ({low:.0%} to {high:.0%})"


def _compared(measured: Measured) -> Iterator[str]:
    for each in measured.comparisons:
        if each.both_acted and (each.first, each.second) == ("cards", "preferences"):
            yield (
                f"Where both acted ({each.both_acted}): only your cards were right in"
                f" {each.only_first}, only preferences in {each.only_second}"
                f" (p = {float(each.p_value):.2g})."
            )
