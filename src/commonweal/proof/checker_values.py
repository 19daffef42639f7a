"""Values in a certificate: what votes say of two, what counts here, and what that says of options.

The standard library alone, nothing of the project; checker.py loads this file from beside itself,
after checker_inputs.py. The rules are told in words in docs/reference/decisions.md. Counts of votes
decide by exact binomial sums; numbers are never added up across values or across people.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from fractions import Fraction
from functools import cache
from itertools import accumulate, combinations, product
from typing import Any

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]
scenes: Any = sys.modules["commonweal_checker.checker_scene"]
InvalidError, closure, grouped = inputs.InvalidError, inputs.closure, inputs.grouped
HOLDS, FAILS = scenes.HOLDS, scenes.FAILS

STAKES = ("slight", "notable", "grave")
NATURES = {"instrumental": "no", "undecided": "open", "constitutive": "yes"}
FIRST, SECOND, NEUTRAL = "first", "second", "neutral"
MOST_VOTES, MOST_SUMMED, DIGITS = 10_000_000, 100_000, 512
"""Votes on one pair beyond which sums take too long; votes that are summed without bounding first;
binary digits of the bounds. A target with more votes, or too many that even those do not tell apart
from a threshold, is refused."""

# --- The graph: what the votes on each pair of values say, whatever the situation


class Graph:
    """The values of a target, with what follows from the votes on them."""

    def __init__(self, content: Any, patience: Any) -> None:
        self.patience = patience
        graph, self.thresholds = content.graph, content.thresholds
        self.values = inputs.named(graph["values"], "card")
        self.alias = {c: v for v, value in self.values.items() for c in (v, *value.merged)}
        if len(self.alias) != sum(1 + len(value.merged) for value in self.values.values()):
            raise InvalidError("target: a card in two values")
        broader = ((c.name, up) for c in content.contexts for up in c.broader)
        self.broader = closure(broader, self.patience.spend)
        self.narrower = grouped((up, name) for name, ups in self.broader.items() for up in ups)
        self.coverages = grouped((self.alias.get(t.from_card), t) for t in graph.transitions)
        self.pairs: dict[tuple[str, str], dict[str, tuple[str, str | None]]] = {}
        for row in graph.pairs:
            self._take_pair(row, (row.first, row.second))
        self.weights = self._weigh(graph.outweighs)
        rows: list[dict[str, Any]] = [*self.pairs.values(), *self.weights.values()]
        self.asked = sorted({context for row in rows for context in row})
        self.orders: dict[tuple[int, ...], Order] = {}

    def _take_pair(self, row: Any, pair: tuple[str, str]) -> None:
        """Hold a pair's verdict to its counts: thin, complementary, accepted or contested."""
        answers = ("first", "second", "both_needed")
        shown = [[s.get(a, 0) for a in answers] for s in (row.shown_first, row.shown_second)]
        first, second, both = (sum(counts) for counts in zip(*shown, strict=True))
        outcome: tuple[str, str | None] = ("contested", None)
        if first + second + both < self.thresholds.get("min_votes", 10):
            outcome = ("thin", None)
        elif self._majority(both, first + second, "complementary"):
            outcome = ("complementary", None)
        elif all(f > s for f, s, _ in shown) and self._majority(first, second, "accepted"):
            outcome = ("accepted", pair[0])
        elif all(s > f for f, s, _ in shown) and self._majority(second, first, "accepted"):
            outcome = ("accepted", pair[1])
        if outcome != (row.status, row.wiser or None):
            raise InvalidError(f"target: {row.context}: by its counts, {pair} is {outcome}")
        verdicts = self.pairs.setdefault(pair, {})
        if not set(pair) <= self.values.keys() or pair[0] >= pair[1] or row.context in verdicts:
            raise InvalidError(f"target: {row.context}: {pair} must be two values, in order, once")
        verdicts[row.context] = outcome

    def _majority(self, ours: int, theirs: int, which: str) -> bool:
        """Say whether P(theta > 1/2 | Beta(1 + ours, 1 + theirs)) reaches a threshold."""
        bound = self.thresholds.get(which, "19/20")
        trials, few = ours + theirs + 1, min(ours, theirs)
        if trials > MOST_VOTES or few < 0 or not inputs.RATIO.fullmatch(bound):
            raise InvalidError(f"target: {trials - 1} votes under a threshold of {bound:.80}")
        if (trials - 2 * few) ** 2 >= 144 * trials:
            # By Hoeffding's inequality the share is less than exp(-72), and no threshold is so near
            # to 0 or to 1, with at most 31 digits.
            return Fraction(bound) <= 0 if ours < theirs else Fraction(bound) < 1
        self.patience.spend(few)
        found = {
            (share if ours < theirs else 1 - share) >= Fraction(bound)
            for share in _shares(trials, few, exact=trials < DIGITS)
        }
        if len(found) > 1:
            if trials > MOST_SUMMED:
                raise InvalidError(f"target: {trials - 1} votes too close to {bound:.80}")
            [share] = _shares(trials, few, exact=True)
            found = {(share if ours < theirs else 1 - share) >= Fraction(bound)}
        return found.pop()

    def _weigh(self, rows: Any) -> dict[Any, dict[str, int]]:
        """Return whether so much at stake on one value outweighs so much on another, by context.

        The key is value, stake, other value, its stake; 1 says so, -1 the reverse, 0 neither.
        """
        votes: dict[Any, list[int]] = defaultdict(lambda: [0, 0])
        for row in rows:
            ours = self.alias.get(row.card), STAKES.index(row.stake)
            theirs = self.alias.get(row.over_card), STAKES.index(row.over_stake)
            for key, agree, reverse in ((ours + theirs, 0, 1), (theirs + ours, 1, 0)):
                votes[key, row.context][agree] += row.agree
                votes[key, row.context][reverse] += row.reverse
        weights: dict[Any, dict[str, int]] = defaultdict(dict)
        for (key, context), (agree, reverse) in votes.items():
            few, many = sorted((agree, reverse))
            settled = few < many and few + many >= self.thresholds.get("min_votes", 10)
            settled = settled and self._majority(many, few, "accepted")
            weights[key][context] = (1 if agree > reverse else -1) if settled else 0
        return weights

    def order(self, scene: Any) -> Order:
        """Return the order of values where these contexts hold; situations alike share it."""
        truths = tuple(scene.context(context)[1] for context in self.asked)
        if truths not in self.orders:
            truth = dict(zip(self.asked, truths, strict=True))
            self.orders[truths] = Order(self, truth, scene.spend)
        return self.orders[truths]


