"""Every list of the workspace can be saved as a view."""

from __future__ import annotations

import re

from sources import ROOT
from trunkline.access.views import ListKind


def test_every_list_of_the_workspace_has_views() -> None:
    """UIF-15: a list that the server does not know would refuse to keep its views."""
    pages = (ROOT / "ui" / "src").rglob("*.tsx")
    named = {
        name
        for page in pages
        for name in re.findall(r'<DataTable\b.{0,80}?\bname="(\w+)"', page.read_text("utf-8"), re.DOTALL)
    }
    parts = (ROOT / "ui/src/catalog/CatalogTabs.tsx").read_text("utf-8").partition("PARTS")[2].partition("};")[0]
    named |= set(re.findall(r"(\w+): \"", parts))  # lists that take their name from the address
    assert {"tasks", "decisionTables"} <= named and named <= set(ListKind), named - set(ListKind)
