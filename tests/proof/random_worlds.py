"""Random small worlds, as plain JSON: a target, a situation, and what was said of its options.

They are small and crowded, so that norms collide, values disagree, claims conflict and little is
known. `clear` worlds leave less open, so that rarer relations and defeats occur in them.
"""

from __future__ import annotations

import hashlib
from random import Random
from typing import Any

from commonweal.documents import PairCounts, Thresholds
from commonweal.values import decide_pair

ROLES, ACTIONS, FACTS, CONTEXTS = (
    ("r1", "r2", "r3"),
    ("do", "give", "mend"),
    ("f1", "f2"),
    ("c1", "c2", "c3"),
)
PARTIES, VOICES, ISSUERS = (
    ("me", "boss", "ned", "una"),
    ("me", "boss", "ned", "board", "board", "lab", "stranger"),
    ("ia", "ib"),
)
OTHERS = ("boss", "ned", "stranger")
"""Who does not decide, and may have own cards all the same."""
LEVELS = ("supranational", "organisational", "individual")
STAKES, POWERS = (
    ("slight", "notable", "grave"),
    ("oblige", "forbid", "permit", "guarantee", "prioritise"),
)
EARLY, BEFORE, NOW = "2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-15T00:00:00Z"
VALUES = (True, False, 0, 1, 2, 3, "1/2", "5/2", "word", "x")


def card(number: int) -> str:
    return f"value_card:{hashlib.sha256(str(number).encode()).hexdigest()}"


def record(kind: str, **fields: Any) -> dict[str, Any]:
    common = {"schema_version": 1, "by": "s", "origin": "person", "said_at": BEFORE}
    return {"kind": kind, **common, **fields}


