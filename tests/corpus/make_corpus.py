"""Write the corpus of valid decisions again: `python tests/corpus/make_corpus.py`.

Each case is small and made to have certain rules of a derivation in it. The checkers' tests change
these files in every way, and both checkers are held to them. What is written is the same on every
machine; it is made again when the producer's words or a document's shape change.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from commonweal.decisions import PreparedTarget, decide
from commonweal.documents import Decision, DecisionInputs, Target
from commonweal.testing._decisions import (
    AT,
    COMPLEMENTARY,
    CONTESTED,
    THIN,
    DecisionWorld,
    card_id,
    decide_case,
    said,
)

FOLDER = Path(__file__).resolve().parent
World = DecisionWorld
CASES: dict[str, Callable[[], World]] = {}

LATE, BEFORE = "2027-01-01T00:00:00Z", "2024-01-01T00:00:00Z"


def case(make: Callable[[], World]) -> Callable[[], World]:
    """Put a case into the corpus under its own name."""
    CASES[make.__name__.replace("_", "-")] = make
    return make


def fact(name: str, value: Any = True) -> dict[str, Any]:
    return {"kind": "equals", "fact": name, "value": value}


def every(*of: Any) -> dict[str, Any]:
    return {"kind": "all", "of": list(of)}


def two() -> World:
    """Return a world with nothing in it but two options that break no norm."""
    return World().option("wait").option("share", "share")


# --- Norms


@case
def levels() -> World:
    """Return a guaranteed right, a plain permission and norms of all levels on one act."""
    world = World().option("wait").option("divert", "divert").option("sell", "sell")
    world.norm("union-right", "permitted", "divert", "supranational", guaranteed=True)
    world.norm("firm-ban", "forbidden", "divert", guaranteed=False)
    world.norm("own-ban", "forbidden", "divert", "individual", priority=[])
    world.norm("union-leave", "permitted", "sell", "supranational")
    return world.norm("firm-sale-ban", "forbidden", "sell", reparation="Buy it back.")


@case
def exceptions() -> World:
    """Return norms whose exceptions hold, fail and are unknown."""
    world = World().option("wait").option("divert", "divert").option("pump", "pump")
    dry = {"when": fact("dry"), "text": "in a drought"}
    world.norm("no-divert", "forbidden", "divert", exceptions=[dry])
    world.norm("no-pump", "forbidden", "pump", exceptions=[{"when": fact("flood")}])
    world.norm("tell", "obliged", "pump", exceptions=[{"when": {"kind": "not", "of": fact("dry")}}])
    return world.fact("dry", True).fact("flow", "7/2")


@case
def priorities() -> World:
    """Return norms that rank themselves above others, with and without the right to."""
    world = World().option("wait").option("divert", "divert").option("dam", "dam")
    ranked = [{"over": "no-divert", "granted_by": "union"}]
    world.norm("no-divert", "forbidden", "divert").norm("may", "permitted", "divert")
    world.target["norms"][-1]["priority"] = ranked
    world.norm("no-dam", "forbidden", "dam").norm("may-dam", "permitted", "dam")
    world.target["norms"][-1]["priority"] = [{"over": "no-dam", "granted_by": "agent"}]
    return world


@case
def specificity_and_date() -> World:
    """Return collisions that the narrower norm settles, the later one, and nothing."""
    world = World().option("wait", changes={"fence": False})
    world.option("white", "fence", "paint", changes={"fence": True})
    world.option("plain", "fence", "sign", changes={"fence": True})
    world.fact("sea", True).fact("height", 3)
    low = {"kind": "at_most", "fact": "height", "value": 5}
    world.norm("no-fence", "forbidden", "fence", condition=low)
    world.norm("sea-fence", "permitted", "fence", condition=every(fact("sea"), fact("height", 3)))
    world.norm("white-if-any", "obliged", "paint", condition=fact("fence"))
    world.norm("no-sign", "forbidden", "sign")
    world.norm("may-sign", "permitted", "sign", in_force_from=BEFORE)
    world.norm("no-paint", "forbidden", "paint", condition=fact("fence"))
    return world


@case
def omissions() -> World:
    """Return obligations done, left undone, done to somebody in doubt, and not yet due."""
    world = World().option("wait").option("tell", "notify").option("pay", "notify", "pay")
    world.claims("village", "creditor", by="agent")
    world.norm("must-tell", "obliged", "notify", deadline="2026-06-15T00:00:00Z")
    world.norm("must-pay", "obliged", "pay", counterparty="creditor", sanction="A fine.")
    world.norm("must-rest", "obliged", "rest", deadline=LATE)
    world.norm("need-not-pay", "permitted", "pay", "individual", counterparty="creditor")
    return world


@case
def fulfilled() -> World:
    """Return obligations that were done before: in time, too late, as disputed, by own word."""
    world = (
        World().option("wait").option("tell", "notify").claims("village", "creditor", by="agent")
    )
    world.norm("told", "obliged", "notify", deadline=AT).deed("letter", "notify", BEFORE)
    world.norm("paid", "obliged", "pay", deadline=AT, counterparty="creditor")
    world.norm("swept", "obliged", "sweep", deadline=AT).deed("broom", "sweep", BEFORE, by="agent")
    world.norm("always", "obliged", "watch").deed("watched", "watch", BEFORE)
    world.deed("coins", "pay", BEFORE).deed("swept-too", "sweep", BEFORE)
    world.situation["deeds"][-1]["claims"].append({"by": "witness", "done": False})
    return world


@case
def upon_breach() -> World:
    """Return breaches before and by options, whose they are, made good or not, and their chains."""
    world = World().option("wait").option("spill", "spill").option("mop", "spill", "clean")
    world.option("stop", "stop").option("call", "stop", "call").claims("village", "company")
    world.norm("no-spill", "forbidden", "spill").norm("deliver", "forbidden", "stop")
    world.norm("report", "obliged", "report", deadline="2025-09-01T00:00:00Z")
    world.norm("clean-up", "obliged", "clean", upon_breach={"norm": "no-spill"})
    world.norm("own-up", "obliged", "call", upon_breach={"norm": "clean-up", "by": "anyone"})
    late = {"norm": "report", "by": "anyone"}
    world.norm("may-stop", "permitted", "stop", "supranational", upon_breach=late)
    world.norm("no-rest", "forbidden", "rest", upon_breach={"norm": "deliver"})
    world.deed("leak", "spill", BEFORE, actor="village").deed("mopped", "clean", AT)
    return world.deed("sold", "report", "2025-10-01T00:00:00Z", by="agent")


@case
def capped() -> World:
    """Return a right used against its ground, and a ban whose ground the act serves."""
    world = World().option("wait").option("divert", "divert", "rest").option("sell", "sell", "rest")
    world.value(1, "constitutive", "instrumental").value(2).placing(1, "wait", "divert,sell")
    ground = [{"card": card_id(1)}]
    world.norm("no", "forbidden", "divert")
    world.norm("right", "permitted", "divert", "supranational", guaranteed=True, grounds=ground)
    world.norm("no-sale", "forbidden", "sell", grounds=[{"card": card_id(2)}])
    world.norm("must-wait", "obliged", "rest", grounds=[{"norm": "no"}])
    for number, option, effect in ((1, "divert", "opposes"), (2, "sell", "supports")):
        world.add(
            "appraisals",
            card=card_id(number),
            policy=0,
            option=option,
            effect=effect,
            source="owner" if number == 1 else "declared",
            people=3,
            origin="person",
            **({} if number == 1 else {"appraiser": "expert"}),
        )
    return world


@case
def beyond_authority() -> World:
    """Return norms out of force, beyond their issuers' powers, territory and reserved matters."""
    world = World().option("wait").option("divert", "divert").option("sell", "sell")
    firm = said(
        "authority",
        issuer="firm",
        level="organisational",
        roles=["company"],
        actions=["divert", "sell", "dig"],
        territory=["valley"],
        powers=["forbid", "oblige"],
        reserved=[{"actions": ["sell"], "to": "union"}],
    )
    world.target["authorities"][1] = firm
    world.situation["place"] = "valley"
    world.norm("no-divert", "forbidden", "divert").norm("no-sale", "forbidden", "sell")
    world.norm("old", "forbidden", "divert", in_force_until="2025-01-01T00:00:00Z")
    world.norm("next", "forbidden", "divert", in_force_from=LATE)
    return world.norm("may", "permitted", "divert").norm("for-others", "forbidden", "dig")


