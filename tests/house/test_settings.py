"""Settings: each is documented, each has its variable, and a wrong value is told with what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from trunkline.settings import SETTINGS, SettingInvalid, Settings, read_settings

_ROOT = Path(__file__).resolve().parents[2]


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    """OPS-01."""
    page = (_ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `(TRUNKLINE_\w+)` \|", page, re.MULTILINE)
    assert documented == list(SETTINGS)
    assert [f"TRUNKLINE_{field.upper()}" for field in Settings.__struct_fields__] == documented


def test_only_the_composition_roots_read_the_environment() -> None:
    """OPS-01: rooms are told, they do not look."""
    readers = {
        path.relative_to(_ROOT / "src" / "trunkline").parts[0]
        for path in (_ROOT / "src" / "trunkline").rglob("*.py")
        if re.search(r"\bos\.(environ|getenv)\b", path.read_text(encoding="utf-8"))
    }
    assert readers <= {"cli", "app.py", "worker.py"}


def test_without_an_environment_the_database_is_embedded_and_the_web_server_private() -> None:
    """OPS-01."""
    settings = read_settings({"TRUNKLINE_DATABASE_URL": ""})
    assert settings.embedded
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert not settings.data.is_relative_to(_ROOT)


def test_every_wrong_value_is_told_at_once() -> None:
    """OPS-01."""
    with pytest.raises(SettingInvalid) as refused:
        read_settings({"TRUNKLINE_PORT": "eighty", "TRUNKLINE_CONCURRENCY": "0", "TRUNKLINE_LOG_LEVEL": "loud"})
    wrong = ["TRUNKLINE_LOG_LEVEL", "TRUNKLINE_PORT", "TRUNKLINE_CONCURRENCY"]
    assert [problem.field for problem in refused.value.problems] == wrong
    assert "from 0 to 65535" in refused.value.problems[1].action