class World:
    """One world; the same seed gives the same."""

    def __init__(self, seed: int, *, clear: bool) -> None:
        self.random, self.clear = Random(seed), clear
        self.cards = [card(number) for number in range(self.random.randint(0, 5))]
        self.merged = [card(10 + place) for place in range(len(self.cards)) if self._chance(0.2)]

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _pick(self, *words: Any) -> Any:
        return self.random.choice(words)

    def _some(self, words: Any, least: int, most: int) -> list[Any]:
        return self.random.sample(list(words), self.random.randint(least, min(most, len(words))))

    def _all_cards(self) -> list[str]:
        return [*self.cards, *self.merged]

    # Conditions and norms

    def _condition(self, depth: int = 2) -> dict[str, Any]:
        leaves = ("equals", "at_least", "at_most", "one_of", "holds", "occupies")
        kind = self._pick(*leaves, *(("before", "not", "all", "any", "all") if depth else ()))
        about: dict[str, Any] = {"kind": kind, "fact": self._pick(*FACTS)}
        if kind == "equals":
            return {**about, "value": self._pick(*VALUES)}
        if kind in {"at_least", "at_most"}:
            return {**about, "value": self._pick(0, 1, 2, "1/2", "5/2")}
        if kind == "one_of":
            return {**about, "values": self._some(VALUES, 1, 3)}
        if kind == "holds":
            return {"kind": kind, "context": self._pick(*CONTEXTS)}
        if kind == "occupies":
            who = self._pick("actor", "counterparty", "decider", "anyone")
            return {"kind": kind, "who": who, "role": self._pick(*ROLES)}
        if kind in {"before", "not"}:
            return {"kind": kind, "of": self._condition(depth - 1)}
        parts = [self._condition(depth - 1) for _ in range(self.random.randint(0, 3))]
        return {"kind": kind, "of": parts}

    def _norm(self, number: int) -> dict[str, Any]:
        modality = self._pick("obliged", "forbidden", "permitted", "forbidden")
        role = "r1" if self.clear else self._pick(*ROLES[:2])
        action = "do" if self.clear and self._chance(0.8) else self._pick(*ACTIONS)
        norm = record("norm", name=f"n{number}", text="t", role=role, modality=modality)
        norm |= {"action": action, "level": self._pick(*LEVELS), "issuer": self._pick(*ISSUERS)}
        since = self._pick(EARLY, BEFORE, "2025-06-01T00:00:00Z", "2027-01-01T00:00:00Z")
        norm["in_force_from"] = EARLY if self.clear and self._chance(0.6) else since
        norm |= {
            "source": {"type": "law"},
            "origin": self._pick("person", "person", "import", "model"),
        }
        bare = self.clear and self._chance(0.5)
        optional = {
            "guaranteed": modality == "permitted" and self._chance(0.3),
            "counterparty": self._pick(*ROLES) if self._chance(0.3) and not bare else None,
            "condition": self._condition() if self._chance(0.6) and not bare else None,
            "exceptions": [{"when": self._condition(1)}] if self._chance(0.3) and not bare else [],
            "in_force_until": "2029-01-01T00:00:00Z" if self._chance(0.1) else None,
            "grounds": [self._ground() for _ in range(self._pick(0, 0, 1, 2))],
            "priority": [
                {"over": f"n{self.random.randint(0, 4)}", "granted_by": self._pick(*ISSUERS, "ic")}
                for _ in range(self._pick(0, 0, 1))
            ],
        }
        if modality == "obliged" and self._chance(0.3):
            due = "2025-09-01T00:00:00Z", "2026-02-01T00:00:00Z", "2028-01-01T00:00:00Z"
            optional["deadline"] = self._pick(*due)
        return norm | {field: value for field, value in optional.items() if value}

    def _norms(self) -> list[dict[str, Any]]:
        """Return norms, of which some apply only upon the breach of others, in no circle."""
        norms = [self._norm(number) for number in range(self.random.randint(0, 5))]
        if norms and self._chance(0.5):
            norms[-1] |= {"action": "mend", "modality": self._pick("obliged", "forbidden")}
            norms[-1].pop("guaranteed", None)
            norms[-1].pop("deadline", None)
        for norm in norms:
            place = ACTIONS.index(norm["action"])
            before = [each["name"] for each in norms if ACTIONS.index(each["action"]) < place]
            if before and self._chance(0.7):
                followed = self._pick(*before, *before, *before, "n9")
                norm["upon_breach"] = {"norm": followed}
                if self._chance(0.5):
                    norm["upon_breach"]["by"] = self._pick("anyone", "addressee")
        return norms

    def _deed(self, number: int) -> dict[str, Any]:
        moments = "2025-03-01T00:00:00Z", "2025-08-01T00:00:00Z", "2025-10-01T00:00:00Z", BEFORE
        claims = [
            {"by": self._pick(*VOICES), **({"done": False} if self._chance(0.2) else {})}
            for _ in range(self._pick(1, 1, 2))
        ]
        deed = {"name": f"d{number}", "actor": self._pick("me", "me", "ned"), "claims": claims}
        deed |= {"action": self._pick(*ACTIONS), "at": self._pick(*moments, NOW)}
        return deed | ({"toward": self._pick(*PARTIES)} if self._chance(0.5) else {})

    def _ground(self) -> dict[str, str]:
        if self._chance(0.7):
            return {"card": card(self.random.randint(0, 2 if self.clear else 5))}
        return {"norm": f"n{self.random.randint(0, 4)}"}

    def _authority(self, issuer: str, level: str) -> dict[str, Any]:
        if self.clear:
            return record("authority", issuer=issuer, level=level, powers=list(POWERS))
        found = record("authority", issuer=issuer, level=level, powers=self._some(POWERS, 3, 5))
        limits = {
            "roles": self._some(ROLES, 2, 2) if self._chance(0.1) else [],
            "actions": self._some(ACTIONS, 1, 2) if self._chance(0.1) else [],
            "territory": [self._pick("here", "there")] if self._chance(0.15) else [],
            "reserved": [{"actions": [self._pick(*ACTIONS)], "to": "ia"}]
            if self._chance(0.1)
            else [],
        }
        return found | {field: value for field, value in limits.items() if value}

    # The graph and the target

    def _value(self, place: int) -> dict[str, Any]:
        natures = ("constitutive", "constitutive", "undecided", "instrumental")
        policies = [
            {"text": "p", "nature": "constitutive" if self.clear else self._pick(*natures)}
            for _ in range(self.random.randint(1, 2))
        ]
        found = {"card": card(place), "title": "t", "policies": policies}
        found |= {"contexts": self._some(CONTEXTS, 1, 2), "holders": self.random.randint(0, 3)}
        if self.clear and self._chance(0.9):
            found |= {"contexts": list(CONTEXTS), "holders": 3}
        found["origin"] = self._pick("person", "person", "synthetic", "import", "model")
        if card(10 + place) in self.merged:
            found["merged"] = [card(10 + place)]
        if self._chance(0.1):
            found["floors_met"] = [{"stratum": "s", "value": "v", "min_holders": 1}]
        return found

    def _pair(
        self, first: str, second: str, context: str, thresholds: Thresholds
    ) -> dict[str, Any]:
        most, leans = (
            self._pick(0, 3, 9, 14, 20),
            self._pick(None, "first", "second", "both_needed"),
        )
        shown = []
        for _ in range(2):
            counts = {a: self.random.randint(0, most) for a in ("first", "second", "both_needed")}
            counts |= {leans: counts[leans] + 10} if leans else {}
            shown.append({answer: count for answer, count in counts.items() if count})
        both = [PairCounts.from_content(counts) for counts in shown]
        decided = decide_pair(*both, thresholds=thresholds)
        row = {"context": context, "first": first, "second": second, "status": decided.status}
        row |= {"shown_first": shown[0], "shown_second": shown[1]}
        wiser = {"first": first, "second": second}.get(decided.wiser or "")
        return row | ({"wiser": wiser} if wiser else {})

    def _graph(self, thresholds: Thresholds) -> dict[str, Any]:
        pairs = [
            self._pair(first, second, context, thresholds)
            for first in sorted(self.cards)
            for second in sorted(self.cards)
            for context in CONTEXTS
            if first < second and self._chance(0.35)
        ]
        two = [self._some(self._all_cards(), 2, 2) for _ in range(6)] if len(self.cards) > 1 else []
        outweighs = [
            {"context": self._pick(*CONTEXTS), "card": a, "stake": self._pick(*STAKES)}
            | {"over_card": b, "over_stake": self._pick(*STAKES)}
            | {"agree": self.random.randint(0, 20), "reverse": self._pick(0, 0, 5, 20)}
            for a, b in two[:3]
        ]
        transitions = [
            {"record": f"transition:{0:064}", "context": self._pick(*CONTEXTS)}
            | {"from_card": a, "to_card": b, "covers": self._some((0, 1), 0, 2)}
            for a, b in two[3:]
        ]
        values = [self._value(place) for place in range(len(self.cards))]
        parts = {"values": values, "pairs": pairs, "outweighs": outweighs}
        return record("moral_graph", **parts, transitions=transitions)

    def _target(self) -> dict[str, Any]:
        thresholds: dict[str, Any] = {}
        if self.clear or self._chance(0.5):
            shares = {
                "accepted": self._pick("19/20", "3/4"),
                "complementary": self._pick("19/20", "9/10"),
            }
            thresholds = {"min_votes": self._pick(1, 5, 10), **shares}
        orders = (
            ["level", "priority", "specificity", "date"],
            ["date", "level"],
            ["specificity"],
            [],
        )
        contexts = [record("context", name=name, text="when it is") for name in CONTEXTS]
        for place, context in enumerate(contexts):
            context["broader"] = self._some(CONTEXTS[place + 1 :], 0, 1)
        agreed = {"held_out": 10, "agreed": 5}
        found = record("target", study="s", title="t", question="q", synthetic=self._chance(0.2))
        found |= {"read_at": BEFORE, "graph": self._graph(Thresholds.from_content(thresholds))}
        found |= {"contexts": contexts[self._pick(0, 0, 0, 1) :], "thresholds": thresholds}
        found["authorities"] = [
            self._authority(issuer, level)
            for issuer in (*ISSUERS, "ic")
            for level in LEVELS
            if self.clear or self._chance(0.8)
        ]
        found["norms"] = self._norms()
        found |= {"norm_order": self._pick(*orders, orders[0])}
        found["rejected_principles"] = self._pick("veto", "veto_all")
        found["model_agreement"] = [
            {"model": name, "counts": name == "good", **agreed} for name in ("good", "bad")
        ]
        found |= {"appraisers": ["app"], "may_refuse_trade": ["s"], "resolution_holders": ["board"]}
        found |= {"ask": ["body"], "ledger_size": 0, "ledger_root": "0" * 64, "records": {}}
        if self._chance(0.3):
            standards = [
                self._some([card(n) for n in range(6)], 1, 3) for _ in range(self._pick(1, 2))
            ]
            found["role_standards"] = [
                record("role_standard", role=self._pick(*ROLES), cards=cards) for cards in standards
            ]
        found["own_cards"] = [
            {"party": party, "cards": self._some([card(number) for number in range(6)], 1, 2)}
            for party in (*(["me"] if self._chance(0.7) else []), *self._some(OTHERS, 0, 2))
        ]
        self.random.shuffle(found["own_cards"])
        owners = (None, None, "boss", "board", "holding", "una")
        found["institutions"] = [
            record("institution", name=name, title="t", part_of=self._pick(*owners))
            for name in ("board", "lab", *self._some(("holding",), 0, 1))
        ]
        return found

    # The situation and what was said of it

    def _situation(self) -> dict[str, Any]:
        clear = self.clear and self._chance(0.8)
        parties = []
        for name in PARTIES:
            claims = [
                {"role": role, "by": self._pick(*VOICES), "occupied": self._chance(0.85)}
                for role in ROLES
                for _ in range(self._pick(0, 1, 1, 1, 2))
            ]
            roles = [{"role": role, "by": "board"} for role in ROLES[:2]] if clear else claims
            stands = {"affected": self._chance(0.6), "inside": self._chance(0.4)}
            parties.append({"name": name, "title": "t", "roles": roles, **stands})
        contexts = [
            {
                "context": self._pick(*CONTEXTS),
                "by": self._pick(*VOICES),
                "applies": self._chance(0.75),
            }
            for _ in range(self.random.randint(0, 4))
        ]
        if clear:
            contexts = [{"context": context, "by": "board"} for context in CONTEXTS]
        options = [self._option(f"o{place}") for place in range(self.random.randint(1, 4))]
        found = record("situation", name="s1", title="t", text="t", decider="me", at=NOW)
        found |= {
            "principal": self._pick("boss", None),
            "until": self._pick(NOW, "2026-03-01T00:00:00Z"),
        }
        found |= {"parties": parties, "contexts": contexts, "options": options}
        found["facts"] = [self._assertion() for _ in range(self.random.randint(0, 4))]
        found["deeds"] = [self._deed(number) for number in range(self._pick(0, 1, 2, 3))]
        found["considerations"] = "complete" if self._chance(0.8) else "partial"
        if all(option["acts"] for option in options):
            found["without_doing_nothing"] = "x"
        found["place"] = self._pick("here", "there")
        return found | ({"interim": "o0"} if self._chance(0.4) else {})

    def _assertion(self) -> dict[str, Any]:
        said = {"fact": self._pick(*FACTS), "value": self._pick(*VALUES), "by": self._pick(*VOICES)}
        return said | ({"sense": self._pick("board", "una")} if self._chance(0.2) else {})

    def _option(self, name: str) -> dict[str, Any]:
        acts = []
        for _ in range(0 if name == "o0" and self._chance(0.7) else self.random.randint(0, 2)):
            act = {"actor": self._pick("me", "me", "ned"), "action": self._pick("do", *ACTIONS)}
            acts.append(act | ({"toward": self._pick(*PARTIES)} if self._chance(0.5) else {}))
        changes = [self._assertion() for _ in range(self._pick(0, 0, 1, 2))]
        return {"name": name, "text": "t", "acts": acts, "changes": changes}

    def _tiers(self, names: list[str]) -> list[list[str]]:
        order = self._some(names, len(names), len(names))
        if len(order) > 1 and self._chance(0.1):
            order.pop()
        tiers: list[list[str]] = []
        for name in order:
            if tiers and self._chance(0.25):
                tiers[-1].append(name)
            else:
                tiers.append([name])
        return tiers

    def _source(self) -> dict[str, Any]:
        source = self._pick("owner", "owner", "declared", "model")
        names = {"declared": "app", "model": self._pick("good", "bad")}
        named = {"appraiser": names[source]} if source in names else {}
        return {
            "source": source,
            **named,
            "people": 1,
            "origin": self._pick("person", "model", "import"),
        }

    def _said_of(self, names: list[str]) -> dict[str, Any]:
        shared, stake = self._tiers(names), self._pick(*STAKES)
        placings, appraisals = [], []
        for one in self._all_cards():
            for _ in range(1 if self.clear else self._pick(0, 1, 1, 2)):
                order = shared if self._chance(0.5) else self._tiers(names)
                at_stake = stake if self.clear and self._chance(0.8) else self._pick(*STAKES)
                source = {"source": "owner", "people": 1, "origin": "person"}
                placing = {"card": one, "order": order, "stake": at_stake}
                own = self.clear and self._chance(0.8)
                rests_on = [] if own else self._some((0, 1), 0, 2)
                placings.append(
                    {**placing, "rests_on": rests_on, **(source if own else self._source())}
                )
            for _ in range(self._pick(0, 1, 3)):
                effect = self._pick("supports", "opposes", "opposes", "either")
                about = {"card": one, "policy": self._pick(0, 1), "option": self._pick(*names)}
                appraisals.append({**about, "effect": effect, **self._source()})
        return {"placings": placings, "appraisals": appraisals}

    def _principles(self) -> dict[str, Any]:
        found = []
        for number in range(self._pick(0, 1, 2, 3)):
            principle = record("principle", name=f"p{number}", text="t", role=self._pick(*ROLES))
            principle["action"] = self._pick(*ACTIONS)
            principle |= {"condition": self._condition(1)} if self._chance(0.4) else {}
            principle["alternatives"] = [f"p{n}" for n in self._some(range(5), 0, 1)]
            found.append(principle)
        complaints = [
            {"standpoint": role, "principle": f"p{number}", "ground": self._pick("g", "h")}
            | {"grade": self.random.randint(0, 4), "origin": "person"}
            for role in ROLES
            for number in range(4)
            for _ in range(self._pick(0, 1, 1, 2))
        ]
        return {"principles": found, "complaints": complaints if self._chance(0.7) else []}

    def inputs(self) -> dict[str, Any]:
        """Return all that a decision is taken from."""
        target, situation = self._target(), self._situation()
        names = [option["name"] for option in situation["options"]]
        resolutions = [
            record("resolution", holder=self._pick("me", "board", "nobody"), why="w")
            | {"choose": self._pick(*names), "over": self._some(names, 1, 4)}
            | ({"scope": self._condition(1)} if self._chance(0.3) else {})
            | (
                {"revoked_at": self._pick(BEFORE, "2026-02-10T00:00:00Z")}
                if self._chance(0.3)
                else {}
            )
            for _ in range(self._pick(0, 1, 2))
        ]
        refusals = [self._some(self._all_cards(), 2, 2)] if len(self.cards) > 1 else []
        not_traded = [
            record("not_traded", first=a, second=b, why="w", by=self._pick("s", "q"))
            for a, b in refusals
            if self._chance(0.5)
        ]
        said = {"resolutions": resolutions, "not_traded": not_traded}
        parts = {**self._said_of(names), **self._principles(), **said}
        return {"situation": situation, "target": target, **parts}
