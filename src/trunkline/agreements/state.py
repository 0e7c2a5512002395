"""The life of an agreement's clock."""

from __future__ import annotations

from enum import StrEnum

from trunkline.kit.lifecycle import Lifecycle


class AgreementClockState(StrEnum):
    """Whether the time runs, and how it came out."""

    RUNNING = "running"  # time passes
    PAUSED = "paused"  # it stands: what it is about waits or is held
    MET = "met"  # stopped in time
    BREACHED = "breached"  # stopped too late
    CANCELLED = "cancelled"  # what it is about is not wanted any more


_S = AgreementClockState

AGREEMENT_CLOCK_LIFECYCLE = Lifecycle(
    AgreementClockState,
    AgreementClockState.RUNNING,
    [
        ("pause", _S.RUNNING, _S.PAUSED),
        ("resume", _S.PAUSED, _S.RUNNING),
        *(("meet", before, _S.MET) for before in (_S.RUNNING, _S.PAUSED)),
        *(("breach", before, _S.BREACHED) for before in (_S.RUNNING, _S.PAUSED)),
        *(("cancel", before, _S.CANCELLED) for before in (_S.RUNNING, _S.PAUSED)),
        *(("reset", before, _S.RUNNING) for before in _S),
    ],
)
OPEN = frozenset({_S.RUNNING, _S.PAUSED})
