"""What norms are for, and whether an option meets a norm's letter against its grounds."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from commonweal.documents import Nature, PublishedAppraisal
    from commonweal.norms._bearing import Bearing
    from commonweal.norms._items import Item

Effect: TypeAlias = Literal["supported", "opposed"]

_WORDS: Mapping[str, Effect] = {"supports": "supported", "opposes": "opposed"}


def ground_effects(
    appraisals: Iterable[PublishedAppraisal],
    *,
    natures: Mapping[str, Sequence[Nature]],
    card_of: Mapping[str, str],
    counted_models: Collection[str],
) -> dict[tuple[str, str], frozenset[Effect]]:
    """Return, for an option and a card, whether the option may support or oppose the card.

    It may oppose it when appraisers who count say so, and nothing else, of a policy that is not
    instrumental, and nobody says anything else of one that is constitutive: what is said of an
    undecided one counts or not, as that turns out. Owners' appraisals exclude others' of the same
    policy and option.

    Args:
        appraisals: what options do to policies.
        natures: of each published card, the nature of each of its policies.
        card_of: the representative of each card.
        counted_models: the models whose appraisals the study lets count.

    Returns:
        A mapping from ``(option, card)``, where anything was appraised that counts.
    """
    said: dict[tuple[str, int, str], list[PublishedAppraisal]] = defaultdict(list)
    for appraisal in appraisals:
        card = card_of.get(appraisal.card)
        if card is None or not _counts(appraisal, natures[card], counted_models):
            continue
        said[card, appraisal.policy, appraisal.option].append(appraisal)
    heard: dict[tuple[str, str], list[tuple[Nature, set[str]]]] = defaultdict(list)
    for (card, policy, option), given in said.items():
        owners = [appraisal for appraisal in given if appraisal.source == "owner"]
        effects: set[str] = {appraisal.effect for appraisal in owners or given}
        heard[option, card].append((natures[card][policy], effects))
    return {
        key: frozenset(effect for word, effect in _WORDS.items() if _may_be(word, policies))
        for key, policies in heard.items()
    }


def _may_be(word: str, policies: Sequence[tuple[Nature, set[str]]]) -> bool:
    settled = [said for nature, said in policies if nature == "constitutive"]
    return all(said == {word} for said in settled) and any(said == {word} for _, said in policies)


def capped(
    bearing: Bearing,
    item: Item,
    *,
    effects: Mapping[tuple[str, str], frozenset[Effect]],
    charged: frozenset[str],
) -> bool:
    """Return whether a norm is at most undecided here: its letter may be met against its grounds.

    What keeps the norm's letter (doing what it obliges or permits, not doing what it forbids) while
    every ground of it is opposed; and what breaks its letter while every ground is supported.

    Args:
        bearing: the norm and how far it applies.
        item: the act or omission.
        effects: what options do to cards, or may, from `ground_effects`.
        charged: the norms whose letter the option breaks, or may break for all that is known: a
            norm that is a ground of another is opposed by such an option, and never supported.
    """
    norm = bearing.norm
    if not norm.has_grounds:
        return False
    keeps = (item.act is None) == (norm.modality == "forbidden")
    if not keeps and norm.modality == "permitted":
        return False
    wanted: Effect = "opposed" if keeps else "supported"
    if norm.norm_grounds and (not keeps or not charged.issuperset(norm.norm_grounds)):
        return False
    if item.option is None:
        return not norm.card_grounds  # nobody appraised what was done before
    return all(wanted in effects.get((item.option, card), ()) for card in norm.card_grounds)


def _counts(
    appraisal: PublishedAppraisal, natures: Sequence[Nature], counted_models: Collection[str]
) -> bool:
    if appraisal.policy >= len(natures) or natures[appraisal.policy] == "instrumental":
        return False
    return appraisal.source != "model" or appraisal.appraiser in counted_models
