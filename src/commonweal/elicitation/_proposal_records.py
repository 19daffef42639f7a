"""What a model said in an interview, as the records that a study keeps of it."""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import TYPE_CHECKING, Any

from commonweal.documents import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commonweal.elicitation._beside import ProposalShown
    from commonweal.elicitation._setting import InterviewSetting

OPTIONAL = ("seed", "temperature", "answer", "became")


def proposal_records(
    noted: Iterable[ProposalShown], setting: InterviewSetting, *, key: str, agreed: str
) -> tuple[Proposal, ...]:
    """Return a record of everything that a model said to a person, in the order it was shown.

    To be written only where the person agreed to `send_to_model` in the end: who took that back in
    the interview has nothing kept of what a model made of their words.

    Args:
        noted: from `proposals_noted`.
        setting: the setting of the interview.
        key: the session's secret, from `new_session_key`.
        agreed: when the person agreed, if they did so in the interview.
    """
    secret = bytes.fromhex(key)
    return tuple(_record(beside, setting, secret, agreed) for beside in noted)


def speaker_of(model: str) -> str:
    """Return a model's name as a name under which something is said."""
    return re.sub(r"[^a-z0-9_.-]+", "-", model.lower()).strip("-._")[:80] or "model"


def _record(
    beside: ProposalShown, setting: InterviewSetting, secret: bytes, agreed: str
) -> Proposal:
    slot = f"proposal.{beside.number}"
    said: dict[str, Any] = {name: getattr(beside, name) for name in OPTIONAL}
    return Proposal(
        by=speaker_of(beside.model),
        origin="model",
        # Consent that was given anew covers what was said under the one that it took the place of.
        said_at=max(beside.at, agreed),
        language=setting.answers_in,
        nonce=hmac.new(secret, slot.encode(), hashlib.sha256).hexdigest()[:32],
        participant=setting.participant,
        asked=beside.asked,
        proposed_as=beside.proposed_as,
        text=beside.text,
        quotes=beside.quotes,
        model=beside.model,
        prompt_hash=beside.prompt_hash,
        **{name: value for name, value in said.items() if value is not None},
    )
