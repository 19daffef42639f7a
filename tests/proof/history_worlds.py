"""Random small worlds in which much was done before, and many norms apply upon a breach.

Deadlines, deeds and the first moments of norms fall together, roles are claimed by few, and who
speaks is mostly heard, so that breaches stand, are made good, or hang on one word.
"""

from __future__ import annotations

from typing import Any

from .random_worlds import (
    ACTIONS,
    BEFORE,
    CONTEXTS,
    EARLY,
    FACTS,
    LEVELS,
    NOW,
    PARTIES,
    POWERS,
    ROLES,
    VALUES,
    World,
    card,
    record,
)

SPRING, DUE, AUTUMN = "2025-03-01T00:00:00Z", "2025-09-01T00:00:00Z", "2025-10-01T00:00:00Z"
DONE_AT = (SPRING, "2025-08-01T00:00:00Z", DUE, AUTUMN, BEFORE, NOW)
DEADLINES = (SPRING, DUE, DUE, NOW, "2026-02-01T00:00:00Z", "2028-01-01T00:00:00Z")


class HistoryWorld(World):
    """One such world; the same seed gives the same."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed, clear=False)
        self.cards = [card(number) for number in range(self._pick(0, 0, 1, 2))]
        self.merged = []

    def _norm(self, number: int) -> dict[str, Any]:
        modality = self._pick("obliged", "obliged", "forbidden", "forbidden", "permitted")
        norm = record("norm", name=f"n{number}", text="t", modality=modality)
        norm |= {"role": self._pick("r1", "r1", "r1", "r2"), "source": {"type": "law"}}
        norm |= {"action": self._pick("do", "do", "do", "give", "give", "mend")}
        norm |= {"level": self._pick(*LEVELS), "issuer": self._pick("ia", "ib")}
        norm["in_force_from"] = self._pick(EARLY, EARLY, EARLY, "2025-06-01T00:00:00Z", DUE)
        optional = {
            "guaranteed": modality == "permitted" and self._chance(0.5),
            "in_force_until": self._pick(AUTUMN, BEFORE) if self._chance(0.15) else None,
            "counterparty": self._pick(*ROLES) if self._chance(0.25) else None,
            "condition": self._condition(1) if self._chance(0.25) else None,
            "exceptions": [{"when": self._condition(0)}] if self._chance(0.12) else None,
            "grounds": [self._ground()] if self._chance(0.25) else None,
            "deadline": self._pick(*DEADLINES)
            if modality == "obliged" and self._chance(0.6)
            else None,
        }
        if self._chance(0.4):
            over = {"over": f"n{self.random.randint(0, 6)}", "granted_by": self._pick("ia", "ic")}
            optional["priority"] = [over]
        return norm | {field: value for field, value in optional.items() if value}

    def _ground(self) -> dict[str, str]:
        if self._chance(0.4):
            return {"card": card(self.random.randint(0, 1))}
        return {"norm": f"n{self.random.randint(0, 6)}"}

    def _norms(self) -> list[dict[str, Any]]:
        norms = [self._norm(number) for number in range(self.random.randint(3, 7))]
        for norm in norms:
            place = ACTIONS.index(norm["action"])
            before = [each["name"] for each in norms if ACTIONS.index(each["action"]) < place]
            if before and self._chance(0.75):
                norm["upon_breach"] = {"norm": self._pick(*before)}
                if self._chance(0.6):
                    norm["upon_breach"]["by"] = self._pick("anyone", "anyone", "addressee")
        return norms

    def _authority(self, issuer: str, level: str) -> dict[str, Any]:
        return record("authority", issuer=issuer, level=level, powers=list(POWERS))

    def _deed(self, number: int) -> dict[str, Any]:
        claims = [{"by": self._pick("board", "board", "me")}]
        if self._chance(0.2):
            claims[0]["done"] = False
        if self._chance(0.1):
            claims.append({"by": self._pick("ned", "me", "board"), "done": False})
        deed = {"name": f"d{number}", "actor": self._pick("me", "me", "ned", "una")}
        deed |= {"action": self._pick("do", "do", "give", "mend"), "at": self._pick(*DONE_AT)}
        deed |= {"claims": claims}
        return deed | ({"toward": self._pick(*PARTIES)} if self._chance(0.6) else {})

    def _situation(self) -> dict[str, Any]:
        found = super()._situation()
        for party in found["parties"]:
            party["roles"] = [
                {"role": role, "by": self._pick("board", "board", "board", "me")}
                for role in ROLES
                if self._chance(0.75)
            ]
            if self._chance(0.15):
                denied = {"role": self._pick(*ROLES), "by": self._pick("me", "board")}
                party["roles"].append({**denied, "occupied": False})
            party["inside"] = party["name"] == "me" and self._chance(0.5)
        found["contexts"] = [
            {"context": context, "by": self._pick("board", "board", "me")} for context in CONTEXTS
        ]
        found["facts"] = [
            {"fact": fact, "value": self._pick(*VALUES), "by": self._pick("board", "board", "me")}
            for fact in FACTS
            if self._chance(0.8)
        ]
        found["deeds"] = [self._deed(number) for number in range(self._pick(0, 1, 2, 3, 4))]
        return found
