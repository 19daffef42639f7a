"""The checker holds what a decision is taken from to its form, down to every field."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from types import NoneType
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from commonweal import documents
from commonweal.documents import DecisionInputs, Situation, Target
from commonweal.proof import checker

from .forging import GONE, changes, checked, corpus, forged, read, replaced

arguments = checker.beside("checker_arguments")
shapes, tables = checker.shapes, checker.tables
MODELS: dict[str, str] = {
    "inputs": "DecisionInputs",
    "placing": "PublishedPlacing",
    "appraisal": "PublishedAppraisal",
    "complaint": "PublishedComplaint",
}
"""The models whose names are other than those of the checker's tables."""


def model_of(kind: str) -> type[BaseModel]:
    """Return the model of a part of the inputs that the checker's tables describe."""
    words = kind.removeprefix("clause ").split("_")
    found: type[BaseModel] = getattr(documents, MODELS.get(kind) or "".join(map(str.title, words)))
    return found


OF_INPUTS = (*tables.FORMS, *(f"clause {kind}" for kind in tables.CLAUSES))
KINDS = (*OF_INPUTS, *tables.ALONE, *arguments.FORMS)
WORDS = tables.WORDS | arguments.WORDS
MODELLED = (*OF_INPUTS, "manifest", "manifest_entry")
"""The kinds that have a model; what a ledger hands out has none."""


# --- Every kind, built from its table


WHOLE: dict[str, Any] = {
    "name": "a",
    "card": "value_card:" + "0" * 64,
    "record_id": "transition:" + "0" * 64,
    "hash": "0" * 64,
    "nonce": "0" * 32,
    "signature": "0" * 128,
    "language": "en",
    "line": "a line",
    "text": "a text",
    "any_text": "a name",
    "truth": True,
    "one": 1,
    "moment": "2026-01-31T09:30:00Z",
    "rational": "1/2",
    "threshold": "1/2",
    "number": 3,
    "fact_value": "word",
    "clause": {"kind": "holds", "context": "a"},
    "condition": {"kind": "holds", "context": "a"},
    "defeats": {"by": "attack"},
    "claim": {"type": "stable"},
    "witness": {"type": "stable", "order": None, "set": []},
    **{kind: words.split()[0] for kind, words in WORDS.items()},
    **{kind: bounds[1] for kind, bounds in tables.INTEGERS.items()},
}
"""Something right for each word of the tables that is no object."""
INSTEAD: dict[str, dict[str, Any]] = {
    "situation": {"without_doing_nothing": "a reason"},
    "norm": {
        "modality": "permitted",
        "deadline": None,
        "in_force_until": None,
        "upon_breach": {"norm": "b"},
    },
    "ground": {"norm": None},
    "complaint": {"withheld": None},
    "not_traded": {"second": "value_card:" + "1" * 64},
}
"""What must stand in a field for the object to agree with itself."""
ONE_OF = {"ground": {"card"}, "complaint": {"ground"}, "situation": {"without_doing_nothing"}}
"""A field that an object needs because another one is left out."""


def whole(kind: str) -> Any:
    """Return an object of that kind with every field there is."""
    made = {field: filled(what) for field, (what, _) in shapes.described(kind).items()}
    return made | INSTEAD.get(kind, {})


def filled(what: str) -> Any:
    """Return something right where the tables say `what`."""
    what = what.removesuffix("|null").removesuffix("+")
    if what.startswith("="):
        return what[1:]
    if what.startswith("["):
        return [filled(what[1:-1])]
    if what == "held_target":
        return whole("target")
    return copy.deepcopy(WHOLE[what]) if what in WHOLE else whole(what)


def said_of(kind: str, value: Any) -> str:
    """Return what the checker's tables find wrong with a value."""
    found: str = shapes.CHECKS[kind](value)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_object_is_accepted_and_so_is_one_with_required_fields_only(kind: str) -> None:
    """An object with every field is accepted, and one without what may be left out."""
    full = whole(kind)
    needed = {field for field, (_, must) in shapes.described(kind).items() if must}
    needed |= ONE_OF.get(kind, set())

    found = said_of(kind, full), said_of(kind, {field: full[field] for field in needed})

    assert ("", "") == found