@case
def self_asserted() -> World:
    """Return facts, roles and contexts that only the decider and its principal claim."""
    world = World().option("wait").option("divert", "divert").context("drought", by="agent")
    world.situation["principal"] = "boss"
    world.situation["parties"].append({"name": "boss", "title": "The boss", "inside": True})
    world.fact("urgent", True, by="agent").fact("urgent", True, by="boss")
    world.fact("depth", 1).fact("depth", 2, by="village").claims("agent", "guard", by="boss")
    world.norm("no", "forbidden", "divert")
    world.norm("in-need", "permitted", "divert", "supranational", condition=fact("urgent"))
    context = {"kind": "holds", "context": "drought"}
    world.norm("no-waste", "forbidden", "divert", condition=context)
    deep = {"kind": "one_of", "fact": "depth", "values": [1, 2]}
    return world.norm("guards-may", "permitted", "divert", role="guard", condition=deep)


@case
def refused() -> World:
    """Return a situation in which every option breaks a norm."""
    world = World().option("wait").option("divert", "divert")
    world.norm("no", "forbidden", "divert", reparation="Refill the wells.")
    return world.norm("must", "obliged", "notify", sanction="A fine.").value(1)


@case
def definitions() -> World:
    """Return a word that those concerned define differently, of things as they are and will be."""
    world = two().option("divert", "divert").value(1).placing(1, "divert", "share", "wait")
    world.norm("no-harm", "forbidden", "divert", condition=fact("harm"))
    world.norm("notify", "obliged", "share", condition={"kind": "before", "of": fact("harm")})
    world.fact("harm", True, sense="neighbour").fact("harm", False, by="union", sense="union")
    changes = [{"fact": "harm", "value": True, "by": "village", "sense": "neighbour"}]
    changes += [{"fact": "harm", "value": False, "by": "union", "sense": "union"}]
    world.situation["options"][2]["changes"] = changes
    return world


