"""Values: from what people say they live by to a moral graph, rebuilt each time."""

from commonweal.values._answers import (
    Answers,
)
from commonweal.values._candidates import (
    SameValueCandidate,
    SameValueProblem,
    SameValueResult,
    SameValueStats,
    SimilarityMethod,
    find_same_value_candidates,
)
from commonweal.values._context_votes import (
    ContextVotes,
    draw_people,
)
from commonweal.values._coordination import (
    Burst,
    find_bursts,
)
from commonweal.values._counting import (
    Stratification,
    StratumTable,
    VoteCounts,
    count_votes,
)
from commonweal.values._cycles import (
    ValueCycle,
    find_cycles,
)
from commonweal.values._edges import (
    AcceptedEdges,
    ContextGraph,
    EdgeChoice,
    EdgeRule,
    LikelyEdges,
    context_graph,
)
from commonweal.values._embeddings import (
    Embedding,
    EmbeddingSimilarity,
    EmbeddingWarning,
    SentenceEmbedding,
    find_embeddings,
)
from commonweal.values._endorsement import (
    CarriedEndorsement,
)
from commonweal.values._entropy import (
    answer_entropy,
)
from commonweal.values._exact_bound import (
    exact_lower_bound,
)
from commonweal.values._graph import (
    GraphResult,
    build_moral_graph,
)
from commonweal.values._holders import (
    NOT_QUOTED,
    holders_of,
    strata_of,
)
from commonweal.values._in_strength import (
    InStrength,
)
from commonweal.values._interval import (
    ShareInterval,
    share_interval,
)
from commonweal.values._majority import (
    fewest_for,
    probability_above_half,
)
from commonweal.values._merge import (
    JudgedPair,
    Merged,
    MergeOutcome,
    merge_cards,
)
from commonweal.values._merge_sensitivity import (
    MergeSensitivity,
    MergeSensitivityRow,
    solve_merge_sensitivity,
)
from commonweal.values._pagerank import (
    PageRank,
)
from commonweal.values._policy_form import (
    FormFault,
    FormHint,
    form_hints,
)
from commonweal.values._publish import (
    PublishedConsiderations,
    publish_considerations,
)
from commonweal.values._rank_interval import (
    RankIntervalProblem,
    RankIntervalResult,
    RankIntervals,
    RankIntervalStats,
    central_places,
    solve_rank_intervals,
)
from commonweal.values._ranking import (
    solve_ranking,
)
from commonweal.values._ranking_result import (
    RankingMethod,
    RankingProblem,
    RankingResult,
    RankingStats,
    RankingStatus,
    places,
)
from commonweal.values._same_values import (
    SAME_VALUE_CRITERIA,
    Agreement,
    SameValueQuestion,
    SameValues,
)
from commonweal.values._seed import (
    seed_of,
)
from commonweal.values._text_similarity import (
    TextSimilarity,
)
from commonweal.values._value_graph import (
    ValueGraph,
)
from commonweal.values._verdict import (
    VERDICT_STATUSES,
    Verdict,
    Verdicts,
    decide_between,
    decide_pair,
    decide_pairs,
)
from commonweal.values._vote_files import (
    VoteReader,
    read_votes,
)
from commonweal.values._vote_lines import (
    votes_from_records,
)
from commonweal.values._votes import (
    ANSWERS,
    Votes,
)
from commonweal.values._votes_in_use import (
    VotesInUse,
    votes_in_use,
)

__all__ = [
    "ANSWERS",
    "NOT_QUOTED",
    "SAME_VALUE_CRITERIA",
    "VERDICT_STATUSES",
    "AcceptedEdges",
    "Agreement",
    "Answers",
    "Burst",
    "CarriedEndorsement",
    "ContextGraph",
    "ContextVotes",
    "EdgeChoice",
    "EdgeRule",
    "Embedding",
    "EmbeddingSimilarity",
    "EmbeddingWarning",
    "FormFault",
    "FormHint",
    "GraphResult",
    "InStrength",
    "JudgedPair",
    "LikelyEdges",
    "MergeOutcome",
    "MergeSensitivity",
    "MergeSensitivityRow",
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
    "RankingStatus",
    "SameValueCandidate",
    "SameValueProblem",
    "SameValueQuestion",
    "SameValueResult",
    "SameValueStats",
    "SameValues",
    "SentenceEmbedding",
    "ShareInterval",
    "SimilarityMethod",
    "Stratification",
    "StratumTable",
    "TextSimilarity",
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
    "central_places",
    "context_graph",
    "count_votes",
    "decide_between",
    "decide_pair",
    "decide_pairs",
    "draw_people",
    "exact_lower_bound",
    "fewest_for",
    "find_bursts",
    "find_cycles",
    "find_embeddings",
    "find_same_value_candidates",
    "form_hints",
    "holders_of",
    "merge_cards",
    "places",
    "probability_above_half",
    "publish_considerations",
    "read_votes",
    "seed_of",
    "share_interval",
    "solve_merge_sensitivity",
    "solve_rank_intervals",
    "solve_ranking",
    "strata_of",
    "votes_from_records",
    "votes_in_use",
]