@pytest.mark.parametrize("kind", KINDS)
def test_each_required_field_is_required_and_no_other_is_known(kind: str) -> None:
    """An object without a required field is refused, and so is one with a field more."""
    full = whole(kind)
    needed = [field for field, (_, must) in shapes.described(kind).items() if must]

    without = {
        field: said_of(kind, {key: full[key] for key in full if key != field}) for field in needed
    }
    more = said_of(kind, full | {"acts\u200b": []})

    missing = {field: f": the field {field!r} is missing" for field in needed}
    assert missing == without
    assert ": no rule knows the field 'acts\\u200b'" == more


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_takes_a_value_of_another_type(kind: str) -> None:
    """A number, text, list or object where another belongs is refused, and null where none may."""
    full = whole(kind)
    strange = {"inputs": {"zz": 0}, "list": [[0]], "text": "\u200b\n", "number": -(2**60)}

    taken = [
        (field, name)
        for field, (what, _) in shapes.described(kind).items()
        for name, value in {**strange, "null": None}.items()
        if not said_of(kind, full | {field: value})
        and not (name == "text" and what.removesuffix("|null") in {"text", "any_text"})
        and not (name == "list" and what == "[[count]]")
        and not (name == "text" and what == "fact_value")
        and not (name == "number" and what in {"fact_value", "number"})
        and not (name == "inputs" and what == "held_target")
        and not (name == "null" and what.endswith("|null"))
    ]

    assert [] == taken


# --- The tables and the models


