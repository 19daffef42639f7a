"""What codes of errors mean and what to do, where the source does not spell it out at one place.

Most places say themselves what was expected and what to do, and the page tells that. Where a text
is put together while the program runs, or the place alone says what to do, it is told here.
"""

from __future__ import annotations

EXPECTED = {
    "answer-log": "the log of answers as the steward wrote it",
    "argument-unfit": (
        "a value of the type and within the limits that the declaration gives the argument"
    ),
    "ask-declined": "an ask that was released",
    "ask-unanswered": "an ask that was released",
    "ask-used": "an ask that was released and not used yet",
    "consent-expired": "a consent that has not ended when the answer is used",
    "consistency-proof-invalid": "a path that leads from the older root to the newer one",
    "declaration-incoherent": "declarations in tools.toml that do not contradict one another",
    "framework-line": "a line as its format has it, such as `arg(a).` or `att(a,b).` in apx",
    "invalid-edge": "edges between two different values that exist, with positive weights",
    "invalid-endorsements": "one number for each value, none negative",
    "invalid-weights": "weights that are finite and not negative, one for each row",
    "ledger-file-missing": "the files of a ledger",
    "ledger-forked": "the ledger with the root that was acknowledged",
    "ledger-leaf-damaged": "leaves as they were appended",
    "ledger-leaves-missing": "as many entries as were acknowledged",
    "ledger-shortened": "at least as many entries as were acknowledged",
    "missing-columns": "the columns that votes are counted by",
    "no-comparison": "options of one situation that owners of one value placed",
    "no-question": "a question that is open",
    "not-a-choice": "one of the words that the schema allows there",
    "receipt-invalid": "a receipt whose path leads from the record to the signed root",
    "source-failed": "an answer of the source, of the type of its fact",
    "tree-head-invalid": "a head of this ledger, as its key signed it",
    "trial-changed": "a trial as it was planned",
    "undeclared-body": "a declared institution, or a party of the situation",
    "undeclared-compact": "a declared compact",
    "undeclared-institution": "a declared institution",
    "undeclared-norm": "a declared norm",
    "undeclared-participant": "a declared participant",
    "undeclared-party": "a participant, institution, role or party of a situation",
    "undeclared-principle": "a declared principle",
    "undeclared-stratum": "one of the strata that study.toml declares",
    "unknown-benchmark": "one of the benchmarks beside the source",
    "unknown-clause": (
        "a kind of clause: all, any, not, before, equals, at_least, at_most, one_of, holds or "
        "occupies"
    ),
    "unknown-criterion": "a criterion of the problem",
    "unknown-embedding": "one of the embeddings that installed packages offer",
    "unknown-format": "one of the formats that a graph is exported in",
    "unknown-option": "an option of the problem",
    "unknown-tool": "one of the tools that the server has",
}
"""By code, what would have been right."""

