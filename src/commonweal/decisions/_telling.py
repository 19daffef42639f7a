"""What a decision leaves standing, in words: tensions, disagreements, definitions, what is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.decisions._tell_deciding import DecidingTeller
from commonweal.decisions._tell_definitions import tell_definitions
from commonweal.decisions._tell_history import tell_broken_before
from commonweal.decisions._tell_open import tell_reading
from commonweal.decisions._tell_placings import WhoPlaced
from commonweal.decisions._tell_said import AssertionTeller
from commonweal.decisions._tell_tensions import TensionTeller
from commonweal.decisions._wording import Wording
from commonweal.documents import Target

if TYPE_CHECKING:
    from commonweal.decisions._tell_deciding import ToldDeciding
    from commonweal.decisions._tell_definitions import ToldDefinition
    from commonweal.decisions._tell_open import ToldReading
    from commonweal.decisions._tell_said import ToldSaid
    from commonweal.decisions._tell_tensions import ToldTension
    from commonweal.documents import Decision


@dataclass(frozen=True, slots=True)
class Telling:
    """What a decision leaves standing, in words."""

    deciding: ToldDeciding
    """Who decides: norms, the standard of a role, people's values, a person, a commitment."""
    broken_before: tuple[str, ...]
    """What was broken before the decision, in sentences."""
    tensions: tuple[ToldTension, ...]
    """All that the decision lists, in its order; see `in_tension`."""
    said: tuple[ToldSaid, ...]
    """All that is asserted of facts, contexts, roles and deeds, and by whom."""
    in_doubt: tuple[ToldSaid, ...]
    """Facts, contexts and roles that are asserted differently, or on which only the decider's own
    side is heard where a norm hangs on them."""
    definitions: tuple[ToldDefinition, ...]
    placed: WhoPlaced
    open: tuple[ToldReading, ...]

    @property
    def in_tension(self) -> tuple[ToldTension, ...]:
        """The tensions in which somebody spoke; those of norms that are broken, or may be, first.

        Between options that nobody placed nothing is in tension: `WhoPlaced.silence` says so once.
        """
        told = (each for each in self.tensions if not each.silent)
        return tuple(sorted(told, key=lambda each: each.place))


def tell(decision: Decision, *, target: Target | None = None) -> Telling:
    """Return a decision's tensions and open readings in words.

    The decision itself holds no words of its own, so that all it says can be checked. They are made
    here, from the texts of its target and of its inputs.

    Args:
        decision: the decision.
        target: the target it was taken under, where it is not written into the justification; it
            gives titles and texts, and who holds what. Without it, things are called by their names
            and nobody is said to hold them.
    """
    wording = _wording(decision, target)
    placed = WhoPlaced(decision, wording)
    said = AssertionTeller(decision, wording)
    deciding = DecidingTeller(decision, wording, placed, said.facts_here)
    tensions = TensionTeller(decision, wording, placed, deciding)
    return Telling(
        deciding=deciding.tell(),
        broken_before=tell_broken_before(decision, wording),
        tensions=tuple(map(tensions.tell, decision.tensions)),
        said=said.everything(),
        in_doubt=said.in_doubt(),
        definitions=tuple(tell_definitions(decision, wording, said)),
        placed=placed,
        open=tuple(tell_reading(reading, wording, said) for reading in decision.open),
    )


def _wording(decision: Decision, target: Target | None) -> Wording:
    inputs = decision.justification.inputs
    embedded = inputs.target
    return Wording(embedded if isinstance(embedded, Target) else target, inputs.situation)
