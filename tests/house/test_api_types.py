"""The workspace's generated types are those of the server's document."""

from __future__ import annotations

from sources import ROOT
from trunkline.cli.document import digest, render


def test_the_workspace_has_the_types_of_the_api_as_it_is() -> None:
    """UIF-01 to UIF-68 stand on it: a changed answer is noticed when the workspace is compiled; needs no Node."""
    named = (ROOT / "ui/src/api/schema.ts").read_text(encoding="utf-8").splitlines()[1].split()[-1]
    assert named == digest(render()), "the API changed: run `make api` and commit ui/src/api/schema.ts"
