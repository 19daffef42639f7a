"""Folders replayed: what a run wrote must follow from the ledgered records and nothing else."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonweal.proof import checker

from .small_study import (
    CONSENT_HASH,
    SmallStudy,
    canonical,
    head_of,
    id_of,
    said,
    seal,
    small_study,
    vote,
    write_ledger,
)


def problems(path: Path) -> list[str]:
    """Return what the checker finds wrong with a path."""
    found: list[str] = checker.check(path).problems
    return found


def find(study: SmallStudy, kind: str, by: str, **fields: Any) -> dict[str, Any]:
    """Return the first answer of a kind by somebody that has these fields."""
    return next(
        record
        for record in study.answers
        if (record["kind"], record["by"]) == (kind, by) and fields.items() <= record.items()
    )


def loaded(path: Path) -> Any:
    return json.loads(path.read_text())


def rewrite(path: Path, change: Callable[[Any], Any]) -> None:
    """Change a document in place."""
    content = loaded(path)
    change(content)
    path.write_text(json.dumps(content))


# --- What is sound


def test_a_study_run_by_hand_is_valid(tmp_path: Path) -> None:
    """Withdrawn, late, superseded, unconfirmed and merged: each counts as the pages say."""
    folder = small_study().write(tmp_path)

    report = checker.check(folder)

    assert [] == report.problems
    assert (42, 0) == (report.counts["records"], report.counts["erased"])
    assert [] == problems(folder / "out")
    assert [] == problems(folder / "ledger")


def test_an_out_folder_without_its_study_says_what_was_not_replayed(tmp_path: Path) -> None:
    """Elsewhere the files of a run are checked, and that the records give them stays unverified."""
    folder = small_study().write(tmp_path / "study")
    alone = (folder / "out").rename(tmp_path / "alone")

    report = checker.check(alone)

    assert [] == report.problems
    assert "that the target follows from the records: no study here" in report.unverified
    assert "the words of report.html and summary.json" in report.unverified


def test_the_order_of_answers_does_not_matter(tmp_path: Path) -> None:
    """The same answers in another order give the same target."""
    study = small_study()
    target = study.target()
    study.answers.reverse()

    folder = study.write(tmp_path)

    assert target["graph"] == study.target()["graph"]
    assert [] == problems(folder)


# --- What somebody changed and did not hide


FILES = (
    *("study.toml", "roles.toml", "norms/a.toml", "answers.jsonl"),
    *("out/target.json", "out/records.json", "out/summary.json", "ledger/leaves.txt"),
)


@pytest.mark.parametrize("name", FILES)
def test_a_flipped_byte_is_found_wherever_it_is(name: str, tmp_path: Path) -> None:
    """One bit of any file that a run read or wrote, or of the ledger, changes the verdict."""
    folder = small_study().write(tmp_path)
    data = (folder / name).read_bytes()
    missed = []

    for place in range(0, len(data), max(1, len(data) // 40)):
        flipped = bytes([*data[:place], data[place] ^ 1, *data[place + 1 :]])
        (folder / name).write_bytes(flipped)
        if not problems(folder):
            missed.append(place)

    assert [] == missed


@pytest.mark.parametrize(
    "field", ["target", "ledger_size", "ledger_root", "study", "read", "wrote"]
)
def test_a_manifest_that_says_something_else_fails(field: str, tmp_path: Path) -> None:
    """What the manifest binds is compared with the files."""
    folder = small_study().write(tmp_path)
    others = {"ledger_size": 1, "read": [], "wrote": []}
    other = others.get(field, "0" * 64)

    rewrite(folder / "out" / "manifest.json", lambda manifest: manifest.update({field: other}))

    assert problems(folder)


@pytest.mark.parametrize(
    "path", ["../answers.jsonl", "/etc/hostname", "x/../target.json", "./target.json"]
)
def test_a_manifest_cannot_make_it_look_outside_the_folder(path: str, tmp_path: Path) -> None:
    """A path that leaves the folder, or goes a way round, is refused and not opened."""
    folder = small_study().write(tmp_path)

    rewrite(
        folder / "out" / "manifest.json",
        lambda manifest: manifest["wrote"].append({"path": path, "sha256": "0" * 64, "bytes": 1}),
    )

    assert [f"{path!r}: no such file inside the folder"] == problems(folder)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """A symbolic link is no file of the run, whatever it leads to."""
    folder = small_study().write(tmp_path / "study")
    summary = folder / "out" / "summary.json"
    summary.rename(tmp_path / "elsewhere.json")
    summary.symlink_to(tmp_path / "elsewhere.json")

    assert ["'summary.json': no such file inside the folder"] == problems(folder)


def test_a_file_that_nobody_vouches_for_is_named(tmp_path: Path) -> None:
    """What lies in the out folder beside the run's files is pointed out; a decision is refused."""
    folder = small_study().write(tmp_path)
    (folder / "out" / "notes.txt").write_text("Mine.")

    report = checker.check(folder)
    (folder / "out" / "decision.json").write_text("{}")

    assert [] == report.problems
    assert ["'notes.txt' lies here too, and no run vouches for it"] == report.notes
    assert ["decision.json: it lies here, and the run did not write it"] == problems(folder)