def _shares(trials: int, few: int, *, exact: bool) -> set[Fraction]:
    """Return the chance of at most `few` heads in so many tosses, or what it lies between."""
    if exact:
        terms = accumulate(range(few), lambda term, k: term * (trials - k) // (k + 1), initial=1)
        return {Fraction(sum(terms), 2**trials)}
    # Each number is 2**scale times what it stands for, rounded down here and up there.
    low = low_sum = high = high_sum = 1 << DIGITS
    scale = DIGITS
    for k in range(few):
        low = low * (trials - k) // (k + 1)
        high = high * (trials - k) // (k + 1) + 1
        low_sum, high_sum = low_sum + low, high_sum + high
        if high_sum.bit_length() > 2 * DIGITS:
            scale -= DIGITS
            low, low_sum = low >> DIGITS, low_sum >> DIGITS
            high, high_sum = (high >> DIGITS) + 1, (high_sum >> DIGITS) + 1
    return {Fraction(total, 2 ** (trials + scale)) for total in (low_sum, high_sum)}


class Order:
    """Which value is above which, by the votes in the contexts that hold."""

    def __init__(self, graph: Graph, truth: dict[str, int], spend: Any) -> None:
        self.graph, self.truth = graph, truth
        self.outweighs = cache(self._outweighs)
        self.own: dict[tuple[str, str], tuple[str, str | None]] = {}
        for pair, verdicts in graph.pairs.items():
            rows = {c: verdict for c, verdict in verdicts.items() if verdict[0] != "thin"}
            said = self._narrowest(rows, ("thin", None)) or {("thin", None)}
            self.own[pair] = said.pop() if len(said) == 1 else ("contested", None)
        edges = {(a if up == b else b, up) for (a, b), (_, up) in self.own.items() if up}
        self.circles = closure(edges, spend)
        self.up = closure((edge for edge in edges if not self._in_circle(*edge)), spend)

    def _narrowest(self, rows: dict[str, Any], absent: Any) -> set[Any]:
        """Return what the narrowest contexts that hold say, with those that may hold beside."""
        live = [context for context in rows if self.truth[context] > FAILS]
        sure = {context for context in live if self.truth[context] == HOLDS}
        broader = self.graph.broader
        hidden = {up for c in sure for up in broader.get(c, ()) if c not in broader.get(up, ())}
        said = {rows[context] for context in live if context not in hidden}
        return said if sure or not live else said | {absent}

    def _in_circle(self, a: str, b: str) -> bool:
        return b in self.circles.get(a, ()) and a in self.circles.get(b, ())

    def judge(self, a: str, b: str) -> tuple[str, str | None, bool]:
        """Return a pair's verdict, which of the two is wiser, and if only the closure says so."""
        if self._in_circle(a, b):
            return "cycle", None, False
        verdict, wiser = self.own.get((min(a, b), max(a, b)), ("thin", None))
        if verdict == "thin":
            for low, high in ((a, b), (b, a)):
                if high in self.up.get(low, ()):
                    return verdict, high, True
        return verdict, wiser, False

    def _outweighs(self, w: str, stake_w: int, v: str, stake_v: int) -> int:
        said = self._narrowest(self.graph.weights.get((w, stake_w, v, stake_v), {}), 0)
        return int(said.pop()) if len(said) == 1 else 0


# --- Weighing: which values count here, and how two options compare by them


class Weighing:
    """The values that weigh in one situation.

    Args:
        case: the derivation that it is part of.
        deciding: the values that decide, if they count at all.
        may_decide: the values that decide or may decide.
        listed: whether the file lists what is found of every two values.
    """

    def __init__(
        self, case: Any, deciding: set[Any], may_decide: set[Any], *, listed: bool = False
    ) -> None:
        self.case, self.graph, self.scene = case, case.target.graph, case.scene
        self.order = self.graph.order(case.scene)
        self.deciding, self.may_decide = deciding, may_decide
        placings = grouped((self.graph.alias.get(p.card), p) for p in case.inputs.placings)
        self.policies: dict[str, list[str]] = {}
        self.moves: dict[str, list[tuple[str, str, frozenset[int]]]] = defaultdict(list)
        self.counts: dict[str, str] = {}
        self.stakes: dict[str, list[str]] = {}
        self.rested_on: dict[str, set[int]] = {}
        self.said: dict[str, list[tuple[dict[str, int], set[str]]]] = {}
        # Those above come first: what they cover of the others depends on whether they count.
        for card in sorted(self.graph.values, key=lambda v: len(self.order.up.get(v, ()))):
            self.policies[card] = self._policies(card)
            self.counts[card] = self._counts(card)
            usable = case.counted(placings.get(card, ()))
            found = {placing.stake for placing in usable}
            self.stakes[card] = [s for s in STAKES if s in found or not usable]
            self.said[card] = [self._reading(card, placing) for placing in usable]
            self.rested_on[card] = {place for placing in usable for place in placing.rests_on}
        self.cards = sorted(card for card, counts in self.counts.items() if counts != "no")
        for pair in combinations(self.cards, 2) if listed else ():
            case.expect("|".join(("pair", *pair)))
        case.patience.spend(4 * len(self.cards) ** 2)
        self.sure, self.open = self._stand()
        sure, open_ = (grouped((y, x) for x, y in pairs) for pairs in (self.sure, self.open))
        self.above = {card: {*sure.get(card, ())} for card in self.cards}
        self.maybe = {card: {*open_.get(card, ())} for card in self.cards}
        self.heard = len(self.cards) + sum(len(self.said[card]) for card in self.cards)
        self.refused = case.refused
        self.relations: dict[tuple[tuple[str, ...], ...], tuple[str, list[str]]] = {}

    def _policies(self, card: str) -> list[str]:
        """Return of each policy of a value whether it counts: yes, open, no."""
        covered: dict[str, list[tuple[bool, Any]]] = defaultdict(list)
        for move in self.graph.coverages.get(card, ()):
            new, truth = self.graph.alias.get(move.to_card), self.scene.context(move.context)[1]
            if truth > FAILS and new not in {None, card}:
                verdict, wiser, _ = self.order.judge(card, new)
                sure = truth == HOLDS and wiser == new and self.counts[new] == "certain"
                if sure or (wiser != card and verdict != "complementary" and self._could(new)):
                    covered[new].append((sure, frozenset(move.covers)))
                    self.moves[card].append((new, move.context, frozenset(move.covers)))
        statuses, policies = [], self.graph.values[card].policies
        self.case.patience.spend(len(policies) * sum(map(len, covered.values())))
        for place, policy in enumerate(policies):
            status = NATURES[policy.nature]
            if any(all(sure and place in c for sure, c in moves) for moves in covered.values()):
                status = "no"
            elif status == "yes" and any(place in c for m in covered.values() for _, c in m):
                status = "open"
            statuses.append(status)
        return statuses

    def _could(self, card: str) -> bool:
        """Say whether a value is held, its contexts may hold, and it may decide."""
        value = self.graph.values[card]
        self.case.patience.spend(len(value.contexts) + len(value.policies))
        held = value.holders >= self.graph.thresholds.get("min_holders", 1) or value.floors_met
        natures = {policy.nature for policy in value.policies} - {"instrumental"}
        return bool(held and self._context(card) > FAILS and card in self.may_decide and natures)

    def _context(self, card: str) -> int:
        contexts = self.graph.values[card].contexts
        return int(max((self.scene.context(context)[1] for context in contexts), default=FAILS))

    def _counts(self, card: str) -> str:
        """Return whether a value counts: certain, open, no."""
        policies = self.policies[card]
        if not self._could(card) or not {"yes", "open"} & {*policies}:
            return "no"
        sure = self._context(card) == HOLDS and card in self.deciding and "yes" in policies
        return "certain" if sure else "open"

    def _reading(self, card: str, placing: Any) -> tuple[dict[str, int], set[str]]:
        """Return where a placing puts each option, and the statuses of what it rests on."""
        policies = self.policies[card]
        statuses = {policies[i] if i < len(policies) else "open" for i in placing.rests_on}
        if not placing.rests_on:
            statuses = {"yes"} if "yes" in policies else {"open"}
        return {name: tier for tier, names in enumerate(placing.order) for name in names}, statuses

    def readings(self, o: str, p: str) -> tuple[tuple[str, ...], ...]:
        """Return, of each value that counts, what it may say of two options."""
        self.case.patience.spend(self.heard)
        return tuple(self._readings(card, o, p) for card in self.cards)

    def _readings(self, card: str, o: str, p: str) -> tuple[str, ...]:
        found = {NEUTRAL} if self.counts[card] == "open" else set()
        for tiers, statuses in self.said[card]:
            if o not in tiers or p not in tiers:
                found |= {FIRST, SECOND, NEUTRAL}
            elif statuses == {"no"}:
                found.add(NEUTRAL)
            else:
                gap = tiers[p] - tiers[o]
                found.add(FIRST if gap > 0 else SECOND if gap < 0 else NEUTRAL)
                found |= set() if "yes" in statuses else {NEUTRAL}
        everything = not self.said[card]
        return tuple(r for r in (FIRST, SECOND, NEUTRAL) if everything or r in found)

    def _stand(self) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """Return which values stand above which for certain, and which may or may not."""
        sure, open_ = set(), set()
        for a, b in combinations(self.cards, 2):
            verdict, wiser, _ = self.order.judge(a, b)
            if wiser:
                state = self._outcome(wiser, a if wiser == b else b)
                if state:
                    sure.add((a, b) if (wiser == a) == (state > 0) else (b, a))
                    continue
            if wiser or verdict != "complementary":
                open_ |= {(a, b), (b, a)}
        circles = closure(sure, self.case.patience.spend)
        circular = {
            (x, y) for x in circles for y in circles[x] if x in circles.get(y, ()) and x != y
        }
        return sure - circular, open_ | circular

    def _outcome(self, w: str, v: str) -> int:
        """Return 1 if the wiser stands above whatever is at stake, -1 if reversed, else 0."""
        stakes = [[STAKES.index(stake) for stake in self.stakes[card]] for card in (w, v)]
        ways = product(*stakes)
        found = {1 if x >= y else self.order.outweighs(w, x, v, y) for x, y in ways}
        return int(found.pop()) if len(found) == 1 else 0

    def relation(self, table: tuple[tuple[str, ...], ...]) -> tuple[str, list[str]]:
        """Return how the first option stands to the second, and the values that decide it."""
        if table not in self.relations:
            self.case.patience.spend(len(table) ** 2 // 4)
            self.relations[table] = self._relation(table)
        return self.relations[table]

    def _relation(self, table: tuple[tuple[str, ...], ...]) -> tuple[str, list[str]]:
        said = dict(zip(self.cards, table, strict=True))
        firm = {card for card, readings in said.items() if NEUTRAL not in readings}
        for relation, rival in (("better", SECOND), ("worse", FIRST)):
            against = [card for card, readings in said.items() if rival in readings]
            if firm and all(self.above[card] & firm for card in against):
                return relation, sorted(card for card in firm if not self.above[card] & firm)
        quiet = not any(set(readings) - {NEUTRAL} for readings in said.values())
        if quiet and any(self.counts[card] == "certain" for card in said):
            return "equal", []
        sides = {(FIRST,), (SECOND,)}
        for a, b in self.refused:
            if {said.get(a), said.get(b)} == sides:
                return "incomparable", [a, b]
        standing = [
            [
                card
                for card, readings in said.items()
                if readings == side
                and all(said[up] == (NEUTRAL,) for up in self.above[card] | self.maybe[card])
            ]
            for side in ((FIRST,), (SECOND,))
        ]
        if all(standing):
            return "on_a_par", sorted(min(cards) for cards in standing)
        return ("contested" if self._contested(said) else "undetermined"), []

    def _contested(self, said: dict[str, tuple[str, ...]]) -> bool:
        """Say whether nothing is open between options but pairs on which people disagree."""
        if not all(len(said[c]) == len(self.stakes[c]) == 1 for c in self.cards):
            return False
        loud = [card for card in self.cards if said[card] != (NEUTRAL,)]
        disputes = [pair for pair in combinations(loud, 2) if pair in self.open]
        verdicts = {self.order.judge(*pair)[0] for pair in disputes}
        certain = all(self.counts[card] == "certain" for card in self.cards)
        return certain and bool(disputes) and verdicts <= {"contested", "cycle"}

    def steps(self) -> None:
        """Note what was derived of each value and pair, and which values count."""
        for card in self.policies:
            found = {"counts": self.counts[card], "policies": self.policies[card]}
            found["stakes"] = self.stakes[card]
            self.case.add("value", card, premises=["inputs"], **found)
        counted = [f"value|{card}" for card in self.cards]
        self.case.add("counting", premises=counted, values=self.cards)
        words = {(True, False): "certain", (False, True): "open", (False, False): "none"}
        pairs = list(combinations(self.cards, 2))
        for a, b in pairs:
            verdict, wiser, derived = self.order.judge(a, b)
            above = {
                k: words[pair in self.sure, pair in self.open]
                for k, pair in (("A", (a, b)), ("B", (b, a)))
            }
            said = {"verdict": verdict, "wiser": wiser, "derived": derived, "above": above}
            self.case.add("pair", a, b, premises=[f"value|{a}", f"value|{b}"], **said)
        rests = [f"pair|{a}|{b}" for a, b in pairs] or ["counting"]
        self.case.add("order", premises=rests, pairs=len(pairs))
