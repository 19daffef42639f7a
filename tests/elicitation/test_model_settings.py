"""Which model is asked, as the environment says it."""

from __future__ import annotations

import pytest

from commonweal.elicitation import ModelSettings
from commonweal.errors import InvalidDocument

SOUND = {"COMMONWEAL_MODEL": "small:3b", "COMMONWEAL_MODEL_URL": "http://127.0.0.1:11434/v1"}


def read(**changed: str) -> ModelSettings | None:
    variables = {f"COMMONWEAL_MODEL{name}": value for name, value in changed.items()}
    return ModelSettings.from_environment({**SOUND, **variables})


def test_no_model_is_asked_where_none_is_named() -> None:
    """Without a model's name there is none, whatever else is set."""
    assert ModelSettings.from_environment({}) is None
    assert read(**{"": " "}) is None


def test_name_and_address_are_enough() -> None:
    """A model with an address has half a minute, one retry, no key, and nothing left to chance."""
    expected = ModelSettings(
        name="small:3b", url="http://127.0.0.1:11434/v1", timeout=30.0, retries=1, key=None
    )

    assert expected == read()
    assert (0.0, 0) == (expected.temperature, expected.seed)


def test_everything_wrong_is_told_at_once() -> None:
    """Each variable that is wrong has its problem, and a key is never repeated in one."""
    with pytest.raises(InvalidDocument) as caught:
        read(_URL="ftp://x", _KEY="geheim\u00fc", _TIMEOUT="soon", _RETRIES="-1")

    problems = caught.value.problems
    assert ["_URL", "_KEY", "_TIMEOUT", "_RETRIES"] == [
        problem.path.removeprefix("COMMONWEAL_MODEL") for problem in problems
    ]
    assert {"model-setting"} == {problem.code for problem in problems}
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:11434/v1",
        "http://",
        "http://me:secret@host/v1",
        "http://host/v1?key=1",
        "http://host:port/v1",
        "http://ho st/v1",
        "http://host\n/v1",
        "file:///v1",
    ],
)
def test_an_address_is_one_of_http_and_holds_no_secret(url: str) -> None:
    """Addresses that are none, or carry names, keys or queries, are refused."""
    with pytest.raises(InvalidDocument):
        read(_URL=url)


@pytest.mark.parametrize(
    ("timeout", "retries"), [("0", "0"), ("601", "0"), ("nan", "0"), ("5", "6"), ("5", "1.5")]
)
def test_waiting_has_limits(timeout: str, retries: str) -> None:
    """Neither a wait nor a number of retries is endless, or no number."""
    with pytest.raises(InvalidDocument):
        read(_TIMEOUT=timeout, _RETRIES=retries)


@pytest.mark.parametrize(
    ("url", "host", "here", "encrypted"),
    [
        ("http://127.0.0.1:11434/v1", "127.0.0.1:11434", True, False),
        ("http://localhost/v1", "localhost", True, False),
        ("http://[::1]:8000/v1", "[::1]:8000", True, False),
        ("http://10.0.0.7:8000/v1", "10.0.0.7:8000", False, False),
        ("https://models.example.org/v1", "models.example.org", False, True),
    ],
)
def test_it_is_known_where_words_are_sent(url: str, host: str, here: bool, encrypted: bool) -> None:
    """The host, whether it is this machine, and whether the way there is encrypted."""
    found = read(_URL=url)

    assert found is not None
    assert (host, here, encrypted) == (found.host, found.stays_here, found.encrypted)


def test_a_key_is_not_shown() -> None:
    """What stands for the settings in a log does not have the key."""
    assert "secret" not in repr(read(_KEY="secret"))
