"""Certificates about arguments: what they show is true, and no change to one makes it show more."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
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
    ArgumentCertificate,
    ArgumentFramework,
    Audience,
    PreferenceFramework,
    ValueFramework,
    solve_acceptance,
    solve_audience,
    solve_extensions,
)
from commonweal.proof import checker

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
from .forging import Change, changes, hash_of, written

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

FIVE = ArgumentFramework.from_attacks(
    NAMES, [("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "c")]
)
CHAIN = ArgumentFramework.from_attacks(NAMES, [("a", "b"), ("b", "c"), ("e", "e"), ("a", "d")])
CYCLE = ArgumentFramework.from_attacks("abc", [("a", "b"), ("b", "c"), ("c", "a")])
COLOURED = ValueFramework.of(CYCLE, [("a", "red"), ("b", "blue"), ("c", "blue")])
SEVERAL = ValueFramework.of(
    CYCLE, [("a", "red"), ("a", "green"), ("b", "blue"), ("c", "blue"), ("c", "red")]
)


def corpus() -> dict[str, dict[str, Any]]:
    """Return a certificate of every kind of claim and witness."""
    found: dict[str, ArgumentCertificate | None] = {
        "labels": solve_extensions(CHAIN, "grounded").certificates[0],
        "complete": solve_extensions(FIVE, "complete").certificates[-1],
        "stable": solve_extensions(FIVE, "stable").certificates[0],
        "credulous": solve_acceptance(FIVE, "b").certificate,
        "credulous stable": solve_acceptance(FIVE, "b", semantics="stable").certificate,
        "sceptical": solve_acceptance(CHAIN, "c", mode="sceptical").certificate,
        "not sceptical": solve_acceptance(FIVE, "a", mode="sceptical").certificate,
        "not credulous": solve_acceptance(CHAIN, "d").certificate,
        "some": solve_audience(COLOURED, "b", question="some", parity="every_order").certificate,
        "not every": solve_audience(
            COLOURED, "b", question="every", parity="every_order"
        ).certificate,
        "several": solve_audience(
            SEVERAL, "b", question="some", parity="no_preference"
        ).certificate,
        "declared": solve_audience(
            COLOURED, "b", audience=Audience.ranking(["blue", "red"]), parity="every_order"
        ).certificate,
        "no preference": solve_audience(
            COLOURED, "b", audience=Audience.of([("blue", "red")]), parity="no_preference"
        ).certificate,
    }
    assert all(found.values())
    return {name: json.loads(written(each.content())) for name, each in found.items() if each} | {
        f"preference {reduction}": by_preference(reduction) for reduction in REDUCTIONS
    }


def by_preference(reduction: Any) -> dict[str, Any]:
    """Return what an attack on a preferred argument leaves, as a certificate."""
    framework = ArgumentFramework.from_attacks("abc", [("a", "b"), ("b", "c")])
    preferring = PreferenceFramework.of(framework, [("b", "a")])
    (first, *_) = solve_extensions(preferring.reduced(reduction), "stable").certificates
    content = preferring.certificate(first, reduction).content()
    result: dict[str, Any] = json.loads(written(content))
    return result


CERTIFICATES = corpus()


def bound(certificate: Any) -> Any:
    """Return a certificate with the hash that its framework has."""
    return {**certificate, "framework_sha256": hash_of(certificate["framework"])}


def shown(certificate: Any) -> list[Any] | None:
    """Return what the checker says that a certificate shows; None if it refuses it."""
    report = checker.Report()
    try:
        content = checker.inputs.parse(written(certificate))
        checker.beside("checker_arguments").check(content, report)
    except (checker.InvalidError, checker.UnreadableError, *checker.MALFORMED):
        return None
    claims: list[Any] = report.claims
    return claims


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


# --- Through the program


def test_the_program_tells_what_a_certificate_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file is known by its kind; what it shows and does not show is said."""
    path = tmp_path / "c.json"
    path.write_bytes(written(CERTIFICATES["not every"]))

    status = checker.main([str(path)])

    told = capsys.readouterr().out.splitlines()
    assert 0 == status
    assert "checked" == told[0]
    assert told[1].startswith("argument checked: 'b' is not accepted for every audience (preferred")
    assert all(f"not shown: {text}" in told for text in CERTIFICATES["labels"]["not_shown"])


