"""What the records of one session have in common: whose they are, and when they were said."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from commonweal.documents import new_nonce, seeded_nonce

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.documents import Origin, RandomBytes


class Spoken(Protocol):
    """Whose session it is, and in which language they answer."""

    @property
    def participant(self) -> str:
        """The pseudonym."""

    @property
    def speaker(self) -> str:
        """Who says what is recorded: the person, or who writes it down for them."""

    @property
    def origin(self) -> Origin:
        """Who answers."""

    @property
    def answers_in(self) -> str:
        """The language of the answers."""


def new_session_key(origin: Origin, rng: RandomBytes | None = None) -> str:
    """Return the secret from which a session's nonces are drawn, as 64 hexadecimal digits.

    It is kept with the session and goes with it. While the session is there, writing its records
    again after an interruption gives the same ids; afterwards nobody can guess them.

    Args:
        origin: who answers.
        rng: for a synthetic person, a generator; without one the key is random.

    Raises:
        NotAuthorised: code ``seeded-nonce`` if a real person's key would be seeded.
    """
    if rng is None:
        return new_nonce() + new_nonce()
    return seeded_nonce(rng, origin) + seeded_nonce(rng, origin)


@dataclass(frozen=True, slots=True)
class RecordWriter:
    """What all records of one session have in common."""

    setting: Spoken
    key: bytes
    times: Mapping[str, str]
    begun: str
    agreed: str
    """When the person agreed, if they did so here: what they had said before counts from then."""

    def common(self, slot: str, asked: str, *, text: bool = True) -> dict[str, Any]:
        """Return the fields that every record has.

        Args:
            slot: what the record is, once in a session: its nonce depends on it.
            asked: the question whose answer made it what it is.
            text: whether it holds words of the person's, in their language.
        """
        nonce = hmac.new(self.key, slot.encode(), hashlib.sha256).hexdigest()[:32]
        return {
            "participant": self.setting.participant,
            "by": self.setting.speaker,
            "origin": self.setting.origin,
            "said_at": max(self.times.get(asked) or self.begun, self.agreed),
            "nonce": nonce,
            **({"language": self.setting.answers_in} if text else {}),
        }
