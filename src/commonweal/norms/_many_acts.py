"""What norms say of many acts at once: rows of a table, judged column by column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from commonweal.errors import InvalidDocument
from commonweal.norms._act_columns import ActTable, Columns
from commonweal.norms._act_judge import place_missing
from commonweal.norms._authority import authorised
from commonweal.norms._defeat import Defeats
from commonweal.norms._spoken_names import SpokenNames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from commonweal.norms._act_columns import Truths
    from commonweal.norms._contexts import ContextOrder
    from commonweal.norms._index import IndexedNorm, NormIndex

STATUSES: Final = ("permitted", "in_dispute", "forbidden")
"""What the codes of a status stand for."""

_MOST_ROWS = 16_384
"""How many rows are judged at once, so that truths of a thousand norms stay small."""


@dataclass(frozen=True, slots=True, eq=False)
class ActVerdicts:
    """What norms say of the acts of a table."""

    status: NDArray[np.int8]
    """Of each act, the index in `STATUSES`."""
    by: NDArray[np.int32]
    """Of each act that is not permitted, the first norm by name that forbids it or may; else -1."""
    norms: tuple[str, ...]
    """What ``by`` counts."""
    unspoken: tuple[str, ...]
    """The actions of the table that no norm is about: nothing forbids them, misspelt or not."""

    def counts(self) -> dict[str, int]:
        """Return how many acts have each status."""
        found = np.bincount(self.status, minlength=len(STATUSES))
        return dict(zip(STATUSES, found.tolist(), strict=True))


def judge_acts(
    index: NormIndex, contexts: ContextOrder, table: ActTable, *, check_names: bool = True
) -> ActVerdicts:
    """Return what norms say of every act of a table: for each the same as `ActJudge` says.

    Args:
        index: the norms.
        contexts: how contexts lie within one another.
        table: the acts.
        check_names: as of `ActJudge`.

    Raises:
        InvalidDocument: with every problem of the table, see `ActTable.refuse_faults`; code
            ``place-missing`` if some authority is bound to a territory, and an act is nowhere.

    Cost: for each action, its rows times the clauses of the norms about it and the pairs of those
    norms that collide; a thousand norms on as many acts as there are take about a byte a cell.
    """
    table.refuse_faults(SpokenNames.of(index, contexts) if check_names else None)
    if index.places and not np.all(np.asarray(table.place) != ""):
        raise InvalidDocument(place_missing("place"))
    names = tuple(sorted(index.norms))
    place = {name: number for number, name in enumerate(names)}
    status = np.zeros(len(table), dtype=np.int8)
    by = np.full(len(table), -1, dtype=np.int32)
    defeats = Defeats(index)
    unspoken: list[str] = []
    for action, rows in _rows_of(table):
        norms = index.by_action.get(action, ())
        if not norms:
            unspoken.append(action)
            continue
        group = _Group(index, contexts, defeats, norms)
        for start in range(0, len(rows), _MOST_ROWS):
            some = rows[start : start + _MOST_ROWS]
            status[some], first = group.judge(table, some)
            numbers = np.array([*(place[name] for name in group.names), -1], dtype=np.int32)
            by[some] = numbers[first]
    return ActVerdicts(status, by, names, tuple(unspoken))


def _rows_of(table: ActTable) -> Iterator[tuple[str, NDArray[np.intp]]]:
    actions, codes = np.unique(table.action, return_inverse=True)
    order = np.argsort(codes, kind="stable")
    ends = np.searchsorted(codes[order], np.arange(len(actions) + 1))
    for number, action in enumerate(actions):
        yield str(action), order[ends[number] : ends[number + 1]]


class _Group:
    """The norms about one action, with who attacks whom."""

    def __init__(
        self,
        index: NormIndex,
        contexts: ContextOrder,
        defeats: Defeats,
        norms: Sequence[IndexedNorm],
    ) -> None:
        self._index, self._contexts = index, contexts
        # Only what forbids collides with what does not: two blocks of a matrix are all there is.
        self._norms = sorted(norms, key=lambda norm: norm.modality != "forbidden")
        self._forbidding = sum(norm.modality == "forbidden" for norm in norms)
        norms = self._norms
        place = {norm.name: number for number, norm in enumerate(norms)}
        # Counting attackers by a product of matrices is much the fastest way, in numbers as small
        # as are exact up to 2**24 norms.
        attacks = np.zeros((len(norms), len(norms)), dtype=np.float32)
        for one in norms[: self._forbidding]:
            for other in norms[self._forbidding :]:
                for defeat in defeats.between(one, other):
                    if not defeat.restricts:
                        attacks[place[defeat.loser], place[defeat.winner]] = 1
        cut = self._forbidding
        self._attacks = (attacks[:cut, cut:].copy(), attacks[cut:, :cut].copy())
        """Whether the norm of a row, one that forbids or one that does not, is attacked by that of
        a column, one of the others."""
        self._charging = np.arange(len(norms)) < cut
        # On an act only a permission or an obligation can be capped without appraisals, where all
        # that it is for are norms that the act breaks or may break.
        self._for_norms = {
            number: [place.get(ground, -1) for ground in norm.norm_grounds]
            for number, norm in enumerate(norms)
            if norm.norm_grounds and not norm.card_grounds and norm.modality != "forbidden"
        }

    @property
    def names(self) -> tuple[str, ...]:
        """The norms, in the order in which rows of a verdict are numbered."""
        return tuple(norm.name for norm in self._norms)

    def judge(
        self, table: ActTable, rows: NDArray[np.intp]
    ) -> tuple[NDArray[np.int8], NDArray[np.intp]]:
        """Return the status of each row, and the first norm that forbids it or may, or -1."""
        columns = Columns(table, rows, self._contexts)
        truths = np.stack([self._applies(norm, table, columns, rows) for norm in self._norms])
        capped = self._capped(truths)
        # Whether what it follows was broken makes no difference to what a norm is a ground of.
        for number, norm in enumerate(self._norms):
            if norm.upon is not None:
                truths[number] = np.minimum(truths[number], columns.was_broken(norm.upon))
        firm = (truths > 0) & ~capped
        labels = self._labels(truths, firm)
        undefeated, beaten = self._against(labels)
        charged = (truths >= 0) & self._charging[:, None] & ~beaten
        certain = charged & firm & undefeated
        forbidden, disputed = certain.any(axis=0), charged.any(axis=0)
        status = np.where(forbidden, 2, np.where(disputed, 1, 0)).astype(np.int8)
        first = np.where(forbidden, certain.argmax(axis=0), charged.argmax(axis=0))
        return status, np.where(disputed, first, len(self._norms))

    def _applies(
        self, norm: IndexedNorm, table: ActTable, columns: Columns, rows: NDArray[np.intp]
    ) -> Truths:
        found = columns.occupied("actor", norm.role)
        if norm.counterparty is not None:
            found = np.minimum(found, columns.occupied("counterparty", norm.counterparty))
        if (found > -1).any():
            if norm.condition is not None:
                found = np.minimum(found, columns.truth(norm.condition))
            for exception in norm.exceptions:
                found = np.minimum(found, -columns.truth(exception))
        return np.where(self._eligible(norm, table, rows), found, np.int8(-1))

    def _eligible(
        self, norm: IndexedNorm, table: ActTable, rows: NDArray[np.intp]
    ) -> NDArray[np.bool_]:
        at = np.asarray(table.at)[rows] if not isinstance(table.at, str) else np.array(table.at)
        forced = at >= norm.in_force_from
        if norm.in_force_until is not None:
            forced &= at < norm.in_force_until
        if isinstance(table.place, str):
            bound = np.array(authorised(self._index, norm, table.place or None))
        else:
            places, codes = np.unique(np.asarray(table.place)[rows], return_inverse=True)
            told = [authorised(self._index, norm, str(place) or None) for place in places]
            bound = np.array(told)[codes]
        return np.broadcast_to(forced & bound, len(rows))

    def _capped(self, truths: Truths) -> NDArray[np.bool_]:
        capped = np.zeros(truths.shape, dtype=np.bool_)
        charged = (truths >= 0) & self._charging[:, None]
        for number, grounds in self._for_norms.items():
            if -1 not in grounds:
                capped[number] = charged[grounds].all(axis=0)
        return capped

    def _labels(self, truths: Truths, firm: NDArray[np.bool_]) -> Truths:
        """Return the grounded label of each norm in each row: 1 in, 0 undecided, -1 out.

        A norm that takes no part is out, so that it beats nothing.
        """
        labels = np.where(truths < 0, np.int8(-1), np.int8(0))
        while True:
            undefeated, beaten = self._against(labels)
            found = np.where(beaten, np.int8(-1), np.where(firm & undefeated, np.int8(1), labels))
            if (found == labels).all():
                return labels
            labels = found

    def _against(self, labels: Truths) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return whether all that attack a norm are out, and whether one of them is in."""
        if not any(block.any() for block in self._attacks):
            return np.ones(labels.shape, np.bool_), np.zeros(labels.shape, np.bool_)
        standing, inside = (self._number_of_attackers(labels >= least) for least in (0, 1))
        return standing == 0, inside > 0

    def _number_of_attackers(self, which: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return how many of some norms attack each, in each row."""
        cut, some = self._forbidding, which.astype(np.float32)
        return np.concatenate((self._attacks[0] @ some[cut:], self._attacks[1] @ some[:cut]))
