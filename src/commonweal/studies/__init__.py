"""Study folders: read, checked as a whole, run end to end; and others' data made into studies."""

from commonweal.studies._amend import (
    amend_study,
)
from commonweal.studies._answer import (
    add_answers,
)
from commonweal.studies._assent import AssentGiven, give_assent
from commonweal.studies._charter_check import StudyCharter, check_study_charter, why_status
from commonweal.studies._compacts import compact_standings
from commonweal.studies._compare_norms import NormsCompared, OptionChange, compare_norms
from commonweal.studies._daily_dilemmas_bank import (
    bank_at,
    daily_dilemmas_bank,
)
from commonweal.studies._decide_once import (
    chosen_situation,
    decide_once,
    docket_of,
    graph_of,
    no_such_option,
)
from commonweal.studies._decisions_file import (
    DecisionsFile,
)
from commonweal.studies._diff import (
    Change,
    diff_records,
)
from commonweal.studies._estimated import (
    EstimatedVotes,
    estimate_votes,
)
from commonweal.studies._export_graph import (
    EXPORT_FORMATS,
    export_graph,
    write_graph_export,
)
from commonweal.studies._folder import (
    StudyFolder,
    read_study,
)
from commonweal.studies._graph_quality import (
    StudyQuality,
    quality_of,
)
from commonweal.studies._hint_policies import (
    hint_policies,
)
from commonweal.studies._import_daily_dilemmas import (
    import_daily_dilemmas,
)
from commonweal.studies._import_moral_graph import (
    Provenance,
    import_moral_graph,
)
from commonweal.studies._import_moralchoice import (
    import_moralchoice,
)
from commonweal.studies._interviews import (
    StudyInterview,
)
from commonweal.studies._last_run import (
    changed_since_the_run,
)
from commonweal.studies._lookup import (
    FoundDecision,
    find_compared,
    find_decision,
    find_graph,
    ledger_folder,
)
from commonweal.studies._lost_with import (
    LostWith,
    lost_with,
)
from commonweal.studies._options_found import find_study_options
from commonweal.studies._progress import (
    NoProgress,
    Progress,
    StepDone,
)
from commonweal.studies._published_graph import (
    GraphToExport,
)
from commonweal.studies._real_study import (
    init_real_study,
)
from commonweal.studies._round_basis import (
    AccountTold,
    RoundBasis,
)
from commonweal.studies._round_draw import (
    draw_round,
    starting_order,
)
from commonweal.studies._round_drawn import (
    PairDrawn,
    RoundDrawn,
    RoundSize,
    SituationDrawn,
    StakesDrawn,
)
from commonweal.studies._round_setting import (
    round_setting,
)
from commonweal.studies._rounds import (
    StudyRound,
)
from commonweal.studies._run import (
    ReportWriter,
    StudyRun,
    run_study,
)
from commonweal.studies._session import StudySession, wrong_pseudonyms
from commonweal.studies._standing import (
    StandingAnswers,
    standing_answers,
)
from commonweal.studies._starter import (
    init_study,
)
from commonweal.studies._step_decide import Docket
from commonweal.studies._step_ledger import (
    LedgerState,
    check_ledger,
    ledger_study,
)
from commonweal.studies._study_records import (
    Entry,
    StudyRecords,
)
from commonweal.studies._summary import (
    FEW_SITUATIONS,
    group_of,
)
from commonweal.studies._toml_text import toml_text
from commonweal.studies._trials import (
    InterviewerTrial,
    OwnersPlacings,
    interviewer_trial,
    owners_placings,
    starting_orders,
    story_trial,
)
from commonweal.studies._warn_actions import warn_misspelt_in
from commonweal.studies._watching import (
    cluster_problem,
    endorsed_after,
    graph_titles,
    question_pool,
    retest_problem,
    strata_of_participant,
)
from commonweal.studies._withdraw import (
    WithdrawalPlan,
    plan_withdrawal,
    withdraw,
)

__all__ = [
    "EXPORT_FORMATS",
    "FEW_SITUATIONS",
    "AccountTold",
    "AssentGiven",
    "Change",
    "DecisionsFile",
    "Docket",
    "Entry",
    "EstimatedVotes",
    "FoundDecision",
    "GraphToExport",
    "InterviewerTrial",
    "LedgerState",
    "LostWith",
    "NoProgress",
    "NormsCompared",
    "OptionChange",
    "OwnersPlacings",
    "PairDrawn",
    "Progress",
    "Provenance",
    "ReportWriter",
    "RoundBasis",
    "RoundDrawn",
    "RoundSize",
    "SituationDrawn",
    "StakesDrawn",
    "StandingAnswers",
    "StepDone",
    "StudyCharter",
    "StudyFolder",
    "StudyInterview",
    "StudyQuality",
    "StudyRecords",
    "StudyRound",
    "StudyRun",
    "StudySession",
    "WithdrawalPlan",
    "add_answers",
    "amend_study",
    "bank_at",
    "changed_since_the_run",
    "check_ledger",
    "check_study_charter",
    "chosen_situation",
    "cluster_problem",
    "compact_standings",
    "compare_norms",
    "daily_dilemmas_bank",
    "decide_once",
    "diff_records",
    "docket_of",
    "draw_round",
    "endorsed_after",
    "estimate_votes",
    "export_graph",
    "find_compared",
    "find_decision",
    "find_graph",
    "find_study_options",
    "give_assent",
    "graph_of",
    "graph_titles",
    "group_of",
    "hint_policies",
    "import_daily_dilemmas",
    "import_moral_graph",
    "import_moralchoice",
    "init_real_study",
    "init_study",
    "interviewer_trial",
    "ledger_folder",
    "ledger_study",
    "lost_with",
    "no_such_option",
    "owners_placings",
    "plan_withdrawal",
    "quality_of",
    "question_pool",
    "read_study",
    "retest_problem",
    "round_setting",
    "run_study",
    "standing_answers",
    "starting_order",
    "starting_orders",
    "story_trial",
    "strata_of_participant",
    "toml_text",
    "warn_misspelt_in",
    "why_status",
    "withdraw",
    "write_graph_export",
    "wrong_pseudonyms",
]
