"""The policies of the ODRL test suite, written as norms.

A request is a party, an action, an asset and a moment. The party decides; the asset is a fact; an
action that ODRL includes in another (reading and writing in using, not selling) has a norm of its
own, because norms know no actions within actions. An assignee is a role.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from commonweal.testing._decisions import DecisionWorld

from .norm_worlds import Condition, above, deed, every, fact, not_, some, upon

USING, ANYTHING = ("read", "write"), ("read", "write", "sell")
MOMENTS = {
    "now": "2024-02-12T11:20:10Z",
    "past": "2017-02-12T11:20:10Z",
    "future": "2025-02-12T11:20:10Z",
    "early": "2024-02-12T05:20:10Z",
    "2023": "2023-02-12T11:20:10Z",
    "midnight": "2024-02-12T00:00:00Z",
}
OVERRIDDEN = "closed"
"""The prohibition of everything, which only a permission that is active overrides."""


def seconds(moment: str) -> int:
    """Return a moment as a number, for conditions that compare it."""
    return int(datetime.fromisoformat(moment).timestamp())


def later(moment: str, by: int = 1) -> str:
    """Return the moment so many seconds later."""
    return f"{datetime.fromisoformat(moment) + timedelta(seconds=by):%Y-%m-%dT%H:%M:%SZ}"


def after(moment: str) -> Condition:
    return above("time", seconds(moment))


def until(moment: str) -> Condition:
    return {"kind": "at_most", "fact": "time", "value": seconds(moment)}


def before(moment: str) -> Condition:
    return not_({"kind": "at_least", "fact": "time", "value": seconds(moment)})


YEAR = "2024-01-01T00:00:00Z", "2024-12-31T23:59:59Z"
NOW = MOMENTS["now"]
IN_2024 = every(after(YEAR[0]), before(YEAR[1]))
BY_FACT = {
    "eq": fact("time", seconds(NOW)),
    "neq": not_(fact("time", seconds(NOW))),
    "lt": before(NOW),
    "lteq": until(NOW),
    "gt": after(NOW),
    "gteq": not_(before(NOW)),
    "year": IN_2024,
}
LONG_AGO = "1970-01-01T00:00:00Z"
BY_FORCE = {
    "eq": [(NOW, later(NOW))],
    "neq": [(LONG_AGO, NOW), (later(NOW), None)],
    "lt": [(LONG_AGO, NOW)],
    "lteq": [(LONG_AGO, later(NOW))],
    "gt": [(later(NOW), None)],
    "gteq": [(NOW, None)],
    "year": [(later(YEAR[0]), YEAR[1])],
}
"""From when until when (excluded) a norm is in force, to the second: what each operator says."""


def office_hours() -> Condition:
    """Return that it is between nine and five, strictly, of a weekday of 2024, day by day."""
    days = (date(2024, 1, 1) + timedelta(days=number) for number in range(366))
    hours = [
        every(after(f"{day}T09:00:00Z"), before(f"{day}T17:00:00Z"))
        for day in days
        if day.weekday() < 5
    ]
    return some(*(some(*hours[start : start + 64]) for start in range(0, len(hours), 64)))


def request(who: str, action: str, asset: str, moment: str) -> DecisionWorld:
    """Return a world in which a party may do what it asks for, or nothing."""
    at = MOMENTS[moment]
    case = DecisionWorld().option("nothing").option("do", action)
    case.situation |= {"at": at, "until": at}
    case.fact("asset", asset).fact("time", seconds(at)).claims("agent", who)
    case.fact("collected", asset == "x")
    for party in case.situation["parties"]:
        party["roles"].append({"role": "party", "by": "registry"})
    if who == "alice":
        case.claims("agent", "member")
    return case


def rule(case: DecisionWorld, modality: str, actions: tuple[str, ...], **fields: Any) -> None:
    """Add an ODRL rule; where it permits, all that it does not permit is forbidden."""
    defaults = {"role": "party", "in_force_from": LONG_AGO}
    if modality == "permitted":
        defaults["guaranteed"] = True
        for action in ANYTHING:
            closed = {"role": "party", "in_force_from": LONG_AGO}
            case.norm(f"{OVERRIDDEN}-{action}", "forbidden", action, "individual", **closed)
    for action in actions:
        case.norm(f"rule-{action}", modality, action, **defaults | fields)


def member_duty(case: DecisionWorld, state: str, **fields: Any) -> None:
    """Add that one may read while the duty to compensate is not violated, in whichever state."""
    due = {"set": later(NOW, 86400), "fulfilled": NOW, "violated": later(NOW, -86400)}[state]
    rule(case, "permitted", ("read",), **fields)
    if state == "fulfilled":
        deed(case, "compensate", later(case.situation["at"], -3600))
        due = case.situation["at"]
    role = fields.get("role", "party")
    bound = {"role": role, "in_force_from": LONG_AGO}
    case.norm("duty", "obliged", "compensate", deadline=due, **bound)
    outranks = [{"over": "rule-read", "granted_by": "firm"}]
    case.norm(
        "not-in-arrears", "forbidden", "read", upon_breach=upon("duty"), priority=outranks, **bound
    )


X, COLLECTED = fact("asset", "x"), fact("collected")
PURPOSES = ("accounts", "quality")


def alice_reads(condition: Condition) -> Callable[[DecisionWorld], None]:
    """Return the rule that Alice may read x under a condition."""
    return lambda case: rule(
        case, "permitted", ("read",), role="alice", condition=every(X, condition)
    )


POLICIES: dict[str, Callable[[DecisionWorld], None]] = {
    "all-may": lambda case: rule(case, "permitted", ANYTHING),
    "all-not": lambda case: rule(case, "forbidden", ANYTHING),
    "use-may": lambda case: rule(case, "permitted", USING),
    "use-not": lambda case: rule(case, "forbidden", USING),
    "alice-use-may": lambda case: rule(case, "permitted", USING, role="alice"),
    "bob-use-not": lambda case: rule(case, "forbidden", USING, role="bob"),
    "alice-read": lambda case: rule(case, "permitted", ("read",), role="alice"),
    "alice-read-x": lambda case: rule(case, "permitted", ("read",), role="alice", condition=X),
    "member-read-x": lambda case: rule(case, "permitted", ("read",), role="member", condition=X),
    "alice-read-some": lambda case: rule(
        case, "permitted", ("read",), role="alice", condition=COLLECTED
    ),
    "member-read-some": lambda case: rule(
        case, "permitted", ("read",), role="member", condition=COLLECTED
    ),
    "office-hours": alice_reads(office_hours()),
    "duty-set": lambda case: member_duty(case, "set", role="alice", condition=X),
    "duty-fulfilled": lambda case: member_duty(case, "fulfilled", role="alice", condition=X),
    "duty-violated": lambda case: member_duty(case, "violated", role="alice", condition=X),
    "member-duty-2024": lambda case: member_duty(
        case, "fulfilled", role="member", condition=every(X, IN_2024)
    ),
    "purpose-is": alice_reads(fact("purpose", "accounts")),
    "purpose-any": alice_reads({"kind": "one_of", "fact": "purpose", "values": list(PURPOSES)}),
    "purpose-a": alice_reads(fact("purpose_is_accounts")),
    "purpose-none": alice_reads(
        not_({"kind": "one_of", "fact": "purpose", "values": list(PURPOSES)})
    ),
    "channel": alice_reads(fact("channel", "podpro.dev/id")),
    "read-or-modify": lambda case: rule(
        case, "permitted", ("read", "modify"), role="alice", condition=X
    ),
}
