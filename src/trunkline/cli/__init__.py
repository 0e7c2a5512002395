"""The command `trunkline`: everything that can be done, from a terminal."""

from trunkline.cli.program import main

__all__ = ["main"]
