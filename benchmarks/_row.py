"""One line of what `commonweal bench` prints."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of ours beside that of a peer, measured in the same run on the same machine."""

    name: str
    """What was measured, and at which size."""
    ours: str
    """Our figure with its unit."""
    peer: str
    """The peer's figure with its unit, and who the peer is; empty where there is none."""
    ratio: str
    """How many times better ours is than the peer's, as in ``12x``; empty without a peer."""
    target: str
    """What was promised; empty where nothing was."""
    met: bool
    """Whether the promise is kept; true where there is none."""
