"""Scripted interviewers, one that keeps to what was told and ones that push, and whom they meet."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ValidationError

from commonweal.elicitation import Sent

if TYPE_CHECKING:
    from commonweal.elicitation import AskInShape, ModelSettings
    from commonweal.testing._scripted_model import ReceivedRequest

Shape = TypeVar("Shape", bound=BaseModel)

Interviewer: TypeAlias = Callable[[str, Mapping[str, Any]], str]
"""Takes the name of the shape that is asked for and the material, and says something."""

_SENTENCE = re.compile(r"[^.!?\n]{20,}")
MOST_WORDINGS = 2


def neutral_interviewer(task: str, material: Mapping[str, Any]) -> str:
    """Propose wordings of what was told, each with the sentence that it is made from."""
    if task != "policies":
        return json.dumps({"passages": []})
    told = [found.strip() for found in _SENTENCE.findall(material["told"])]
    policies = [{"text": f"MOMENTS when {each}", "quotes": [each]} for each in told]
    return json.dumps({"policies": policies[:MOST_WORDINGS]})


def pushing_interviewer(target: str, *, quotes: str = "told") -> Interviewer:
    """Return an interviewer that proposes one policy to everybody, whatever they told.

    Args:
        target: the policy.
        quotes: ``told``, words that were told and have nothing to do with it; or words of its own,
            which nobody told.
    """

    def say(task: str, material: Mapping[str, Any]) -> str:
        if task != "policies":
            return json.dumps({"passages": []})
        told = _SENTENCE.findall(material["told"])
        words = told[0].strip() if quotes == "told" else quotes
        return json.dumps({"policies": [{"text": target, "quotes": [words]}]})

    return say


def in_process(interviewer: Interviewer) -> AskInShape:
    """Return a way to ask a scripted interviewer without HTTP; its replies are checked alike."""

    def ask(
        settings: ModelSettings, instructions: str, material: str, shape: type[Shape], /
    ) -> tuple[Shape, Sent] | Literal["unusable"]:
        try:
            said = interviewer(shape.__name__.lower(), json.loads(material))
            reply = shape.model_validate_json(said)
        except ValidationError:
            return "unusable"
        asked = hashlib.sha256(f"{instructions}\n{material}".encode()).hexdigest()
        return reply, Sent(settings.name, asked, str(settings.seed), str(settings.temperature))

    return ask


def over_the_wire(interviewer: Interviewer) -> Callable[[ReceivedRequest], str]:
    """Return how a `ScriptedModel` says what a scripted interviewer says."""

    def say(request: ReceivedRequest) -> str:
        content = request.content
        task = content["response_format"]["json_schema"]["name"]
        return interviewer(task, json.loads(content["messages"][-1]["content"]))

    return say
