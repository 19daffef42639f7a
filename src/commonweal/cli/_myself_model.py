"""A model as one more rival in a session with oneself: asked for first, and named with its host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.cli._model_talk import model_settings
from commonweal.cli._output import current_output

if TYPE_CHECKING:
    from commonweal.cli._talk import Talk
    from commonweal.elicitation import AnswerValue, ModelChoice, ModelChooser, Questions
    from commonweal.stewardship import AskModel, Bank, ConstitutionQuestion


class ModelRival:
    """The model that the settings name, and whether the person lets it have their cards.

    Args:
        talk: how the person is asked.

    Raises:
        InvalidDocument: code ``model-setting`` if the settings name none, or are wrong.
        MissingExtra: without the extra ``llm``.
    """

    def __init__(self, talk: Talk) -> None:
        from commonweal.elicitation import ModelChooser

        self.chooser: ModelChooser = ModelChooser(model_settings())
        self._talk = talk
        self.agreed: bool | None = None
        """Nothing where the person stopped instead of answering."""

    def ask_consent(self) -> None:
        """Say which model there is and where, and ask whether cards and choices may be sent."""
        from commonweal.elicitation import Session

        settings, catalogue = self.chooser.settings, self._talk.catalogue
        if not (settings.encrypted or settings.stays_here):
            current_output().say(catalogue.text("model.not_encrypted"))
        session = Session(lambda: _consent(settings.name, settings.host))
        self._talk.hold(session)
        self.agreed = None if session.question is not None else session.outcome == "yes"

    def way_to_ask(self, bank: Bank) -> AskModel | None:
        """Return how to ask it about situations of a bank; nothing without the person's yes."""

        def ask(question: ConstitutionQuestion) -> ModelChoice:
            return self.chooser.choose(
                told=question.told,
                situation=question.situation,
                options=question.options,
                language=bank.language,
            )

        return ask if self.agreed else None


def _consent(model: str, host: str) -> Questions[AnswerValue]:
    from commonweal.elicitation import Question

    said = (("model", model), ("host", host))
    return (yield Question("model.send", "confirm", "myself.model.send", said, (), False))
