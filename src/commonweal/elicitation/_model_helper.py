"""A model that may put things otherwise and propose words in an interview, and decides nothing.

It has no access to the interview: it is handed a question or a story and hands back suggestions,
which somebody shows, marked as a model's, and only the person's own answer makes anything of. What
it may not do is not left to its instructions alone: what it says is checked, and what fails a check
is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from commonweal.elicitation._model_checks import (
    Dropped,
    DropReason,
    find_quote,
    left_out,
    scripts_of,
    voice_fault,
)
from commonweal.elicitation._model_prompts import (
    POLICIES,
    SOUNDS,
    WORDING,
    Closed,
    Passage,
    Passages,
    Policies,
    PolicyDraft,
    Wording,
    instructions,
    material,
)
from commonweal.elicitation._model_reply import (
    AskInShape,
    ModelReply,
    ProposedPolicy,
    Rewording,
    SoundsLike,
    Suggested,
    over_http,
)
from commonweal.elicitation._model_settings import ModelSettings
from commonweal.elicitation._plain_text import plain_line

Shape = TypeVar("Shape", bound=Closed)
Draft = TypeVar("Draft", str, PolicyDraft, Passage)

MOST_SUGGESTIONS = 5
LONGEST = 300
"""Characters of a suggestion, as of a line in a record."""
MOST_QUOTES = 3
QUESTION_MARKS = "?\uff1f\u061f\u055e"
MOST_FAILURES = 2
"""After as many failures in a row a model is asked nothing more: nobody is kept waiting again."""


class ModelHelper:
    """Asks a model for suggestions, and lets through what can be checked.

    Whoever calls it has made sure that the person agreed to `send_to_model`. It waits no longer
    than the settings say, and raises nothing that an endpoint does: a reply whose status is not
    ``answered`` has no suggestions, and the interview goes on without.

    Args:
        settings: which model, and where.
        ask: how to reach it; over HTTP if nothing is given. What comes back is checked alike.

    Raises:
        MissingExtra: without the extra ``llm``, if it is to be reached over HTTP.
    """

    def __init__(self, settings: ModelSettings, *, ask: AskInShape | None = None) -> None:
        self._ask = ask or over_http()
        self.settings = settings
        self._failures = 0

    @property
    def given_up(self) -> bool:
        """Whether it failed so often in a row that it is asked nothing more."""
        return self._failures >= MOST_FAILURES

    def rephrase(
        self, question: str, *, message: str, quoted: Sequence[str] = (), language: str
    ) -> ModelReply[Rewording]:
        """Ask for other words for a question, to stand beside it.

        Whether they ask for the same thing no program can tell: that is why the question stays.

        Args:
            question: the question as it is shown.
            message: the id of its message.
            quoted: words of the person that the question quotes, and other words must too.
            language: the tag of the language of the question.
        """

        def check(draft: str) -> Rewording | DropReason:
            fault = _wording_fault(draft, question, quoted)
            return fault or Rewording(message, draft)

        return self._reply(
            instructions(WORDING, language=language),
            material(question=question, keep=[*quoted]),
            Wording,
            lambda wording: [plain_line(wording.text)] if wording.text.strip() else [],
            check,
        )

    def propose_policies(self, story: str, *, language: str) -> ModelReply[ProposedPolicy]:
        """Ask for words for what a person attended to in a story, each with its quotes.

        A quote that is not in the story is dropped, and so is a policy that has no other.

        Args:
            story: what the person told, as it is stored.
            language: the tag of the story's language.
        """

        def check(draft: PolicyDraft) -> ProposedPolicy | DropReason:
            return _policy(plain_line(draft.text), draft.quotes, story)

        return self._reply(
            instructions(POLICIES, language=language, most=MOST_SUGGESTIONS),
            material(told=story),
            Policies,
            lambda found: found.policies,
            check,
        )

    def point_out(self, story: str, *, language: str) -> ModelReply[SoundsLike]:
        """Ask which passages of a story sound like a norm, a goal, a slogan, a feeling or a person.

        The model only points: what the person is asked about a passage is the interview's question.

        Args:
            story: what the person told, as it is stored.
            language: the tag of the story's language.
        """

        def check(draft: Passage) -> SoundsLike | DropReason:
            place = find_quote(draft.quote, story)
            return SoundsLike(place, draft.sounds_like) if place else "not_quoted"

        return self._reply(
            instructions(SOUNDS, language=language, most=MOST_SUGGESTIONS),
            material(told=story),
            Passages,
            lambda found: found.passages,
            check,
        )

    def _reply(
        self,
        task: str,
        given: str,
        shape: type[Shape],
        drafts_of: Callable[[Shape], Sequence[Draft]],
        check: Callable[[Draft], Suggested | DropReason],
    ) -> ModelReply[Suggested]:
        """Ask, and sort what comes back into what may be shown and what was dropped."""
        if self.given_up:
            return ModelReply("given_up")
        answer = self._ask(self.settings, task, given, shape)
        if isinstance(answer, str):
            self._failures += 1
            return ModelReply(answer)
        self._failures = 0
        found, sent = answer
        kept: list[Suggested] = []
        dropped: list[Dropped] = []
        for draft in drafts_of(found)[:MOST_SUGGESTIONS]:
            checked = check(draft)
            if isinstance(checked, str):
                dropped.append(Dropped(_text_of(draft), checked))
            elif checked not in kept:
                kept.append(checked)
        return ModelReply("answered", tuple(kept), tuple(dropped), sent)


def _text_of(draft: object) -> str:
    text = draft if isinstance(draft, str) else getattr(draft, "text", getattr(draft, "quote", ""))
    return plain_line(text)[:LONGEST]


def _wording_fault(draft: str, question: str, quoted: Sequence[str]) -> DropReason | None:
    """Return why other words for a question are not shown."""
    asked = max(1, sum(map(question.count, QUESTION_MARKS)))
    if not 0 < len(draft) <= LONGEST or sum(map(draft.count, QUESTION_MARKS)) > asked:
        return "form"
    if draft.casefold() == plain_line(question).casefold():
        return "same"
    if left_out(draft, (plain_line(words) for words in quoted)):
        return "left_out"
    if not scripts_of(draft) <= scripts_of(question):
        return "another_script"
    return voice_fault(draft)


def _policy(text: str, quotes: Sequence[str], story: str) -> ProposedPolicy | DropReason:
    """Return a policy with those of its quotes that stand in the story, or why it is not shown."""
    if not 0 < len(text) <= LONGEST:
        return "form"
    found = dict.fromkeys(place for quote in quotes if (place := find_quote(quote, story)))
    if not found:
        return "not_quoted"
    if scripts_of(text).isdisjoint(scripts_of(story)):
        return "another_script"
    return voice_fault(text, told=story) or ProposedPolicy(text, (*found,)[:MOST_QUOTES])
