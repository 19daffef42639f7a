"""What a model says beside the questions of an interview, and what the person makes of it.

The interview is a function of the person's answers, and none of this is one. What is shown is noted
in the session's log, where it moves nothing. To take something over, the person answers the
question with it; the questions that follow are asked of it as of any other answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from commonweal.elicitation._messages import ISOLATES, POP_ISOLATE
from commonweal.elicitation._model_reply import ModelReply, SoundsLike
from commonweal.elicitation._plain_text import plain_line

if TYPE_CHECKING:
    from commonweal.documents import ProposalAnswer, ProposedAs
    from commonweal.elicitation._flow import Answered, Entry
    from commonweal.elicitation._messages import Catalogue
    from commonweal.elicitation._model_checks import Dropped
    from commonweal.elicitation._model_helper import ModelHelper
    from commonweal.elicitation._model_reply import ReplyStatus, Sent
    from commonweal.elicitation._question import Question

FOR_POLICIES = frozenset({"policy.first", "policy.more", "policy.again"})
"""Messages of the questions beside which policies are proposed."""

SHORTEST_STORY = 40
"""A story of fewer characters has nothing to propose from."""

WITHOUT_ISOLATES = dict.fromkeys(map(ord, {*ISOLATES, POP_ISOLATE}))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalShown:
    """One thing that a model said, as it was shown beside a question."""

    number: int
    """By which the person speaks of it; counted through the whole session."""
    question: str
    """The id of the question beside which it was shown first."""
    asked: str
    """The question as it was shown."""
    proposed_as: ProposedAs
    text: str
    quotes: tuple[str, ...]
    model: str
    prompt_hash: str
    seed: str | None
    temperature: str | None
    at: str = ""
    """When it was noted."""
    answer: ProposalAnswer | None = None
    became: str | None = None
    answered_at: str = ""
    """The id of the question that the person answered with it."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking for something to show beside a question."""

    status: ReplyStatus | None
    """What asking the model came to; nothing if it was not asked."""
    new: tuple[ProposalShown, ...] = ()
    """What is to be noted, and shown."""
    dropped: tuple[Dropped, ...] = ()
    """What the model said beside that and nobody is shown."""


class ModelBeside:
    """Asks a model where it may help, at most once for one story, and never twice for one question.

    Whoever uses it has made sure that the person agreed to `send_to_model`, notes what it returns
    in the session before showing it (`note_of`), and shows it marked as a model's.

    Args:
        helper: asks the model.
        catalogue: the language of the questions.
        answers_in: the language of the answers.
    """

    def __init__(self, helper: ModelHelper, catalogue: Catalogue, *, answers_in: str) -> None:
        self.helper = helper
        self._catalogue = catalogue
        self._answers_in = answers_in
        self._told: set[str] = set()

    def wants(self, question: Question, path: Iterable[Answered]) -> bool:
        """Tell whether `look` would ask the model, which takes time."""
        story = story_of(question, path)
        proposes = question.message in FOR_POLICIES and len(story) >= SHORTEST_STORY
        return proposes and story not in self._told

    def look(
        self, question: Question, path: Iterable[Answered], noted: Sequence[ProposalShown]
    ) -> Looked:
        """Ask for policies and for passages to ask about, once the story of a card is told.

        Args:
            question: the question that is to be asked.
            path: the answers that led there.
            noted: what stands in the session already; its numbers go on from there.
        """
        if not self.wants(question, path := tuple(path)):
            return Looked(None)
        story = story_of(question, path)
        self._told.add(story)
        if any(_stands_beside(each, question, story) for each in noted):
            # After an interruption: what was proposed from this story is noted, and shown again.
            return Looked(None)
        policies = self.helper.propose_policies(story, language=self._answers_in)
        sounds: ModelReply[SoundsLike] = ModelReply(policies.status)
        if policies.status == "answered":
            # Who waited in vain once is not kept waiting for a second answer.
            sounds = self.helper.point_out(story, language=self._answers_in)
        new: list[ProposalShown] = []
        for policy in policies.suggestions:
            quotes = tuple(story[place.start : place.end] for place in policy.places)
            new.append(self._beside(question, "policy", policy.text, quotes, policies.sent))
        for sound in sounds.suggestions:
            quote = story[sound.place.start : sound.place.end]
            text = self._catalogue.text(f"model.sounds.{sound.kind}", said=plain_line(quote))
            new.append(self._beside(question, "hint", _bare(text), (quote,), sounds.sent))
        return Looked(sounds.status, _numbered(new, noted), (*policies.dropped, *sounds.dropped))

    def reword(self, question: Question, noted: Sequence[ProposalShown]) -> Looked:
        """Ask for other words for a question; consent is asked in no words but the study's.

        Args:
            question: the question that is being asked.
            noted: what stands in the session already.
        """
        if question.message.startswith("consent."):
            return Looked(None)
        reply = self.helper.rephrase(
            _bare(self._catalogue.show(question).text),
            message=question.message,
            quoted=[words for _, words in question.parameters],
            language=self._catalogue.language,
        )
        new = [
            self._beside(question, "wording", wording.text, (), reply.sent)
            for wording in reply.suggestions
        ]
        return Looked(reply.status, _numbered(new, noted), reply.dropped)

    def _beside(
        self,
        question: Question,
        proposed_as: ProposedAs,
        text: str,
        quotes: tuple[str, ...],
        sent: Sent | None,
    ) -> ProposalShown:
        assert sent is not None, "what was not sent was not answered"
        return ProposalShown(
            number=0,
            question=question.id,
            asked=_bare(self._catalogue.show(question).text),
            proposed_as=proposed_as,
            text=text,
            quotes=quotes,
            model=sent.model,
            prompt_hash=sent.prompt_hash,
            seed=sent.seed,
            temperature=sent.temperature,
        )


