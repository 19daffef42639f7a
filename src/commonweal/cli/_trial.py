"""``commonweal trial``: what the way of asking does to what people say."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from commonweal.cli._arguments import PATH, STUDY
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options
from commonweal.cli._rates import exact_rate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commonweal.elicitation import ArmEffects, HeldOutAgreement, OwnerAgreement
    from commonweal.studies import OwnersPlacings, StudyFolder

SEED = click.option(
    "--seed", type=click.IntRange(0), default=0, show_default=True, help="The seed of the test."
)
LEVEL = 0.05


@click.group()
def command() -> None:
    """See what the way of asking does to what people say, and whether owners and models agree."""


@command.command(
    cls=ShownCommand,
    examples=("commonweal trial stories garden", "commonweal trial stories garden --json"),
)
@STUDY
@SEED
@output_options
def stories(study: Path, seed: int) -> None:
    """Say whether a story moves people to the value that it leads to.

    In a round, a pair that somebody told of a move between is shown to some with the account, to
    some without, by lot. The difference comes with its interval, and with the smallest difference
    that this many answers would mostly have found.

    Exit codes: 0 no difference was found, which does not show that there is none; 1 one was found;
    3 the study is not valid, or nobody answered with a story, or without one.
    """
    from commonweal.studies import read_study, story_trial

    effects = _effects(story_trial(read_study(study)), seed)
    current_output().result("story_trial", _effects_content(effects, seed), _lines(effects))
    _exit(found=effects.status == "found")


@command.command(
    cls=ShownCommand,
    examples=("commonweal trial orders garden", "commonweal trial orders garden --json"),
)
@STUDY
@SEED
@output_options
def orders(study: Path, seed: int) -> None:
    """Say whether answers hang on the order in which others' values were met.

    Each person is dealt an order by lot: what resembles their own first, or last, or by lot. Shows
    how far answers on the same pairs differ between orders, how far by chance, and the smallest
    difference that would be told from chance.

    Exit codes: 0 no difference was found, which does not show that there is none; 1 one was found;
    3 the study is not valid, or no pair was answered after two orders.
    """
    import numpy as np

    from commonweal.elicitation import compare_starting_orders
    from commonweal.studies import read_study, starting_orders

    problem = starting_orders(read_study(study))
    result = compare_starting_orders(problem, rng=np.random.default_rng(seed))
    data = {**asdict(result), "orders": list(problem.orders), "seed": seed}
    current_output().result("order_trial", data, "\n".join(result.explain()))
    _exit(found=result.p <= LEVEL)


@command.command(
    cls=ShownCommand,
    examples=(
        "commonweal trial placings garden",
        "commonweal trial placings garden --model m1 --held-out-share 1/2 --seed 7",
    ),
)
@STUDY
@click.option("--model", metavar="NAME", help="Also hold this appraiser to what owners say.")
@click.option(
    "--held-out-share",
    default="1/2",
    show_default=True,
    help="The share of situations that are held out.",
)
@SEED
@output_options
def placings(study: Path, model: str | None, held_out_share: str, seed: int) -> None:
    """Say how far people who hold a value place options alike, and how far a model does as they do.

    With --model, prints the lines that declare its agreement in study.toml, with counts = false:
    whether it is enough is for the study to say. The model is to have been tried on no situation
    that the share and the seed hold out.

    Exit codes: 0 compared; 1 the model did not do better than its own word on other values; 3 the
    study is not valid, or there is nothing to compare.
    """
    from commonweal.elicitation import owner_agreement
    from commonweal.studies import owners_placings, read_study

    share = exact_rate(held_out_share, "--held-out-share")
    folder = read_study(study)
    found = owners_placings(folder)
    owners = owner_agreement(found.placings, found.owners)
    data: dict[str, Any] = {"owners": asdict(owners), "seed": seed, "model": None}
    lines = [*_owners_lines(owners)]
    agreement = None
    if model is not None:
        agreement = _model_agreement(folder, found, model, share=share, seed=seed)
        data["held_out_share"] = str(share)
        data["model"] = {
            **asdict(agreement),
            "reads_the_value": agreement.reads_the_value,
            "declaration": agreement.declaration(counts=False).model_dump(mode="json"),
        }
        lines += _model_lines(agreement)
    current_output().result("placing_trial", data, "\n".join(lines))
    _exit(found=agreement is not None and not agreement.reads_the_value)


@command.command(cls=ShownCommand, examples=("commonweal trial arm arms.toml p-07 p-08",))
@click.argument("arms", type=PATH)
@click.argument("participants", nargs=-1, required=True)
@output_options
def arm(arms: Path, participants: tuple[str, ...]) -> None:
    """Say in which arm of a trial of interviewers each participant is to be interviewed.

    It hangs on the file and on the pseudonym alone: the same today and when the trial is read. The
    file's own number is printed here and there, so that a changed file is seen to be another.

    Exit codes: 0 said; 3 the file is no trial, or a name is no pseudonym.
    """
    from commonweal.elicitation import read_arms_file
    from commonweal.errors import InvalidDocument
    from commonweal.studies import wrong_pseudonyms

    if problems := tuple(wrong_pseudonyms(participants, place="participants")):
        raise InvalidDocument(problems)
    read = read_arms_file(arms)
    dealt = {name: read.trial.arm_of(name) for name in participants}
    lines = [f"Trial {read.id[:16]}", *(f"{name}: {met}" for name, met in dealt.items())]
    current_output().result("dealt_arms", {"trial": read.id, "arms": dealt}, "\n".join(lines))


@command.command(
    cls=ShownCommand,
    examples=(
        "commonweal trial interviewers garden --arms arms.toml",
        "commonweal trial interviewers garden --arms arms.toml --stratum bed --json",
    ),
)
@STUDY
@click.option("--arms", type=PATH, required=True, help="The trial: its arms, seed and targets.")
@click.option("--stratum", metavar="NAME", help="Compare within the groups of this stratum.")
@SEED
@output_options
def interviewers(study: Path, arms: Path, stratum: str | None, seed: int) -> None:
    """Say whether a way of interviewing leads people to a value that was named beforehand.

    Compares the share of a person's confirmed cards that are the target, and the share of a card's
    words that its author used when telling, by the arm that each person was dealt. --seed is that
    of the test; the seed that dealt the arms is in the file.

    Exit codes: 0 no difference was found, which does not show that there is none; 1 one was found
    in the share of the target; 3 the study or the file is not valid, or an arm has nobody.
    """
    from commonweal.elicitation import read_arms_file
    from commonweal.studies import interviewer_trial, read_study

    read = read_arms_file(arms)
    found = interviewer_trial(read_study(study), read, stratum=stratum)
    target = _effects(found.target, seed)
    words = None if found.own_words is None else _effects(found.own_words, seed)
    data = {
        "trial": read.id,
        "target": _effects_content(target, seed),
        "own_words": None if words is None else _effects_content(words, seed),
    }
    lines = [f"Trial {read.id[:16]}"]
    lines += ["Share of confirmed cards that are the target:", _lines(target)]
    lines.append("Share of the cards' words that their authors used when telling:")
    lines.append(
        "not compared: an arm has nobody who told a choice" if words is None else _lines(words)
    )
    current_output().result("interviewer_trial", data, "\n".join(lines))
    _exit(found=target.status == "found")


def _exit(*, found: bool) -> None:
    if found:
        raise click.exceptions.Exit(1)


def _effects(problem: Any, seed: int) -> ArmEffects:
    import numpy as np

    from commonweal.elicitation import solve_arm_effects

    return solve_arm_effects(problem, rng=np.random.default_rng(seed))


def _effects_content(effects: ArmEffects, seed: int) -> dict[str, Any]:
    content = asdict(effects)
    return {"effects": [*content.pop("value")], **content, "seed": seed}


def _lines(effects: ArmEffects) -> str:
    return "\n".join(effects.explain())


def _owners_lines(owners: OwnerAgreement) -> Iterator[str]:
    yield (
        f"{owners.owners} owners compare two options alike in {owners.alike} of {owners.compared}"
        f" cases: {owners.share:.2f}, from {owners.low:.2f} to {owners.high:.2f}."
    )
    if owners.beyond_chance is None:
        yield "All call all options level: there is nothing beyond chance to agree on."
    else:
        yield f"That is {owners.beyond_chance:.2f} of what there is beyond chance."


def _model_agreement(
    folder: StudyFolder, found: OwnersPlacings, model: str, *, share: Any, seed: int
) -> HeldOutAgreement:
    import numpy as np

    from commonweal.elicitation import agreement_of_model, held_out_situations

    names = [situation.name for situation in folder.situations]
    held_out = held_out_situations(names, share=share, seed=seed)
    return agreement_of_model(
        found.placings,
        found.owners,
        model=model,
        held_out=held_out,
        rng=np.random.default_rng(seed),
    )


def _model_lines(agreement: HeldOutAgreement) -> Iterator[str]:
    reads = "reads the value" if agreement.reads_the_value else "was not shown to read the value"
    yield (
        f"{agreement.model} {reads}: it agrees on {agreement.agreed} of {agreement.held_out}"
        f" held-out comparisons, from {agreement.low:.2f} to {agreement.high:.2f}."
    )
    others, needed = agreement.on_other_values, agreement.needed
    if others is None:
        yield "It spoke on no other value of these situations: nothing tells whether it reads one."
    else:
        yield f"Its word on other values agrees with what owners say of this one in {others:.2f}."
        yield f"With its words exchanged among values it agrees as often in {agreement.p:.4f}."
        yield (
            "So few are held out that agreeing on all of them would not show it."
            if needed is None
            else f"From {needed} of {agreement.held_out} on it would be shown."
        )
    yield "In study.toml, if the study says so; counts = true if it says that this is enough:"
    said = agreement.declaration(counts=False)
    yield (
        f'model_agreement = [{{ model = "{said.model}", held_out = {said.held_out},'
        f" agreed = {said.agreed}, counts = false }}]"
    )
