"""Check a certificate about arguments: labels, sets of arguments, acceptance, audiences.

The standard library alone, nothing of the project; checker.py loads this file from beside itself,
after checker_inputs.py and checker_shapes.py. What is checked is told in words in
docs/reference/argumentation.md. A certificate holds a framework of arguments and attacks, says
which attacks succeed, states something of what is left, and brings a witness. Attacks that succeed,
labels and sets are all derived again; a witness only says where to look.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]
shapes: Any = sys.modules["commonweal_checker.checker_shapes"]
InvalidError = inputs.InvalidError

NOT_SHOWN = [
    "That the arguments and attacks are all there are, or well made: they are taken as given.",
    "That what is accepted is true, or ought to be done: it only withstands what attacks it here.",
]
"""What no certificate about arguments shows; each opens with it."""
COMPARISONS = {
    "highest_over_highest": lambda strong, weak: [[(v, w) for w in weak] for v in strong],
    "lowest_over_lowest": lambda strong, weak: [[(v, w) for v in strong] for w in weak],
    "highest_over_lowest": lambda strong, weak: [[(v, w)] for v in strong for w in weak],
    "lowest_over_highest": lambda strong, weak: [[(v, w) for v in strong for w in weak]],
}
"""When the values of what is attacked stand above its attacker's: all pairs of one of the lists."""
QUESTIONS = {
    "declared": "",
    "some": "for some audience ",
    "every": "for every audience ",
}
"""Of which audiences acceptance is claimed, and how it is told."""
LABELS = ("in", "out", "undecided")
SETS = ("admissible", "complete", "stable")
MORE = {"attack": set(), "preference": {"preferences"}, "audience": {"values"}}
"""What a framework has beside arguments and attacks, by what decides which attacks succeed."""
WORDS = {
    "reduction": "delete reverse keep both",
    "parity": "every_order no_preference",
    "comparison": " ".join(COMPARISONS),
    "semantics": "grounded complete preferred stable",
    "mode": "credulous sceptical",
    "question": " ".join(QUESTIONS),
    "label": " ".join(LABELS),
}
FORMS = {
    "defeats attack": "by:=attack",
    "defeats preference": "by:=preference reduction:reduction",
    "defeats audience": "by:=audience comparison:comparison parity:parity audience:[[any_text]]",
    **{f"claim {kind}": f"type:={kind}" for kind in ("grounded", *SETS)},
    "claim accepted": "type:=accepted argument:any_text semantics:semantics mode:mode"
    " of:question holds:truth",
    "witness grounded": "type:=grounded order:[[any_text]]|null labels:[label]"
    " ranks:[count|null] put_out_by:[count|null]",
    **{f"witness {kind}": f"type:={kind} order:[[any_text]]|null set:[count]" for kind in SETS},
    "framework": "arguments:[any_text] attacks:[[count]] preferences?:[[count]]"
    " values?:[[any_text]]",
    "argument_certificate": "kind:=argument_certificate schema_version:one not_shown:[line]"
    " framework:framework framework_sha256:hash defeats:defeats claim:claim witness:witness",
}
shapes.declare(FORMS, words=WORDS, families={"defeats": "by", "claim": "type", "witness": "type"})

MOST_TOLD, LONGEST_TOLD = 9, 99
"""How many pairs of an order are told in words, and how many characters of a name."""

Pairs = set[tuple[Any, Any]]


def check(content: Any, report: Any) -> None:
    """Check a certificate, and add what it shows to a report."""
    shapes.expect("argument_certificate", content)
    if content.not_shown != NOT_SHOWN:
        raise InvalidError("not_shown: it does not open with what it does not show")
    digest = inputs.sha256(content.framework)
    if content.framework_sha256 != digest:
        raise InvalidError(f"framework_sha256: the framework's is {digest}")
    case = Case(content)
    told = case.statement(content.claim)
    report.counts["proofs"] += 1
    report.claims.append(
        {
            "told": f"{told}; conditional on framework sha256:{digest}",
            "claim": content.claim,
            "defeats": content.defeats,
            "framework_sha256": digest,
        }
    )
    report.not_shown |= dict.fromkeys(NOT_SHOWN)


# --- Names and pairs


def quoted(name: str) -> str:
    """Return a name in quotation marks: it may be any text, also one that reads like a finding."""
    return repr(name if len(name) <= LONGEST_TOLD else f"{name[:LONGEST_TOLD]}…")


def ordered_pairs(value: Any, where: str, below: int | None = None) -> list[tuple[Any, Any]]:
    """Return pairs, of numbers below a bound or of names; refuse them out of order, or twice."""
    for each in value:
        if len(each) != 2 or (below is not None and max(each) >= below):
            raise InvalidError(f"{where}: {each!r:.99} is no pair of what there is")
    if any(one >= other for one, other in pairwise(value)):
        raise InvalidError(f"{where}: pairs stand in order, each once")
    return [(one, other) for one, other in value]


