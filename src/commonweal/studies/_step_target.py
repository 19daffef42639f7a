"""From the graph, the norms and the ledger to the target that decisions are taken under."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from commonweal.documents import Norm, RecordUse, Target, Tombstone
from commonweal.norms import in_force
from commonweal.studies._stamps import key_of
from commonweal.studies._step_graph import PROGRAM
from commonweal.studies._step_ledger import is_personal

if TYPE_CHECKING:
    from commonweal.studies._folder import StudyFolder
    from commonweal.studies._standing import Use
    from commonweal.studies._step_graph import GraphDraft
    from commonweal.studies._step_ledger import LedgerState

STEP = "target"
RECORDS_FILE = "records.json"


def target_key(graph_key: str, folder: StudyFolder, ledger: LedgerState) -> str:
    """Return the hash of all that the target is made from."""
    ids = [entry.id for entry in folder.records.all()]
    return key_of(STEP, graph_key, str(ledger.size), ledger.root, *ids)


def uses_of_records(folder: StudyFolder, draft: GraphDraft, ledger: LedgerState) -> dict[str, Use]:
    """Return what became of every record in the ledger, by id in alphabetical order."""
    uses: dict[str, Use] = {entry.id: "used" for entry in folder.records.all()}
    uses |= draft.uses
    looked_at = {folder.study.read_at, *(each.at for each in folder.situations)}
    looked_at |= {deed.at for each in folder.situations for deed in each.deeds}
    last = max(looked_at)
    for entry in folder.records.of(Norm):
        due = entry.record.deadline
        moments = looked_at if due is None or due > last else {*looked_at, due}
        if not any(in_force(entry.record, at) for at in moments):
            uses[entry.id] = "out_of_scope"
    for tombstone in folder.records.of(Tombstone):
        amended = tombstone.record.reason == "error" and not is_personal(tombstone.record.erased)
        uses[tombstone.record.erased] = "superseded" if amended else "erased"
    return {record_id: uses[record_id] for record_id in sorted(ledger.ids & uses.keys())}


def build_target(
    folder: StudyFolder, draft: GraphDraft, ledger: LedgerState, uses: dict[str, Use]
) -> Target:
    """Return what a decision of this study is taken under."""
    study = folder.study
    counts = Counter(uses.values())
    return Target(
        by=PROGRAM,
        origin="synthetic" if study.synthetic else draft.graph.origin,
        said_at=study.read_at,
        study=study.name,
        title=study.title,
        question=study.question,
        synthetic=study.synthetic,
        read_at=study.read_at,
        graph=draft.graph,
        contexts=folder.contexts,
        institutions=folder.institutions,
        roles=folder.roles,
        role_standards=folder.role_standards,
        authorities=folder.authorities,
        norms=folder.norms,
        thresholds=study.thresholds,
        norm_order=study.norm_order,
        rejected_principles=study.rejected_principles,
        complaint_grades=study.complaint_grades,
        appraisers=study.appraisers,
        model_agreement=study.model_agreement,
        may_refuse_trade=study.may_refuse_trade,
        resolution_holders=study.resolution_holders,
        ask=study.ask,
        ask_deadline=study.ask_deadline,
        own_cards=study.own_cards,
        ledger_size=ledger.size,
        ledger_root=ledger.root,
        records=RecordUse(**{use: counts[use] for use in sorted(counts)}),
    )
