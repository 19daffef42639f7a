"""The commands: thin, and quick to start; each loads the rooms it needs when it is called."""

from commonweal.cli._main import commands, main

__all__ = ["commands", "main"]
