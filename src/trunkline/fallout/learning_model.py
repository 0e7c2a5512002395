"""What past remedies teach: for each failure, which helped how often, and which is worth a click."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from trunkline.fallout.state import Resolution

ENOUGH: Final = 5  # known outcomes below which a rate says nothing
_Z: Final = 1.96  # 95 %


# remedies that are listed with how they came out, and never offered as one click
KEPT_BACK: Final[Mapping[Resolution, str]] = {
    Resolution.GIVE_UP: "endsWork",  # it mends nothing
    Resolution.ROLL_BACK: "chosenEachTime",  # back to which task, and then what: told by the preview of this one
    Resolution.REROUTE: "chosenEachTime",  # by which way, after undoing what
}


class Experience(msgspec.Struct, frozen=True, kw_only=True):
    """How a remedy came out for one failure. `values`: those that mended most often, when values were corrected.

    `tried` = `mended` + `failed` + `open`; only known outcomes count for the rate.
    """

    resolution: Resolution
    resolution_code: str | None
    values: dict[str, object]
    tried: int
    mended: int
    failed: int
    open: int

    @property
    def kept_back(self) -> str | None:
        """Why it is never one click, whatever its rate; None when it may be."""
        return KEPT_BACK.get(self.resolution)

    @property
    def known(self) -> int:
        """The sample: outcomes that are known."""
        return self.mended + self.failed

    @property
    def rate(self) -> float | None:
        """The share of known outcomes that mended, from 0 to 1; None without any."""
        return self.mended / self.known if self.known else None

    @property
    def enough(self) -> bool:
        """Whether the sample is large enough to say anything."""
        return self.known >= ENOUGH


class Runbook(msgspec.Struct, frozen=True, kw_only=True):
    """The remedies of a failure, the surest first; `best` is offered, or None while too little is known."""

    signature: str
    experiences: tuple[Experience, ...]
    best: Experience | None


def surely(mended: int, known: int) -> float:
    """The rate that is at least to be expected: the lower end of Wilson's interval at 95 % (Wilson, 1927)."""
    if known == 0:
        return 0.0
    share, z2 = mended / known, _Z * _Z
    middle = share + z2 / (2 * known)
    spread = _Z * math.sqrt(share * (1 - share) / known + z2 / (4 * known * known))
    return max(0.0, (middle - spread) / (1 + z2 / known))


def runbook(signature: str, experiences: Sequence[Experience]) -> Runbook:
    """The runbook of a failure. What ends work, and what has to be chosen each time, is listed and never offered.

    What helped less than half the time is not offered either.
    """
    ranked = sorted(experiences, key=lambda e: (-surely(e.mended, e.known), -e.tried, e.resolution))
    offered = [e for e in ranked if e.enough and e.kept_back is None and e.rate is not None and e.rate >= 0.5]
    return Runbook(signature=signature, experiences=tuple(ranked), best=offered[0] if offered else None)
