"""Writes the OpenAPI document without a running server: `python -m trunkline.cli.document FILE`."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from trunkline.app import openapi_document


def render() -> str:
    """The document as JSON with its names in order, so that the same API always gives the same text."""
    return json.dumps(openapi_document(), sort_keys=True, indent=1, ensure_ascii=False) + "\n"


def digest(text: str) -> str:
    """The SHA-256 of a document, in hexadecimal digits, as the workspace's generated types name it."""
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(render(), encoding="utf-8")
