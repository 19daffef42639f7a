"""A rate given on the command line, kept exact."""

from __future__ import annotations

from fractions import Fraction

import click


def exact_rate(text: str, option: str) -> Fraction:
    """Return a rate written as ``1/100`` or ``0.01``.

    Raises:
        click.BadParameter: if it is no number between 0 and 1.
    """
    try:
        rate = Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise click.BadParameter(
            f"{text!r} is no fraction such as 1/100", param_hint=option
        ) from error
    if not 0 < rate < 1:
        raise click.BadParameter(f"{text} is not between 0 and 1", param_hint=option)
    return rate