WHAT_TO_DO = {
    "action-of-no-norm": (
        "Look at the spelling of the action. If no norm is meant to be about it, nothing "
        "needs to be done: it is a warning."
    ),
    "answer-form": (
        "Answer in the form that is asked for; it is told with the question, and the number "
        "of a choice does too."
    ),
    "appraiser-not-declared": (
        "Look at the spelling, or add the appraiser to `appraisers` in study.toml and run the "
        "study again."
    ),
    "argument-missing": "Give every argument that the declaration names for the tool.",
    "argument-name": "Give the argument a name that is not empty, and that its format can hold.",
    "argument-not-declared": (
        "Leave the argument out, look at its spelling, or declare it for the tool in tools.toml."
    ),
    "argument-unfit": "Correct the value, or the argument's declaration in tools.toml.",
    "ask-answered": (
        "An ask is answered once. To decide otherwise, call the tool again: a new ask is put."
    ),
    "ask-declined": "Do not make the call. Who was asked refused it.",
    "ask-lapsed": "Call the tool again: a new ask is put, with a new deadline.",
    "ask-other-call": (
        "Make the very call that was asked about, with the same tool and arguments, or call "
        "without the ask."
    ),
    "ask-unanswered": "Wait until one of those who are asked has answered.",
    "ask-unknown": (
        "Look at the id: an ask is known only to the guard, and in the folder, that put it."
    ),
    "ask-used": "An answer releases one call. Call the tool again to ask once more.",
    "bank-too-small": "Add situations or concerns to the bank, or use a larger one.",
    "candidate-cards": "Name each card once, and give the text of every card that is named.",
    "cannot-listen": "Choose another --port, or another --host that is an address of this machine.",
    "claim-missing": "The certificate is damaged or was written by hand: make it again.",
    "column-length": "Give all columns as many rows as there are acts.",
    "column-type": "Convert the column to what is expected; exact numbers are given as text.",
    "consent-expired": "Ask the person again, and add the new consent to answers.jsonl.",
    "consistency-head": "Ask for a proof between the two heads that are held, of one ledger.",
    "consistency-path": (
        "The proof is damaged, or the ledger was changed: ask for it again, and keep both heads."
    ),
    "consistency-proof-invalid": (
        "Ask for the proof again. If it stays so, what was acknowledged was changed: keep "
        "both heads as evidence."
    ),
    "cyclic-criteria": (
        "Leave out one of those by which the criteria come to stand above themselves."
    ),
    "damping-out-of-range": "Use a number such as 0.85.",
    "declaration-incoherent": (
        "Correct what is named there: the guide to guarding an agent shows a whole declaration."
    ),
    "depth-out-of-range": "Use 0, 1, 2 …, or None to carry endorsements all the way.",
    "duplicate-name": (
        "Give one of the two another name, or take it out; where the first one stands is told."
    ),
    "embedding-shape": (
        "Correct the embedding: it returns one row for each text, of one length, without NaN."
    ),
    "error-rate": "Use a number such as 0.05.",
    "estimate-out-of-range": "Use a number between 0 and 1, without its ends.",
    "exact-up-to": "Use a number from 2 to 20.",
    "false-alarm-rate": "Use a rate such as 0.01, and 2 people or more.",
    "file-too-large": "Divide the file: a study may have any number of files in norms/.",
    "float": (
        'Write the number as text, as a fraction: "1/2" for 0.5. Floating-point numbers are '
        "not exact."
    ),
    "floor-out-of-range": "Use a share from 0 to 1, and a floor of 0 or more.",
    "framework-line": "Correct the line, or name the format with --format.",
    "guard-audit": (
        "The guard's folder was changed by something else. Keep it as it is, and begin another one."
    ),
    "guard-decision-missing": (
        "Restore the guard's folder from a copy: the decision of an ask lies in it."
    ),
    "held-out": "Give both texts one 0 or 1 for each choice that was predicted.",
    "import-duplicate": "Take the second row out, or look whether two files were joined.",
    "import-empty": "Fill the cell in, or take the row out.",
    "import-row": "Look for a comma or a quotation mark too many in the row that is named.",
    "import-unpaired": (
        "Add the row that is missing, or take the other one out: a dilemma has both of its actions."
    ),
    "invalid-edge": "Correct the edge that is named.",
    "invalid-endorsements": "Give as many endorsements as there are values.",
    "invalid-margin": "Divide the shares by their sum, and leave no value out.",
    "invalid-pairs": "Correct the codes: each pair is two different cards of the context.",
    "invalid-retest": (
        "Give both occasions the same number of answers, with the codes of the answers."
    ),
    "invalid-traces": "Give each person as many moments and strata as there are answers.",
    "invalid-vote": (
        "Take the vote out, or name the card that is meant: nobody compares a card with itself."
    ),
    "invalid-weights": "Correct the weights that are named.",
    "json-syntax": (
        "Look at the line and column: often a comma or a quotation mark is missing just before."
    ),
    "k-out-of-range": "Use 1 or more; with 5, groups of fewer than five people are not told.",
    "ledger-forked": (
        "Two versions of one ledger exist. Keep both heads: they prove it. Go on only with "
        "the one that others hold heads of."
    ),
    "ledger-heads-disordered": "Restore heads.jsonl from a copy: heads only grow.",
    "ledger-id": (
        "Give the id of a record, such as `norm:` and 64 digits: commands print them with --json."
    ),
    "ledger-index": "Name an entry that the ledger has; entries are counted from 0.",
    "ledger-leaf-damaged": "Restore the ledger from a copy; a ledger is never regenerated.",
    "ledger-leaves-missing": "Restore the ledger from a copy; a ledger is never regenerated.",
    "ledger-name": "Name the ledger of the study, or use the proof with the ledger that it is of.",
    "ledger-no-key": "Make one with `commonweal ledger key FILE`, and name it with --key.",
    "ledger-not-contained": "Ask with a --size at which the entry was there already.",
    "ledger-shortened": (
        "Entries are gone. Restore the ledger from a copy; keep the head that shows it."
    ),
    "lone-surrogate": (
        "Write the character itself, or both halves of its escape: half a character is no text."
    ),
    "more-than-asked": "Correct the number of people asked: nobody answers without being asked.",
    "no-occasion": "Write one occasion on each line of the file.",
    "no-question": (
        "Nothing is asked any more: begin another session, or look at what was answered."
    ),
    "no-record": "Add a record, or name another file.",
    "norms-format": (
        "Name a study folder, or save the norms in a file that ends in .toml or .jsonl."
    ),
    "not-a-choice": "Take one of those that are named; `commonweal schema show KIND` lists them.",
    "not-asked": "Have one of those answer whom the ask names.",
    "not-compared": "Add the score, or the option to one of the groups.",
    "not-let-through": "Report an outcome once, and only of a call that the guard let through.",
    "not-lines": "Give the file a name that ends in .jsonl: one certificate stands on each line.",
    "one-of-several": "Say one of them and leave the others out.",
    "order-circle": "Take one of the preferences out: an order has no circle.",
    "other-kind": "Name a file of the kind that is expected, or the study that it was made from.",
    "other-person": "Name an earlier record of the same person in `supersedes`, or leave it out.",
    "other-situation": (
        "Look at the option's name: placings and appraisals are of the options of their own "
        "situation."
    ),
    "out-of-range": (
        "Use a number within what is expected; a larger whole number is written as text."
    ),
    "outranking-needed": (
        "Add an outranking weight to the criterion, or use a method that needs none."
    ),
    "pair-misnamed": "Write the two ids in alphabetical order, and each pair once in a context.",
    "participant-name": (
        "Choose another pseudonym, such as p-01: no real name, and no capitals or spaces."
    ),
    "prediction-missing": "Restore the sealed predictions from a copy, or begin another session.",
    "predictions-damaged": "Restore the file from a copy: what was sealed is not written again.",
    "premise-missing": (
        "The certificate is damaged or was written by hand: a step rests on steps before it."
    ),
    "real-answers-in-git": (
        "Add the file to .gitignore, and take it out of the history if it was committed."
    ),
    "receipt-invalid": (
        "Ask for the receipt again. If it stays so, the record, or the ledger, was changed."
    ),
    "receipt-path": "Ask for the receipt again; it is of one entry and one head.",
    "record-format": "Give the file a name that ends in .toml, .json or .jsonl.",
    "repeated-key": "Take one of the two out: which of them is meant cannot be told.",
    "repeated-name": "Give one of the two another name, or take it out.",
    "replicates-out-of-range": "Use 1 or more; 200 and more give intervals that are worth telling.",
    "round-size": "Use a whole number from 0: with 0 that part of the round is left out.",
    "seed-range": "Use a whole number from 0.",
    "session-damaged": (
        "Restore the folder from a copy, or begin another session in another folder."
    ),
    "signature-invalid": (
        "Get the head again from whoever signs it. If it stays so, trust nothing that rests on it."
    ),
    "signing-key-invalid": "Make a key with `commonweal ledger key FILE`.",
    "similarity-out-of-range": "Use a threshold such as 0.5, and 1 or more nearest.",
    "source-failed": (
        "Look at the source: until it answers, the fact counts as unknown, and what hangs on "
        "it is asked."
    ),
    "step-repeated": "The certificate is damaged or was written by hand: make it again.",
    "target-mismatch": (
        "Use the target that the decision was taken under: it lies in the same out folder."
    ),
    "toml-date": 'Put the moment in quotation marks: "2026-01-31T09:30:00Z".',
    "toml-syntax": (
        "Look at the line that is named: often a quotation mark or a bracket is missing."
    ),
    "too-many-arguments": "Ask about fewer norms or options at once.",
    "tool-not-declared": "Look at the spelling, or declare the tool in tools.toml.",
    "top-out-of-range": "Use 1 or more.",
    "tree-head-invalid": "Get the head again from whoever signs it.",
    "undeclared-body": (
        "Look at the spelling, or add an `[[institution]]` to roles.toml or a party to the "
        "situation."
    ),
    "undeclared-compact": "Look at the spelling, or add a `[[compact]]` to a file in norms/.",
    "undeclared-context": "Look at the spelling, or add a `[[context]]` to study.toml.",
    "undeclared-fact": "Look at the spelling, or add a `[[fact_declaration]]` to study.toml.",
    "undeclared-institution": "Look at the spelling, or add an `[[institution]]` to roles.toml.",
    "undeclared-norm": "Look at the spelling, or add a `[[norm]]` to a file in norms/.",
    "undeclared-option": (
        "Look at the spelling, or add an `[[situation.option]]` to the situation in plan.toml."
    ),
    "undeclared-participant": (
        "Look at the spelling, or add the participant, with a consent, to answers.jsonl."
    ),
    "undeclared-party": "Look at the spelling, or declare the party where it belongs.",
    "undeclared-principle": "Look at the spelling, or add a `[[principle]]` to plan.toml.",
    "undeclared-role": "Look at the spelling, or add a `[[role]]` to roles.toml.",
    "undeclared-sense": "Look at the spelling, or declare the party in tools.toml.",
    "undeclared-stratum": "Look at the spelling, or add the stratum to study.toml.",
    "unknown-argument": (
        "Look at the spelling: only arguments that are declared can attack, be preferred or "
        "be asked about."
    ),
    "unknown-benchmark": (
        "Take one of those that are named; the nearest is told too, where one is near."
    ),
    "unknown-clause": "Look at the spelling of `kind` in the condition.",
    "unknown-context": (
        "Look at the spelling: only contexts in which something was said can be asked for."
    ),
    "unknown-criterion": "Look at the spelling, or declare the criterion.",
    "unknown-domain": "Look at the spelling: the nearest domains are told, or all that there are.",
    "unknown-embedding": "Take one of those that are named, or install a package that offers it.",
    "unknown-field": (
        "Look at the spelling; `commonweal schema show KIND` lists the fields that there are."
    ),
    "unknown-format": (
        "Take one of those that are named; the nearest is told too, where one is near."
    ),
    "unknown-kind": "Look at the spelling; `commonweal schema list` lists the kinds of record.",
    "unknown-name": (
        "Look at the spelling; a name that no norm knows changes nothing, so it is refused."
    ),
    "unknown-option": "Look at the spelling, or declare the option.",
    "unknown-premise": (
        "Look at the spelling: preferences are between ordinary premises of the theory."
    ),
    "unknown-rule": "Look at the spelling: preferences are between defeasible rules of the theory.",
    "unknown-speaker": "Look at the spelling, or declare who speaks in tools.toml.",
    "unknown-tool": "Take one of those that are named; the nearest is told too, where one is near.",
    "unknown-value": (
        "Look at the spelling: only values that the file has can be put above one another."
    ),
    "unsayable-kind": "Keep the record in TOML or JSON: there are no sentences for its kind.",
    "value-name": "Give every value a name that is not empty.",
    "value-order": (
        "Write it in quotation marks, so that the shell does not take > for a file: --above "
        "'food > work'."
    ),
    "window-backwards": "Give an end that is not before the beginning.",
    "wrong-kind": "The guard's ledger holds something else: name the folder that the guard wrote.",
    "wrong-length": "Shorten it, or add to it: the numbers that are allowed are told.",
}
"""By code, what to do about it."""