# --- What somebody changed, with every hash made anew


def test_an_edited_vote_is_not_in_the_ledger(tmp_path: Path) -> None:
    """A vote turned round has another id, which nobody ledgered."""
    folder = small_study().write(tmp_path)
    answers = folder / "answers.jsonl"
    text = answers.read_text()

    answers.write_text(text.replace('"answer": "both_needed"', '"answer": "first"'))
    seal(folder)

    assert any("is not in the ledger" in problem for problem in problems(folder))
    assert any("neither in the study nor erased" in problem for problem in problems(folder))


def test_a_record_removed_without_a_tombstone_is_missed(tmp_path: Path) -> None:
    """The ledger knows what there was."""
    study = small_study()
    folder = study.write(tmp_path)
    removed = find(study, "wiser_vote", "fay")

    study.answers.remove(removed)
    study.write_files(folder)
    seal(folder)

    assert [f"{id_of(removed)}: in the ledger, and neither in the study nor erased"] == problems(
        folder
    )


def test_a_ledger_cut_short_fails(tmp_path: Path) -> None:
    """Fewer leaves than acknowledged, or fewer heads, do not carry the target."""
    folder = small_study().write(tmp_path)
    leaves, heads = folder / "ledger" / "leaves.txt", folder / "ledger" / "heads.jsonl"
    whole = leaves.read_text().splitlines(keepends=True)

    leaves.write_text("".join(whole[:-1]))
    fewer_leaves = problems(folder)
    heads.write_text(heads.read_text().splitlines(keepends=True)[0])
    fewer_heads = problems(folder)

    assert ["ledger: leaves.txt: entry 41 is damaged or missing"] == fewer_leaves[:1]
    assert any("is not in the ledger" in problem for problem in fewer_heads)


def test_a_ledger_told_anew_without_a_record_lacks_the_root(tmp_path: Path) -> None:
    """A ledger that was made again from the records that suit has another root."""
    study = small_study()
    folder = study.write(tmp_path)
    removed = find(study, "wiser_vote", "fay")

    study.answers.remove(removed)
    study.write_files(folder)
    write_ledger(folder / "ledger", study.batches()[:1])
    seal(folder)

    assert "the ledger never had the root" in problems(folder)[0]


def without_consent(study: SmallStudy) -> None:
    study.answers.remove(find(study, "consent", "fay"))


def expired(study: SmallStudy) -> None:
    find(study, "consent", "fay")["expires_at"] = "2026-02-28T00:00:00Z"


def refused(study: SmallStudy) -> None:
    find(study, "consent", "fay")["choices"][0]["given"] = False


def under_another_text(study: SmallStudy) -> None:
    find(study, "consent", "fay")["text_hash"] = CONSENT_HASH[::-1]


def given_later(study: SmallStudy) -> None:
    find(study, "consent", "fay")["said_at"] = "2026-03-05T00:00:00Z"


def consent_taken_back(study: SmallStudy) -> None:
    consent = find(study, "consent", "fay")
    taking = said("withdrawal", "fay", participant="fay", records=[id_of(consent)])
    study.answers.append(taking)
    study.uses[id_of(consent)] = "withdrawn"
    study.graph["origin_counts"][0]["records"] += 1