def strict(value: Any, where: str, numbers: int | None = None) -> Pairs:
    """Return pairs; refuse what is no strict order, or lacks what follows from two of them."""
    pairs = {*ordered_pairs(value, where, numbers)}
    below = {high: set(lows) for high, lows in inputs.grouped(pairs).items()}
    patience = inputs.Patience()
    for high, low in pairs:
        lower = below.get(low, set())
        patience.spend(len(lower))
        if high == low or not below[high] >= lower:
            raise InvalidError(f"{where}: no strict order with all that follows from it")
    return pairs


# --- What attacks succeed


class Case:
    """A certificate's framework, and the attacks of it that succeed."""

    def __init__(self, content: Any) -> None:
        framework, self.witness, self.said = content.framework, content.witness, content.defeats
        self.by, self.type = self.said.by, self.witness.type
        if framework.keys() != {"arguments", "attacks"} | MORE[self.by]:
            raise InvalidError(f"framework: other fields than where attacks succeed by {self.by}")
        self.names = framework.arguments
        self.size = len(self.names)
        if len({*self.names}) != self.size:
            raise InvalidError("framework.arguments: names, each once")
        self.attacks = ordered_pairs(framework.attacks, "framework.attacks", self.size)
        self.declared: Pairs = set()
        self.order: Pairs | None = None
        if self.by == "audience":
            successful = self._by_audience(framework)
        elif self.witness.order is not None:
            raise InvalidError("witness.order: null where no audience decides")
        else:
            successful = self._by_preference(framework)
        self.attackers: list[list[int]] = [[] for _ in self.names]
        for one, other in successful:
            self.attackers[other].append(one)

    def _by_preference(self, framework: Any) -> Iterable[tuple[int, int]]:
        if self.by == "attack":
            return self.attacks
        preferred = strict(framework.preferences, "framework.preferences", self.size)
        return sorted(reduced(self.attacks, preferred, self.said.reduction))

    def _by_audience(self, framework: Any) -> Iterable[tuple[int, int]]:
        self.parity = self.said.parity
        self.declared = strict(self.said.audience, "defeats.audience")
        promoted = framework["values"]
        if len(promoted) != self.size:
            raise InvalidError("framework.values: one list for each argument")
        for each in promoted:
            if sorted({*each}) != each:
                raise InvalidError(f"framework.values: {each!r:.99} is no sorted list of values")
        order = self.declared
        if self.witness.order is not None:
            order = self.order = strict(self.witness.order, "witness.order")
        self.total = total(order, {value for each in promoted for value in each})
        return surviving(self.attacks, promoted, order, COMPARISONS[self.said.comparison])

    def statement(self, claim: Any) -> str:
        """Check what is claimed, and return it in words."""
        inside = self.grounded() if self.type == "grounded" else self.set_of(self.type)
        kind = claim.type
        if kind != "accepted":
            if kind != self.type or self.order is not None:
                raise InvalidError(f"claim.type is {kind!r:.99}, and the witness another")
            if self.by == "audience":
                self.expect_one_audience()
            if kind == "grounded":
                counts = [self.witness.labels.count(label) for label in LABELS]
                told = "grounded labels: {} in, {} out, {} undecided".format(*counts)
                return told + self.under()
            return f"{kind} set of {len(inside)} of {self.size} arguments{self.under()}"
        return self.acceptance(claim, inside)

    # --- Labels and sets

    def grounded(self) -> set[int]:
        """Check grounded labels, and return what is in.

        Ranks fall along all that a label rests on, so that nothing rests on itself; so `in` and
        `out` follow from what nothing attacks. And each argument without a label has an attacker
        without one and none that is in, so that nothing more follows.
        """
        labels, ranks, by = self.witness.labels, self.witness.ranks, self.witness.put_out_by
        if not len(labels) == len(ranks) == len(by) == self.size:
            raise InvalidError("witness: one label, one rank, one attacker for each argument")
        for number, (label, attackers) in enumerate(zip(labels, self.attackers, strict=True)):
            against = [labels[one] for one in attackers]
            rank: int | None = None
            first: int | None = None
            if label == "in":
                right = against.count("out") == len(against)
                rank = 1 + max([ranks[one] for one in attackers], default=-1) if right else None
            elif label == "out":
                right = "in" in against
                if right:
                    strong = [(ranks[one], one) for one in attackers if labels[one] == "in"]
                    least, first = min(strong)
                    rank = least + 1
            else:
                right = "undecided" in against and "in" not in against
            if not right:
                raise InvalidError(f"argument {quoted(self.names[number])}: not {label!r:.99}")
            if ranks[number] != rank:
                raise InvalidError(f"argument {quoted(self.names[number])}: its rank is {rank}")
            if by[number] != first:
                raise InvalidError(f"argument {quoted(self.names[number])}: put out by {first}")
        return {number for number, label in enumerate(labels) if label == "in"}

    def set_of(self, kind: str) -> set[int]:
        """Check an admissible, complete or stable set, and return it."""
        said = self.witness.set
        if max(said, default=-1) >= self.size:
            raise InvalidError("witness.set: numbers of arguments")
        if any(one >= other for one, other in pairwise(said)):
            raise InvalidError("witness.set: in order, each once")
        inside = {*said}
        beaten = [not inside.isdisjoint(attackers) for attackers in self.attackers]
        for number, attackers in enumerate(self.attackers):
            name = quoted(self.names[number])
            defended = all(beaten[one] for one in attackers)
            if number in inside:
                if beaten[number]:
                    raise InvalidError(f"the set attacks its own {name}")
                if not defended:
                    raise InvalidError(f"the set does not defend its own {name}")
            elif kind == "complete" and defended:
                raise InvalidError(f"not complete: the set defends {name}, and does not hold it")
            elif kind == "stable" and not beaten[number]:
                raise InvalidError(f"not stable: the set does not attack {name}")
        return inside

    # --- Acceptance

    def acceptance(self, claim: Any, inside: set[int]) -> str:
        """Check that the witness shows an argument accepted, or not, and say so in words."""
        semantics, mode = claim.semantics, claim.mode
        self.expect_audience(claim.of, holds=claim.holds)
        if claim.argument not in self.names:
            raise InvalidError(f"claim.argument: no argument {claim.argument!r:.99}")
        number = self.names.index(claim.argument)
        member = number in inside
        beaten = not inside.isdisjoint(self.attackers[number])
        shown = self.shows(semantics, mode, member=member, beaten=beaten)
        if claim.holds not in shown:
            raise InvalidError("claim: the witness does not show it")
        told = f"{quoted(claim.argument)} is {'' if claim.holds else 'not '}accepted"
        return f"{told} {QUESTIONS[claim.of]}({semantics}, {mode}){self.under()}"

    def under(self) -> str:
        """Return in words by what attacks succeed, where not all do."""
        if self.by == "attack":
            return ""
        if self.by == "preference":
            return f", by preferences under {self.said.reduction}"
        pairs = [f"{quoted(high)} > {quoted(low)}" for high, low in sorted(self.declared)]
        shown = ", ".join(pairs[:MOST_TOLD]) + (", …" if len(pairs) > MOST_TOLD else "")
        return f", read as {self.parity}, by an audience that holds {shown or 'nothing'}"

    def shows(self, semantics: str, mode: str, *, member: bool, beaten: bool) -> set[bool]:
        """Return what the witness shows of an argument: that it is accepted, or not, or neither.

        What is in by grounded labels is in every extension, and what they put out in none; but
        there may be no stable one, and then all are in every and none in one. An admissible set is
        within a preferred extension, which holds nothing that the set attacks.
        """
        grounded, stable = self.type == "grounded", self.type == "stable"
        one, least = mode == "credulous", semantics == "grounded"
        least = least or (semantics == "complete" and not one)
        if least:
            if grounded:
                return {member}
            # A complete set holds the grounded one, and an admissible set is within a complete one.
            outside = beaten or (self.type != "admissible" and not member)
            return {False} if outside else set()
        if one:
            if member and (stable or (semantics != "stable")):
                return {True}
            return {False} if grounded and beaten else set()
        if grounded and member:
            return {True}
        if semantics == "stable":
            return {False} if stable and not member else set()
        return {False} if beaten else set()

    def expect_one_audience(self) -> None:
        """Refuse a declared audience that stands for several."""
        if self.parity == "every_order" and not self.total:
            raise InvalidError("defeats.audience: it leaves values open, and so is no one order")

    def expect_audience(self, of: str, *, holds: bool) -> None:
        """Refuse a witness whose audience is none of those spoken of, or shows nothing of them."""
        if of == "declared":
            if self.order is not None:
                raise InvalidError("witness.order: null where the declared audience decides")
            if self.by == "audience":
                self.expect_one_audience()
            return
        if self.order is None:
            raise InvalidError(f"witness.order: an audience, to speak of {of} audience")
        if not self.order >= self.declared:
            raise InvalidError("witness.order: it does not agree with the declared audience")
        if self.parity == "every_order" and not self.total:
            raise InvalidError("witness.order: no order of all values")
        if holds != (of == "some"):
            raise InvalidError(f"claim: one audience does not show this of {of} audience")


def total(order: Pairs, values: set[str]) -> bool:
    """Say whether every two values are ordered."""
    known = sorted(values)
    return sum(high in values and low in values for high, low in order) == (
        len(known) * (len(known) - 1) // 2
    )


def reduced(attacks: list[tuple[int, int]], preferred: Pairs, reduction: str) -> Pairs:
    """Return the attacks that are left under a reduction."""
    left, there = set(), {*attacks}
    for one, other in attacks:
        back = (other, one)
        if back not in preferred:
            left.add((one, other))
            continue
        if reduction in {"keep", "both"} and back not in there:
            left.add((one, other))
        if reduction in {"reverse", "both"}:
            left.add(back)
    return left


def surviving(
    attacks: list[tuple[int, int]], promoted: Any, order: Pairs, comparison: Any
) -> Iterator[tuple[int, int]]:
    """Yield the attacks that an audience does not stop."""
    patience = inputs.Patience()
    for one, other in attacks:
        strong, weak = promoted[other], promoted[one]
        patience.spend(len(strong) * len(weak))
        ways = comparison(strong, weak) if strong and weak else ()
        if not any(order.issuperset(way) for way in ways):
            yield one, other
