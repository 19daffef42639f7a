"""How many interviews can be simulated in a minute, by invented people who answer each question.

Two processes work at the same time, one for each core, and each counts the processor's time that it
used, so that other work on the machine slows nothing. An interview here has 70 answers: a consent,
two cards of two policies each, a goal and a norm on the way, what one card took the place of, and
the vote on both cards in both orders. No peer is run: those that exist ask a language model for
each question.
"""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from time import process_time

import numpy as np
from benchmarks._row import Row

from commonweal.elicitation import (
    ContextOffered,
    InterviewSetting,
    Session,
    SimulatedPerson,
    TrueCard,
    TrueMove,
    TruePolicy,
    answer_all,
    interview,
    replay,
    simulate_interview,
)

PROMISED = 100_000
CORES = 2
BEGUN = "2026-02-02T09:00:00Z"

SETTING = InterviewSetting(
    participant="ada",
    question="How should the garden be watered?",
    consent_text="We ask what you live by.",
    contexts=(
        ContextOffered("dry-week", "when there is not enough water"),
        ContextOffered("wet-week", "when there is water for all"),
    ),
    origin="synthetic",
)

PERSON = SimulatedPerson(
    cards=(
        TrueCard(
            title="Taking turns",
            story="In June the water ran low, and Ida stood by the tap. She looked tired.",
            choice="I let her go first.",
            policies=(
                TruePolicy(text="PEOPLE who have waited for longer", words="Ida stood by the tap"),
                TruePolicy(text="LOOKS that say that somebody is tired", words="looked tired"),
            ),
            contexts=("dry-week",),
            wisdom=1,
        ),
        TrueCard(
            title="Care for what grows",
            story="I got up by night, since the leaves hung down.",
            choice="I carried two cans to the beans.",
            policies=(
                TruePolicy(text="LEAVES that hang down by evening", words="the leaves hung down"),
                TruePolicy(
                    text="SOIL that is dry below its surface",
                    said_first="I want the best harvest of all beds here",
                ),
            ),
            contexts=("dry-week", "wet-week"),
            begins_as="norm",
            begins_with="Beds must not dry out.",
        ),
    ),
    moves=(
        TrueMove(
            to=0,
            title="First come, first served",
            policies=("PLACES in the queue that were taken early",),
            told="I saw who cannot get up so early.",
            why_dropped="Getting up early is no merit.",
        ),
    ),
)


def run(*, quick: bool = False) -> list[Row]:
    """Measure 4,000 interviews a core, or a tenth of that if quick."""
    count = 400 if quick else 4_000
    entries = Session(interview(SETTING))
    answer_all(entries, PERSON)
    log = entries.entries
    rate = _a_minute(answers_only, count)
    recorded = _a_minute(with_records, count // 4)
    start = process_time()
    for _ in range(200):
        replay(interview(SETTING), log)
    resumed = (process_time() - start) / 200
    return [
        Row(
            f"interviews of {len(log)} answers simulated in a minute, two cores",
            f"{rate:,.0f}",
            "",
            "",
            f"at least {PROMISED:,}",
            met=rate >= PROMISED,
        ),
        Row("the same, with their records written", f"{recorded:,.0f}", "", "", "", met=True),
        Row(
            f"taking up a session of {len(log)} answers",
            f"{1000 * resumed:.2f} ms",
            "",
            "",
            "",
            met=True,
        ),
    ]


def answers_only(count: int) -> float:
    """Return the processor's seconds that some interviews take until their last answer."""
    start = process_time()
    for _ in range(count):
        answer_all(Session(interview(SETTING)), PERSON)
    return process_time() - start


def with_records(count: int) -> float:
    """Return the processor's seconds that they take with a seeded clock, nonces and records."""
    rng = np.random.default_rng(20)
    start = process_time()
    for _ in range(count):
        simulate_interview(PERSON, SETTING, begun=BEGUN, rng=rng)
    return process_time() - start


def _a_minute(work: Callable[[int], float], count: int) -> float:
    """Return how many of them all cores together do in a minute of processor time each."""
    # A fresh interpreter finds this file by its name; a forked one has it already.
    with ProcessPoolExecutor(CORES, mp_context=get_context("fork")) as pool:
        seconds = list(pool.map(work, [count] * CORES))
    return sum(60 * count / each for each in seconds)
