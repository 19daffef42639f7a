"""What certificates are made of: strict JSON, what is so in a situation, conditions.

The standard library alone, nothing of the project; checker.py loads this file from beside itself.
The rules are told in words, in this order, in docs/reference/decisions.md. Arithmetic is exact.
"""

from __future__ import annotations

import hashlib
import json
import re
from fractions import Fraction
from itertools import product, zip_longest
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

# --- 1 Reading: JSON that every reader reads alike

LARGEST_INTEGER, DEEPEST, MOST_CONJUNCTIONS = 2**53 - 1, 128, 64
MOST_WORK, MOST_REACHED = 10_000_000, 2_000_000
BRACKETS = bytes.maketrans(b"{}", b"[]")
NO_BRACKETS = bytes(set(range(256)) - {*b'[]{}"'})
NAME = re.compile(r"[a-z0-9][a-z0-9_.:-]{0,79}")
SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
RATIO = re.compile(r"(0|-?[1-9][0-9]{0,30})/[1-9][0-9]{0,30}")


class InvalidError(Exception):
    """The file says something that does not follow; the text says where and why."""


class UnreadableError(Exception):
    """There is no such file, or nothing in it that could be checked."""


class Record(dict[str, Any]):
    """A JSON object; a field is an attribute, and one that is left out is an empty tuple."""

    def __getattr__(self, field: str) -> Any:
        return self.get(field, ())


def parse(data: bytes) -> Any:
    """Return the JSON in `data`; refuse what is ambiguous, inexact or deeply nested."""
    # Depth comes first and without recursion: of the brackets outside strings, level by level.
    marks = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    marks = marks.translate(BRACKETS, NO_BRACKETS).replace(b'""', b"")
    marks = b"".join(marks.split(b'"')[::2])
    for _ in range(DEEPEST):
        if not marks:
            break
        marks = marks.replace(b"[]", b"")
    if marks:
        raise UnreadableError(f"nested deeper than {DEEPEST}, or in brackets that do not match")
    try:
        value = _decode(data.decode())
        if SURROGATE.search(data):
            sha256(value)  # half of a surrogate pair cannot be written, so it has no hash
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"not strict JSON: {str(error)[:200]}") from None
    return value


def _record(pairs: list[tuple[str, Any]]) -> Any:
    value = Record(pairs)
    return value if len(value) == len(pairs) else _refuse(f"a key twice in {sorted(value)[:9]}")


def _integer(digits: str) -> Any:
    small = len(digits) < 18 and abs(int(digits)) <= LARGEST_INTEGER
    return int(digits) if small else _refuse(digits)


def _refuse(what: str) -> Any:
    raise UnreadableError(f"refused in JSON: {what[:99]}")


_decode = json.JSONDecoder(
    object_pairs_hook=_record, parse_int=_integer, parse_float=_refuse, parse_constant=_refuse
).decode
_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def canonical(value: Any) -> bytes:
    """Return RFC 8785 bytes, which without floats and with ASCII keys are these."""
    return _encode(value).encode()


def sha256(value: Any) -> str:
    """Return the hash of a value's canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()


NOTHING = object()
"""What stands where there is nothing."""


def same(a: Any, b: Any) -> bool:
    """Say whether two JSON values are equal, where `true` is not `1`."""
    return bool(a == b) and _alike(a, b)


def _alike(a: Any, b: Any) -> bool:
    """Say of two equal values whether each part is of the type of the other's."""
    if not isinstance(a, dict | list):
        return type(a) is type(b)
    parts = a.items() if isinstance(a, dict) else enumerate(a)
    # Text equals nothing but text, and most of it is text.
    return all(type(value) is str or _alike(value, b[key]) for key, value in parts)


def _nested(values: list[Any]) -> bool:
    return any(isinstance(value, dict | list) for value in values)


