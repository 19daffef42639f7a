"""Certificates about arguments: what they show is true, and no change to one makes it show more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, strategies as st

from commonweal.argumentation import (
    ACCEPTANCE_MODES,
    AUDIENCE_QUESTIONS,
    COMPARISONS,
    PARITIES,
    REDUCTIONS,
    SEMANTICS,
    ArgumentFramework,
    ValueFramework,
    solve_audience,
    solve_extensions,
)

from ..argumentation.brute_force import (  # noqa: TID252  # the definitions, word for word
    NAMES,
    VALUES,
    Attack,
    accepts,
    defeats,
    extensions,
    frameworks,
    is_strict_order,
    orders,
    promoting,
    reduced,
)
from .argument_certificates import (
    CERTIFICATES,
    bound,
    shown,
)
from .forging import Change, changes, written

WORDS = {
    "by": ("attack", "preference", "audience"),
    "comparison": COMPARISONS,
    "parity": PARITIES,
    "reduction": REDUCTIONS,
    "type": ("grounded", "admissible", "complete", "stable", "accepted"),
    "semantics": SEMANTICS,
    "mode": ACCEPTANCE_MODES,
    "of": AUDIENCE_QUESTIONS,
    "labels": ("in", "out", "undecided"),
}
"""Every word that may stand in a field, so that each is tried in place of each other."""


# --- The truth of a claim, by going through all sets and orders


def true(certificate: Any) -> bool:
    """Tell whether what a certificate claims is so, whatever its witness says."""
    framework, said, claim = (certificate[name] for name in ("framework", "defeats", "claim"))
    names = framework["arguments"]
    attacks = {(names[a], names[b]) for a, b in framework["attacks"]}
    left: list[set[Attack]]
    if said["by"] == "attack":
        left = [attacks]
    elif said["by"] == "preference":
        preferred = frozenset((names[a], names[b]) for a, b in framework["preferences"])
        assert is_strict_order(preferred)
        left = [reduced(attacks, preferred, said["reduction"])]
    else:
        promoted = dict(zip(names, framework["values"], strict=True))
        above = frozenset((high, low) for high, low in said["audience"])
        values = {value for each in promoted.values() for value in each}
        values |= {value for pair in above for value in pair}
        every = orders(values, above, said["parity"])
        one = claim.get("of", "declared") == "declared"
        assert not one or said["parity"] == "no_preference" or len(every) == 1
        left = [
            defeats(attacks, promoted, order, said["comparison"])
            for order in ([above] if one else every)
        ]
    if claim["type"] != "accepted":
        witness = certificate["witness"]
        inside = witness.get("set")
        if inside is None:
            inside = [n for n, label in enumerate(witness["labels"]) if label == "in"]
            out = {names[n] for n, label in enumerate(witness["labels"]) if label == "out"}
            held = {names[n] for n in inside}
            assert out == {y for x, y in left[0] if x in held}
        return frozenset(names[n] for n in inside) in extensions(names, left[0], claim["type"])
    answers = [
        accepts(names, each, claim["argument"], claim["semantics"], claim["mode"]) for each in left
    ]
    found = all(answers) if claim["of"] == "every" else any(answers)
    return found is claim["holds"]


def words(certificate: Any) -> Iterator[Change]:
    """Yield every closed word in place of every other."""
    for part in ("defeats", "claim", "witness"):
        for field, known in WORDS.items():
            said = certificate[part].get(field)
            if isinstance(said, str):
                yield from (Change((part, field), "word", word) for word in known if word != said)
            elif isinstance(said, list):
                for place, each in enumerate(said):
                    others = (word for word in known if word != each)
                    yield from (Change((part, field, place), "word", word) for word in others)


def every_change(certificate: Any) -> Iterator[Change]:
    yield from changes(certificate)
    yield from words(certificate)
    names = certificate["framework"]["arguments"]
    if "argument" in certificate["claim"]:
        yield from (
            Change(("claim", "argument"), "other argument", name)
            for name in names
            if name != certificate["claim"]["argument"]
        )


def test_the_corpus_holds_every_kind_of_claim_and_witness() -> None:
    """Each certificate is valid and true, and all types, questions and reductions are there."""
    for name, certificate in CERTIFICATES.items():
        assert shown(certificate), name
        assert true(certificate), name

    said = [(each["defeats"], each["claim"], each["witness"]) for each in CERTIFICATES.values()]
    assert {"attack", "preference", "audience"} == {defeat["by"] for defeat, _, _ in said}
    assert {*AUDIENCE_QUESTIONS} == {claim["of"] for _, claim, _ in said if "of" in claim}
    assert {"grounded", "admissible", "complete", "stable"} == {each["type"] for *_, each in said}
    assert {True, False} == {claim["holds"] for _, claim, _ in said if "holds" in claim}


TRUE_AS_WELL = {
    # The same witness shows more than was claimed: its weaker kind, another semantics or mode,
    # another argument that it holds or beats.
    ("claim.argument", "other argument"),
    ("claim.mode", "word"),
    ("claim.semantics", "word"),
    ("witness.type", "word"),
    # With this little in it, the witness fits another rule as well.
    ("defeats.comparison", "word"),
    ("defeats.parity", "word"),
    ("defeats.reduction", "word"),
    # A set without a member that the claim does not need.
    ("witness.set", "drop"),
}
"""Changes after which a certificate may state something else that is true, and show it."""


def test_every_change_to_a_certificate_is_refused_or_states_another_truth() -> None:
    """Of some five thousand changes those pass that are listed, and what they state is true."""
    passed: set[tuple[str, str]] = set()
    number = 0

    for certificate in CERTIFICATES.values():
        for change in every_change(certificate):
            number += 1
            changed = change.made(certificate)
            if shown(changed):
                assert true(changed), change
                passed.add((change.where, change.how))

    assert passed == TRUE_AS_WELL
    assert number > 5_000


@pytest.mark.parametrize("case", CERTIFICATES)
def test_a_framework_changed_with_its_hash_does_not_show_what_is_false(case: str) -> None:
    """Whoever forges the hash too states something of another framework, and only what is so."""
    certificate = CERTIFICATES[case]
    tried = 0

    for change in changes(certificate["framework"]):
        made = Change(("framework", *change.path), change.how, change.value).made(certificate)
        if isinstance(made["framework"], dict):
            tried += 1
            changed = bound(made)
            assert not shown(changed) or true(changed), change

    assert tried > 20


# --- Anything at all, against the definitions


@given(
    frameworks(NAMES[:4]),
    promoting(NAMES[:4]),
    st.data(),
)
def test_what_the_checker_accepts_is_true(
    attacks: set[Attack], promoted: dict[str, tuple[str, ...]], data: st.DataObject
) -> None:
    """A claim drawn at random with a witness drawn at random passes only if it is so."""
    names = list(NAMES[:4])
    pairs = sorted((names.index(a), names.index(b)) for a, b in attacks)
    by = data.draw(st.sampled_from(["attack", "audience"]))
    chains = [sorted(map(list, order)) for order in orders(VALUES, frozenset(), "every_order")]
    framework: dict[str, Any] = {"arguments": names, "attacks": [list(pair) for pair in pairs]}
    defeat: dict[str, Any] = {"by": by}
    order = None
    if by == "audience":
        framework["values"] = [list(promoted[name]) for name in names]
        defeat |= {
            "comparison": data.draw(st.sampled_from(COMPARISONS)),
            "parity": data.draw(st.sampled_from(PARITIES)),
            "audience": data.draw(st.sampled_from([[], *chains])),
        }
        order = data.draw(st.sampled_from([None, *chains]))
    accepted = {
        "type": "accepted",
        "argument": data.draw(st.sampled_from(names)),
        "semantics": data.draw(st.sampled_from(SEMANTICS)),
        "mode": data.draw(st.sampled_from(ACCEPTANCE_MODES)),
        "holds": data.draw(st.booleans()),
        "of": "declared" if order is None else data.draw(st.sampled_from(["some", "every"])),
    }
    kind = data.draw(st.sampled_from(["admissible", "complete", "stable"]))
    members = data.draw(st.sets(st.integers(0, 3)))
    certificate = bound(
        {
            "kind": "argument_certificate",
            "schema_version": 1,
            "not_shown": CERTIFICATES["labels"]["not_shown"],
            "framework": framework,
            "defeats": defeat,
            "claim": data.draw(st.sampled_from([accepted, {"type": kind}])),
            "witness": {"type": kind, "order": order, "set": sorted(members)},
        }
    )

    assert not shown(certificate) or true(certificate)


@given(
    frameworks(NAMES[:4]),
    promoting(NAMES[:4]),
    st.sampled_from(NAMES[:4]),
    st.fixed_dictionaries(
        {
            "question": st.sampled_from(AUDIENCE_QUESTIONS),
            "parity": st.sampled_from(PARITIES),
            "semantics": st.sampled_from(SEMANTICS),
            "mode": st.sampled_from(ACCEPTANCE_MODES),
        }
    ),
)
def test_what_is_handed_out_is_accepted(
    attacks: set[Attack], promoted: dict[str, tuple[str, ...]], argument: str, asked: dict[str, Any]
) -> None:
    """Every certificate of the search is valid and true."""
    framework = ValueFramework.of(
        ArgumentFramework.from_attacks(NAMES[:4], attacks),
        [(name, value) for name, values in promoted.items() for value in values],
    )

    found = solve_audience(framework, argument, **asked)

    if found.certificate is not None:
        content = json.loads(written(found.certificate.content()))
        assert shown(content)
        assert true(content)


@given(frameworks(), st.sampled_from(SEMANTICS))
def test_extensions_come_with_valid_certificates(attacks: set[Attack], semantics: Any) -> None:
    """Each extension's certificate passes; that of a preferred one says that it is complete."""
    found = solve_extensions(ArgumentFramework.from_attacks(NAMES, attacks), semantics)

    for certificate in found.certificates:
        content = json.loads(written(certificate.content()))
        assert shown(content)
        assert ("complete" if semantics == "preferred" else semantics) == content["claim"]["type"]
