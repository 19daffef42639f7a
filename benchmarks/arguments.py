"""Labels of a large framework, acceptance for every audience, and labels beside PyArg.

PyArg (python-argumentation) starts from its own objects and we from arrays; making either is not
timed. Both label the same framework in the same process.
"""

from contextlib import redirect_stdout
from importlib import import_module
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np
from benchmarks._row import Row

from commonweal.argumentation import (
    ArgumentFramework,
    ValueFramework,
    solve_audience,
    solve_extensions,
    solve_grounded,
)
from commonweal.proof import checker

REPEATS = 5
LABELS_WITHIN, AUDIENCES_WITHIN, CHECKED_WITHIN = 0.5, 0.5, 1.0
VALUES = 12
SEMANTICS = "py_arg.algorithms.semantics.get_grounded_extension"
CLASSES = "py_arg.abstract_argumentation_classes"


def run(*, quick: bool = False) -> list[Row]:
    """Measure 100,000 arguments, or a tenth if quick; twelve values; 400 arguments beside PyArg."""
    large = random_framework(10_000 if quick else 100_000)
    rows = [labels(large), certificate(large), *audiences()]
    if find_spec("py_arg"):
        rows.append(beside_pyarg(random_framework(100 if quick else 400)))
    return rows


def random_framework(arguments: int) -> ArgumentFramework:
    """Return a framework with one and a half attacks for each argument, the same every time."""
    rng = np.random.default_rng(20)
    ends = rng.integers(0, arguments, (2, arguments * 3 // 2))
    return ArgumentFramework.from_indices([f"a{n}" for n in range(arguments)], *ends)


def labels(framework: ArgumentFramework) -> Row:
    """Measure grounded labels with their ranks, of a framework that is there."""
    ours = seconds(lambda: solve_grounded(framework))
    name = f"grounded labels, {len(framework):,} arguments, {framework.attacks:,} attacks"
    return within(name, ours, LABELS_WITHIN)


def certificate(framework: ArgumentFramework) -> Row:
    """Measure the stand-alone checker on a certificate of these labels, reading included."""
    (found,) = solve_extensions(framework, "grounded").certificates
    with TemporaryDirectory() as folder:
        path = Path(folder) / "certificate.json"
        found.write(path)

        def check() -> None:
            with redirect_stdout(StringIO()):
                assert checker.main([str(path)]) == 0

        ours = seconds(check)
    return within(f"checking them, {framework.attacks:,} attacks", ours, CHECKED_WITHIN)


def audiences() -> list[Row]:
    """Measure acceptance for every audience: the worst of all arguments, refuted and not."""
    framework = coloured(60)
    times: dict[bool, float] = {}
    for argument in framework.framework.arguments:
        start = perf_counter()
        found = solve_audience(framework, argument, question="every", parity="every_order")
        times[found.value] = max(times.get(found.value, 0.0), perf_counter() - start)
    told = {True: "holds", False: "refuted by a counter-audience"}
    rows = [
        within(
            f"acceptance for every audience, {VALUES} values, 60 arguments: {told[key]}",
            times[key],
            AUDIENCES_WITHIN,
        )
        for key in sorted(times)
    ]
    star = everybody_in_turn()
    start = perf_counter()
    found = solve_audience(star, "c", question="every", parity="every_order")
    assert found.value
    name = f"acceptance for every audience, {VALUES} values, every order to be ruled out"
    return [*rows, within(name, perf_counter() - start, AUDIENCES_WITHIN)]


def coloured(arguments: int) -> ValueFramework:
    """Return a random framework whose arguments promote one of the values each."""
    rng = np.random.default_rng(5)
    framework = random_framework(arguments)
    values = rng.integers(0, VALUES, arguments).tolist()
    promotes = [(f"a{n}", f"v{value}") for n, value in enumerate(values)]
    return ValueFramework.of(framework, promotes)


def everybody_in_turn() -> ValueFramework:
    """Return a circle of all values beside which an argument is accepted by every audience.

    Of a circle of arguments with a value each somebody is always unbeaten, whoever is highest; each
    beats one attacker of `c`, which no audience can therefore accept.
    """
    circle = [f"a{n}" for n in range(VALUES)]
    attacks = [(circle[n - 1], circle[n]) for n in range(VALUES)]
    attacks += [(name, "attacker") for name in circle] + [("attacker", "c")]
    framework = ArgumentFramework.from_attacks([*circle, "attacker", "c"], attacks)
    promotes = [(name, f"v{n}") for n, name in enumerate(circle)]
    return ValueFramework.of(framework, promotes)


def beside_pyarg(framework: ArgumentFramework) -> Row:
    """Measure grounded labels beside PyArg's grounded extension, which is the same set."""
    classes = f"{CLASSES}.argument", f"{CLASSES}.defeat"
    argument, defeat = (import_module(name) for name in classes)
    whole: Any = import_module(f"{CLASSES}.abstract_argumentation_framework")
    arguments = [argument.Argument(name) for name in framework.arguments]
    defeats = [defeat.Defeat(arguments[a], arguments[b]) for a, b in framework.pairs()]
    theirs = whole.AbstractArgumentationFramework("random", arguments, defeats)
    solve = import_module(SEMANTICS).get_grounded_extension
    assert {each.name for each in solve(theirs)} == solve_grounded(framework).value
    ours, peer = seconds(lambda: solve_grounded(framework)), seconds(lambda: solve(theirs))
    ratio = peer / ours
    return Row(
        f"grounded labels, {len(framework)} arguments",
        f"{1000 * ours:.2f} ms",
        f"{1000 * peer:.1f} ms (PyArg)",
        f"{ratio:.0f}x",
        "at least 20x",
        met=ratio >= 20,
    )


def within(name: str, ours: float, most: float) -> Row:
    """Return a row with a time and the most that it may be."""
    return Row(name, f"{1000 * ours:.0f} ms", "", "", f"at most {1000 * most:.0f} ms", ours <= most)


def seconds(work: Any) -> float:
    """Return the shortest of several runs, which other work on the machine disturbs the least."""
    times = []
    for _ in range(REPEATS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)