def difference(stated: Any, found: Any, where: str = "") -> str:
    """Return where a statement first differs from what follows."""
    if isinstance(stated, dict) and isinstance(found, dict):
        for key in {**found, **stated}:
            if not same(stated.get(key, NOTHING), found.get(key, NOTHING)):
                way = f"{where}.{key}" if where else str(key)
                return difference(stated.get(key, NOTHING), found.get(key, NOTHING), way)
    if isinstance(stated, list) and isinstance(found, list) and _nested(stated + found):
        for place, (one, other) in enumerate(zip_longest(stated, found, fillvalue=NOTHING)):
            if not same(one, other):
                return difference(one, other, f"{where}[{place}]")
    says, follows = ("nothing" if said is NOTHING else repr(said)[:300] for said in (stated, found))
    return f"{where or 'it'} is stated as {says}, where {follows} follows"


def expect_version(*records: Any) -> None:
    """Refuse records of another version than these rules are for."""
    for record in records:
        if not same(record.get("schema_version"), 1):
            version = record.get("schema_version")
            raise InvalidError(f"a {record.kind} of version {version!r:.99}; the rules are for 1")


def named(records: Any, field: str = "name") -> dict[str, Any]:
    """Return records by name; refuse what is no name, and two of one name."""
    found = {record[field]: record for record in records}
    if len(found) != len(records) or not all(map(NAME.fullmatch, found)):
        raise InvalidError(f"each {field} must be a name and stand once among {list(found)[:9]}")
    return found


def grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    """Return what stands second in the pairs by what stands first."""
    groups: dict[Any, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def closure(edges: Iterable[tuple[Any, Any]]) -> dict[Any, set[Any]]:
    """Return what can be reached from where; refuse what would fill the memory."""
    ahead, reach, total = grouped(edges), dict[Any, set[Any]](), 0
    for start in reversed(ahead):
        found: set[Any] = set()
        todo = [start]
        while todo:
            new = {*ahead.get(todo.pop(), ())} - found
            found.update(new, *(reach[each] for each in new if each in reach))
            todo += [each for each in new if each not in reach]
        reach[start] = found
        total += len(found)
        if total > MOST_REACHED:
            raise InvalidError(f"more than {MOST_REACHED} pairs follow from what stands above what")
    return reach


class Patience:
    """How much is looked at before a file is refused as one that takes too long to check."""

    def __init__(self, most: int = MOST_WORK) -> None:
        self.left = most

    def spend(self, work: int) -> None:
        """Take so much work, about a third of a microsecond each, or refuse the file."""
        self.left -= work
        if self.left < 0:
            raise InvalidError("it would take too long to check")


# --- 2 What is so: Kleene's values, where "and" is min, "or" is max and "not" is minus

HOLDS, UNKNOWN, FAILS = 1, 0, -1
BOUNDS, EXACT = {"at_least", "at_most"}, {"equals", "one_of"}
NOBODY = None, False
"""What is so of a fact that nobody asserts."""
ALWAYS = Record(kind="all")


class Act(NamedTuple):
    """Who does what to whom; of an omission, the act that the obligation `undone` asks for."""

    actor: str
    action: str
    toward: Any
    undone: Any = None


def typed(value: Any) -> tuple[str, Any]:
    """Return a fact's value with its type; a number is one number however it is written."""
    if isinstance(value, bool):
        return "truth", value
    if isinstance(value, str) and not re.fullmatch("-?[0-9]+/[0-9]+", value):
        return "word", value
    number = Fraction(value) if isinstance(value, int) or RATIO.fullmatch(value) else None
    if number is None or value not in {number, f"{number.numerator}/{number.denominator}"}:
        raise InvalidError(f"{value!r:.99} is no fraction in lowest terms")
    return "number", number


def bounds_of(clause: Any) -> frozenset[tuple[str, Any]]:
    """Return the typed values that a clause over a fact names; found once for each clause."""
    found: frozenset[tuple[str, Any]] | None = clause.__dict__.get("bounds")
    if found is None:
        values = clause["values"] if clause.kind == "one_of" else [clause["value"]]
        found = clause.__dict__["bounds"] = frozenset(map(typed, values))
    return found


def meets(kind: str, value: tuple[str, Any], bounds: frozenset[tuple[str, Any]]) -> bool:
    """Say whether a typed value is as a clause over a fact demands."""
    if kind in EXACT:
        return value in bounds
    if not all(value[0] == bound[0] == "number" for bound in bounds):
        return False
    return bool(value >= max(bounds) if kind == "at_least" else value <= min(bounds))


class Scene:
    """A situation's claims, and what is so by them.

    Each answer has two parts, the full and the strict one: strictly, what nobody claims who is
    heard is unknown. The strict part is therefore the full one or unknown.

    Args:
        situation: the situation.
        target: its institutions, and which belong together; which context is within which.
    """

    def __init__(self, situation: Any, target: Any) -> None:
        self.decider, self.narrower = situation.decider, target.graph.narrower
        self.parties = named(situation.parties)
        own = {name for name, party in self.parties.items() if party.inside is True}
        own |= {situation.decider, situation.principal}
        own = own.union(*(target.together.get(name, ()) for name in own))
        self.heard = {*self.parties, *target.institutions} - own
        self.facts = self.agreed((a["fact"], a["value"], a["by"]) for a in situation.facts)
        contexts = ((c["context"], c.applies is not False, c["by"]) for c in situation.contexts)
        self.contexts = self.agreed(contexts)
        self.roles = self.agreed(
            ((name, claim["role"]), claim.occupied is not False, claim["by"])
            for name, party in self.parties.items()
            for claim in party.roles
        )
        self.known: dict[Any, tuple[int, int]] = {}

    def agreed(self, claims: Iterable[tuple[Any, Any, str]]) -> dict[Any, tuple[Any, bool]]:
        """Return the typed value on which the claims about each thing agree, or None.

        With it stands whether nobody who is heard claims so.
        """
        found: dict[Any, tuple[Any, bool]] = {}
        for about, value, by in claims:
            said: tuple[str, Any] | None = typed(value)
            alone = by not in self.heard
            if about in found:
                before, others = found[about]
                said, alone = said if said == before else None, alone and others
            found[about] = said, alone
        return found

    def _claimed(self, claims: dict[Any, tuple[Any, bool]], about: Any) -> tuple[int, int]:
        """Return whether something claimed true or false holds; what nobody claims fails."""
        if about not in claims:
            return FAILS, FAILS
        value, alone = claims[about]
        full = UNKNOWN if value is None else HOLDS if value[1] else FAILS
        return full, UNKNOWN if alone else full

    def context(self, name: str) -> tuple[int, int]:
        """Return whether a context holds, by itself or because a narrower one does."""
        if name not in self.known:
            names = {name, *self.narrower.get(name, ())}
            found = [self._claimed(self.contexts, each) for each in names]
            self.known[name] = max(full for full, _ in found), max(strict for _, strict in found)
        return self.known[name]

    def role(self, party: str | None, role: str) -> tuple[int, int]:
        """Return whether a party, or where none is named anyone, occupies a role."""
        about = party, role
        if about not in self.known:
            named_parties = self.parties if party is None else [party]
            found = [self._claimed(self.roles, (name, role)) for name in named_parties]
            self.known[about] = max(full for full, _ in found), max(strict for _, strict in found)
        return self.known[about]

    def occupies(self, who: str, role: str, act: Act | None) -> tuple[int, int]:
        """Return whether the actor, the counterparty, the decider or anyone has a role."""
        if who == "decider":
            return self.role(self.decider, role)
        if who == "anyone":
            return self.role(None, role)
        if act is None:
            return UNKNOWN, UNKNOWN
        if who == "actor":
            return self.role(act.actor, role)
        if who != "counterparty":
            raise InvalidError(f"a condition on {who!r:.99}, whom no rule knows")
        if act.undone:
            return (HOLDS, HOLDS) if role == act.undone.counterparty else (FAILS, FAILS)
        return self.role(act.toward, role) if act.toward else (FAILS, FAILS)

    def truth(self, clause: Any, changes: Any, act: Act | None) -> tuple[int, int]:
        """Evaluate a condition, fully and strictly, on the facts as an option leaves them."""
        kind = clause["kind"]
        if "fact" in clause:
            return self._compare(clause, changes.get(clause["fact"]))
        if kind in {"all", "any"}:
            parts = [self.truth(part, changes, act) for part in clause.of]
            if kind == "all":
                return min([f for f, _ in parts] + [HOLDS]), min([s for _, s in parts] + [HOLDS])
            return max([f for f, _ in parts] + [FAILS]), max([s for _, s in parts] + [FAILS])
        if kind == "not":
            full, strict = self.truth(clause.of, changes, act)
            return -full, -strict
        if kind == "before":
            return self.truth(clause.of, {}, act)
        if kind == "holds":
            return self.context(clause.context)
        if kind == "occupies":
            return self.occupies(clause["who"], clause["role"], act)
        raise InvalidError(f"a condition of kind {kind!r:.99}, which no rule knows")

    def _compare(self, clause: Any, changed: Any) -> tuple[int, int]:
        """Compare a fact with what a clause demands of it."""
        value, alone = changed or self.facts.get(clause["fact"], NOBODY)
        kind = clause["kind"]
        if value is None or (kind in BOUNDS and value[0] != "number"):
            return UNKNOWN, UNKNOWN
        full = HOLDS if meets(kind, value, bounds_of(clause)) else FAILS
        return full, UNKNOWN if alone else full


def lean(answer: tuple[int, int], permits: int) -> int:
    """Return the full answer, but the strict one where the full one would permit something."""
    full, strict = answer
    return strict if full == permits else full


# --- 3 Which of two conditions is narrower: each conjunction of the one within one of the other


def conjunctions(clause: Any, *, positive: bool = True, before: bool = False) -> list[Any]:
    """Return the disjunctive normal form; OverflowError above 64 conjunctions."""
    kind = clause.kind
    if kind in {"not", "before"}:
        positive, before = positive != (kind == "not"), before or kind == "before"
        return conjunctions(clause.of, positive=positive, before=before)
    if kind in {"holds", "occupies"}:
        return [frozenset({(positive, kind, (before, *sorted(clause.items())), frozenset())})]
    if kind not in {"all", "any"}:
        return [frozenset({(positive, kind, (before, clause.fact), bounds_of(clause))})]
    parts = [conjunctions(part, positive=positive, before=before) for part in clause.of]
    if (sum if (kind == "any") == positive else prod)(map(len, parts)) > MOST_CONJUNCTIONS:
        raise OverflowError
    if (kind == "any") == positive:
        return [each for part in parts for each in part]
    return [frozenset[Any]().union(*choice) for choice in product(*parts)]


def entails(a: Any, b: Any) -> bool:
    """Say whether one literal implies another. Sound, and deliberately no more than this."""
    (is_a, kind_a, about_a, says_a), (is_b, kind_b, about_b, says_b) = a, b
    if a == b or about_a != about_b:
        return bool(a == b)
    if is_a and is_b and kind_a in EXACT:
        return kind_b != "equals" and all(meets(kind_b, value, says_b) for value in says_a)
    if is_a and not is_b:
        alike = kind_b == "equals" and len({kind for kind, _ in says_a | says_b}) == 1
        return kind_a == "equals" and (alike or kind_b == "one_of") and not says_a & says_b
    if is_a == is_b and kind_a == kind_b and kind_a in BOUNDS:
        inner, outer = (says_a, says_b) if is_a else (says_b, says_a)
        return all(meets(kind_a, value, outer) for value in inner)
    exact = kind_a == "one_of" and kind_b in EXACT
    return not is_a and not is_b and exact and says_b <= says_a


def normal(clause: Any) -> list[Any] | None:
    """Return the conjunctions that do not contradict themselves; None if there are too many."""
    try:
        forms = conjunctions(clause)
    except OverflowError:
        return None
    return [form for form in forms if not any((not says, *rest) in form for says, *rest in form)]


def within(ours: list[Any] | None, theirs: list[Any] | None) -> bool:
    """Say whether each conjunction of a normal form is seen to imply one of another."""
    if ours is None or theirs is None:
        return False
    return all(
        any(all(any(entails(m, n) for m in mine) for n in yours) for yours in theirs)
        for mine in ours
    )


def implies(first: Any, second: Any) -> bool:
    """Say whether the first condition is seen to imply the second."""
    return within(normal(first), normal(second))


def size(clause: Any) -> int:
    """Return how many clauses a condition has."""
    inside = clause.of if clause else ()
    return 1 + sum(map(size, inside if isinstance(inside, list) else [inside] if inside else []))