def test_the_program_tells_what_is_wrong_with_a_certificate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A false label is named, with the argument that has it."""
    certificate = json.loads(json.dumps(CERTIFICATES["labels"]))
    certificate["witness"]["labels"][1] = "in"
    path = tmp_path / "c.json"
    path.write_bytes(written(certificate))

    assert 1 == checker.main([str(path)])
    assert "NOT VALID: argument 'a': not 'in'" not in (said := capsys.readouterr().out)
    assert "NOT VALID: argument 'b': not 'in'" in said


def by_hand(names: list[str], *, claim: dict[str, Any], members: list[int]) -> Any:
    """Return a certificate of two arguments that attack each other, and a stable set."""
    return bound(
        {
            "kind": "argument_certificate",
            "schema_version": 1,
            "not_shown": CERTIFICATES["labels"]["not_shown"],
            "framework": {"arguments": names, "attacks": [[0, 1], [1, 0]]},
            "defeats": {"by": "attack"},
            "claim": claim,
            "witness": {"type": "stable", "order": None, "set": members},
        }
    )


def held(argument: str) -> dict[str, Any]:
    """Return the claim that some stable extension holds an argument."""
    asked = {"semantics": "stable", "mode": "credulous", "of": "declared", "holds": True}
    return {"type": "accepted", "argument": argument, **asked}


def test_a_certificate_written_by_hand_passes(tmp_path: Path) -> None:
    """Nothing of the producer is needed to state that of two rivals one can be held."""
    path = tmp_path / "c.json"
    path.write_bytes(written(by_hand(["p", "q"], claim={"type": "stable"}, members=[1])))

    assert [] == checker.check(path).problems


SPOOF = "wait is accepted (grounded, sceptical); conditional on framework sha256:" + "0" * 64


@pytest.mark.parametrize("name", [f"{SPOOF}; x", f"x' is accepted; {SPOOF}", f'"{SPOOF}"'])
def test_no_name_reads_like_a_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """An argument's name is told in quotation marks that it cannot close, and shortened."""
    path = tmp_path / "c.json"
    path.write_bytes(written(by_hand([name, "wait"], claim=held(name), members=[0])))

    status = checker.main([str(path)])

    told = capsys.readouterr().out.splitlines()[1].removeprefix("argument checked: ")
    subject, _, rest = told.rpartition(" is accepted ")
    assert 0 == status
    assert f"{name[:99]}…" == ast.literal_eval(subject)
    assert rest.startswith("(stable, credulous); conditional on framework sha256:")


def test_no_value_reads_like_a_finding() -> None:
    """The values of an audience are told in quotation marks as well."""
    audience = Audience.of([(f"care); {SPOOF}", "thrift")])
    framework = ValueFramework.of(CYCLE, [("a", "thrift"), ("b", f"care); {SPOOF}")])
    found = solve_audience(framework, "b", audience=audience, parity="no_preference")
    assert found.certificate is not None

    (claim,) = shown(json.loads(written(found.certificate.content()))) or [{"told": ""}]

    high, _, low = claim["told"].split(" holds ")[1].rpartition(" > ")
    assert f"care); {SPOOF}"[:99] + "…" == ast.literal_eval(high)
    assert low.startswith("'thrift'; conditional on")


@pytest.mark.parametrize(
    ("case", "name"),
    [("credulous", "a"), ("labels", "a"), ("declared", "blue"), ("some", "blue")],
)
def test_what_has_no_name_is_refused(case: str, name: str) -> None:
    """An argument or a value may have any name but none: a finding must say what it is of."""
    text = json.dumps(CERTIFICATES[case])

    found = [
        shown(bound(json.loads(text.replace(json.dumps(name), json.dumps(other)))))
        for other in ("", "A \n'name'")
    ]

    assert not found[0]
    assert found[1]


def test_what_is_told_of_a_claim_is_there_in_fields(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A program reads from the report which claim was checked, of which framework."""
    certificate = CERTIFICATES["not every"]
    path = tmp_path / "c.json"
    path.write_bytes(written(certificate))

    checker.main([str(path), "--json"])

    (claim,) = json.loads(capsys.readouterr().out)["data"]["claims"]
    told = claim.pop("told")
    assert told.startswith("'b' is not accepted for every audience (preferred")
    assert {key: certificate[key] for key in ("claim", "defeats", "framework_sha256")} == claim


def test_each_line_is_checked_by_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of four lines the two that are wrong are told by number; the two others count."""
    good = by_hand(["p", "q"], claim={"type": "stable"}, members=[1])
    bad = by_hand(["p", "q"], claim={"type": "stable"}, members=[0, 1])
    malformed = {**good, "claim": {"type": ["stable"]}}
    path = tmp_path / "m.jsonl"
    path.write_bytes(b"\n".join(map(written, (good, bad, malformed, good))))

    status = checker.main([str(path), "--json"])

    data = json.loads(capsys.readouterr().out)["data"]
    assert 1 == status
    assert "line 2: the set attacks its own 'p'" == data["problems"][0]
    assert ["line 2", "line 3"] == [problem.split(":")[0] for problem in data["problems"]]
    assert 2 == len(data["claims"]) == data["proofs"]


def test_a_large_certificate_is_checked(tmp_path: Path) -> None:
    """A chain of 20,000 arguments, in which every label rests on all before it."""
    names = [f"a{number}" for number in range(20_000)]
    chain = ArgumentFramework.from_indices(names, range(19_999), range(1, 20_000))
    solve_extensions(chain, "grounded").certificates[0].write(tmp_path / "c.json")

    report = checker.check(tmp_path / "c.json")

    assert [] == report.problems
    assert report.claims[0]["told"].startswith("grounded labels: 10000 in, 10000 out, 0 undecided")
