"""The choice in a certificate: every step from a decision's inputs to what is done or asked.

The standard library alone, nothing of the project; checker.py loads this file from beside itself,
after checker_inputs.py, checker_norms.py and checker_values.py. The rules are told in words in
docs/reference/decisions.md.
"""

from __future__ import annotations

import sys
from copy import copy
from itertools import combinations, permutations
from typing import Any

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]
scenes: Any = sys.modules["commonweal_checker.checker_scene"]
force: Any = sys.modules["commonweal_checker.checker_force"]
norms: Any = sys.modules["commonweal_checker.checker_norms"]
values: Any = sys.modules["commonweal_checker.checker_values"]
HOLDS, FAILS, InvalidError = scenes.HOLDS, scenes.FAILS, inputs.InvalidError

LISTS = ("placings", "appraisals", "principles", "complaints", "resolutions", "not_traded")
NONE = inputs.sha256([])
STANDINGS = {"synthetic": "synthetic", "model": "model", "import": "imported", "person": "in_force"}
VETOES, FLIP = ("no", "open", "yes"), {"better": "worse", "worse": "better"}


class Target:
    """What a decision is conditional on, with what follows from it in every situation."""

    def __init__(self, content: Any, digest: str) -> None:
        lists = ("contexts", "institutions", "authorities", "norms", "role_standards")
        said = (each for name in lists for each in content.get(name, ()))
        inputs.expect_version(content, content.graph, *said)
        self.content, self.sha256 = content, digest
        patience = inputs.Patience()
        self.institutions = inputs.named(content.institutions)
        inputs.named(content.contexts)
        self.own_cards = inputs.named(content.own_cards, "party")
        bodies = self.institutions.values()
        self.together = inputs.components((b.name, b.part_of) for b in bodies if b.part_of)
        self.order = force.NormOrder(content, patience)
        self.graph = values.Graph(content, patience)


