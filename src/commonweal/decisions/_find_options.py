"""Options that values lead to: each value looks for what it attends to, and sets aside the rest.

People who live by different values do not weigh one list of options: they see different ones. The
search has every value that counts put together what its policies speak for, alone, and all of them
together what some speak for and none against. Nothing is scored, and what one value speaks against
stays on the table for others, with that said.

Source: values lead choosers to generate and exclude options (the attentional policies of
Full-Stack Alignment, arXiv:2512.03399); the form is ours.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.decisions._compatible_sets import compatible_sets
from commonweal.decisions._derivation import derive
from commonweal.decisions._option_statuses import option_statuses
from commonweal.documents import ExcludedOption, Option, PolicyReference, value_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from commonweal.decisions._derivation import Derivation
    from commonweal.decisions._target import PreparedTarget
    from commonweal.documents import DecisionInputs
    from commonweal.norms import Status

MOST_OPTIONS = 200
"""How many options one value, or all together, put together at most."""

LONGEST_NAME = 80

JOINTLY = ""
"""In ``found_by``: all values that count together."""


@dataclass(frozen=True, slots=True)
class FoundOption:
    """An option that some value, or all together, put together of possible acts."""

    option: Option
    """With the policies that speak for something in it as ``generated_by``."""
    made_of: tuple[str, ...]
    """The options of the situation that were put together."""
    found_by: tuple[str, ...]
    """The values that found it alone, sorted; `JOINTLY` first, if all together did."""
    opposed_by: tuple[str, ...]
    """The values that count and speak against something in it."""
    status: Status
    """What the norms say of it."""


@dataclass(frozen=True, slots=True)
class Breadth:
    """How wide the search was."""

    by_value: Mapping[str, int]
    """How many options each value that counts found alone."""
    only_by: Mapping[str, int]
    """How many of these no other value found alone, nor all together."""
    only_jointly: int
    """How many all together found, and no value alone."""
    acts: int
    acts_found: int
    """How many of the possible acts stand in some option that was found."""
    acts_unseen: tuple[str, ...]
    """Those that no value speaks for or against: of them the values that count see nothing."""
    acts_unappraised: tuple[str, ...]
    """Those of them of which nobody who counts said what they do to a value that counts."""


@dataclass(frozen=True, slots=True)
class OptionSearch:
    """What a search for options found."""

    found: tuple[FoundOption, ...]
    excluded: tuple[ExcludedOption, ...]
    """Possible acts that some value speaks against and none for, and by which policies."""
    breadth: Breadth
    whole: bool
    """Whether every looker looked at all that it could put together."""


def find_options(
    target: PreparedTarget,
    inputs: DecisionInputs,
    *,
    incompatible: Collection[frozenset[str]] = (),
    most: int = MOST_OPTIONS,
) -> OptionSearch:
    """Return what the values that count put together of the possible acts of a situation.

    A value speaks for an act where appraisers who count say that it supports a constitutive policy
    of the value, and nothing else, and of none that it opposes; against it, where they say so of
    one that it opposes. What is disputed, or not appraised, or said of a policy that may be
    instrumental, it is silent on. Two acts do not go together if they leave one fact with different
    values, or are said not to. Each value puts together the greatest sets of acts that it speaks
    for; all together those that some value speaks for and none against.

    Args:
        target: the target.
        inputs: a situation each of whose options is a possible act, and what was said of them;
            options that do nothing are passed over.
        incompatible: pairs of options that do not go together for other reasons.
        most: how many options one looker puts together at most.

    Cost: for each looker as many steps as there are greatest sets, and one derivation.
    """
    derivation = derive(target, inputs)
    looking = _Looking(target, inputs, derivation, incompatible)
    counting = derivation.values.counting
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    whole = True
    for looker in (JOINTLY, *counting):
        seen = looking.jointly(counting) if looker == JOINTLY else looking.seen_by(looker)
        sets, all_of_them = compatible_sets(seen, looking.compatible, most=most)
        whole &= all_of_them
        for each in sets:
            found[each].append(looker)
    made = {
        parts: looking.option(parts, counting, name=_name(parts, number))
        for number, parts in enumerate(found, start=1)
    }
    statuses = _statuses(target, inputs, made.values())
    options = tuple(
        FoundOption(
            option=made[parts],
            made_of=parts,
            found_by=tuple(sorted(lookers)),
            opposed_by=looking.opposing(parts, counting),
            status=statuses[made[parts].name],
        )
        for parts, lookers in found.items()
    )
    return OptionSearch(
        options, looking.excluded(counting), _breadth(looking, options, counting), whole
    )


def _name(parts: tuple[str, ...], number: int) -> str:
    joined = ".".join(parts)
    return joined if len(joined) <= LONGEST_NAME else f"found-{number}"


def _statuses(
    target: PreparedTarget, inputs: DecisionInputs, made: Iterable[Option]
) -> dict[str, Status]:
    """Return what the norms say of options that were put together."""
    options = tuple(made)
    if not options:
        return {}
    changed = {"options": options, "interim": None, "without_doing_nothing": "Not asked here."}
    situation = inputs.situation.model_copy(update=changed)
    asked = inputs.model_copy(update={"situation": situation, "placings": (), "appraisals": ()})
    return option_statuses(target, asked)


def _breadth(
    looking: _Looking, found: tuple[FoundOption, ...], counting: tuple[str, ...]
) -> Breadth:
    by_value = Counter(card for option in found for card in option.found_by)
    alone = Counter(option.found_by[0] for option in found if len(option.found_by) == 1)
    used = {part for option in found for part in option.made_of}
    unseen = tuple(act for act in looking.acts if not looking.is_seen(act, counting))
    return Breadth(
        by_value={card: by_value[card] for card in counting},
        only_by={card: alone[card] for card in counting},
        only_jointly=alone[JOINTLY],
        acts=len(looking.acts),
        acts_found=len(used),
        acts_unseen=unseen,
        acts_unappraised=tuple(act for act in unseen if not looking.is_appraised(act, counting)),
    )


class _Looking:
    """What each value that counts sees in the possible acts."""

    def __init__(
        self,
        target: PreparedTarget,
        inputs: DecisionInputs,
        derivation: Derivation,
        incompatible: Collection[frozenset[str]],
    ) -> None:
        self._incompatible = incompatible
        self._options = {option.name: option for option in inputs.situation.options if option.acts}
        self.acts = tuple(self._options)
        """The possible acts, by the names of their options."""
        self._for: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._against: dict[tuple[str, str], list[int]] = defaultdict(list)
        said = _said(target, inputs)
        self._appraised = {(card, option) for card, _, option in said}
        for (card, policy, option), effects in said.items():
            if derivation.values.values[card].policies[policy] == "yes":
                if effects == {"supports"}:
                    self._for[card, option].append(policy)
                elif effects == {"opposes"}:
                    self._against[card, option].append(policy)

    def seen_by(self, card: str) -> tuple[str, ...]:
        """Return the acts that a value speaks for, and not against."""
        return tuple(a for a in self.acts if self._speaks_for(card, a))

    def jointly(self, cards: Collection[str]) -> tuple[str, ...]:
        """Return the acts that some value speaks for, and none against."""
        return tuple(
            act
            for act in self.acts
            if any(self._speaks_for(card, act) for card in cards)
            and not any((card, act) in self._against for card in cards)
        )

    def is_seen(self, act: str, cards: Collection[str]) -> bool:
        """Return whether some value speaks for an act, or against it."""
        return any((card, act) in self._for or (card, act) in self._against for card in cards)

    def is_appraised(self, act: str, cards: Collection[str]) -> bool:
        """Return whether somebody who counts said what an act does to some value."""
        return any((card, act) in self._appraised for card in cards)

    def opposing(self, parts: Iterable[str], cards: Collection[str]) -> tuple[str, ...]:
        """Return the values that speak against one of some acts."""
        acts = tuple(parts)
        return tuple(c for c in sorted(cards) if any((c, act) in self._against for act in acts))

    def excluded(self, cards: Collection[str]) -> tuple[ExcludedOption, ...]:
        """Return the acts that some value speaks against, and none for."""
        found = []
        for act in self.acts:
            against = self._policies(self._against, [act], cards)
            if against and not any(self._speaks_for(card, act) for card in cards):
                why = "Values that count speak against it, and none for it."
                text = self._options[act].text
                found.append(ExcludedOption(name=act, text=text, why=why, excluded_by=against))
        return tuple(found)

    def compatible(self, one: str, other: str) -> bool:
        """Return whether two acts can be done together."""
        if frozenset((one, other)) in self._incompatible:
            return False
        first, second = (
            {change.fact: value_key(change.value) for change in self._options[name].changes}
            for name in (one, other)
        )
        return all(first[fact] == second[fact] for fact in first.keys() & second.keys())

    def option(self, parts: tuple[str, ...], cards: Collection[str], *, name: str) -> Option:
        """Return acts put together as one option, with the policies that speak for them."""
        made_of = [self._options[name] for name in parts]
        acts = {(act.actor, act.action, act.toward): act for each in made_of for act in each.acts}
        changes = {
            (change.fact, change.by, change.sense): change
            for each in made_of
            for change in each.changes
        }
        return Option(
            name=name,
            text="\n".join(each.text for each in made_of),
            acts=tuple(acts.values()),
            changes=tuple(changes.values()),
            generated_by=self._policies(self._for, parts, cards),
            reversible=all(each.reversible for each in made_of) or None,
        )

    def _speaks_for(self, card: str, act: str) -> bool:
        return (card, act) in self._for and (card, act) not in self._against

    @staticmethod
    def _policies(
        said: Mapping[tuple[str, str], list[int]], acts: Iterable[str], cards: Collection[str]
    ) -> tuple[PolicyReference, ...]:
        found = {
            (card, policy) for act in acts for card in cards for policy in said.get((card, act), ())
        }
        return tuple(PolicyReference(card=card, policy=policy) for card, policy in sorted(found))


def _said(target: PreparedTarget, inputs: DecisionInputs) -> dict[tuple[str, int, str], set[str]]:
    """Return what appraisers who count say of each policy: owners first, then the others."""
    heard: dict[tuple[str, int, str], dict[bool, set[str]]] = defaultdict(lambda: defaultdict(set))
    for appraisal in inputs.appraisals:
        card = target.card_of.get(appraisal.card)
        if card is None or appraisal.policy >= len(target.natures[card]):
            continue
        if appraisal.source == "model" and appraisal.appraiser not in target.counted_models:
            continue
        key = (card, appraisal.policy, appraisal.option)
        heard[key][appraisal.source == "owner"].add(appraisal.effect)
    return {key: said.get(True) or said[False] for key, said in heard.items()}
