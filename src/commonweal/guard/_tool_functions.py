"""Functions that are tools, each call of them guarded."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from commonweal.guard._guard import Guard
    from commonweal.guard._verdict import CallResult


def guarded_tool(
    guard: Guard, function: Callable[..., Any], *, name: str | None = None, tell: bool = False
) -> Callable[..., Any]:
    """Return a function that carries a tool out only if the guard lets the call through.

    It has the signature and the docstring of the tool, and is asynchronous if the tool is. Defaults
    count as arguments: what is judged is what the tool gets. A tool takes its arguments by name, so
    one with ``*`` or positional-only parameters is none.

    Args:
        guard: the guard.
        function: the tool.
        name: what the declaration calls it; the function's name, if nothing is said.
        tell: whether a call that is held back returns what the agent is told, as agents need it,
            `GuardVerdict.content`; else it is an error.

    Raises:
        TypeError: if some parameter cannot be given by name.
        NotAuthorised: when called, with the code of the reason, if the call is refused or asked
            about, unless ``tell``.
    """
    signature = inspect.signature(function)
    named = {inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY}
    if any(each.kind not in named for each in signature.parameters.values()):
        raise TypeError(f"{function!r} has parameters that cannot be given by name")
    tool = name or function.__name__

    def arguments(given: tuple[Any, ...], by_name: dict[str, Any]) -> dict[str, Any]:
        bound = signature.bind(*given, **by_name)
        bound.apply_defaults()
        return dict(bound.arguments)

    if inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def guarded_async(*given: Any, **by_name: Any) -> Any:
            result = await guard.acall(tool, arguments(given, by_name), function)
            return _answer(result, tell=tell)

        return guarded_async

    @functools.wraps(function)
    def guarded(*given: Any, **by_name: Any) -> Any:
        return _answer(guard.call(tool, arguments(given, by_name), function), tell=tell)

    return guarded


def _answer(result: CallResult, *, tell: bool) -> Any:
    if result.carried_out:
        return result.value
    if not tell:
        result.verdict.raise_for_outcome()
    return result.verdict.content()
