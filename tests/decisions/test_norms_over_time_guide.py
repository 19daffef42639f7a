"""What the guide to deadlines and reparation says of its example is so."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from commonweal.testing._decisions import DecisionWorld, said

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "write-norms-over-time.md"


def case() -> DecisionWorld:
    """Return the guide's norms and its situation, with a board that may make such norms."""
    blocks = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    told: dict[str, Any] = tomllib.loads("\n".join(blocks))
    world = DecisionWorld()
    powers = ["oblige", "forbid", "permit"]
    fields = {"issuer": "well-board", "level": "organisational", "powers": powers}
    world.target["authorities"] = [said("authority", **fields)]
    world.target["institutions"] = [said("institution", name="well-board", title="The board")]
    world.target["norms"] = [said("norm", **norm) for norm in told["norm"]]
    (world.situation,) = (said("situation", **situation) for situation in told["situation"])
    return world


@pytest.mark.parametrize(
    ("option", "status", "broken"),
    [
        ("pay", "permitted", ()),
        ("wait", "forbidden", ("late-fee",)),
        ("draw", "forbidden", ("late-fee", "no-draw-after")),
    ],
)
def test_the_guide_says_what_is_decided(option: str, status: str, broken: tuple[str, ...]) -> None:
    """Each option breaks what the guide says that it breaks."""
    (found,) = (each for each in case().decide().statuses if each.option == option)

    assert (status, broken, ()) == (found.status, found.broken, found.maybe_broken)


def test_the_warden_may_read_where_a_report_was_late() -> None:
    """The permission upon anybody's breach applies to the warden, and says so."""
    world = case()
    world.situation["decider"] = "idris"
    act = {"actor": "idris", "action": "read-meter"}
    world.situation["options"][1] = {"name": "read", "text": "Read.", "acts": [act]}
    world.norm("no-reading", "forbidden", "read-meter", role="well-warden", issuer="well-board")

    statuses = {each.option: each.status for each in world.decide().statuses}

    assert "permitted" == statuses["read"]


def in_august(*without: str, deed: bool = True) -> DecisionWorld:
    """Return the guide's case in August, without some of its norms, the fee being paid or not."""
    world = case()
    norms = [norm for norm in world.target["norms"] if norm["name"] not in without]
    world.target["norms"] = norms
    world.situation |= {"at": "2026-08-10T00:00:00Z", "until": "2026-08-20T00:00:00Z"}
    if deed:
        at = "2026-08-05T00:00:00Z"
        world.deed("paid-late", "pay-fee", at, actor="mara", toward="idris", by="well-board")
    return world


def august(*, paid: bool | None, deed: bool = True, by: str = "well-board") -> dict[str, str]:
    """Return the statuses in August of the guide's bar until the fee is paid."""
    world = in_august("late-fee", "no-draw-after", deed=deed)
    if paid is not None:
        world.situation["facts"] = [{"fact": "fee_paid", "value": paid, "by": by}]
    changes = [{"fact": "fee_paid", "value": True, "by": "well-board"}]
    acts = [{"actor": "mara", "action": action} for action in ("pay-fee", "draw")]
    both = {"name": "pay-and-draw", "text": "Pay and draw.", "acts": acts, "changes": changes}
    world.situation["options"].append(both)
    return {each.option: each.status for each in world.decide().statuses}


def test_a_bar_until_a_fact_ends_with_it() -> None:
    """Drawing is barred while the fee is not paid, open while nobody says, and free afterwards."""
    assert "permitted" == august(paid=True)["draw"]
    assert "forbidden" == august(paid=False)["draw"]
    assert "in_dispute" == august(paid=None)["draw"]
    assert "in_dispute" == august(paid=True, by="mara")["draw"]
    assert "permitted" == august(paid=True)["wait"]
    assert "forbidden" == august(paid=None, deed=False)["draw"]
    assert "permitted" == august(paid=False, deed=False)["pay-and-draw"]
    assert "forbidden" == august(paid=False, deed=False)["wait"]


def test_a_bar_upon_a_missed_deadline_is_for_good() -> None:
    """The trap that the guide warns of: with a deadline, late payment lifts nothing."""
    world = in_august("pay-in-july", "no-draw-until-paid")
    late_fee = next(norm for norm in world.target["norms"] if norm["name"] == "late-fee")

    def drawing() -> str:
        return {each.option: each.status for each in world.decide().statuses}["draw"]

    assert "permitted" == drawing()
    late_fee["deadline"] = "2026-07-31T00:00:00Z"
    assert "forbidden" == drawing()
