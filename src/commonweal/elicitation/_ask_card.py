"""What is asked for one card: a story, a choice in it, what was looked at, where, and read back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from commonweal.elicitation._ask_offered import (
    LONGEST_THOUGHT,
    ask_offering,
    ask_under,
    ask_which,
)
from commonweal.elicitation._ask_policy import ask_policy
from commonweal.elicitation._asking import (
    ask_confirm,
    ask_one,
    ask_several,
    ask_sure,
    ask_text,
    word,
    words,
)
from commonweal.elicitation._question import Choice, Question
from commonweal.elicitation._setting import MOST_POLICIES
from commonweal.elicitation._suggest import suggest
from commonweal.elicitation._told import CardTold, OfferedTold

if TYPE_CHECKING:
    from commonweal.elicitation._flow import Questions
    from commonweal.elicitation._setting import InterviewSetting
    from commonweal.elicitation._told import OfferedAs, PolicyTold

LONGEST_STORY = 15_000
SHORT_STORY = 12
"""So few words may be something else than a story, and are asked about."""

MOST_CHANGES = 20
"""After so many changes the card is left as it is, unconfirmed."""


@dataclass(slots=True)
class _Draft:
    """A card that is being told."""

    lived: str = ""
    title: str = ""
    policies: list[PolicyTold] = field(default_factory=list)
    contexts: tuple[str, ...] = ()
    offered: list[OfferedTold] = field(default_factory=list)
    proposed: list[OfferedTold] = field(default_factory=list)

    def told(self, key: str, *, confirmed: bool, asked: str) -> CardTold:
        """Return the card as it stands."""
        return CardTold(
            key=key,
            title=self.title,
            policies=tuple(self.policies),
            contexts=self.contexts,
            lived=self.lived,
            confirmed=confirmed,
            confirmed_at=asked,
            offered=tuple(self.offered),
            proposed=tuple(self.proposed),
        )


def ask_card(key: str, setting: InterviewSetting) -> Questions[CardTold]:
    """Ask for one card; one without policies is nothing but what was offered on the way.

    Args:
        key: the card's name in the session, with which all of its questions begin.
        setting: what the interview knows of the study.
    """
    draft = _Draft()
    opening = yield from ask_offering(key)
    draft.offered += [opening] if opening else []
    yield from _ask_story(key, draft)
    yield from _ask_policies(key, draft, setting)
    if not draft.policies:
        return draft.told(key, confirmed=False, asked=f"{key}.policy.1")
    draft.title = word((yield ask_text(f"{key}.title", "card.title"))) or draft.policies[0].text
    yield from _ask_contexts(key, draft, setting)
    if setting.contexts and not draft.contexts:
        # Whoever skips the question must not learn only at the end that their card counts nowhere.
        asked = ask_confirm(f"{key}.nowhere", "card.nowhere", title=draft.title)
        if (yield asked) == "yes":
            yield from _ask_contexts(key, draft, setting, ".nowhere")
    card = yield from _read_back(key, draft, setting)
    return (yield from _ask_same(card))


def _ask_story(key: str, draft: _Draft) -> Questions[None]:
    """Ask for a choice that the person made; keep both answers, with an empty line between."""
    after = "card.story.after" if draft.offered else "card.story"
    story = word((yield ask_text(f"{key}.story", after, longest=LONGEST_STORY)))
    if story is not None and len(story.split()) <= SHORT_STORY and (kind := suggest(story)):
        said = yield from ask_which(f"{key}.story", story, kind, expected="story")
        if said is not None:
            draft.offered.append(OfferedTold(story, cast("OfferedAs", said), f"{key}.story"))
            yield from ask_under(f"{key}.story", said, story)
            lived = ask_text(f"{key}.lived", "card.story.after", longest=LONGEST_STORY)
            story = word((yield lived))
    if story is None:
        return
    chosen = word((yield ask_text(f"{key}.choice", "card.choice", longest=LONGEST_THOUGHT)))
    draft.lived = story if chosen is None else f"{story}\n\n{chosen}"


def _ask_policies(key: str, draft: _Draft, setting: InterviewSetting) -> Questions[None]:
    for number in range(1, MOST_POLICIES + 1):
        message = "policy.more" if draft.policies else "policy.first"
        name = f"{key}.policy.{number}"
        asked = yield from ask_policy(name, message, draft.lived, setting.answers_in)
        if asked is None:
            return
        draft.offered += [asked.offered] if asked.offered else []
        draft.policies += [asked.policy] if asked.policy else []


def _ask_contexts(
    key: str, draft: _Draft, setting: InterviewSetting, change: str = ""
) -> Questions[None]:
    """Ask when the card holds: in contexts of the study, or in one that it does not have yet."""
    offered = tuple(Choice(context.name, text=context.text) for context in setting.contexts)
    name = f"{key}{change}"
    chosen: tuple[str, ...] = ()
    if offered:
        chosen = words((yield ask_several(f"{name}.contexts", "card.contexts", offered)))
    new = word((yield ask_text(f"{name}.context", "card.context_new")))
    draft.proposed = [] if new is None else [OfferedTold(new, "other", f"{name}.context")]
    if new is not None and offered and not chosen:
        nearest = ask_one(f"{name}.nearest", "card.context_nearest", offered, said=new)
        found = word((yield nearest))
        chosen = () if found is None else (found,)
    draft.contexts = chosen


def _read_back(key: str, draft: _Draft, setting: InterviewSetting) -> Questions[CardTold]:
    """Read the card back until the person confirms it, or leaves it unconfirmed."""
    for turn in range(1, MOST_CHANGES + 1):
        name = f"{key}.read_back.{turn}"
        answer = word((yield _shown(name, draft, setting)))
        if answer is None:
            break
        if answer == "yes":
            return draft.told(key, confirmed=True, asked=name)
        what = word((yield ask_one(f"{name}.change", "card.change", _changes(draft))))
        if what is None:
            break
        yield from _change(key, what, f".change.{turn}", draft, setting)
        if not draft.policies:
            break
    return draft.told(key, confirmed=False, asked=name)


def _shown(name: str, draft: _Draft, setting: InterviewSetting) -> Question:
    texts = {context.name: context.text for context in setting.contexts}
    contexts = [*map(texts.__getitem__, draft.contexts), *(new.text for new in draft.proposed)]
    marked = [
        draft.lived[place.start : place.end] for policy in draft.policies for place in policy.places
    ]
    said = [
        ("title", draft.title),
        ("policies", "\n".join(policy.text for policy in draft.policies)),
        ("contexts", "\n".join(contexts) or "–"),
    ]
    if not draft.lived:
        return Question(name, "confirm", "card.read_back", tuple(said))
    said.append(("lived", draft.lived))
    if not marked:
        return Question(name, "confirm", "card.read_back.told", tuple(said))
    said.append(("marked", "\n".join(marked)))
    return Question(name, "confirm", "card.read_back.marked", tuple(said))


def _changes(draft: _Draft) -> tuple[Choice, ...]:
    said = [Choice(f"policy.{at}", text=policy.text) for at, policy in enumerate(draft.policies, 1)]
    others = [Choice(what, f"change.{what}") for what in ("title", "contexts", "more")]
    return (*said, *(others if len(said) < MOST_POLICIES else others[:-1]))


def _change(
    key: str, what: str, turn: str, draft: _Draft, setting: InterviewSetting
) -> Questions[None]:
    name = f"{key}{turn}"
    if what == "title":
        asked = ask_text(f"{name}.title", "card.title")
        draft.title = word((yield asked)) or draft.title
    elif what == "contexts":
        yield from _ask_contexts(key, draft, setting, turn)
    elif what == "more":
        again = yield from ask_policy(name, "policy.more", draft.lived, setting.answers_in)
        if again is not None:
            draft.offered += [again.offered] if again.offered else []
            draft.policies += [again.policy] if again.policy else []
    else:
        at = int(what.removeprefix("policy.")) - 1
        again = yield from ask_policy(name, "policy.again", draft.lived, setting.answers_in)
        draft.offered += [again.offered] if again and again.offered else []
        draft.policies[at : at + 1] = [again.policy] if again and again.policy else []


def _ask_same(card: CardTold) -> Questions[CardTold]:
    """Ask of all that was offered on the way whether the card is the same concern."""
    offered = []
    for number, said in enumerate(card.offered, 1):
        asked = ask_sure(f"{card.key}.same.{number}", "card.same", said=said.text, title=card.title)
        offered.append(replace(said, same_concern=word((yield asked))))
    return replace(card, offered=tuple(offered))
