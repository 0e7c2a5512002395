"""Secrets are named, never written into a catalog: `env:NAME` or `file:/path`, looked up when a call is made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class SecretMissing(ValueError):
    """A reference leads to no secret."""


class Secrets:
    """Looks up references; `environment` is given by the composition root."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def find(self, reference: str) -> str:
        """The secret; raises SecretMissing, saying what to set, never showing a secret."""
        scheme, _, name = reference.partition(":")
        if scheme == "env":
            value = self._environment.get(name, "")
            if not value:
                raise SecretMissing(f"the environment variable {name} is not set where workers run")
            return value
        if scheme == "file":
            try:
                return Path(name).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise SecretMissing(f"the file {name} cannot be read: {error.strerror}") from None
        raise SecretMissing("a secret is named env:NAME or file:/path, not written out")