def walked(model: type[BaseModel], seen: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """Return a model and all that its fields hold."""
    if model not in seen:
        seen.add(model)
        for field in model.model_fields.values():
            for inner in types_in(field.annotation):
                if isinstance(inner, type) and issubclass(inner, BaseModel):
                    walked(inner, seen)
    return seen


def types_in(annotation: Any) -> Iterator[Any]:
    """Yield every type that an annotation is made of."""
    yield annotation
    if get_origin(annotation) is not Literal:
        for part in get_args(annotation):
            yield from types_in(part)


def words_in(annotation: Any) -> set[str]:
    """Return the words of a closed list in an annotation."""
    return {
        word
        for part in types_in(annotation)
        if get_origin(part) is Literal
        for word in get_args(part)
        if isinstance(word, str)
    }


def test_the_tables_describe_every_model_that_inputs_hold() -> None:
    """What the tables describe are the models that a decision's inputs are made of, all of them."""
    described = {model_of(kind) for kind in OF_INPUTS}

    assert walked(DecisionInputs, set()) == described


@pytest.mark.parametrize("kind", MODELLED)
def test_the_tables_say_of_each_field_what_its_model_says(kind: str) -> None:
    """The same fields, required ones, fields that may be null, lists and words are in both."""
    model = model_of(kind)
    said = {"kind", "schema_version"}

    expected = {
        name: (
            field.is_required() or name in said,
            NoneType in get_args(field.annotation),
            tuple in {get_origin(part) for part in types_in(field.annotation)},
            words_in(field.annotation),
        )
        for name, field in model.model_fields.items()
    }
    found = {
        name: (must, what.endswith("|null"), what.startswith("["), words_of(what))
        for name, (what, must) in shapes.described(kind).items()
    }

    assert expected == found


def words_of(what: str) -> set[str]:
    """Return the words of a closed list that the tables name."""
    name = what.removesuffix("|null").strip("[]+")
    return {what[1:]} if what.startswith("=") else set(WORDS.get(name, "").split())


def test_what_the_tables_accept_the_models_accept() -> None:
    """The whole situation and target that the tables give are a situation and a target."""
    Situation.from_content(whole("situation"))
    Target.from_content(whole("target"))

    assert "" == said_of("inputs", whole("inputs"))


# --- What a forger would write


def refused(*path: str | int, value: Any, case: str = "vetoes") -> str:
    """Return why the checker refuses a decision of the corpus with this at a path of its inputs."""

    def edit(decision: Any) -> None:
        place = decision["justification"]["inputs"]
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return "; ".join(checked(forged(case, edit)).problems)


def test_the_corpus_has_the_form() -> None:
    """The inputs of every decision of the corpus, and its target, have the form."""
    held = [decision["justification"]["inputs"] for decision in corpus().values()]

    found = {said_of("inputs", said) + said_of("target", said["target"]) for said in held}

    assert {""} == found


@pytest.mark.parametrize("case", sorted(corpus()))
def test_a_field_more_anywhere_in_the_inputs_is_refused(case: str) -> None:
    """No object in a decision's inputs takes a field that no rule knows."""
    inputs = read(case)["justification"]["inputs"]
    more = [change for change in changes(inputs) if change.how == "unknown key"]

    taken = [
        change.where
        for change in more
        for made in [change.made(inputs)]
        if not said_of("inputs", made) + said_of("target", made["target"])
    ]

    assert more
    assert [] == taken


MALFORMED: dict[str, tuple[tuple[str | int, ...], Any, str]] = {
    "a decider in capitals": (("situation", "decider"), "Agent", "a name"),
    "a name with an invisible letter": (("situation", "decider"), "agent\u200b", "a name"),
    "a name that ends its line": (("situation", "decider"), "agent\n", "a name"),
    "a decider who is no party": (("situation", "decider"), "nobody", "one of the parties"),
    "a principal who is no party": (("situation", "principal"), "nobody", "one of the parties"),
    "an interim that is no option": (("situation", "interim"), "nothing", "one of the options"),
    "an end before the moment": (
        ("situation", "until"),
        "1999-01-01T00:00:00Z",
        "no moment before at",
    ),
    "a day that does not exist": (("situation", "at"), "2026-02-30T00:00:00Z", "a moment"),
    "a moment in other digits": (("situation", "at"), "٢٠٢٦-01-30T00:00:00Z", "a moment"),
    "a moment without its zone": (("situation", "at"), "2026-01-30T00:00:00", "a moment"),
    "unknown considerations": (("situation", "considerations"), "Complete", "complete, partial"),
    "no parties": (("situation", "parties"), [], "not empty"),
    "a truth in words": (("situation", "parties", 0, "affected"), "false", "true or false"),
    "a truth as a number": (("situation", "parties", 0, "inside"), 1, "true or false"),
    "fields that are null": (("situation", "facts"), None, "a list"),
    "an unknown origin": (("situation", "origin"), "people", "person, model"),
    "a synthetic in words": (("target", "synthetic"), "no", "true or false"),
    "rejected principles in capitals": (("target", "rejected_principles"), "Veto", "veto_all"),
    "rejected principles reported": (("target", "rejected_principles"), "report", "veto_all"),
    "an unknown rule of order": (("target", "norm_order"), ["Level"], "one of level"),
    "a threshold of more than one": (
        ("target", "thresholds", "accepted"),
        "3/2",
        "an exact number above",
    ),
    "a threshold of nothing": (("target", "thresholds", "accepted"), "0/1", "above '0/1'"),
    "a threshold not reduced": (("target", "thresholds", "complementary"), "2/4", "above '0/1'"),
    "no votes at least": (("target", "thresholds", "min_votes"), 0, "from 1"),
    "a truth for a number": (("target", "thresholds", "min_votes"), True, "from 1"),
    "another version": (("target", "schema_version"), 2, "the version 1"),
    "a target without norms' form": (("target", "norms"), {}, "a list"),
    "a power that nobody has": (("target", "authorities", 0, "powers"), ["Oblige"], "one of"),
    "an unknown modality": (("target", "norms", 0, "modality"), "Forbidden", "one of obliged"),
    "an unknown level": (("target", "norms", 0, "level"), "local", "one of supranational"),
    "a guarantee in words": (("target", "norms", 0, "guaranteed"), "yes", "true or false"),
    "an unknown source": (("placings", 0, "source"), "Owner", "one of owner"),
    "an unknown stake": (("placings", 0, "stake"), "Grave", "one of slight"),
    "nobody who placed": (("placings", 0, "people"), 0, "from 1"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_malformed_is_refused_with_its_path(name: str) -> None:
    """A decision whose inputs are malformed is refused, where they are and for what they are."""
    path, value, expected = MALFORMED[name]
    where = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    where = where.replace(".", "" if path[0] == "target" else "inputs: ", 1)
    where = where.replace("target.", "target: ", 1)

    found = refused(*path, value=value, case="levels" if "norms" in path else "vetoes")

    assert found.startswith(where)
    assert expected in found


def test_an_act_cannot_be_hidden_in_another_field() -> None:
    """An option whose acts stand under a name that looks like theirs is refused."""
    options = read("vetoes")["justification"]["inputs"]["situation"]["options"]
    place = next(place for place, option in enumerate(options) if option.get("acts"))
    hidden = {key + "\u200b" * (key == "acts"): told for key, told in options[place].items()}

    found = refused("situation", "options", place, value=hidden)

    assert f"inputs: situation.options[{place}]: no rule knows the field 'acts\\u200b'" == found


def test_doing_nothing_is_an_option_or_is_explained() -> None:
    """A situation in which every option acts must say why nothing is no option."""
    options = read("vetoes")["justification"]["inputs"]["situation"]["options"]
    acting = [option for option in options if option.get("acts")]

    found = refused("situation", "options", value=acting)

    assert "inputs: situation.options: expected one without acts" in found


@pytest.mark.parametrize(("field", "expected"), [("actor", "actors among"), ("toward", "toward a")])
def test_who_acts_and_is_acted_on_is_a_party(field: str, expected: str) -> None:
    """An act by or toward somebody who is no party is refused."""
    options = read("vetoes")["justification"]["inputs"]["situation"]["options"]
    place = next(place for place, option in enumerate(options) if option.get("acts"))

    found = refused("situation", "options", place, "acts", 0, field, value="nobody")

    assert expected in found


@pytest.mark.parametrize("things", ["parties", "options"])
def test_no_two_things_of_a_situation_have_one_name(things: str) -> None:
    """Two parties or two options of one name are refused."""
    listed = read("vetoes")["justification"]["inputs"]["situation"][things]

    found = refused("situation", things, value=[*listed, listed[0]])

    assert f"inputs: situation.{things}: expected each name once" == found


def test_no_party_has_its_own_cards_twice() -> None:
    """Which of the two lists would count is not guessed."""
    own = read("role-standard")["justification"]["inputs"]["target"]["own_cards"]

    found = refused("target", "own_cards", value=[*own, own[0]])

    assert "each party must be a name and stand once among ['agent', 'village']" in found


@pytest.mark.parametrize("tiers", [["first", "first"], ["elsewhere"]])
def test_a_placing_orders_the_options_that_there_are_each_once(tiers: list[str]) -> None:
    """A placing that lists an option twice, or one that there is not, is refused."""
    inputs = read("vetoes")["justification"]["inputs"]
    first = inputs["situation"]["options"][0]["name"]
    order = [[first if name == "first" else name] for name in tiers]

    found = refused("placings", 0, "order", value=order)

    assert "inputs: placings[0].order: expected options of the situation, each once" == found


def test_what_contradicts_itself_is_refused() -> None:
    """Norms, grounds, agreements, refusals of trade and appraisals that contradict themselves."""
    card = WHOLE["card"]
    appraised = whole("inputs")
    appraised["appraisals"][0]["option"] = "elsewhere"

    found = [
        said_of("norm", whole("norm") | {"modality": "obliged"}),
        said_of("norm", whole("norm") | {"deadline": WHOLE["moment"]}),
        said_of("norm", whole("norm") | {"in_force_until": WHOLE["moment"]}),
        said_of("ground", {"card": card, "norm": "a"}),
        said_of("ground", {}),
        said_of("model_agreement", whole("model_agreement") | {"held_out": 1}),
        said_of("not_traded", whole("not_traded") | {"second": card}),
        said_of("inputs", appraised),
    ]

    assert all(": expected" in problem for problem in found)


@pytest.mark.parametrize("field", ["condition", "scope"])
def test_a_condition_is_bounded_and_of_a_known_kind(field: str) -> None:
    """Conditions too deep, too long, or of a kind that no rule knows are refused."""
    kind = {"condition": "principle", "scope": "resolution"}[field]
    holds = WHOLE["condition"]
    deepest = holds
    for _ in range(shapes.DEEPEST_CONDITION - 1):
        deepest = {"kind": "not", "of": deepest}
    wide = {"kind": "any", "of": [holds] * shapes.MOST_PARTS}

    fits = [said_of(kind, whole(kind) | {field: each}) for each in (deepest, wide)]
    wrong = [
        said_of(kind, whole(kind) | {field: each})
        for each in (
            {"kind": "not", "of": deepest},
            {"kind": "any", "of": [holds] * (shapes.MOST_PARTS + 1)},
            {"kind": "one_of", "fact": "a", "values": []},
            {"kind": "at_least", "fact": "a", "value": True},
            {"kind": "occupies", "who": "Actor", "role": "a"},
            {"kind": "Holds", "context": "a"},
            {"kind": ["holds"], "context": "a"},
            {"context": "a"},
        )
    ]

    assert ["", ""] == fits
    assert all(problem.startswith(f".{field}") for problem in wrong)


def test_a_target_named_by_hash_is_named_by_nothing_else() -> None:
    """A reference to a target is a whole hash and holds no other field."""
    inputs = whole("inputs")

    found = [
        said_of("inputs", inputs | {"target": target})
        for target in ({"sha256": "0" * 64}, {"sha256": "0"}, {"sha256": "0" * 64, "norms": []})
    ]

    assert [True, False, False] == [not problem for problem in found]


def test_a_field_left_out_is_no_empty_list() -> None:
    """A situation without its options is refused by name, wherever it stands in a decision."""
    inputs = read("vetoes")["justification"]["inputs"]
    without = replaced(inputs["situation"], ("options",), GONE)

    found = refused("situation", value=without)

    assert "inputs: situation: the field 'options' is missing" == found