class Derivation:
    """Every step that follows from a decision's inputs: its rule, conclusion and premises.

    Args:
        said: the inputs, as JSON.
        target: the target that they name.
        stated: the ids of the steps that the file has; where many others follow, it is refused.
    """

    def __init__(self, said: Any, target: Target, stated: set[str]) -> None:
        self.inputs, self.target, self.situation = said, target, said.situation
        self.stated: set[str] | None = stated
        self.unstated: set[str] = set()
        self.patience = inputs.Patience(inputs.MOST_WORK + 100 * len(stated))
        records = (*said.principles, *said.resolutions, *said.not_traded)
        inputs.expect_version(said.situation, *records)
        self.options = inputs.named(said.situation.options)
        self.scene = scenes.Scene(said.situation, target, self.patience)
        if not said.situation.place and any(a.territory for a in target.content.authorities):
            raise InvalidError("inputs.situation has no place, where authority is of a territory")
        acts = sum(len(option.acts) for option in said.situation.options)
        senses = definitions_in(self.situation)
        known = len(target.order.norms) + len(target.graph.values) + len(senses)
        options = len(self.options)
        self.expect_at_least(4 + known + acts + 2 * options + 3 * options * (options - 1) // 2)
        self.pairs = list(combinations(self.options, 2))
        self.models = {m.model for m in target.content.model_agreement if m.counts is True}
        for each in (*said.placings, *said.appraisals):
            if each.source == "declared" and each.appraiser not in target.content.appraisers:
                raise InvalidError(f"inputs: {each.appraiser} is not an appraiser of the target")
        self.steps: dict[str, tuple[str, Any, frozenset[str]]] = {}
        self.by_rule: dict[str, list[str]] = {}
        lists = {name: said.get(name, []) for name in LISTS}
        hashes = {k: NONE if found == [] else inputs.sha256(found) for k, found in lists.items()}
        hashes |= {"situation": inputs.sha256(said.situation), "target": target.sha256}
        self.add("inputs", premises=(), **hashes)
        self.principles = inputs.named(said.principles)
        sizes = ((p.action, scenes.size(p.condition)) for p in self.principles.values())
        self.licensed = {action: sum(found) for action, found in inputs.grouped(sizes).items()}
        self.scopes = sum(scenes.size(r.scope) + len(r.over) for r in said.resolutions)
        self.norms = norms.Norms(self)
        self._weigh()
        self.hear()
        self.choose([self._standing(), self._tensions()])
        self.definitions = [self._define(by) for by in senses]
        # Nothing refers back here any more, so a derivation is freed as soon as it is compared.
        self.norms.case = self.weighing.case = None

    def add(self, rule: str, *subject: str, premises: Any, **conclusion: Any) -> str:
        """Note a step that follows, and return its id."""
        name = "|".join((rule, *subject))
        self.expect(name)
        self.steps[name] = rule, conclusion, frozenset(premises)
        self.by_rule.setdefault(rule, []).append(name)
        return name

    def noted(self, *rules: str) -> list[str]:
        """Return the ids of all steps by these rules."""
        return [name for rule in rules for name in self.by_rule.get(rule, ())]

    def expect(self, name: str) -> None:
        """Note whether the file has a step that follows; refuse one that lacks a great many."""
        # A file that lacks a few is derived all the same, to say which.
        if self.stated is not None and name not in self.stated:
            self.unstated.add(name)
            if len(self.unstated) > inputs.MOST_MISSING:
                raise InvalidError(f"more than {inputs.MOST_MISSING} steps are missing: {name}")

    def expect_at_least(self, steps: int) -> None:
        """Refuse what has too few steps, before anything is derived."""
        if self.stated is not None and len(self.stated) + inputs.MOST_MISSING < steps:
            raise InvalidError(f"{len(self.stated)} steps, where at least {steps} must follow")

    def counted(self, said: Any) -> list[Any]:
        """Return the placings or appraisals that count: the owners', or else the others'."""
        owners = [each for each in said if each.source == "owner"]
        others = (each for each in said if each.source != "model" or each.appraiser in self.models)
        return owners or list(others)

    def _define(self, by: str) -> dict[str, Any]:
        """Derive what would follow under one definition of words; values say what they said."""
        said = [self.situation.facts, *(option.changes for option in self.options.values())]
        said += [self.target.order.norms, self.inputs.principles, self.inputs.complaints]
        said += [principle.alternatives for principle in self.inputs.principles]
        said += [self.situation.parties, *(party.roles for party in self.situation.parties)]
        self.patience.spend(4 * sum(map(len, said)) + 2 * len(self.pairs) + 20 * len(self.options))
        found = copy(self)
        found.steps, found.by_rule, found.stated = {}, {}, None
        found.scene = self.scene.defined_by(by)
        found.norms = norms.Norms(found, self.norms)
        found.hear()
        found.choose([])
        chosen = {field: found.choice[field] for field in ("outcome", "options", "reasons")}
        statuses = {option: word for option, (word, *_) in found.norms.status.items()}
        found.norms.case = None
        told = chosen | {"statuses": statuses, "vetoed": found.vetoed}
        self.add("definition", by, premises=["inputs"], **told)
        return {"definition": by, **chosen, "statuses": found.statuses()}

    def statuses(self) -> list[dict[str, Any]]:
        """Return of each option whether it is permitted, what it breaks, and what is due."""
        rows = []
        for option, (word, broken, maybe) in self.norms.status.items():
            said = [self.norms.bind[name] for name in sorted(broken)]
            due = [norm[f] for norm in said for f in ("reparation", "sanction") if norm.get(f)]
            row = {"option": option, "status": word, "vetoed": self.vetoed[option], "due": due}
            rows.append(row | {"broken": sorted(broken), "maybe_broken": sorted(maybe)})
        return rows

    # Values

    def _weigh(self) -> None:
        """Derive value, pair, readings, relation and personal."""
        content, alias = self.target.content, self.target.graph.alias
        refusals = (r for r in self.inputs.not_traded if r.by in content.may_refuse_trade)
        apart = ({alias.get(r.first), alias.get(r.second)} - {None} for r in refusals)
        self.refused = sorted(tuple(sorted(cards)) for cards in apart if len(cards) == 2)
        sure, open_ = self._standards(HOLDS), self._standards(scenes.UNKNOWN)
        everything = {*alias.values()}
        deciding = may_decide = everything
        if sure:
            deciding = set.union(*sure)
            may_decide = deciding.union(*open_)
        elif open_:
            deciding = set.intersection(*open_)
        self.weighing = values.Weighing(self, deciding, may_decide, listed=True)
        listed = self.target.own_cards.get(self.situation.decider)
        said = listed.cards if listed else ()
        self.own_cards = sorted({alias.get(card) for card in said} - {None})
        own = None
        if sure and listed:
            own = values.Weighing(self, {*self.own_cards}, {*self.own_cards})
        self.weighing.steps()
        self.by_values: dict[tuple[str, str], str] = {}
        self.by_person: dict[tuple[str, str], str] = {}
        self.favours: list[Any] = []
        for o, p in self.pairs:
            table = self.weighing.readings(o, p)
            said = dict(zip(self.weighing.cards, map(list, table), strict=True))
            readings = self.add("readings", o, p, premises=["counting"], readings=said)
            relation, decided_by = self.weighing.relation(table)
            found = {"relation": relation, "decided_by": decided_by}
            self.add("relation", o, p, premises=[readings, "order"], **found)
            self.by_values |= {(o, p): relation, (p, o): FLIP.get(relation, relation)}
            sides = [[card for card in said if side in said[card]] for side in ("first", "second")]
            if all(sides):
                self.favours.append([o, p, *sides])
            if own:
                relation, _ = own.relation(own.readings(o, p))
                self.add("personal", o, p, premises=["inputs"], relation=relation)
                self.by_person |= {(o, p): relation, (p, o): FLIP.get(relation, relation)}

    def _standards(self, truth: int) -> list[set[Any]]:
        """Return the cards of each role with a standard that the decider has to this degree."""
        standards = inputs.grouped((s.role, s.cards) for s in self.target.content.role_standards)
        alias = self.target.graph.alias
        return [
            {alias.get(card) for cards in lists for card in cards}
            for role, lists in standards.items()
            if self.scene.role(self.scene.decider, role)[1] == truth
        ]

    # Standpoints

    def hear(self) -> None:
        """Derive principle and veto: what some standpoint can reasonably reject."""
        self.licences = licences = {
            name: [self._licensing(name, act) for act in option.acts]
            for name, option in self.options.items()
        }
        licensing = {p for acts in licences.values() for may, _ in acts for p in may}
        self.compared = licensing | {q for p in licensing for q in self.principles[p].alternatives}
        affected = [party for party in self.scene.parties.values() if party.affected is True]
        claimed = {(party.name, claim.role) for party in affected for claim in party.roles}
        self.standpoints = {r for p, r in claimed if self.scene.role(p, r)[0] > FAILS}
        self._grade()
        tested = len(self.compared) > 1 and bool(self.standpoints)
        results = {name: self._try(name, tested=tested) for name in sorted(self.compared)}
        outside = any(party.inside is not True for party in affected)
        bites = self.target.content.rejected_principles == "veto_all" or outside
        self.vetoed: dict[str, str] = {}
        for option, acts in licences.items():
            vetoes = [_veto(may, sure, results) for may, sure in acts] if bites else []
            self.vetoed[option] = max(vetoes, key=VETOES.index, default="no")
            premises = {f"principle|{p}" for may, _ in acts for p in may}
            self.add("veto", option, premises=premises, vetoed=self.vetoed[option])

    def _licensing(self, option: str, act: Any) -> tuple[list[str], list[str]]:
        """Return the principles under which an act may be allowed, and those by which it is."""
        done = scenes.Act(act.actor, act.action, act.toward)
        self.patience.spend(4 * self.licensed.get(act.action, 0) + len(self.principles))
        changes, possible, certain = self.scene.changes[option], [], []
        for name, principle in self.principles.items():
            if principle.action == act.action:
                condition = principle.condition or scenes.ALWAYS
                role = self.scene.role(act.actor, principle.role)
                full, strict = map(min, role, self.scene.truth(condition, changes, done))
                possible += [name] if full > FAILS else []
                certain += [name] if strict == HOLDS else []
        return possible, certain

    def _grade(self) -> None:
        """Find how strong, at least and at most, each standpoint's strongest complaint is."""
        grades = inputs.grouped(((c.standpoint, c.principle), c) for c in self.inputs.complaints)
        self.heard: dict[tuple[str, str], tuple[int, int]] = {}
        for (standpoint, principle), said in grades.items():
            if standpoint in self.standpoints and principle in self.compared:
                grades = (((each.ground, each.withheld), each.grade) for each in said)
                grounds = inputs.grouped(grades).values()
                self.heard[standpoint, principle] = max(map(min, grounds)), max(map(max, grounds))
        self.patience.spend(len(self.compared) * (len(self.standpoints) + len(self.compared)))
        self.worst: dict[str, tuple[int, int | None]] = {}
        for principle in self.compared:
            found = [self.heard.get((each, principle)) for each in self.standpoints]
            graded = [grades for grades in found if grades]
            high = max((high for _, high in graded), default=None)
            low = max((low for low, _ in graded), default=-1)
            self.worst[principle] = low, high if len(graded) == len(found) else None

    def _try(self, name: str, *, tested: bool) -> str:
        """Derive whether a principle can reasonably be rejected, and from which standpoints."""
        rejected, open_ = [], []
        others = [grades for other, grades in self.worst.items() if other != name] if tested else []
        # A principle of which not everybody complains has no grade that all are below.
        least = min((high for _, high in others if high is not None), default=-1)
        most = min((low for low, _ in others), default=-1)
        for standpoint in sorted(self.standpoints) if tested else ():
            low, high = self.heard.get((standpoint, name), (None, None))
            if low is None or high is None:
                open_.append(standpoint)
            elif -1 < least < low:
                rejected.append(standpoint)
            elif most < high:
                open_.append(standpoint)
        result = "rejectable" if rejected else "open" if open_ else "not_rejectable"
        found = {"result": result if tested else "not_tested", "rejected_by": rejected}
        self.add("principle", name, premises=["inputs"], **found, open=open_)
        return str(found["result"])

    # The choice

    def _standing(self) -> str:
        """Derive standing: the weakest origin among what decided."""
        graph, cards = self.target.graph, set(self.weighing.cards)
        lists = ("principles", "complaints", "resolutions", "not_traded")
        deciding = [self.situation, self.target.content.graph]
        deciding += [
            *(graph.values[c] for c in cards),
            *(e for k in lists for e in self.inputs.get(k, ())),
        ]
        origins = {each["origin"] for each in deciding} | self.norms.origins
        for said in (*self.inputs.placings, *self.inputs.appraisals):
            if graph.alias.get(said.card) in cards:
                model = said.source == "model" and said.appraiser not in self.models
                origins.add("model" if model else said.origin)
        if self.target.content.synthetic is not False:
            origins.add("synthetic")
        weakest = min(origins, key=[*STANDINGS].index)
        self.weakest, self.standing = weakest, STANDINGS[weakest]
        found = {"standing": self.standing, "origins": sorted(origins)}
        return self.add("standing", premises=["inputs"], **found)

    def _tensions(self) -> str:
        """Derive tensions: every conflict that is left, whether or not it decided anything."""
        judge, pairs = self.weighing.order.judge, combinations(self.weighing.cards, 2)
        verdicts = {pair: judge(*pair)[0] for pair in pairs}
        heard = [[*key, *grades] for key, grades in self.heard.items()]
        clash = {"better", "worse"}
        self.tensions = {
            "norms": sorted(self.norms.tensions),
            "values": sorted(self.favours),
            "contested": [[*p] for p, said in verdicts.items() if said in {"contested", "cycle"}],
            "complaints": sorted(heard),
            "conscience": sorted(
                [o, p]
                for o, p in self.pairs
                if self.by_person and {self.by_values[o, p], self.by_person[o, p]} == clash
            ),
        }
        premises = self.noted("item", "readings", "pair", "principle", "personal")
        return self.add("tensions", premises=premises, **self.tensions)

    def choose(self, premises: list[str]) -> None:
        """Derive the choice: act, ask or refuse."""
        status, situation = {o: s for o, (s, *_) in self.norms.status.items()}, self.situation
        able = [option for option in self.options if self.vetoed[option] != "yes"]
        permitted = [option for option in able if status[option] == "permitted"]
        disputed = [option for option in able if status[option] == "in_dispute"]
        chosen = self.resolved = self._resolutions()
        kept = self._kept(permitted, chosen)
        disputed = [d for d in disputed if d in self._kept([*permitted, d], chosen)]
        relations = {self.by_values[pair] for pair in combinations(kept, 2)}
        if self.by_person and relations <= {"equal"}:
            beaten = {p for o, p in permutations(kept, 2) if self.by_person[o, p] == "better"}
            kept = [option for option in kept if option not in beaten]
        reasons = ["in_dispute"] if disputed else []
        reasons += ["veto_open"] if any(self.vetoed[option] == "open" for option in kept) else []
        asks = ("contested", "undetermined", "on_a_par", "incomparable")
        reasons += [relation for relation in asks if relation in relations]
        if situation.considerations != "complete" or situation.without_doing_nothing:
            reasons.append("partial")
        outcome = "ask" if reasons else "act"
        if not kept and not disputed:
            outcome, reasons = "refuse", ["none_permitted"]
        acts = [
            {act.action for act in option.acts if act.actor == situation.decider}
            for name, option in self.options.items()
            if status[name] == "permitted"
        ]
        obliged = set.intersection(*acts) if acts else set()
        rules = ("status", "veto", "relation", "norm_relation", "personal")
        self.choice = {
            "outcome": outcome,
            "options": [option for option in self.options if option in {*kept, *disputed}],
            "reasons": reasons,
            "interim": self._interim(status) if outcome == "ask" else None,
            "obliged": sorted(f"{situation.decider}:{action}" for action in obliged),
        }
        self.add("choice", premises=[*premises, *self.noted(*rules)], **self.choice)

    def _interim(self, status: dict[str, str]) -> str | None:
        """Return the named interim, if it is permitted, free of vetoes, and can be undone."""
        name = self.situation.interim
        if name not in self.options:
            return None
        undone = self.options[name].reversible is True or not self.options[name].acts
        return name if undone and (status[name], self.vetoed[name]) == ("permitted", "no") else None

    def _resolutions(self) -> set[tuple[str, str]]:
        """Return the pairs of options on a par between which somebody with standing committed."""
        self.patience.spend(4 * self.scopes)
        at, holders = self.situation.at, {*self.target.content.resolution_holders}
        chosen = set()
        for resolution in self.inputs.resolutions:
            stands = not resolution.revoked_at or resolution.revoked_at > at
            stands = stands and resolution.said_at <= at
            stands = stands and resolution.holder in {self.situation.decider} | holders
            scope = resolution.scope or scenes.ALWAYS
            if stands and self.scene.truth(scope, {}, None)[1] == HOLDS:
                chosen |= {(resolution.choose, over) for over in resolution.over}
        parred = {pair for pair in chosen if self.by_values.get(pair) == "on_a_par"}
        return {(o, p) for o, p in parred if (p, o) not in chosen}

    def _kept(self, field: list[str], chosen: set[tuple[str, str]]) -> list[str]:
        """Return the smallest set of options that nothing outside it beats."""
        self.patience.spend(len(field) ** 2)
        pairs = list(permutations(field, 2))
        beats = [pair for pair in pairs if pair in chosen or self.by_values[pair] == "better"]
        reach = inputs.closure(beats, self.patience.spend)
        above = inputs.grouped((end, start) for start, ends in reach.items() for end in ends)
        return [o for o in field if all(x in reach.get(o, ()) for x in above.get(o, ()))]


def definitions_in(situation: Any) -> list[str]:
    """Return those by whose definition somebody asserts a fact."""
    words = [situation.facts, *(option.changes for option in situation.options)]
    return sorted({word["sense"] for said in words for word in said if word.get("sense")})


def _veto(possible: list[str], certain: list[str], results: dict[str, str]) -> str:
    """Return what follows for an act from the principles that may license it, and that do."""
    doubtful = {"rejectable", "open"}
    if any(results[principle] not in doubtful for principle in certain):
        return "no"
    found = {results[principle] for principle in possible}
    if certain and found == {"rejectable"}:
        return "yes"
    return "open" if found & doubtful else "no"
