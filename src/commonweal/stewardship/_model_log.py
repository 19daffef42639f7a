"""What was sent to a model and what came back, kept in the private folder of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from commonweal.documents import canonical_json
from commonweal.stewardship._private_files import append_private

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.documents import Json
    from commonweal.elicitation import ModelChoice, ModelSettings
    from commonweal.stewardship._prompted import AskModel, ConstitutionQuestion

MODEL_LOG = "model.jsonl"


def log_consent(folder: Path, settings: ModelSettings, *, agreed: bool, at: str) -> None:
    """Keep whether the person agreed to send their cards to a model, which, and where.

    Raises:
        ExternalFailure: with code ``cannot-write`` if the system refuses.
    """
    _log(folder, {"agreed": agreed, "at": at, "host": settings.host, "model": settings.name})


def logged(folder: Path, ask_model: AskModel) -> AskModel:
    """Return the same way to ask a model, which keeps each answer in the folder before it counts.

    What was sent is kept as the SHA-256 of the request's body; what failed has none.
    """

    def ask(question: ConstitutionQuestion) -> ModelChoice:
        choice = ask_model(question)
        sent = choice.sent
        _log(
            folder,
            {
                "situation": question.name,
                "status": choice.status,
                "option": choice.option,
                "why": choice.why,
                "model": None if sent is None else sent.model,
                "prompt_hash": None if sent is None else sent.prompt_hash,
                "seed": None if sent is None else sent.seed,
                "temperature": None if sent is None else sent.temperature,
            },
        )
        return choice

    return ask


def _log(folder: Path, content: dict[str, object]) -> None:
    append_private(folder / MODEL_LOG, canonical_json(cast("Json", content)))
