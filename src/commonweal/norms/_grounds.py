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


def ground_effects(
    appraisals: Iterable[PublishedAppraisal],
    *,
    natures: Mapping[str, Sequence[Nature]],
    card_of: Mapping[str, str],
    counted_models: Collection[str],
) -> dict[tuple[str, str], Effect]:
    """Return, for an option and a card, whether the option supports or opposes the card.

    It opposes it when appraisers who count say so of a policy that is not instrumental, and none of
    them says of any such policy that the option supports it or may do either. Owners' appraisals
    exclude others' of the same policy and option.

    Args:
        appraisals: what options do to policies.
        natures: of each published card, the nature of each of its policies.
        card_of: the representative of each card.
        counted_models: the models whose appraisals the study lets count.

    Returns:
        A mapping from ``(option, card)``, without what is not clearly supported or opposed.
    """
    said: dict[tuple[str, int, str], list[PublishedAppraisal]] = defaultdict(list)
    for appraisal in appraisals:
        card = card_of.get(appraisal.card)
        if card is None or not _counts(appraisal, natures[card], counted_models):
            continue
        said[card, appraisal.policy, appraisal.option].append(appraisal)
    effects: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (card, _, option), given in said.items():
        owners = [appraisal for appraisal in given if appraisal.source == "owner"]
        effects[option, card] |= {appraisal.effect for appraisal in owners or given}
    clear: dict[frozenset[str], Effect] = {
        frozenset({"supports"}): "supported",
        frozenset({"opposes"}): "opposed",
    }
    return {
        key: clear[frozenset(found)] for key, found in effects.items() if frozenset(found) in clear
    }


def capped(
    bearing: Bearing,
    item: Item,
    *,
    effects: Mapping[tuple[str, str], Effect],
    met: frozenset[str],
) -> bool:
    """Return whether a norm is at most undecided here, its letter being met against its grounds.

    What keeps the norm's letter (doing what it obliges or permits, not doing what it forbids) while
    every ground of it is opposed; and what breaks its letter while every ground is supported.

    Args:
        bearing: the norm and how far it applies.
        item: the act or omission.
        effects: what options do to cards, from `ground_effects`.
        met: the norms that the option certainly breaks to the letter: a norm that is a ground of
            another is opposed by an option that breaks it, and never supported.
    """
    norm = bearing.norm
    if not norm.has_grounds:
        return False
    keeps = (item.act is None) == (norm.modality == "forbidden")
    if not keeps and norm.modality == "permitted":
        return False
    wanted: Effect = "opposed" if keeps else "supported"
    if norm.norm_grounds and (not keeps or not met.issuperset(norm.norm_grounds)):
        return False
    return all(effects.get((item.option, card)) == wanted for card in norm.card_grounds)


def _counts(
    appraisal: PublishedAppraisal, natures: Sequence[Nature], counted_models: Collection[str]
) -> bool:
    if appraisal.policy >= len(natures) or natures[appraisal.policy] == "instrumental":
        return False
    return appraisal.source != "model" or appraisal.appraiser in counted_models
