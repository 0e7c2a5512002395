"""Suggestions of what a text speaks of, measured on a generated corpus of failures."""

from __future__ import annotations

from builders_fallout_corpus import CAUSES, generate_failures
from trunkline.fallout.learning_model import Experience, runbook, surely
from trunkline.fallout.learning_text import Classifier, Example, features
from trunkline.fallout.state import Resolution

RULES = {"billing": ("tariff", "invoice")}


def test_unseen_messages_are_classified_and_the_confidence_is_honest() -> None:
    """FAL-15: ranked, offline; learned from 300 failures of 12 causes, measured on 1,000 others."""
    learned = generate_failures(300, seed=1)
    model = Classifier([Example(text=f.message, label=f"{f.where}/{f.truth}") for f in learned], {})
    asked = generate_failures(1_000, seed=2)
    first = [model.suggest(f.message) for f in asked]
    right = [ranked[0].label == f"{f.where}/{f.truth}" for ranked, f in zip(first, asked, strict=True) if ranked]
    assert len(right) == len(asked)
    assert sum(right) / len(right) >= 0.97
    sure = [ok for ok, ranked in zip(right, first, strict=True) if ranked[0].confidence >= 0.8]
    assert len(sure) >= 0.5 * len(asked)
    assert sum(sure) / len(sure) >= 0.98
    assert all(sum(s.confidence for s in model.suggest(f.message, most=len(CAUSES))) > 0.999 for f in asked[:20])


def test_words_of_a_new_wording_still_point_the_right_way() -> None:
    """FAL-15: notes are not worded as machines word them; what nothing is known of gets no suggestion."""
    examples = [
        Example(text="port ge-0/0/1 is in use by circuit 4711", label="network", count=50),
        Example(text="no free port on device 7", label="network"),
        Example(text="account 12 is blocked", label="billing"),
    ]
    model = Classifier(examples, RULES)
    ranked = model.suggest("customer says every port of the device is in use, please free one")
    assert ranked[0].label == "network"
    assert {"port", "in use"} & set(ranked[0].because)
    assert model.suggest("the tariff is unknown here")[0].label == "billing"
    assert model.suggest("xyzzy plugh 42") == []
    assert Classifier([], {}).suggest("port") == []


def test_ids_say_nothing() -> None:
    """FAL-15: what names a single case is not learned."""
    assert features("Port ge-0/0/1 at 10.0.0.1 is BUSY") == features("port xe-1/2/3 at 2001:db8::1 is busy")


def experience(resolution: Resolution, mended: int, failed: int) -> Experience:
    """A remedy with these outcomes."""
    return Experience(
        resolution=resolution, resolution_code=None, values={}, tried=mended + failed, mended=mended, failed=failed,
        open=0,
    )  # fmt: skip


def test_the_surest_remedy_is_offered_and_a_small_sample_says_so() -> None:
    """NEW-24: 40 of 50 is surer than 5 of 5; giving up mends nothing; what mostly fails is not offered."""
    few = experience(Resolution.SKIP, 4, 0)
    assert (few.enough, runbook("s", [few]).best) == (False, None)
    lucky, proven = experience(Resolution.CORRECT_AND_RETRY, 5, 0), experience(Resolution.RETRY, 40, 10)
    given_up = experience(Resolution.GIVE_UP, 900, 0)
    book = runbook("s", [few, lucky, proven, given_up])
    assert book.best == proven
    assert book.experiences[0].resolution is Resolution.GIVE_UP
    for resolution in (Resolution.GIVE_UP, Resolution.ROLL_BACK, Resolution.REROUTE):
        chosen = experience(resolution, 900, 0)  # counted with its rate, and kept back with a reason
        assert (chosen.rate, bool(chosen.kept_back), runbook("s", [chosen]).best) == (1, True, None)
    assert runbook("s", [experience(Resolution.RETRY, 4, 6)]).best is None
    assert surely(0, 0) == 0.0
    assert surely(0, 50) < surely(25, 50) < surely(50, 50) < 1