NO_CONSENT = [
    without_consent,
    expired,
    refused,
    under_another_text,
    given_later,
    consent_taken_back,
]


@pytest.mark.parametrize("change", NO_CONSENT)
def test_an_answer_without_a_standing_consent_may_not_count(
    change: Callable[[SmallStudy], None], tmp_path: Path
) -> None:
    """A consistent folder that counts an answer which no consent covers is not valid."""
    study = small_study()

    change(study)
    folder = study.write(tmp_path)

    assert problems(folder)
    assert any("pairs: the records give" in problem for problem in problems(folder))


def test_imported_answers_need_a_source(tmp_path: Path) -> None:
    """A source that covers taking part stands in for consent, and nothing else does."""
    study = small_study()
    fay = find(study, "wiser_vote", "fay")
    fay["origin"] = "import"
    study.graph["origin"] = "import"
    study.graph["origin_counts"] = [
        {"origin": "import", "records": 1},
        {"origin": "person", "records": 29},
    ]
    source = {
        "kind": "source",
        "schema_version": 1,
        "by": "convener",
        "origin": "person",
        "said_at": "2026-02-01T00:00:00Z",
        "name": "poll",
        "title": "Poll",
        "licence": "CC0",
        "version": "1",
        "content_hash": "0" * 64,
        "citation": "A poll.",
        "covers": ["take_part"],
    }
    sourced = study.copy()
    sourced.answers.append(source)
    sourced.graph["origin_counts"][1]["records"] += 1

    without, covered = (each.write(tmp_path / str(n)) for n, each in enumerate((study, sourced)))
    for folder in (without, covered):
        rewrite(folder / "out" / "target.json", lambda target: target.update(origin="import"))
        seal(folder)

    assert any("pairs" in problem for problem in problems(without))
    assert [] == problems(covered)


def test_a_second_vote_on_a_pair_may_not_count(tmp_path: Path) -> None:
    """One person has one standing vote: counting both is not what the records give."""
    study = small_study()
    first = find(study, "wiser_vote", "fay")
    second = vote("fay", first["first"], first["second"], "both_needed", day=4)
    study.answers.append(second)
    [pair] = study.graph["pairs"]
    shown = next(
        side for side in (pair["shown_first"], pair["shown_second"]) if "both_needed" in side
    )
    shown["both_needed"] += 1
    pair["strata"][0]["counts"]["both_needed"] += 1
    study.graph["origin_counts"][0]["records"] += 1

    folder = study.write(tmp_path)

    assert any(problem.startswith("pairs: the records give") for problem in problems(folder))
    assert any(f"{id_of(first)} is superseded, not used" in problem for problem in problems(folder))


def test_nobody_replaces_what_somebody_else_said(tmp_path: Path) -> None:
    """A record that claims to supersede another person's, or one of another kind, does not."""
    study = small_study()
    ann, fay = find(study, "wiser_vote", "ann"), find(study, "wiser_vote", "fay")
    fay["supersedes"] = id_of(ann)
    endorsed, card = find(study, "endorsement", "eve"), find(study, "value_card", "cy")
    card_of_dee = find(study, "value_card", "dee", confirmed=False)
    study.uses[id_of({**card_of_dee, "supersedes": id_of(card)})] = study.uses.pop(
        id_of(card_of_dee)
    )
    card_of_dee["supersedes"] = id_of(card)
    endorsed["supersedes"] = id_of(ann)

    assert [] == problems(study.write(tmp_path))


@pytest.mark.parametrize("name", [None, 7, "nobody"])
def test_a_persons_record_says_whose_it_is(name: Any, tmp_path: Path) -> None:
    """A vote without a participant cannot slip past the consents."""
    study = small_study()
    fay = find(study, "wiser_vote", "fay")
    if name is None:
        del fay["participant"]
    else:
        fay["participant"] = name

    assert f"{id_of(fay)}: it is nobody's who takes part" in problems(study.write(tmp_path))


def hold(study: SmallStudy) -> None:
    study.graph["values"][0]["holders"] += 1


