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
