"""The official document of TMF641, where it is at hand, to check by machine what is sent and answered."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import jsonschema_rs

SHARED = Path(__file__).resolve().parents[2] / "shared" / "tmf"


@functools.cache
def _definitions() -> dict[str, Any]:
    path = SHARED / "specs" / "TMF641-v4.1.0.swagger.json"
    definitions: dict[str, Any] = json.loads(path.read_text())["definitions"]
    return definitions


def official_faults(definition: str, document: dict[str, Any]) -> list[str]:
    """What the official document finds wrong, unknown names too; nothing where it is not at hand."""
    if not (SHARED / "specs").exists():
        return []
    schema = {"$ref": f"#/definitions/{definition}", "definitions": _definitions()}
    found = [f"{e.instance_path}: {e.message}" for e in jsonschema_rs.validator_for(schema).iter_errors(document)]
    return found + [f"no {name}" for name in sorted(set(document) - set(_definitions()[definition]["properties"]))]
