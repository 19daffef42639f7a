"""Decisions that are drawn at random, and what they say of two options."""

from hypothesis import HealthCheck, settings

from commonweal.documents import Decision
from commonweal.testing._decisions import (
    Content,
    decide_case,
    realised,
)

FLIPPED = {"better": "worse", "worse": "better"}


SETTLED = {"better", "worse", "equal"}


many = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def decided(content: Content) -> Decision:
    return decide_case(*realised(content))