# --- Values


@case
def readings() -> World:
    """Return owners, declared appraisers, models that count or do not, silence and gaps."""
    world = two().option("dig", "dig").value(1, "constitutive", "undecided").value(2).value(3)
    world.value(4).value(5, "undecided").value(6, "instrumental")
    world.target["model_agreement"] = [
        {"model": "oracle", "held_out": 20, "agreed": 19, "counts": True},
        {"model": "parrot", "held_out": 20, "agreed": 2, "counts": False},
    ]
    world.placing(1, "share", "wait,dig", rests_on=[0]).placing(1, "share,wait", "dig")
    world.placing(1, "dig", "wait", "share", source="declared")
    world.placing(2, "wait", "share", "dig", source="model", appraiser="oracle", origin="model")
    world.placing(3, "dig", "share", source="model", appraiser="parrot", origin="model")
    world.placing(5, "share", "wait")
    return world.placing(6, "wait", "share,dig", rests_on=[0])


@case
def contested() -> World:
    """Return two values whose order people contest, one for each option."""
    world = two().value(1).value(2).votes(1, 2, CONTESTED)
    world.target["ask"], world.target["ask_deadline"] = ["council"], "2026-06-15T00:00:00Z"
    world.situation["interim"] = "wait"
    return world.placing(1, "share", "wait").placing(2, "wait", "share")


@case
def derived() -> World:
    """Return an order that only the closure gives, and a narrower context that says otherwise."""
    world = two().context("drought", "always").value(1).value(2).value(3).value(4, holders=0)
    world.votes(2, 1).votes(3, 2).votes(4, 3).votes(1, 3, THIN)
    world.votes(1, 2, (18, 2, 1), context="drought", shown_second=(17, 3, 0))
    world.situation["contexts"][-1]["applies"] = False
    return world.placing(1, "wait", "share").placing(3, "share", "wait")


@case
def narrower() -> World:
    """Return a verdict in a context that holds and another in a narrower one that may hold."""
    world = two().context("drought", "always").context("famine", "drought", by="agent")
    world.value(1, contexts=["drought"]).value(2).value(3, contexts=["famine"])
    world.votes(1, 2).votes(2, 1, context="drought").votes(1, 2, context="famine")
    return world.placing(1, "wait", "share").placing(2, "share", "wait").placing(3, "wait,share")


@case
def cycle() -> World:
    """Return three values that people order in a circle, and one above them."""
    world = two().value(1).value(2).value(3).value(4)
    world.votes(1, 2).votes(2, 3).votes(3, 1).votes(4, 1)
    world.placing(1, "wait", "share").placing(2, "share", "wait").placing(3, "wait,share")
    return world.placing(4, "wait,share")


