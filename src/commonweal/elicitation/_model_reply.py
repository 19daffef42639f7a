"""What comes of asking a model: suggestions, what was dropped, what was sent, or what failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, Protocol, TypeAlias, TypeVar

from commonweal.errors import missing_extra

if TYPE_CHECKING:
    from pydantic import BaseModel

    from commonweal.elicitation._model_checks import Dropped
    from commonweal.elicitation._model_settings import ModelSettings
    from commonweal.elicitation._spans import Place

Failure: TypeAlias = Literal[
    "unreachable", "too_slow", "too_busy", "not_allowed", "failed", "refused", "unusable"
]
"""How asking can fail: see `ReplyStatus`."""

ReplyStatus: TypeAlias = Literal[
    "answered",
    "unreachable",
    "too_slow",
    "too_busy",
    "not_allowed",
    "failed",
    "refused",
    "unusable",
    "given_up",
]
"""What asking a model came to.

``answered``; ``unreachable``: nobody answers there, or the connection broke; ``too_slow``: not
within the time; ``too_busy``: it takes no more requests now; ``not_allowed``: the key or the name
of the model is wrong; ``failed``: an error at the endpoint; ``refused``: it does not answer this;
``unusable``: what came back does not have the shape asked for, again and again, or is too long;
``given_up``: it was not asked any more after failing too often in a row.
"""

Shape = TypeVar("Shape", bound="BaseModel")
Suggested = TypeVar("Suggested", "Rewording", "ProposedPolicy", "SoundsLike")


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent to a model, as far as a record keeps it."""

    model: str
    prompt_hash: str
    """SHA-256 of the body of the request that the model answered."""
    seed: str | None
    temperature: str | None
    """As they stand in the request; nothing where it does not have them."""


class AskInShape(Protocol):
    """Puts one question to a model: its answer in the shape asked for, or how that failed."""

    def __call__(
        self, settings: ModelSettings, instructions: str, material: str, shape: type[Shape], /
    ) -> tuple[Shape, Sent] | Failure:
        """Ask.

        Args:
            settings: which model, and where.
            instructions: what it is to do.
            material: what it is to do it with, as JSON.
            shape: what its answer must be.
        """
        ...


@dataclass(frozen=True, slots=True)
class Rewording:
    """Other words for a question, shown beside it. The question stays the one that is asked."""

    message: str
    """The id of the question's message, which is that of the question it was made from."""
    text: str


@dataclass(frozen=True, slots=True)
class ProposedPolicy:
    """Words for a policy, with where in the story they come from."""

    text: str
    places: tuple[Place, ...]
    """Where the words stand in the story that it goes back to; at least one place."""


@dataclass(frozen=True, slots=True)
class SoundsLike:
    """A passage of a story that may be a norm, a goal or a slogan: a reason to ask, and no more."""

    place: Place
    kind: Literal["norm", "goal", "slogan", "feeling", "role_model"]


@dataclass(frozen=True, slots=True)
class ModelReply(Generic[Suggested]):
    """What came of asking a model once."""

    status: ReplyStatus
    suggestions: tuple[Suggested, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    """What it proposed and nobody is to be shown."""
    sent: Sent | None = None
    """What was sent, where it was answered."""


def over_http() -> AskInShape:
    """Return what asks a model at its endpoint.

    Raises:
        MissingExtra: without the extra ``llm``.
    """
    try:
        from commonweal.elicitation import _model_wire
    except ImportError as error:
        raise missing_extra("pydantic-ai-slim", "llm") from error
    return _model_wire.ask
