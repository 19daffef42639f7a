"""What the norms of a target say of the options of a situation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.decisions._norm_findings import NormsHere

if TYPE_CHECKING:
    from commonweal.decisions._target import PreparedTarget
    from commonweal.documents import DecisionInputs
    from commonweal.norms import Status


def option_statuses(target: PreparedTarget, inputs: DecisionInputs) -> dict[str, Status]:
    """Return the status of each option of a situation under the norms of a target.

    Args:
        target: the target; it need not be the one that the inputs name.
        inputs: the situation, and what was said of its options.

    Cost: for each act, the square of the norms about its action.
    """
    here = NormsHere(target, inputs)
    return {option.name: here.judge(option).status for option in inputs.situation.options}