@case
def on_a_par() -> World:
    """Return complementary values for different options, and a commitment to one of them."""
    world = two().option("dig", "dig").value(1).value(2).votes(1, 2, COMPLEMENTARY)
    world.placing(1, "wait", "share", "dig").placing(2, "share", "wait", "dig")
    fields = {"holder": "agent", "choose": "share", "over": ["wait"], "why": "Somebody must."}
    scope = {"kind": "holds", "context": "always"}
    world.add("resolutions", **said("resolution", **fields, scope=scope, revoked_at=LATE))
    fields |= {"holder": "boss", "choose": "wait", "over": ["share"]}
    return world.add("resolutions", **said("resolution", **fields))


@case
def outweighs() -> World:
    """Return a wiser value with little at stake, outweighed by a grave matter on the other."""
    world = two().value(1).value(2).value(3).votes(2, 1).votes(3, 1).votes(3, 2)
    for card, other, agree, reverse in ((2, 1, 2, 28), (3, 1, 12, 11), (3, 2, 25, 1)):
        row = {"context": "always", "card": card_id(card), "stake": "slight"}
        row |= {"over_card": card_id(other), "over_stake": "grave" if other == 1 else "notable"}
        row |= {"agree": agree, "reverse": reverse}
        world.target["graph"]["outweighs"].append(row)
    world.placing(1, "wait", "share", stake="grave").placing(2, "share", "wait", stake="slight")
    return world.placing(3, "share", "wait", stake="slight")


@case
def coverage() -> World:
    """Return a wiser value that covers one policy for certain and another openly."""
    world = two().context("flood", by="agent").value(1, *["constitutive"] * 3).value(2).value(3)
    world.votes(2, 1).votes(3, 1).target["graph"]["values"][0]["merged"] = [card_id(9)]
    rows = world.target["graph"]["transitions"]
    for to, context, covers in ((2, "always", [0]), (3, "flood", [1]), (2, "never", [2])):
        row = {"record": f"transition:{len(rows):064x}", "context": context}
        row |= {"from_card": card_id(1), "to_card": card_id(to), "covers": covers}
        rows.append(row)
    world.placing(9, "wait", "share", rests_on=[0]).placing(1, "share", "wait", rests_on=[1, 2])
    return world.placing(2, "share", "wait").placing(3, "wait,share")


@case
def floors() -> World:
    """Return thresholds of a study's own, and a value that only a minority's floor lets count."""
    world = two().value(1, holders=40).value(2, holders=4).value(3, holders=4)
    floor = {"stratum": "side", "value": "upper", "min_holders": 3}
    world.target["graph"]["values"][1]["floors_met"] = [floor]
    world.target["thresholds"] = {"min_holders": 5, "min_votes": 20, "accepted": "19/20"}
    world.target["thresholds"]["minority_floors"] = [floor]
    world.votes(1, 2, (12, 3, 1), shown_second=(11, 4, 0))
    return world.placing(1, "share", "wait").placing(2, "wait", "share").placing(3, "wait,share")


@case
def not_traded() -> World:
    """Return two values that somebody with the standing to say so holds not to be traded."""
    world = two().value(1).value(2)
    world.target["may_refuse_trade"] = ["registry"]
    cards = {"first": card_id(2), "second": card_id(1)}
    world.add("not_traded", **said("not_traded", **cards, why="They are not."))
    world.add("not_traded", **said("not_traded", **cards, why="Who asks?") | {"by": "boss"})
    return world.placing(1, "wait", "share").placing(2, "share", "wait")


# --- Standpoints, roles, standing


def principle(world: World, name: str, action: str, **fields: Any) -> World:
    fields = {"name": name, "text": name, "role": "company", "action": action, **fields}
    return world.add("principles", **said("principle", **fields))


def complaint(world: World, principle: str, grade: int, **fields: Any) -> World:
    fields = {"standpoint": "neighbour", "ground": "loss", "origin": "person", **fields}
    return world.add("complaints", principle=principle, grade=grade, **fields)


@case
def vetoes() -> World:
    """Return a principle that can be rejected, one that may be, and one that cannot."""
    return rejected(dry_by="registry")


@case
def licence_in_doubt() -> World:
    """Return the same, where only the decider says that the principle's condition holds."""
    return rejected(dry_by="agent")