def apart(study: SmallStudy) -> None:
    value = next(value for value in study.graph["values"] if "merged" in value)
    del value["merged"]


def natured(study: SmallStudy) -> None:
    study.graph["values"][0]["policies"][1]["nature"] = "constitutive"


def outweighing(study: SmallStudy) -> None:
    study.graph["outweighs"][0]["agree"] += 1


def covering(study: SmallStudy) -> None:
    study.graph["transitions"][0]["covers"] = [0, 1]


def uncovered(study: SmallStudy) -> None:
    study.graph["transitions"] = []


def without_the_floor(study: SmallStudy) -> None:
    next(value for value in study.graph["values"] if "floors_met" in value).pop("floors_met")


def better_origin(study: SmallStudy) -> None:
    find(study, "endorsement", "eve")["origin"] = "synthetic"
    study.graph["origin_counts"][:0] = [{"origin": "synthetic", "records": 1}]
    study.graph["origin_counts"][1]["records"] -= 1


def used_after_all(study: SmallStudy) -> None:
    name = next(name for name, use in study.uses.items() if use == "superseded")
    del study.uses[name]


def reopened(study: SmallStudy) -> None:
    late = find(study, "wiser_vote", "eve", said_at="2026-03-02T00:00:00Z")
    study.uses[id_of(late)] = "used"


FORGED = [hold, apart, natured, outweighing, covering, uncovered, without_the_floor, better_origin]


@pytest.mark.parametrize("change", [*FORGED, used_after_all, reopened])
def test_a_target_that_the_records_do_not_give_fails(
    change: Callable[[SmallStudy], None], tmp_path: Path
) -> None:
    """Whatever of the graph decides, or of the accounts, is rebuilt from the records."""
    study = small_study()

    change(study)
    folder = study.write(tmp_path)

    assert problems(folder)
    assert [] == problems(folder / "out" / "target.json")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('action = "lock"', 'action = "open"'),
        ("min_votes = 4", "min_votes = 6"),
        ('powers = ["forbid"]', 'powers = ["forbid", "permit"]'),
        ('text = "when it is dry"', 'text = "when it is wet"'),
        ("synthetic = false", "synthetic = true"),
    ],
)
def test_a_declaration_edited_after_the_run_is_stale(old: str, new: str, tmp_path: Path) -> None:
    """The norms and thresholds in force are those that were ledgered and that the target holds."""
    study = small_study()
    folder = study.write(tmp_path)
    edited = study.copy()
    edited.texts = {name: text.replace(old, new) for name, text in study.texts.items()}

    edited.write_files(folder)
    plain = problems(folder)
    seal(folder)
    hidden = problems(folder)
    write_ledger(folder / "ledger", edited.batches()[:1])
    deeper = problems(folder)

    assert any("was changed after the run" in problem for problem in plain)
    assert any("is not in the ledger" in problem for problem in hidden)
    assert any("the ledger never had the root" in problem for problem in deeper)


def test_a_declaration_that_the_target_does_not_hold_fails(tmp_path: Path) -> None:
    """A target that leaves out a norm, with everything ledgered and hashed anew, is not valid."""
    folder = small_study().write(tmp_path)

    rewrite(folder / "out" / "target.json", lambda target: target["norms"].pop(0))
    seal(folder)

    assert ["target.norms are not the records of kind norm in the study"] == problems(folder)
    assert [] == problems(folder / "out" / "target.json")


def test_records_that_came_after_the_run_ask_for_another(tmp_path: Path) -> None:
    """A target that was read before the last answer is stale."""
    study = small_study()
    study.later.append(said("participant", "hal", participant="hal"))

    folder = study.write(tmp_path)

    assert any("came after the first 42" in problem for problem in problems(folder))


# --- What was erased


def erase(study: SmallStudy, folder: Path, record: dict[str, Any]) -> None:
    """Delete a record's body after the run, and leave a tombstone, as erasing does."""
    tombstone = {
        "kind": "tombstone",
        "schema_version": 1,
        "by": record["by"],
        "origin": "person",
        "said_at": "2026-04-01T00:00:00Z",
        "erased": id_of(record),
        "reason": "withdrawal",
    }
    names = {"participant": record["by"], "records": [id_of(record)], "erase": True}
    taking = said("withdrawal", record["by"], said_at="2026-04-01T00:00:00Z", **names)
    batches = [study.batches()[0], [id_of(taking), id_of(tombstone)]]
    study.answers.remove(record)
    study.later += [taking, tombstone]
    study.write_files(folder)
    write_ledger(folder / "ledger", batches)


