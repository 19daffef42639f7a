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
    SmallStudy,
    canonical,
    find,
    id_of,
    loaded,
    problems,
    rewrite,
    said,
    seal,
    small_study,
    vote,
    write_ledger,
)

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

    for path in (loop, loop / "out", tmp_path / ("x" * 5_000), Path("a\0b")):
        with pytest.raises(checker.UnreadableError):
            checker.check(path)


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
