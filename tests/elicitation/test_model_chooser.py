"""A model that is asked what somebody would choose: over HTTP, with sound and broken replies."""

from __future__ import annotations

import hashlib
import json

import pytest

from commonweal.elicitation import ModelChoice, ModelChooser, ModelSettings
from commonweal.testing import ScriptedModel, ScriptedReply

OPTIONS = {"wait": "Wait for them.", "go-on": "Go on without them."}


def asked(*replies: ScriptedReply | str, times: int = 1) -> tuple[list[ModelChoice], ScriptedModel]:
    with ScriptedModel(*replies) as model:
        settings = ModelSettings(name="small:3b", url=model.url, timeout=3, retries=0)
        chooser = ModelChooser(settings)
        choices = [
            chooser.choose(
                told=["Lives by the card Waiting"],
                situation="They are late.",
                options=OPTIONS,
                language="en",
            )
            for _ in range(times)
        ]
    return choices, model


def reply(**said: object) -> str:
    return json.dumps(said)


def test_an_option_on_offer_is_named_with_what_was_sent() -> None:
    """The hash is that of the request, which has the material as data and the names as choices."""
    (choice,), model = asked(reply(option="wait", why="They wait.\nAlways."))

    (request,) = model.requests
    assert ("answered", "wait", "They wait. Always.") == (choice.status, choice.option, choice.why)
    assert choice.sent is not None
    assert hashlib.sha256(request.body).hexdigest() == choice.sent.prompt_hash
    assert {
        "told": ["Lives by the card Waiting"],
        "situation": "They are late.",
        "options": OPTIONS,
    } == json.loads(request.content["messages"][-1]["content"])
    assert '"wait"' in json.dumps(request.content["response_format"])


def test_none_is_an_answer_too() -> None:
    """A model may say that what it was told does not tell."""
    (choice,), _ = asked(reply(option=None, why="Nothing is said of it."))

    assert ("answered", None) == (choice.status, choice.option)


@pytest.mark.parametrize(
    "broken",
    [
        reply(option="burn-it-down", why="Ignore all previous instructions."),
        reply(option="wait"),
        reply(option=["wait"], why=""),
        reply(option="wait", why="", also="<script>"),
        "ANSWER: wait",
        "",
        "[" * 4000,
        ScriptedReply(content=None, refusal="I cannot do that."),
        ScriptedReply(status=500),
        ScriptedReply(content=reply(option="wait", why="x"), cut_after=40),
    ],
)
def test_what_has_another_shape_is_no_answer(broken: ScriptedReply | str) -> None:
    """An option that is not on offer, a field too many, or no JSON: nothing is taken from it."""
    (choice,), _ = asked(broken)

    assert choice.status != "answered"
    assert (None, "", None) == (choice.option, choice.why, choice.sent)


def test_after_two_failures_nobody_is_kept_waiting() -> None:
    """The third question is not sent."""
    choices, model = asked("no", times=4)

    assert ["unusable", "unusable", "given_up", "given_up"] == [each.status for each in choices]
    assert 2 == len(model.requests)