def test_what_was_erased_can_no_longer_be_verified_and_is_not_invalid(tmp_path: Path) -> None:
    """A vote that was erased after the run leaves a count that nobody can check any more."""
    study = small_study()
    folder = study.write(tmp_path)

    erase(study, folder, find(study, "wiser_vote", "fay"))
    report = checker.check(folder)

    assert [] == report.problems
    assert 1 == report.counts["erased"]
    assert [
        "pairs: what was erased is missing to verify them",
        "records: what was erased is missing to verify them",
    ] == report.notes
    assert "1 inputs erased; these steps can no longer be verified" in checker.talk(report)


def test_erasing_excuses_nothing_that_does_not_rest_on_it(tmp_path: Path) -> None:
    """With a vote erased, a value's holders must still be those that the records give."""
    study = small_study()
    study.graph["values"][0]["holders"] += 1
    folder = study.write(tmp_path)

    erase(study, folder, find(study, "wiser_vote", "fay"))

    assert problems(folder)[0].startswith("values: the records give")


def test_an_erased_endorsement_excuses_no_counts_of_votes(tmp_path: Path) -> None:
    """What was erased forgives what it could have caused, and nothing else."""
    study = small_study()
    study.graph["pairs"][0]["shown_first"]["unsure"] = 1
    folder = study.write(tmp_path)

    erase(study, folder, find(study, "endorsement", "eve"))

    assert any(problem.startswith("pairs: the records give") for problem in problems(folder))


def test_one_erased_vote_excuses_one_vote(tmp_path: Path) -> None:
    """Counts may differ by no more than the erased votes could make them differ."""
    study = small_study()
    study.graph["pairs"][0]["shown_first"]["neither"] = 9
    folder = study.write(tmp_path)

    erase(study, folder, find(study, "wiser_vote", "fay"))

    assert "pairs: they differ by more than the erased votes" in problems(folder)


def test_a_tombstone_for_a_norm_excuses_no_difference(tmp_path: Path) -> None:
    """Nobody can drop a norm from under a target by calling it erased."""
    study = small_study()
    folder = study.write(tmp_path)
    edited = study.copy()
    norm = next(norm for norm in study.of("norm") if norm["name"] == "no-locks")
    tombstone = {
        "kind": "tombstone",
        "schema_version": 1,
        "by": "council",
        "origin": "person",
        "said_at": "2026-04-01T00:00:00Z",
        "erased": id_of(norm),
        "reason": "error",
    }
    start, end = edited.texts["norms/a.toml"].split("[[norm]]", 1)
    edited.texts["norms/a.toml"] = f"{start}[[norm]]{end.split('[[norm]]', 1)[1]}"
    edited.later.append(tombstone)
    edited.write_files(folder)
    write_ledger(folder / "ledger", [study.batches()[0], [id_of(tombstone)]])
    seal(folder)

    assert problems(folder)


def test_records_erased_before_the_run_are_accounted_for(tmp_path: Path) -> None:
    """Nothing is left to doubt where the run came after the erasure."""
    study = small_study()
    gone = find(study, "wiser_vote", "guy")
    tombstone = {
        "kind": "tombstone",
        "schema_version": 1,
        "by": "guy",
        "origin": "person",
        "said_at": "2026-02-11T00:00:00Z",
        "erased": id_of(gone),
        "reason": "withdrawal",
    }
    batch = study.batches()[0]
    study.answers[study.answers.index(gone)] = tombstone
    study.uses[id_of(gone)] = "erased"
    study.graph["origin_counts"][0]["records"] += 1
    folder = study.write(tmp_path)
    entries = [name for name in batch if name != id_of(gone)]
    entries = [id_of(gone), *entries, id_of(tombstone)]
    write_ledger(folder / "ledger", [entries])
    records = {**study.records(), id_of(gone): "erased"}
    (folder / "out" / "records.json").write_text(json.dumps({"records": records}))
    head = head_of(entries)
    rewrite(
        folder / "out" / "target.json",
        lambda target: target.update(
            ledger_size=head["size"],
            ledger_root=head["root"],
            records={**target["records"], "erased": 1, "withdrawn": 4},
        ),
    )
    rewrite(
        folder / "out" / "target.json",
        lambda target: target["records"].update(
            {use: list(records.values()).count(use) for use in set(records.values())}
        ),
    )
    seal(folder)

    report = checker.check(folder)

    assert [] == report.problems
    assert 0 == report.counts["erased"]


