"""Values made up for tasks are values that the specification allows."""

from __future__ import annotations

import pytest

from trunkline.catalog.characteristics import check_values
from trunkline.catalog.documents import read_catalog_folder
from trunkline.catalog.model import Specification
from trunkline.cli.demo_files import demo_catalogs
from trunkline.cli.sample import NoSample, sample_text, sample_value
from trunkline.cli.tasks import ValueUnreadable, read_values

_SPECIFICATIONS = [
    specification
    for catalog in demo_catalogs()
    for document in read_catalog_folder(catalog.folder)
    for specification in document.specifications
]


@pytest.mark.parametrize("specification", _SPECIFICATIONS, ids=lambda s: s.id)
def test_every_characteristic_of_the_demo_gets_a_value_it_allows(specification: Specification) -> None:
    """OPS-01."""
    values = {c.name: sample_value(c) for c in specification.characteristics}
    assert check_values(specification, values, item="1", complete=True) == []


@pytest.mark.parametrize(
    ("pattern", "made"),
    [(r"[A-Z]{2}-\d{4}", "AA-1111"), (r"\+[0-9 ]{6,20}", "+000000"), (r"[^0-9.]{3}", "xxx"), (r"vlan\.\d+", "vlan.1")],
)
def test_a_text_is_made_after_its_pattern(pattern: str, made: str) -> None:
    """OPS-01."""
    assert sample_text(pattern) == made


def test_a_pattern_that_is_too_involved_is_said_so() -> None:
    """OPS-01."""
    with pytest.raises(NoSample, match="--value"):
        sample_text(r"(?=zz)(zz){3}")


def test_values_on_the_command_line_are_json_where_they_can_be() -> None:
    """OPS-01."""
    given = ["VLAN Id=1200", "Name=core=1", 'Ports=["a", "b"]', "Redundant=true", "Note="]
    assert read_values(given) == {
        "VLAN Id": 1200, "Name": "core=1", "Ports": ["a", "b"], "Redundant": True, "Note": "",
    }  # fmt: skip
    with pytest.raises(ValueUnreadable, match="NAME=VALUE"):
        read_values(["VLAN Id"])
