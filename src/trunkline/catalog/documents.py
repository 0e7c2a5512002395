"""Catalogs as YAML files: read with every fault told by file, written so that reading them gives the same again."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from trunkline.catalog.errors import CatalogInvalid
from trunkline.catalog.model import CatalogDocument
from trunkline.kit.errors import Problem


class _Loader(yaml.SafeLoader):
    """Safe YAML in which a key that stands twice is a fault, and a date stays the text that was written."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    loader.flatten_mapping(node)
    seen: dict[Hashable, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, Hashable) or key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands twice", key_node.start_mark)
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_document(text: str, *, name: str) -> CatalogDocument:
    """One document; raises CatalogInvalid with file, place, what is wrong and what to do."""
    try:
        # a safe loader: no tag of it makes anything but plain values
        plain = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "the file"
        what = " ".join(str(getattr(error, "problem", None) or error).split())
        raise _invalid(name, place, what, "mend the YAML") from error
    except RecursionError as error:
        raise _invalid(name, "the file", "it is nested too deeply", "make it flatter") from error
    try:
        return msgspec.convert(plain, CatalogDocument)
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at `")
        raise _invalid(name, path.rstrip("`") or "$", what, "see the catalog README for the fields") from error


def _invalid(name: str, place: str, what: str, action: str) -> CatalogInvalid:
    problem = Problem(item=name, field=place, what=what, action=action)
    return CatalogInvalid(f"{name}: {what} ({place})", problems=[problem])


def read_catalog_folder(folder: Path) -> list[CatalogDocument]:
    """Every `.yaml` and `.yml` file in the folder and below, in name order.

    Raises CatalogInvalid naming each file that cannot be read; none is skipped in silence.
    """
    if not folder.is_dir():
        raise _invalid(str(folder), "the folder", "there is no such folder", "name a folder with YAML files")
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file())
    if not files:
        raise _invalid(str(folder), "the folder", "there is no YAML file in it", "name a folder with YAML files")
    documents: list[CatalogDocument] = []
    problems: list[Problem] = []
    for path in files:
        name = str(path.relative_to(folder))
        try:
            documents.append(read_document(path.read_text(encoding="utf-8"), name=name))
        except CatalogInvalid as error:
            problems += error.problems
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(item=name, field="the file", what=f"it cannot be read: {error}", action="mend it"))
    if problems:
        raise CatalogInvalid(f"{len(problems)} file(s) of the catalog cannot be read", problems=problems)
    return documents


def write_document(document: CatalogDocument) -> str:
    """The document as YAML; reading it gives the same document."""
    return yaml.safe_dump(msgspec.to_builtins(document), sort_keys=False, allow_unicode=True, width=120)


def merge(documents: Sequence[CatalogDocument]) -> CatalogDocument:
    """Several documents as one."""
    return CatalogDocument(
        catalog=", ".join(document.catalog for document in documents),
        specifications=tuple(spec for document in documents for spec in document.specifications),
        plans=tuple(plan for document in documents for plan in document.plans),
    )
