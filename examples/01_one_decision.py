"""What the one who decides alone asserts permits nothing: a driver, a red light, a siren."""

from __future__ import annotations

from commonweal.decisions import decide, explain
from commonweal.documents import (
    Act,
    Assertion,
    Authority,
    DecisionInputs,
    Equals,
    Institution,
    MoralGraph,
    Norm,
    NormException,
    NormSource,
    Option,
    Party,
    RecordUse,
    RoleClaim,
    Situation,
    Target,
    Thresholds,
)

SAID = {"by": "example", "origin": "synthetic", "said_at": "2026-01-01T00:00:00Z"}
MOMENT = SAID["said_at"]

stop = Norm(
    **SAID,
    name="stop-at-red",
    text="Nobody crosses at red, except with a siren.",
    role="driver",
    modality="forbidden",
    action="cross-at-red",
    exceptions=(NormException(when=Equals(fact="siren", value=True)),),
    level="supranational",
    issuer="road-law",
    in_force_from=MOMENT,
    source=NormSource(type="law"),
)
target = Target(
    **SAID,
    study="crossing",
    title="Crossing",
    question="May the driver cross?",
    synthetic=True,
    read_at=MOMENT,
    graph=MoralGraph(**SAID, values=(), pairs=()),
    institutions=(Institution(**SAID, name="road-police", title="The road police, with cameras"),),
    authorities=(Authority(**SAID, issuer="road-law", level=stop.level, powers=("forbid",)),),
    norms=(stop,),
    thresholds=Thresholds(),
    norm_order=("level", "priority", "specificity", "date"),
    rejected_principles="veto",
    ledger_size=0,
    ledger_root="0" * 64,
    records=RecordUse(),
)
driver = Party(name="driver", title="Driver", roles=(RoleClaim(role="driver", by="road-police"),))
for witness in ("driver", "road-police"):
    situation = Situation(
        **SAID,
        name="red-light",
        title="A red light",
        text="The light is red and the driver is late.",
        decider="driver",
        at=MOMENT,
        until=MOMENT,
        facts=(Assertion(fact="siren", value=True, by=witness),),
        parties=(driver,),
        options=(
            Option(name="cross", text="Cross.", acts=(Act(actor="driver", action="cross-at-red"),)),
            Option(name="wait", text="Wait."),
        ),
        considerations="complete",
    )
    inputs = DecisionInputs(situation=situation, target=target)
    decision = decide(inputs, target=target, study="crossing", by="example", said_at=MOMENT)
    print(f"\nA siren, as asserted by the {witness}:")
    print("\n".join(line for line in explain(decision) if "does not show" not in line))
