"""The tables of what a certificate is taken from: the fields of each part, and their words.

The standard library alone, nothing of the project; checker.py loads this file from beside itself,
after checker_inputs.py, and checker_shapes.py holds what is read to it.
"""

from __future__ import annotations

import sys
from typing import Any

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]

LONGEST_TEXT, LONGEST_LINE = 20_000, 300

# --- Tables: the fields of each part of the inputs
#
# `field:what` must be there, and `field?:what` may be left out; `[what]` is a list, `{what}` an
# object from names to it, either with `+` one that is not empty, and `what|null` may be null. What
# begins with `record` has its fields too.

RECORD = "schema_version:one by:name origin:origin said_at:moment language?:language|null"

PATTERNS = {
    "name": (r"[a-z0-9][a-z0-9_.-]{0,79}", "a name: lower-case letters, digits, '_', '-', '.'"),
    "card": (r"value_card:[0-9a-f]{64}", "the whole id of a card"),
    "record_id": (r"[a-z_]{1,40}:[0-9a-f]{64}", "the whole id of a record"),
    "hash": (r"[0-9a-f]{64}", "a SHA-256 in hexadecimal"),
    "nonce": (r"[0-9a-f]{32}", "a nonce: 32 hexadecimal digits"),
    "signature": (r"[0-9a-f]{128}", "a signature: 128 hexadecimal digits"),
    "language": (r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language tag"),
    "line": (rf"[^\r\n]{{1,{LONGEST_LINE}}}", f"1 to {LONGEST_LINE} characters on one line"),
    "text": (rf"(?s:.{{1,{LONGEST_TEXT}}})", f"text of 1 to {LONGEST_TEXT} characters"),
    "any_text": (r"(?s:.+)", "text that is not empty"),
}

WORDS = {
    "origin": "person model import synthetic",
    "source": "owner declared model",
    "stake": "slight notable grave",
    "effect": "supports opposes either",
    "considerations": "complete partial",
    "nature": "constitutive instrumental undecided",
    "verdict": "thin complementary accepted contested",
    "modality": "obliged forbidden permitted",
    "level": "supranational organisational individual",
    "power": "oblige forbid permit guarantee prioritise",
    "source_type": "law treaty policy contract compact code learned personal",
    "order_rule": "level priority specificity date",
    "rejected": "veto veto_all",
    "whose": "addressee anyone",
    "who": "actor counterparty decider anyone",
}

LARGEST = inputs.LARGEST_INTEGER
INTEGERS = {"integer": (-LARGEST, LARGEST), "count": (0, LARGEST), "positive": (1, LARGEST)}
INTEGERS |= {"policy": (0, 11), "grade": (0, 20)}

CLAUSES = {
    "equals": "fact:name value:fact_value",
    "at_least": "fact:name value:number",
    "at_most": "fact:name value:number",
    "one_of": "fact:name values:[fact_value]+",
    "holds": "context:name",
    "occupies": "who:who role:name",
    "before": "of:clause",
    "not": "of:clause",
    "all": "of?:[clause]",
    "any": "of?:[clause]",
}

FORMS = {
    "inputs": "situation:situation target:held_target placings?:[placing]"
    " appraisals?:[appraisal] principles?:[principle] complaints?:[complaint]"
    " resolutions?:[resolution] not_traded?:[not_traded]",
    "target_reference": "sha256:hash",
    # What is to be decided
    "situation": "record name:name title:line text:text decider:name principal?:name|null"
    " at:moment until:moment place?:name|null facts?:[assertion] parties:[party]+"
    " contexts?:[context_claim] deeds?:[deed] options:[option]+ excluded?:[excluded_option]"
    " considerations:considerations without_doing_nothing?:text|null interim?:name|null",
    "assertion": "fact:name value:fact_value by:name sense?:name|null",
    "party": "name:name title:line roles?:[role_claim] affected?:truth inside?:truth",
    "role_claim": "role:name by:name occupied?:truth",
    "context_claim": "context:name by:name applies?:truth",
    "deed": "name:name actor:name action:name toward?:name|null at:moment claims:[deed_claim]+",
    "deed_claim": "by:name done?:truth",
    "option": "name:name text:text acts?:[act] changes?:[change]"
    " generated_by?:[policy_reference] reversible?:truth|null",
    "act": "actor:name action:name toward?:name|null",
    "change": "fact:name value:fact_value by:name sense?:name|null",
    "policy_reference": "card:card policy:policy",
    "excluded_option": "name:name text:text why:text excluded_by?:[policy_reference]",
    # What people and others say of the options
    "placing": "card:card source:source appraiser?:name|null order:[[name]] stake:stake"
    " rests_on?:[policy] people:positive origin:origin",
    "appraisal": "card:card policy:policy option:name effect:effect source:source"
    " appraiser?:name|null people:positive origin:origin",
    "principle": "record name:name text:text role:name action:name condition?:condition"
    " alternatives?:[name]",
    "complaint": "standpoint:name principle:name ground?:line|null withheld?:positive|null"
    " grade:grade origin:origin",
    "resolution": "record holder:name choose:name over:[name]+ scope?:condition why:text"
    " revoked_at?:moment|null nonce?:nonce|null",
    "not_traded": "record first:card second:card why:text nonce?:nonce|null",
    # What a decision is conditional on
    "target": "record study:name title:line question:text synthetic:truth read_at:moment"
    " graph:moral_graph contexts?:[context] institutions?:[institution] roles?:[role]"
    " role_standards?:[role_standard] authorities?:[authority] norms?:[norm]"
    " thresholds:thresholds norm_order:[order_rule] rejected_principles:rejected"
    " complaint_grades?:[line] appraisers?:[name] model_agreement?:[model_agreement]"
    " may_refuse_trade?:[name] resolution_holders?:[name] ask?:[name]"
    " ask_deadline?:moment|null own_cards?:[own_cards] ledger_size:count ledger_root:hash"
    " records:record_use",
    "thresholds": "min_votes?:positive complementary?:threshold accepted?:threshold"
    " min_holders?:positive minority_floors?:[minority_floor] k?:positive",
    "minority_floor": "stratum:name value:name min_holders:positive",
    "model_agreement": "model:name held_out:positive agreed:count counts:truth",
    "own_cards": "party:name cards:[card]+",
    "record_use": "used?:count superseded?:count withdrawn?:count out_of_scope?:count"
    " erased?:count",
    # Who may bind whom, and to what
    "context": "record name:name text:line broader?:[name]",
    "institution": "record name:name title:line text?:text|null part_of?:name|null",
    "role": "record name:name title:line institution?:name|null text?:text|null",
    "role_standard": "record role:name cards:[card]",
    "authority": "record issuer:name level:level roles?:[name] actions?:[name]"
    " territory?:[name] powers:[power] reserved?:[reservation]",
    "reservation": "actions:[name] roles?:[name] to:name",
    "norm": "record name:name text:text role:name counterparty?:name|null modality:modality"
    " guaranteed?:truth action:name condition?:condition exceptions?:[norm_exception]"
    " level:level issuer:name in_force_from:moment in_force_until?:moment|null"
    " deadline?:moment|null upon_breach?:upon_breach|null grounds?:[ground]"
    " reparation?:text|null sanction?:text|null priority?:[priority] source:norm_source",
    "upon_breach": "norm:name by?:whose",
    "norm_exception": "when:condition text?:line|null",
    "ground": "card?:card|null norm?:name|null",
    "priority": "over:name granted_by:name",
    "norm_source": "type:source_type citation?:line|null",
    # What people hold, and how they voted
    "moral_graph": "record values:[published_value] pairs:[pair_verdict]"
    " outweighs?:[outweigh_counts] transitions?:[coverage] cycles?:[cycle] ranks?:[rank]"
    " stability?:[stability] origin_counts?:[origin_count] people?:count asked?:[holders]"
    " coordination?:[coordination]",
    "published_value": "card:card merged?:[card] title:line policies:[published_policy]+"
    " contexts:[name] origin:origin holders:count strata?:[holders]"
    " floors_met?:[minority_floor]",
    "published_policy": "text:line nature:nature",
    "holders": "stratum:name value:name count:count",
    "pair_verdict": "context:name first:card second:card shown_first:pair_counts"
    " shown_second:pair_counts strata?:[stratum_counts] status:verdict wiser?:card|null"
    " estimate?:interval|null",
    "pair_counts": "first?:count second?:count both_needed?:count neither?:count unsure?:count",
    "stratum_counts": "stratum:name value:name counts:pair_counts",
    "interval": "low:rational middle:rational high:rational method:line",
    "outweigh_counts": "context:name card:card stake:stake over_card:card over_stake:stake"
    " agree:count reverse:count",
    "coverage": "record:record_id context:name from_card:card to_card:card covers:[policy]",
    "cycle": "context:name members:[card] example:[card]",
    "rank": "context:name card:card method:line score:rational rank:positive"
    " rank_low:positive rank_high:positive",
    "stability": "method:line replicates:count seed:integer top_share:rational",
    "origin_count": "origin:origin records:count",
    "coordination": "context:name card:card people:count answers:count first_at:moment"
    " last_at:moment expected:rational changes?:[pair_without]",
    "pair_without": "first:card second:card status:verdict wiser?:card|null"
    " status_without:verdict wiser_without?:card|null",
}

ALONE = {
    "manifest": "record study:name program:line target:hash ledger_size:count ledger_root:hash"
    " read:[manifest_entry] wrote:[manifest_entry]",
    "manifest_entry": "path:line sha256:hash bytes:count",
    "tree_head": "kind:=tree_head schema_version:one ledger:name size:count root:hash at:moment"
    " key?:hash signature?:signature",
    "receipt": "kind:=receipt schema_version:one leaf:record_id index:count size:count root:hash"
    " path:[hash] head?:tree_head",
    "consistency_proof": "kind:=consistency_proof schema_version:one old_size:count old_root:hash"
    " new_size:count new_root:hash path:[hash]",
}
"""What a run says of its files, and what a ledger hands out: no inputs, but of the same words."""
