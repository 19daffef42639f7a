"""Values: from what people say they live by to a moral graph, rebuilt each time."""

from commonweal.values._answers import Answers
from commonweal.values._coordination import Burst, find_bursts
from commonweal.values._counting import Stratification, StratumTable, VoteCounts, count_votes
from commonweal.values._cycles import ValueCycle, find_cycles
from commonweal.values._edges import (
    AcceptedEdges,
    ContextGraph,
    EdgeChoice,
    EdgeRule,
    LikelyEdges,
    context_graph,
)
from commonweal.values._endorsement import CarriedEndorsement
from commonweal.values._entropy import answer_entropy
from commonweal.values._graph import GraphResult, build_moral_graph
from commonweal.values._holders import NOT_QUOTED, strata_of
from commonweal.values._in_strength import InStrength
from commonweal.values._interval import ShareInterval, share_interval
from commonweal.values._majority import fewest_for, probability_above_half
from commonweal.values._merge import Merged, merge_cards
from commonweal.values._pagerank import PageRank
from commonweal.values._policy_form import FormFault, FormHint, form_hints
from commonweal.values._publish import PublishedConsiderations, publish_considerations
from commonweal.values._rank_interval import (
    RankIntervalProblem,
    RankIntervalResult,
    RankIntervals,
    RankIntervalStats,
    solve_rank_intervals,
)
from commonweal.values._ranking import solve_ranking
from commonweal.values._ranking_result import (
    RankingMethod,
    RankingProblem,
    RankingResult,
    RankingStats,
    places,
)
from commonweal.values._seed import seed_of
from commonweal.values._value_graph import ValueGraph
from commonweal.values._verdict import (
    VERDICT_STATUSES,
    Verdict,
    Verdicts,
    decide_between,
    decide_pair,
    decide_pairs,
)
from commonweal.values._vote_files import VoteReader, read_votes
from commonweal.values._vote_lines import votes_from_records
from commonweal.values._votes import ANSWERS, Votes
from commonweal.values._votes_in_use import VotesInUse, votes_in_use

__all__ = [
    "ANSWERS",
    "NOT_QUOTED",
    "VERDICT_STATUSES",
    "AcceptedEdges",
    "Answers",
    "Burst",
    "CarriedEndorsement",
    "ContextGraph",
    "EdgeChoice",
    "EdgeRule",
    "FormFault",
    "FormHint",
    "GraphResult",
    "InStrength",
    "LikelyEdges",
    "Merged",
    "PageRank",
    "PublishedConsiderations",
    "RankIntervalProblem",
    "RankIntervalResult",
    "RankIntervalStats",
    "RankIntervals",
    "RankingMethod",
    "RankingProblem",
    "RankingResult",
    "RankingStats",
    "ShareInterval",
    "Stratification",
    "StratumTable",
    "ValueCycle",
    "ValueGraph",
    "Verdict",
    "Verdicts",
    "VoteCounts",
    "VoteReader",
    "Votes",
    "VotesInUse",
    "answer_entropy",
    "build_moral_graph",
    "context_graph",
    "count_votes",
    "decide_between",
    "decide_pair",
    "decide_pairs",
    "fewest_for",
    "find_bursts",
    "find_cycles",
    "form_hints",
    "merge_cards",
    "places",
    "probability_above_half",
    "publish_considerations",
    "read_votes",
    "seed_of",
    "share_interval",
    "solve_rank_intervals",
    "solve_ranking",
    "strata_of",
    "votes_from_records",
    "votes_in_use",
]
