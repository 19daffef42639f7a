"""Options that the values of a study lead to, of the possible acts of a situation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.decisions import find_options
from commonweal.errors import InvalidDocument
from commonweal.studies._decide_once import chosen_situation, docket_of, no_such_option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commonweal.decisions import OptionSearch
    from commonweal.studies._folder import StudyFolder


def find_study_options(
    folder: StudyFolder, *, situation: str | None = None, apart: Iterable[tuple[str, str]] = ()
) -> OptionSearch:
    """Return what the values that count put together of a situation's options.

    Args:
        folder: the study.
        situation: the situation's name; the study's only one if nothing is said.
        apart: pairs of options that do not go together.

    Raises:
        InvalidDocument: code ``undeclared-situation`` or ``undeclared-option``, with all of them.
    """
    chosen = chosen_situation(folder, situation)
    pairs = [frozenset(pair) for pair in apart]
    named = {name for pair in pairs for name in pair}
    known = [option.name for option in chosen.options]
    unknown = sorted(named.difference(known))
    if unknown:
        raise InvalidDocument(no_such_option(name, known, chosen.name) for name in unknown)
    docket = docket_of(folder, informed=False)
    inputs = docket.inputs(chosen, embed_target=False)
    return find_options(docket.target, inputs, incompatible=pairs)
