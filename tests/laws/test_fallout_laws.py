"""Laws of fallouts: the signature forgets ids and nothing else, and no walk through the life cycle ends astray."""

from __future__ import annotations

import ipaddress
import uuid

from hypothesis import given, settings
from hypothesis import strategies as st

from trunkline.fallout.signature import normalise, signature
from trunkline.fallout.state import FALLOUT_LIFECYCLE, OPEN_STATES, FalloutState

_KINDS: dict[str, st.SearchStrategy[str]] = {
    "number": st.integers(0, 10**12).map(str),
    "decimal": st.decimals(0, 10**6, places=3).map(str),
    "uuid": st.uuids().map(str),
    "upper uuid": st.uuids().map(lambda u: str(u).upper()),
    "ours": st.builds(
        "{}-{:06d}-{}".format, st.sampled_from(["TASK", "FO", "SO", "RO"]), st.integers(1, 10**7), st.integers(1, 99)
    ),
    "order": st.integers(1, 10**9).map("ORD-{:06d}".format),
    "ipv4": st.ip_addresses(v=4).map(str),
    "network": st.ip_addresses(v=4).map(lambda a: str(ipaddress.ip_network(f"{a}/24", strict=False))),
    "ipv6": st.ip_addresses(v=6).map(str),
    "mac": st.binary(min_size=6, max_size=6).map(lambda b: b.hex(":")),
    "hex": st.binary(min_size=2, max_size=8).map(lambda b: f"0x{b.hex()}"),
    "instant": st.datetimes().map(lambda d: d.isoformat() + "Z"),
    "date": st.dates().map(str),
    "clock": st.times().map(lambda t: t.strftime("%H:%M:%S")),
    "single quoted": st.text("abc xyz-_/:.019", max_size=12).map("'{}'".format),
    "double quoted": st.text("abc xyz-_/:.019", max_size=12).map('"{}"'.format),
    "port": st.builds("ge-{}/{}/{}".format, *[st.integers(0, 48)] * 3),
}
_WORDS = st.lists(
    st.sampled_from(["port", "refused", "the", "device", "is", "in", "use", "don't", "at", "for"]), max_size=4
)


@st.composite
def _same_failure_twice(draw: st.DrawFn) -> tuple[str, str]:
    """Two messages with the same words and other ids in the same places."""
    one, other = [], []
    for kind in draw(st.lists(st.sampled_from(sorted(_KINDS)), min_size=1, max_size=4)):
        words = draw(_WORDS)
        one += [*words, draw(_KINDS[kind])]
        other += [*words, draw(_KINDS[kind])]
    end = draw(st.sampled_from(["", ".", " failed", ": gone", ", try again"]))
    return " ".join(one) + end, " ".join(other) + end


@settings(max_examples=100)
@given(_same_failure_twice())
def test_the_same_message_with_other_ids_has_the_same_signature(messages: tuple[str, str]) -> None:
    """FAL-13."""
    one, other = messages
    assert signature(cause="refused", where="activate", message=one) == signature(
        cause="refused", where="activate", message=other
    )


@settings(max_examples=100)
@given(st.text(max_size=400))
def test_any_text_has_a_signature_without_a_figure_in_it(message: str) -> None:
    """FAL-13: whatever a system answers, the signature is short and names no single case."""
    said = signature(cause="refused", where="activate", message=message)
    assert len(said) <= 300
    assert not any(c.isdecimal() for c in said)


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["port", "refused", "device", "busy", "unknown"]), min_size=1, max_size=8))
def test_words_are_kept(words: list[str]) -> None:
    """FAL-13: failures that differ in their words stay different."""
    assert normalise(" ".join(words)) == " ".join(words)


@settings(max_examples=50)
@given(st.uuids())
def test_a_uuid_is_one_thing_however_it_is_written(value: uuid.UUID) -> None:
    """FAL-13."""
    assert normalise(f"id {value} gone") == normalise(f"id {value.hex} gone 1").removesuffix(" #")


@settings(max_examples=100)
@given(st.lists(st.sampled_from(sorted({verb for verb, _, _ in FALLOUT_LIFECYCLE.moves})), max_size=12))
def test_whatever_verbs_are_tried_closed_comes_only_after_resolved(verbs: list[str]) -> None:
    """FAL-05, STM-01."""
    state, passed = FalloutState.OPEN, [FalloutState.OPEN]
    for verb in verbs:
        if FALLOUT_LIFECYCLE.allows(verb, state):
            state = FALLOUT_LIFECYCLE.after(verb, state)
            passed.append(state)
    if FalloutState.CLOSED in passed:
        assert passed[passed.index(FalloutState.CLOSED) - 1] is FalloutState.RESOLVED
    if FalloutState.CANCELLED in passed:
        assert passed[passed.index(FalloutState.CANCELLED) - 1] in OPEN_STATES
    assert (
        all(before in OPEN_STATES for before in passed[: passed.index(FalloutState.RESOLVED)])
        if (FalloutState.RESOLVED in passed)
        else True
    )
