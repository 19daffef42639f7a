from commonweal.documents import Context
from commonweal.norms import ContextOrder


def order(**broader: tuple[str, ...]) -> ContextOrder:
    return ContextOrder(
        Context(
            by="registry",
            origin="person",
            said_at="2026-01-01T00:00:00Z",
            name=name,
            text=f"when {name}",
            broader=of,
        )
        for name, of in broader.items()
    )


def test_broader_is_closed_transitively() -> None:
    """A context lies within all that its broader contexts lie within."""
    contexts = order(drought=("dry",), dry=("weather",), weather=())

    assert contexts.is_narrower("drought", "weather")
    assert {"drought", "dry"} == set(contexts.narrower_than("weather"))


def test_a_broader_context_is_not_narrower() -> None:
    """Being narrower goes one way."""
    contexts = order(drought=("dry",), dry=())

    assert not contexts.is_narrower("dry", "drought")
    assert not contexts.is_narrower("dry", "dry")


def test_contexts_that_name_each_other_are_one() -> None:
    """Of two contexts that each name the other as broader, neither is narrower."""
    contexts = order(dry=("arid",), arid=("dry",))

    assert not contexts.is_narrower("dry", "arid")
    assert not contexts.is_narrower("arid", "dry")


def test_a_context_named_only_as_broader_is_known() -> None:
    """A context that is never declared but named as broader is among the names."""
    contexts = order(drought=("dry",))

    assert {"drought", "dry"} == contexts.names
    assert contexts.is_narrower("drought", "dry")
