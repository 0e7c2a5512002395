"""Catalogs as YAML files: read with every fault told by file and line, written so that reading gives the same again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from trunkline.catalog.errors import CatalogInvalid
from trunkline.catalog.model import (
    ApprovalPolicy,
    Catalog,
    CatalogDocument,
    DecisionTable,
    EnrichmentPolicy,
    MilestonePolicy,
    OrderTaskPolicy,
    PlanSpecification,
    Specification,
    WorkOrderPolicy,
)
from trunkline.catalog.yaml_values import line_of, read_yaml, write_yaml
from trunkline.kit.errors import Problem

_PARTS = {
    "specifications": Specification, "plans": PlanSpecification, "tables": DecisionTable,
    "approval_policies": ApprovalPolicy, "enrichment_policies": EnrichmentPolicy,
    "milestone_policies": MilestonePolicy, "order_task_policies": OrderTaskPolicy, "work_order_policies": WorkOrderPolicy,
}  # fmt: skip


def read_document(text: str, *, name: str) -> CatalogDocument:
    """One document; `name` is the file's name for messages.

    Raises CatalogInvalid with a problem for each specification and plan that cannot be read: file and line, path, what
    is wrong and what to do.
    """
    try:
        plain, node = read_yaml(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{name}:{mark.line + 1}" if mark else name
        what = " ".join(str(getattr(error, "problem", None) or error).split())
        raise _invalid([_fault(place, "", f"this is not YAML as it should be: {what}", "correct the line")]) from None
    except RecursionError:
        raise _invalid([_fault(name, "", "the file is nested too deeply", "make it flatter")]) from None
    if not isinstance(plain, dict):
        fault = _fault(name, "", "the file holds no catalog document", "start it with 'catalog: <name>'")
        raise _invalid([fault])
    faults: list[Problem] = []
    read: dict[str, tuple[Any, ...]] = {}
    for part, kind in _PARTS.items():
        listed = plain.get(part)
        if isinstance(listed, list):
            found = [_read(each, kind, f"{part}[{n}]", name, node, faults) for n, each in enumerate(listed)]
            read[part] = tuple(one for one in found if one is not None)
    rest = {key: value for key, value in plain.items() if not isinstance(value, list) or key not in _PARTS}
    document = _read(rest, CatalogDocument, "", name, node, faults)
    if faults or document is None:
        raise _invalid(faults)
    whole: CatalogDocument = msgspec.structs.replace(document, **read)
    return whole


def _read(
    plain: Any, kind: type[Any], path: str, name: str, node: yaml.Node | None, faults: list[Problem]
) -> Any:  # fmt: skip
    try:
        return msgspec.convert(plain, kind)
    except msgspec.ValidationError as error:
        what, _, inside = str(error).partition(" - at `$")
        at = (path + inside.rstrip("`")).lstrip(".")
        line = line_of(node, at)
        place = f"{name}:{line}" if line else name
        faults.append(_fault(place, at, what[:1].lower() + what[1:], "see catalogs/README.md for what may stand here"))
    except RecursionError:
        faults.append(_fault(name, path, "it is nested too deeply", "make it flatter"))
    return None


def _fault(place: str, path: str, what: str, action: str) -> Problem:
    return Problem(item=place, field=path or None, what=what, action=action)


def _invalid(faults: Sequence[Problem]) -> CatalogInvalid:
    first = faults[0]
    at = f" at {first.field}" if first.field else ""
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return CatalogInvalid(f"{first.item}{at}: {first.what}; {first.action}{more}", problems=list(faults))


def read_catalog_folder(folder: Path) -> list[CatalogDocument]:
    """Every `.yaml` and `.yml` file in the folder and below, in name order.

    Raises CatalogInvalid with the faults of all files; none is skipped in silence.
    """
    if not folder.is_dir():
        raise _invalid([_fault(str(folder), "", "there is no such folder", "name a folder with YAML files")])
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file())
    if not files:
        raise _invalid([_fault(str(folder), "", "there is no YAML file in it", "name a folder with YAML files")])
    documents: list[CatalogDocument] = []
    faults: list[Problem] = []
    for path in files:
        name = path.relative_to(folder).as_posix()
        try:
            documents.append(read_document(path.read_text(encoding="utf-8"), name=name))
        except CatalogInvalid as error:
            faults += error.problems
        except UnicodeDecodeError:
            faults.append(_fault(name, "", "the file is not text in UTF-8", "save it as UTF-8"))
        except OSError as error:
            faults.append(_fault(name, "", f"the file cannot be read: {error.strerror}", "make it readable"))
    if faults:
        raise _invalid(faults)
    return documents


def write_document(document: CatalogDocument) -> str:
    """The document as YAML; reading it gives the same document."""
    return write_yaml(_listed(msgspec.to_builtins(document)))


def _listed(value: Any) -> Any:
    """Tuples as lists: YAML has one kind of sequence."""
    if isinstance(value, dict):
        return {name: _listed(member) for name, member in value.items()}
    return [_listed(each) for each in value] if isinstance(value, list | tuple) else value


def document_of(catalog: Catalog, *, name: str) -> CatalogDocument:
    """The whole published catalog as one document, in the order of the ids."""
    return CatalogDocument(
        catalog=name,
        specifications=tuple(catalog.specifications[key] for key in sorted(catalog.specifications)),
        plans=tuple(catalog.written_plans[key] for key in sorted(catalog.written_plans)),
        tables=tuple(catalog.tables[key] for key in sorted(catalog.tables)),
        approval_policies=tuple(catalog.approval_policies[key] for key in sorted(catalog.approval_policies)),
        enrichment_policies=tuple(catalog.enrichment_policies[key] for key in sorted(catalog.enrichment_policies)),
        milestone_policies=tuple(catalog.milestone_policies[key] for key in sorted(catalog.milestone_policies)),
        order_task_policies=tuple(catalog.order_task_policies[key] for key in sorted(catalog.order_task_policies)),
        work_order_policies=tuple(catalog.work_order_policies[key] for key in sorted(catalog.work_order_policies)),
    )