# --- Heads and damaged ledgers


def test_heads_in_another_form_or_order_are_refused(tmp_path: Path) -> None:
    """A head has one form, never shrinks, and keeps its ledger's name."""
    folder = small_study().write(tmp_path)
    path = folder / "ledger" / "heads.jsonl"
    first, last = (json.loads(line) for line in path.read_text().splitlines())
    forms = {
        "spaces": [json.dumps(first).encode(), canonical(last)],
        "order": [canonical(last), canonical(first)],
        "name": [canonical(first), canonical({**last, "ledger": "other"})],
        "version": [canonical(first), canonical({**last, "schema_version": True})],
        "size": [canonical(first), canonical({**last, "size": -1})],
        "none": [],
    }
    found = {}

    for name, lines in forms.items():
        path.write_bytes(b"".join(line + b"\n" for line in lines))
        found[name] = problems(folder / "ledger")

    assert [] == [name for name, wrong in found.items() if not wrong]


def test_a_head_that_was_cut_off_acknowledged_nothing(tmp_path: Path) -> None:
    """A torn last line is pointed out and is no fault."""
    folder = small_study().write(tmp_path)
    path = folder / "ledger" / "heads.jsonl"
    path.write_bytes(path.read_bytes() + b'{"at":"2026')

    report = checker.check(folder)

    assert [] == report.problems
    assert ["ledger: heads.jsonl ends in a line that was cut off"] == report.notes


def test_a_signature_is_named_as_unverified(tmp_path: Path) -> None:
    """The standard library has no Ed25519; a signed head says whose key to check it with."""
    folder = small_study().write(tmp_path)
    path = folder / "ledger" / "heads.jsonl"
    first, last = (json.loads(line) for line in path.read_text().splitlines())
    signed = {**last, "key": "ab" * 32, "signature": "cd" * 64}
    path.write_bytes(canonical(first) + b"\n" + canonical(signed) + b"\n")

    report = checker.check(folder / "ledger")

    assert [] == report.problems
    assert f"the signatures of tree heads by {'ab' * 32}: check with its key" in report.unverified


@pytest.mark.parametrize("line", ["", "7 x y", "0 participant:00 12345678"])
def test_a_folder_whose_ledger_is_not_one_is_not_valid(line: str, tmp_path: Path) -> None:
    """Lines that are no entries are named with their place."""
    folder = small_study().write(tmp_path)
    path = folder / "ledger" / "leaves.txt"
    lines = path.read_text().splitlines()
    lines[3] = line
    path.write_text("\n".join(lines) + "\n")

    assert "ledger: leaves.txt: entry 3 is damaged or missing" == problems(folder)[0]


def test_folders_where_nothing_was_run_are_unreadable(tmp_path: Path) -> None:
    """There is a difference between what is wrong and what is not there."""
    study = small_study()
    study.write_files(tmp_path)

    with pytest.raises(checker.UnreadableError, match="no run was finished here"):
        checker.check(tmp_path)


@pytest.mark.parametrize("name", ["study.toml", "norms/a.toml", "answers.jsonl"])
@pytest.mark.parametrize(
    "text", ["[[", "\x00", 'x = 1.5\n[study]\nname="a"', '{"kind": 1}', "[]\n"]
)
def test_unreadable_study_files_are_named(name: str, text: str, tmp_path: Path) -> None:
    """A file that cannot be read makes the folder not valid, and never ends in a traceback."""
    folder = small_study().write(tmp_path)
    (folder / name).write_text(text)
    seal(folder)

    assert any(problem.startswith(name) for problem in problems(folder))


