"""A model that is asked what somebody would choose, and may name nothing but what is offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from pydantic import create_model

from commonweal.elicitation._model_prompts import CHOICE, Closed, instructions, material
from commonweal.elicitation._model_reply import over_http
from commonweal.elicitation._plain_text import plain_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commonweal.elicitation._model_reply import ReplyStatus, Sent
    from commonweal.elicitation._model_settings import ModelSettings

LONGEST_WHY = 300
MOST_FAILURES = 2
"""After as many failures in a row a model is asked nothing more: nobody is kept waiting again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChoice:
    """What came of asking a model once what somebody would choose."""

    status: ReplyStatus
    option: str | None = None
    """The name of an option; nothing where it says that what it was told does not tell, or where
    it was not ``answered``."""
    why: str = ""
    """What it said beside that, on one line. Nobody judged it."""
    sent: Sent | None = None
    """What was sent, where it was answered."""


class ModelChooser:
    """Asks a model which option somebody would choose, by what that person told.

    Whoever calls it has made sure that the person agreed to send what is told. The reply must have
    the shape asked for, with the name of an option on offer or none; any other is no answer,
    whatever it says. Words within the cards or the situation that speak to the model can make it
    name another option, and nothing else: no check here can tell that.

    Args:
        settings: which model, and where.

    Raises:
        MissingExtra: without the extra ``llm``.
    """

    def __init__(self, settings: ModelSettings) -> None:
        self._ask = over_http()
        self.settings = settings
        self._failures = 0

    def choose(
        self, *, told: Sequence[str], situation: str, options: Mapping[str, str], language: str
    ) -> ModelChoice:
        """Ask once, and wait no longer than the settings say.

        Args:
            told: what the person told, a line each.
            situation: what is to be chosen in.
            options: for the name of each option what it is.
            language: the tag of the language of all of it.
        """
        if self._failures >= MOST_FAILURES:
            return ModelChoice(status="given_up")
        answer = self._ask(
            self.settings,
            instructions(CHOICE, language=language),
            material(told=[*told], situation=situation, options={**options}),
            _shape(tuple(options)),
        )
        if isinstance(answer, str):
            self._failures += 1
            return ModelChoice(status=answer)
        self._failures = 0
        said, sent = cast("tuple[Any, Sent]", answer)
        why = plain_line(said.why)[:LONGEST_WHY]
        return ModelChoice(status="answered", option=said.option, why=why, sent=sent)


def _shape(names: tuple[str, ...]) -> type[Closed]:
    """Return the shape of a reply that names one of these, or none."""
    offered = cast("Any", Literal)[names] | None
    return create_model("Choice", __base__=Closed, option=(offered, ...), why=(str, ...))
