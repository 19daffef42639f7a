"""What the program tells of certificates about arguments, and no name that reads like a finding."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from commonweal.argumentation import (
    ArgumentFramework,
    Audience,
    ValueFramework,
    solve_audience,
    solve_extensions,
)
from commonweal.proof import checker

from .argument_certificates import (
    CERTIFICATES,
    CYCLE,
    bound,
    held,
    shown,
)
from .forging import written

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
