"""Strategies for every document and checks for plug-ins, for tests here and of users."""

from commonweal.testing._choice_problems import (
    choice_problems,
)
from commonweal.testing._coherent import (
    documents,
)
from commonweal.testing._conditions import (
    WHO,
    conditions,
    worlds,
)
from commonweal.testing._embedding import (
    check_embedding,
)
from commonweal.testing._records import (
    any_records,
    records,
)
from commonweal.testing._scalars import (
    card_ids,
    fact_values,
    hashes,
    json_objects,
    languages,
    lines,
    names,
    nonces,
    rationals,
    record_ids,
    texts,
    timestamps,
)
from commonweal.testing._scripted_model import (
    ReceivedRequest,
    ScriptedModel,
    ScriptedReply,
)

__all__ = [
    "WHO",
    "ReceivedRequest",
    "ScriptedModel",
    "ScriptedReply",
    "any_records",
    "card_ids",
    "check_embedding",
    "choice_problems",
    "conditions",
    "documents",
    "fact_values",
    "hashes",
    "json_objects",
    "languages",
    "lines",
    "names",
    "nonces",
    "rationals",
    "record_ids",
    "records",
    "texts",
    "timestamps",
    "worlds",
]
