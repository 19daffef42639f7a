"""What a tool returned and did not do yet: a call of it has not come back."""

from __future__ import annotations

import inspect


def is_to_come(result: object) -> bool:
    """Return whether what a tool returned is still to be carried out.

    The body of a coroutine has not begun when it is made, and that of a generator not, or not
    ended: whoever has it may never go on. A task that was begun may still fail.
    """
    if inspect.isgenerator(result):
        return inspect.getgeneratorstate(result) != inspect.GEN_CLOSED
    return inspect.isawaitable(result) or inspect.isasyncgen(result)
