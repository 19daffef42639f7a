"""What the checker in JavaScript is made of: hashes, JSON, exact numbers, the form of inputs."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from commonweal.documents import canonical_json
from commonweal.proof import checker
from commonweal.reports import write_checker_page

from .in_browser import text_of

pytestmark = pytest.mark.browser

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas" / "v1"
MODULES = Path(__file__).resolve().parents[2] / "src" / "commonweal" / "proof" / "javascript"


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Return a page with all modules in it."""
    path = tmp_path_factory.mktemp("page") / "checker.html"
    write_checker_page(path)
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(path.as_uri())
    yield opened
    context.close()


# --- SHA-256

NIST = {
    b"": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    b"abc": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq": (
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    b"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
    b"hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu": (
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    b"a" * 1_000_000: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
}
"""The examples that NIST publishes with FIPS 180-4."""

HASHES = """(texts) => texts.map((text) => commonwealChecker.sha256.sha256(
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))))"""


def hashes(page: Page, many: list[bytes]) -> Any:
    return page.evaluate(HASHES, [text_of(data) for data in many])


def test_hashes_are_those_that_nist_gives(page: Page) -> None:
    """The published examples, the one of a million letters among them."""
    assert list(NIST.values()) == hashes(page, list(NIST))


def test_hashes_of_every_length_are_those_of_another_program(page: Page) -> None:
    """Around every border of a block the padding is right."""
    texts = [random.Random(length).randbytes(length) for length in range(200)]

    assert [hashlib.sha256(text).hexdigest() for text in texts] == hashes(page, texts)


# --- JSON


def test_canonical_json_is_that_of_the_package(page: Page) -> None:
    """Keys by UTF-16 code units, the shortest escapes, letters of every plane as they are."""
    keys = ["\u20ac", "\r", "1", "\u0080", "\U0001f600", "\u00f6", "\ufb33", "a", "__proto__"]
    texts = ['\u20ac$\u000f\nA\'B"\\\\"/', "\u2028\x7f", "\U0001f600", ""]
    content = {key: [texts, {"b": -1, "a": 2**53 - 1}, None, True] for key in keys}
    write = """(text) => commonwealChecker.canonical_json.canonical(
      commonwealChecker.strict_json.parseText(text))"""

    found = page.evaluate(write, json.dumps(content))

    assert canonical_json(content).decode() == found


READ = """(texts) => texts.map((text) => { try {
  return JSON.stringify(commonwealChecker.strict_json.parseText(text));
} catch (error) { return null; } })"""


def test_strict_json_is_read_as_it_stands(page: Page) -> None:
    """Escapes, the largest integers, spaces, and keys that objects of the language have."""
    taken = [
        *('{"constructor":1,"__proto__":{"a":2},"toString":3}', "[9007199254740991]"),
        *("[-9007199254740991]", r'"\u00e9\ud83d\ude00\/\b\f\n\r\t\"\\"', " [ 1 , { } , [ ] ] "),
        *("null", "-0", '"\u2028"'),
    ]

    found = page.evaluate(READ, taken)

    assert [json.loads(text) for text in taken] == [json.loads(text) for text in found]


def test_what_readers_read_differently_is_not_read(page: Page) -> None:
    """Keys twice, points, exponents, integers beyond 2**53, half pairs, depth, and broken ends."""
    refused = [
        *('{"a":1,"a":1}', r'{"a":1,"\u0061":1}', '{"__proto__":1,"__proto__":1}', "1.0", "1e3"),
        *("1E3", "NaN", "Infinity", "-Infinity", "9007199254740992", "-9007199254740992"),
        *("9" * 400, "01", "-", "+1", ".5", r'"\ud800"', r'"\udc00\ud800"', r'"\u12"', r'"\x41"'),
        *('"\n"', '"a', "[1,]", "[,1]", '{"a":1,}', '{"a"}', "{a:1}", "'a'", "[1 2]", "1 1", ""),
        *("\ufeff1", "tru", "nul", "[" * 129 + "]" * 129, "[" * 10**6, '{"a":' * 10**5),
    ]

    found = page.evaluate(READ, [*refused, "[" * 128 + "]" * 128])

    assert [None] * len(refused) == found[:-1]
    assert found[-1] is not None


# --- Exact numbers

REACHES = """(rows) => rows.map(([f, s, text]) => {
  const { ratio, reaches } = commonwealChecker.exact;
  try { return reaches(f, s, ratio(text)); } catch (error) { return error.message; } })"""


def above_half(f: int, s: int) -> Fraction:
    """Return P(more than half) from so many for and against, as the sum in words."""
    tosses = f + s + 1
    terms = accumulate(range(f), lambda term, k: term * (tosses - k) // (k + 1), initial=1)
    return Fraction(sum(terms), 2**tosses)


def test_small_counts_reach_a_threshold_exactly(page: Page) -> None:
    """All counts up to fourteen on either side, at thresholds that some just meet."""
    met = {above_half(f, s) for f, s in ((4, 0), (8, 2), (3, 3), (12, 4))}
    shares = sorted({Fraction(19, 20), Fraction(1, 2), Fraction(1, 3), Fraction(1), *met})
    rows = [(f, s, share) for f in range(15) for s in range(15) for share in shares]

    found = page.evaluate(REACHES, [[f, s, f"{x.numerator}/{x.denominator}"] for f, s, x in rows])

    assert [above_half(f, s) >= share for f, s, share in rows] == found


def test_large_counts_are_bounded_and_never_wrong(page: Page) -> None:
    """On either side of the border at 19/20, and as near to a share as its own 31 digits say."""
    rows: list[tuple[int, int, Fraction]] = []
    for answers in (2_049, 2_050, 5_001, 9_998):
        middle = answers // 2
        rows += [
            (middle + lead, answers - middle - lead, Fraction(19, 20))
            for lead in (-80, -1, 0, 1, 30, 40, 55, 60, 90, 200)
        ]
        share = above_half(middle + 40, answers - middle - 40)
        for denominator in (10**6, 10**30):
            near = Fraction(int(share * denominator), denominator)
            rows += [
                (middle + 40, answers - middle - 40, near + Fraction(k, denominator))
                for k in (0, 1)
            ]

    found = page.evaluate(REACHES, [[f, s, f"{x.numerator}/{x.denominator}"] for f, s, x in rows])

    assert [above_half(f, s) >= share for f, s, share in rows] == found


def test_counts_without_end_are_refused(page: Page) -> None:
    """Ten million answers are too many; a million are told, unless bounds cannot tell."""
    rows = [
        [6_000_000, 4_000_000, "19/20"],
        [500_900, 499_100, "19/20"],
        [500_500, 499_500, "19/20"],
    ]
    rows += [[100_000, 100_000, "1/2"], [400, 400, "1/2"], [900_000, 2, "1/1"]]

    first, *told = page.evaluate(REACHES, rows)

    assert "10000000 answers" in first
    assert [False, True, False] == [told[1], told[3], told[4]]
    assert told[0] is True
    assert "too close" in told[2]


# --- Conditions

VALUES = (1, 2, 3, "1/2", "2/1", "a", "b", True, False)
BOUNDS = (1, 2, 3, "1/2", "5/2")


def condition(rng: random.Random, depth: int) -> Any:
    """Return a random condition on few facts, contexts and roles."""
    atoms = ["equals", "equals", "one_of", "at_least", "at_most", "holds", "occupies"]
    kind = rng.choice(atoms + ["not", "before", *["all", "any"] * 2] * bool(depth))
    fact = {"kind": kind, "fact": rng.choice("fg")}
    match kind:
        case "equals":
            return {**fact, "value": rng.choice(VALUES)}
        case "one_of":
            return {**fact, "values": [rng.choice(VALUES) for _ in range(rng.randint(1, 3))]}
        case "at_least" | "at_most":
            return {**fact, "value": rng.choice(BOUNDS)}
        case "holds":
            return {"kind": kind, "context": rng.choice("xy")}
        case "occupies":
            return {"kind": kind, "who": rng.choice(["actor", "anyone"]), "role": rng.choice("rs")}
        case "not" | "before":
            return {"kind": kind, "of": condition(rng, depth - 1)}
    parts = rng.choice([0, 1, 2, 2, 3, 3, 4])
    return {"kind": kind, "of": [condition(rng, depth - 1) for _ in range(parts)]}


def test_the_same_conditions_imply_one_another_in_both(page: Page) -> None:
    """Of thousands of random pairs, both programs see the same ones imply."""
    rng = random.Random(7)
    pairs = []
    for _ in range(4_000):
        one, other = condition(rng, rng.randint(0, 3)), condition(rng, rng.randint(0, 3))
        beside = {"kind": "any", "of": [one, other]}
        pairs.append((one, beside if rng.random() < 0.1 else other))
    imply = """(pairs) => { const { normalForm, implies } = commonwealChecker.implication;
      const patience = new commonwealChecker.graphs.Patience(10 ** 9);
      return pairs.map((pair) =>
        implies(...pair.map((each) => normalForm(each, patience)), patience)); }"""
    scenes = checker.scenes
    read = [[checker.inputs.parse(json.dumps(each).encode()) for each in pair] for pair in pairs]

    found = page.evaluate(imply, pairs)

    expected = [scenes.within(*map(scenes.normal, pair)) for pair in read]
    assert expected == found
    assert 500 < sum(expected) < 3_500


# --- The form of inputs


def described(page: Page, kind: str) -> dict[str, tuple[str, bool]]:
    """Return the fields that the checker's tables give a part of the inputs."""
    tell = """(kind) => [...commonwealChecker.forms.described(kind)].map(
      ([name, { what, must }]) => [name, what, must])"""
    return {name: (what, must) for name, what, must in page.evaluate(tell, kind)}


def schema_parts() -> dict[str, Any]:
    """Return the parts of a certificate's inputs by their schema's title."""
    whole = json.loads((SCHEMAS / "justification.json").read_text(encoding="utf-8"))
    return dict(whole["$defs"])


TITLES = {
    "inputs": "DecisionInputs",
    "placing": "PublishedPlacing",
    "appraisal": "PublishedAppraisal",
    "complaint": "PublishedComplaint",
}
OUTSIDE = {"Declared", "Step"}
"""Parts of a justification that are no inputs: what is derived, not what it is derived from."""


def title_of(kind: str) -> str:
    return TITLES.get(kind) or "".join(map(str.title, kind.removeprefix("clause ").split("_")))


def may_be_null(field: dict[str, Any]) -> bool:
    return {"type": "null"} in field.get("anyOf", ())


def test_the_tables_say_what_the_schemas_say(page: Page) -> None:
    """Every part has the fields of its schema, as required, as lists, and null where it says so."""
    kinds = page.evaluate("""() => [...Object.keys(commonwealChecker.fields.PARTS),
      ...Object.keys(commonwealChecker.fields.CLAUSES).map((each) => `clause ${each}`)]""")
    parts = schema_parts()

    assert parts.keys() - OUTSIDE == {title_of(kind) for kind in kinds}
    for kind in kinds:
        schema = parts[title_of(kind)]
        expected = {
            name: (
                name in schema.get("required", ()),
                may_be_null(field),
                field.get("type") == "array",
                bool(field.get("minItems")),
            )
            for name, field in schema["properties"].items()
        }
        found = {
            name: (must, what.endswith("|null"), what.startswith("["), what.endswith("+"))
            for name, (what, must) in described(page, kind).items()
        }
        assert expected == found, kind


def test_closed_lists_have_the_words_of_the_schemas(page: Page) -> None:
    """Each word that a schema allows in a closed list is in a table, and no other."""
    words = page.evaluate("() => Object.values(commonwealChecker.fields.WORDS)")
    text = json.dumps({k: v for k, v in schema_parts().items() if k not in OUTSIDE})
    lists = {tuple(json.loads(found)) for found in re.findall(r'"enum": (\[[^\]]*\])', text)}

    assert lists == {tuple(each.split(" ")) for each in words}


def test_a_day_has_to_exist(page: Page) -> None:
    """Leap years by their rule, months by their length, hours to 23, and no year before 1."""
    days = ["2024-02-29", "2000-02-29", "1900-02-29", "2026-02-29", "2026-04-31", "0000-01-01"]
    texts = [f"{day}T23:59:59Z" for day in days] + ["2026-01-01T24:00:00Z", "2026-01-01T00:00:60Z"]

    reads = "(texts) => texts.map((text) => !commonwealChecker.forms.problemOf('moment', text))"
    found = page.evaluate(reads, texts)

    assert [True, True, *[False] * 6] == found


def test_every_module_is_in_the_page_and_imports_no_package() -> None:
    """The modules import one another and nothing else, and none fetches, evaluates or stores."""
    refused = re.compile(
        r"\b(fetch|XMLHttpRequest|WebSocket|eval|Function|localStorage|document\.cookie|innerHTML"
        r"|importScripts|require)\b\s*[(.=]"
    )
    for path in sorted(MODULES.glob("*.js")):
        text = path.read_text(encoding="utf-8")
        imported = re.findall(r'^import .* from "([^"]*)";$', text, re.MULTILINE)

        assert text.startswith("// @ts-check\n"), path.name
        assert {name.removeprefix("./") for name in imported} <= {p.name for p in MODULES.iterdir()}
        assert not refused.search(text), path.name