def proposals_beside(
    question: Question, path: Iterable[Answered], noted: Iterable[ProposalShown]
) -> tuple[ProposalShown, ...]:
    """Return what stands beside a question: proposals that nobody answered yet.

    Policies stay beside the further questions for policies of their card, as long as the story
    that they go back to stands; everything else stands beside its own question only.

    Args:
        question: the question that is being asked.
        path: the answers that led there.
        noted: from `proposals_noted`.
    """
    story = story_of(question, path)
    return tuple(
        each
        for each in noted
        if each.answer is None
        and (
            _stands_beside(each, question, story)
            if each.proposed_as == "policy"
            else each.question == question.id
        )
    )


def note_of(beside: ProposalShown) -> str:
    """Return what is noted in a session when something is shown."""
    told = {name: value for name, value in asdict(beside).items() if value not in (None, "", ())}
    return json.dumps({"shown": told}, ensure_ascii=False)


def answer_note(number: int, answer: ProposalAnswer, became: str | None = None) -> str:
    """Return what is noted when a person takes, changes or declines what was shown.

    Args:
        number: its number.
        answer: what they make of it.
        became: the words that they answer the question with.
    """
    return json.dumps({"number": number, "answer": answer, "became": became}, ensure_ascii=False)


def proposals_noted(
    entries: Iterable[Entry], path: Iterable[Answered]
) -> tuple[ProposalShown, ...]:
    """Return what a session notes of a model, with what came of each in the end.

    What was taken over and answered otherwise later, after going back, was not taken.

    Args:
        entries: the session's log.
        path: the answers that stand.
    """
    standing = {passed.question.id: passed.entry.value for passed in path}
    found: dict[int, ProposalShown] = {}
    for entry in entries:
        said = _read(entry)
        if "shown" in said:
            fields = {"seed": None, "temperature": None, **said["shown"], "at": entry.at}
            beside = ProposalShown(**{**fields, "quotes": tuple(fields.get("quotes", ()))})
            found[beside.number] = beside
        elif said.get("number") in found:
            found[said["number"]] = _answered(found[said["number"]], said, entry)
    return tuple(_as_it_stands(each, standing) for each in found.values())


def story_of(question: Question, path: Iterable[Answered]) -> str:
    """Return what was told for the card that a question is about: story and choice."""
    card = _card_of(question)
    parts = [f"{card}{part}" for part in ("story", "lived", "choice")]
    told = {passed.question.id: passed.entry.value for passed in path}
    return "\n\n".join(str(told[part]) for part in parts if card and told.get(part))


def _stands_beside(beside: ProposalShown, question: Question, story: str) -> bool:
    """Tell whether a policy was proposed for the card of a question, from this story."""
    return (
        beside.proposed_as == "policy"
        and question.message in FOR_POLICIES
        and beside.question.startswith(_card_of(question) or " ")
        and all(quote in story for quote in beside.quotes)
    )


def _card_of(question: Question) -> str:
    """Return how the ids of a card's questions begin; nothing where it is about no card."""
    parts = question.id.split(".")
    return f"{parts[0]}.{parts[1]}." if parts[0] == "card" and len(parts) > 2 else ""


def _numbered(
    new: Sequence[ProposalShown], noted: Sequence[ProposalShown]
) -> tuple[ProposalShown, ...]:
    last = max((each.number for each in noted), default=0)
    return tuple(replace(each, number=last + at) for at, each in enumerate(new, 1))


def _read(entry: Entry) -> dict[str, Any]:
    """Return what an entry notes of a model; nothing if it notes something else, or is none."""
    if entry.act != "note" or not isinstance(entry.value, str):
        return {}
    try:
        said = json.loads(entry.value)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _answered(beside: ProposalShown, said: dict[str, object], entry: Entry) -> ProposalShown:
    answer = cast("ProposalAnswer", said["answer"])
    became = cast("str | None", said.get("became"))
    return replace(beside, answer=answer, became=became, answered_at=entry.question)


def _as_it_stands(beside: ProposalShown, standing: Mapping[str, object]) -> ProposalShown:
    if beside.became is None or standing.get(beside.answered_at) == beside.became:
        return beside
    return replace(beside, answer=None, became=None, answered_at="")


def _bare(text: str) -> str:
    return text.translate(WITHOUT_ISOLATES)
