"""Embeddings that others provide: found by name, checked, and never trusted to be there."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from commonweal.errors import InvalidDocument, MissingExtra
from commonweal.testing import check_embedding
from commonweal.values import (
    EmbeddingSimilarity,
    EmbeddingWarning,
    SameValueProblem,
    SentenceEmbedding,
    find_embeddings,
    find_same_value_candidates,
)

PLUG_IN = """
import numpy as np


class Counting:
    name = "counting"

    def embed(self, texts):
        rows = [[text.count(letter) for letter in "abcdefgh"] for text in texts]
        return np.array(rows, dtype=float).reshape(-1, 8)


def broken():
    raise RuntimeError("no model here")
"""
ENTRIES = """
[commonweal.embeddings]
counting = an_embedding:Counting
broken = an_embedding:broken
absent = no_such_module:Embedding
number = an_embedding:np.int64
"""


class Hashed:
    """An embedding that tells texts apart by their words and knows nothing of them."""

    name = "hashed"

    def embed(self, texts: Sequence[str]) -> Any:
        """Return one row for each text."""
        rows = np.zeros((len(texts), 16))
        for row, text in zip(rows, texts, strict=True):
            for word in text.split():
                row[hashlib.sha256(word.encode()).digest()[0] % 16] += 1
        return rows


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a package that announces four embeddings, of which one works."""
    (tmp_path / "an_embedding.py").write_text(PLUG_IN, "utf-8")
    info = tmp_path / "an_embedding-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: an-embedding\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(ENTRIES, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    sys.modules.pop("an_embedding", None)


def test_a_broken_plug_in_is_named_and_the_rest_goes_on(installed: None) -> None:
    """Each embedding that fails is a warning with its name; those that work are there."""
    with pytest.warns(EmbeddingWarning) as warned:
        found = find_embeddings()

    told = sorted(str(warning.message) for warning in warned)
    assert {"counting", "sentence-transformers"} == found.keys()
    assert ["absent", "broken", "number"] == [text.split("'")[1] for text in told]
    assert "no model here" in told[1]
    check_embedding(found["counting"])


def test_an_embedding_proposes_candidates() -> None:
    """Its cosine takes the place of shared words; what is found is proposed alike."""
    problem = SameValueProblem(cards=("a", "b", "c"), texts=("one two", "two one", "three four"))

    found = find_same_value_candidates(problem, EmbeddingSimilarity(embedding=Hashed()))

    assert [("a", "b")] == [(pair.first, pair.second) for pair in found.value]
    assert "embedding-similarity, hashed" == found.method


class Beside(Hashed):
    """Rows that depend on the texts beside them."""

    def embed(self, texts: Sequence[str]) -> Any:
        """Return rows about their mean."""
        rows = super().embed(texts)
        return rows - rows.mean(axis=0) if len(rows) else rows


class Short(Hashed):
    """One row too few."""

    def embed(self, texts: Sequence[str]) -> Any:
        """Return all rows but the first."""
        return super().embed(texts)[1:]


class Infinite(Hashed):
    """Numbers that are none."""

    def embed(self, texts: Sequence[str]) -> Any:
        """Return rows that are not finite."""
        return super().embed(texts) * np.inf


class Nameless(Hashed):
    """No name."""

    name = ""


class Moody(Hashed):
    """Other rows each time."""

    def __init__(self) -> None:
        self.asked = 0

    def embed(self, texts: Sequence[str]) -> Any:
        """Return rows moved by how often it was asked."""
        self.asked += 1
        return super().embed(texts) + self.asked


def test_an_embedding_that_is_as_asked_passes() -> None:
    """The check raises nothing where there is nothing to find."""
    check_embedding(Hashed())


@pytest.mark.filterwarnings("ignore:invalid value")
@pytest.mark.parametrize("fault", [Beside, Short, Infinite, Nameless, Moody])
def test_each_fault_of_an_embedding_is_found(fault: type[Hashed]) -> None:
    """The check fails on each thing that would spoil a comparison."""
    with pytest.raises(AssertionError):
        check_embedding(fault())


@pytest.mark.filterwarnings("ignore:invalid value")
@pytest.mark.parametrize("fault", [Short, Infinite])
def test_rows_that_cannot_be_compared_are_refused(fault: type[Hashed]) -> None:
    """A model that returns something else is an error with its name."""
    with pytest.raises(InvalidDocument) as caught:
        EmbeddingSimilarity(embedding=fault()).vectors(["one", "two"])

    assert "embedding-shape" == caught.value.code


@pytest.mark.skipif(bool(find_spec("sentence_transformers")), reason="the extra is installed")
def test_without_the_extra_its_line_is_told() -> None:
    """Who asks for the model without its package is told what to install."""
    with pytest.raises(MissingExtra) as caught:
        SentenceEmbedding().embed(["one"])

    assert "Run: pip install 'commonweal[embeddings]'" == caught.value.problems[0].hint