def test_paths_that_the_system_refuses_are_unreadable(tmp_path: Path) -> None:
    """A path too long, or a link that leads to itself, is no file, and ends in no traceback."""
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    folder = small_study().write(tmp_path / "study")
    (folder / "out" / "summary.json").unlink()
    (folder / "out" / "summary.json").symlink_to("summary.json")

    for path in (loop, loop / "out", tmp_path / ("x" * 5_000), Path("a\0b")):
        with pytest.raises(checker.UnreadableError):
            checker.check(path)
    with pytest.raises(checker.UnreadableError):
        checker.check(folder)


def test_shapes_that_are_none_are_refused(tmp_path: Path) -> None:
    """Any value of a run's documents may be anything: it is refused with a reason."""
    folder = small_study().write(tmp_path)
    originals = {
        name: loaded(folder / "out" / f"{name}.json") for name in ("manifest", "target", "records")
    }
    silent = []

    for name, content in originals.items():
        for key in content:
            for value in (None, 7, "x", [], {}, [[]], {"a": {}}, [{"path": 1}]):
                changed = copy.deepcopy(content)
                changed[key] = value
                # Who says so, and with which program, is theirs to say.
                if value == content[key] or (value == "x" and key in {"program", "by"}):
                    continue
                (folder / "out" / f"{name}.json").write_text(json.dumps(changed))
                if name != "manifest":
                    seal_quietly(folder)
                if not problems(folder):
                    silent.append((name, key, value))
        (folder / "out" / f"{name}.json").write_text(json.dumps(content))
        seal(folder)

    assert [] == silent


def seal_quietly(folder: Path) -> None:
    try:
        seal(folder)
    except (TypeError, KeyError):
        return


def unquoted(study: SmallStudy, by: str) -> None:
    """Have somebody take part without agreeing to be quoted."""
    find(study, "consent", by)["choices"] = [{"use": "take_part", "given": True}]


def test_who_is_not_quoted_counts_without_their_words(tmp_path: Path) -> None:
    """Cy holds, votes and is published as a value; title and policies stand there no more."""
    study = small_study()
    unquoted(study, "cy")
    card = id_of(find(study, "value_card", "cy"))
    value = next(value for value in study.graph["values"] if value["card"] == card)

    told = problems(study.write(tmp_path / "told"))
    value["title"] = f"not quoted ({card.partition(':')[2][:8]})"
    for policy in value["policies"]:
        policy["text"] = "not quoted"
    withheld = problems(study.write(tmp_path / "withheld"))

    assert 1 == len(told)
    assert "values: the records give" in told[0]
    assert [] == withheld


def test_another_card_of_the_same_value_stands_for_one_that_is_not_quoted(tmp_path: Path) -> None:
    """Ann and Bob hold one value: it is told in the words of the one who agreed."""
    study = small_study()
    published = next(value for value in study.graph["values"] if value.get("merged"))
    ours, theirs = published["card"], published["merged"][0]
    unquoted(study, next(r["by"] for r in study.answers if id_of(r) == ours))

    found = problems(study.write(tmp_path / "ours"))
    other = next(r for r in study.answers if id_of(r) == theirs)
    for policy, told in zip(published["policies"], other["policies"], strict=True):
        policy["text"] = told["text"]
    published["title"] = other["title"]
    graph = json.dumps(study.graph).replace(theirs, "?").replace(ours, theirs)
    study.graph = json.loads(graph.replace("?", ours))

    assert any(problem.startswith("values: the records give") for problem in found)
    assert [] == problems(study.write(tmp_path / "theirs"))


def test_a_consent_is_replaced_only_from_when_the_other_was_given(tmp_path: Path) -> None:
    """A consent of after the moment that the target is read at takes nothing from it."""
    study = small_study()
    consent = find(study, "consent", "fay")
    renewed = {**consent, "said_at": "2026-03-02T00:00:00Z", "supersedes": id_of(consent)}
    study.answers.append(renewed)
    study.uses[id_of(renewed)] = "out_of_scope"

    assert [] == problems(study.write(tmp_path))