def rejected(*, dry_by: str) -> World:
    """Return three principles with complaints, one of them for when it is dry."""
    world = two().option("divert", "divert").option("dig", "dig").claims("village", "elder")
    principle(world, "share-alike", "share", alternatives=["lottery"])
    principle(world, "first-come", "divert", condition=fact("dry"))
    principle(principle(world, "deepest-well", "dig"), "lottery", "draw")
    for name, loss, elders in (("share-alike", 1, 0), ("first-come", 4, 2), ("lottery", 1, 1)):
        complaint(complaint(world, name, loss), name, elders, standpoint="elder", ground="voice")
    complaint(world, "first-come", 3).fact("dry", True, by=dry_by)
    complaint(world, "deepest-well", 1, origin="synthetic")
    return world.value(1).placing(1, "divert,dig", "share", "wait")


@case
def role_standard() -> World:
    """Return a decider whose role says one thing and whose own cards say another."""
    world = two().value(1).value(2).value(3)
    standard = said("role_standard", role="company", cards=[card_id(1)])
    doubtful = said("role_standard", role="trustee", cards=[card_id(3)])
    world.target["role_standards"] = [standard, doubtful]
    world.claims("agent", "trustee", by="agent")
    world.target["own_cards"] = [
        {"party": "agent", "cards": [card_id(2)]},
        {"party": "village", "cards": [card_id(1)]},
    ]
    return world.placing(1, "wait", "share").placing(2, "share", "wait").placing(3, "wait,share")


@case
def partial() -> World:
    """Return a situation in which, as the study declares, not all was brought."""
    world = two().value(1).placing(1, "share", "wait")
    world.situation["considerations"] = "partial"
    world.situation["interim"], world.target["ask"] = "wait", ["council", "elders"]
    return world


@case
def synthetic() -> World:
    """Return a case of synthetic people, of which nothing can be in force."""
    world = two().value(1, origin="synthetic").placing(1, "share", "wait", origin="synthetic")
    world.target["synthetic"] = True
    return world


@case
def imported() -> World:
    """Return a case that rests on imported records."""
    world = two().value(1, origin="import").placing(1, "share", "wait", people=7)
    return world.norm("must", "obliged", "share", "individual", origin="import")


@case
def by_models() -> World:
    """Return a case that rests on what a model said that nobody calibrated."""
    world = two().value(1).placing(1, "share", "wait")
    return world.placing(1, "wait", "share", source="model", appraiser="parrot")


@case
def act() -> World:
    """Return a case that is settled: equal options, one obliged act, changes of facts."""
    world = World().option("nothing").option("wait", "notify")
    world.option("share", "notify", "share", changes={"f": 2})
    world.value(1).placing(1, "nothing", "wait,share").norm("must", "obliged", "notify")
    before = {"kind": "before", "of": fact("f", 1)}
    either = {"kind": "any", "of": [before, {"kind": "at_least", "fact": "f", "value": "3/2"}]}
    return (
        world.fact("f", 1)
        .norm("no-share", "forbidden", "share", condition=fact("f", 3))
        .norm("may-share", "permitted", "share", condition=either)
    )


# --- Writing


def line(decision: Decision) -> str:
    return json.dumps(decision.content(), ensure_ascii=False, separators=(",", ":")) + "\n"


def several() -> tuple[Target, list[Decision]]:
    """Return decisions that share a target, which lies beside them."""
    worlds = [contested(), contested(), contested()]
    worlds[1].inputs["placings"][1]["order"] = [["wait", "share"]]
    worlds[2].situation["considerations"] = "partial"
    target = worlds[0].documents()[1]
    inputs: list[DecisionInputs] = []
    for number, world in enumerate(worlds):
        world.situation["name"] = f"case.{number}"
        inputs.append(world.documents()[0])
    prepared = PreparedTarget(target)
    named = {"study": target.study, "by": "commonweal", "said_at": AT, "embed_target": False}
    return target, [decide(each, target=prepared, **named) for each in inputs]


def files() -> Iterator[tuple[str, str]]:
    """Yield the path of every file of the corpus, and what stands in it."""
    for name, make in CASES.items():
        inputs, target = make().documents()
        yield f"{name}.json", line(decide_case(inputs, target))
    target, decisions = several()
    yield "several/target.json", json.dumps(target.content(), ensure_ascii=False) + "\n"
    yield "several/decisions.jsonl", "".join(map(line, decisions))


def main() -> int:
    """Write every file of the corpus that is another than it was."""
    for name, text in files():
        path = FOLDER / name
        path.parent.mkdir(exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.with_suffix(".tmp").write_text(text, encoding="utf-8", newline="\n")
            path.with_suffix(".tmp").replace(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
