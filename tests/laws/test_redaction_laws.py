"""What is hidden is found nowhere in what is kept, however deep, encoded or cut off it was."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trunkline.kit.redaction import DEFAULT_FIELDS, HIDDEN, LONGEST, Redaction

SECRET = "s3cr-XK42-9"
RULES = Redaction(["SIM imprint"])
_names = st.sampled_from([*DEFAULT_FIELDS, "sim imprint"])


def _camel(name: str) -> str:
    first, *rest = name.split()
    return first + "".join(word.title() for word in rest)


_spelled = st.builds(
    lambda name, spell, around: spell(around.format(name)),
    _names,
    st.sampled_from([str, _camel, str.title, str.upper, lambda n: n.replace(" ", "_"), lambda n: n.replace(" ", "-")]),
    st.sampled_from(["{}", "customer {}", "{} of site", "{}s"]),
)
_harmless = st.sampled_from(["model", "shipping", "vlan", "keyboard layout", "opinion", "state"])


def _hide(held: tuple[str, bool, Any]) -> Any:
    name, as_trait, beside = held
    return {"name": name, "valueType": "string", "value": SECRET} if as_trait else {name: beside}


_documents = st.recursive(
    st.tuples(_spelled, st.booleans(), st.sampled_from([SECRET, [SECRET], {"x": SECRET}])).map(_hide),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3),
        st.dictionaries(_harmless, inner, min_size=1, max_size=3),
        st.fixed_dictionaries({"body": inner.map(json.dumps)}),
    ),
    max_leaves=6,
)


@given(_documents)
@settings(max_examples=100)
def test_no_secret_is_left_in_a_document_or_in_its_text(document: Any) -> None:
    """Issue 6, describe: request and answer are kept redacted; a text of JSON inside JSON is looked into."""
    assert SECRET not in json.dumps(RULES.clean(document))
    assert SECRET not in RULES.clean_text(json.dumps(document))
    assert RULES.clean(RULES.clean(document)) == RULES.clean(document)


@given(_spelled, st.integers(0, 30))
@settings(max_examples=60)
def test_no_secret_is_left_in_json_that_was_cut_off(name: str, cut: int) -> None:
    """Issue 6, describe."""
    for document in ({"a": 1, name: SECRET, "rest": ["x"] * 9}, [{"name": name, "value": SECRET, "rest": "y" * 40}]):
        text = json.dumps(document)
        assert SECRET not in RULES.clean_text(text[: len(text) - 1 - cut])


@pytest.mark.parametrize(
    "text",
    [
        f"Authorization: Bearer {SECRET}",
        f"the login password={SECRET} was refused",
        f"login failed: access key: {SECRET}; token='{SECRET}'",
        f"GET https://system.example/orders?api_key={SECRET}&page=2",
        f"cannot reach https://ada:{SECRET}@system.example/",
        f"<auth:password kind='plain'>{SECRET}</auth:password>",
        f"no mailbox for {SECRET}@customer.example",
    ],
)
def test_a_sentence_or_an_address_is_told_without_its_secret(text: str) -> None:
    """Issue 6, describe: messages are redacted like bodies."""
    told = RULES.clean_text(text)
    assert SECRET not in told
    assert HIDDEN in told


def test_what_is_no_secret_is_kept_as_it_is_and_a_long_text_is_cut() -> None:
    """Issue 6, describe: a person can still see what was asked."""
    kept = {
        "state": "failed",
        "shipping": {"opinion": "none"},
        "vlan": 12,
        "note": "port 7 is taken: order=12",
        "pin": None,
    }
    assert RULES.clean(kept) == kept
    assert RULES.clean_text("x" * (LONGEST + 5)).endswith(" ... 5 more characters")
