"""A seeded corpus of failures: twelve causes as real systems would word them, each message with ids of its own."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from math import comb

import msgspec

_START = datetime(2026, 1, 1, tzinfo=UTC)
_WORDS = ("berlin", "ulm", "harbour", "old town", "north", "station square", "mill lane", "west end")
_NAMES = ("anna.meyer", "j.doe", "li", "o.brien", "support", "maria-luisa.garcia")
_HOSTS = ("acme.example", "olt.net.example", "customer.example.org")


class GeneratedFailure(msgspec.Struct, frozen=True, kw_only=True):
    """A failure and the number of the cause that truly made it."""

    truth: int
    cause: str
    where: str
    message: str


class Chance:
    """Random parts of messages."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)

    def number(self, longest: int = 6) -> str:
        """A number of up to so many digits."""
        return str(self.pick.randrange(10 ** self.pick.randint(1, longest)))

    def moment(self) -> str:
        """A time in one of the forms that systems use."""
        at = _START + timedelta(seconds=self.pick.randrange(30_000_000))
        forms = (at.isoformat(), at.strftime("%Y-%m-%d %H:%M:%S"), at.strftime("%d %b %Y"), at.strftime("%d.%m.%Y"))
        return self.pick.choice(forms)

    def unique(self) -> str:
        """A UUID."""
        return str(uuid.UUID(int=self.pick.getrandbits(128), version=4))

    def hexadecimal(self) -> str:
        """A hexadecimal number, with or without its mark."""
        return self.pick.choice(("0x", "")) + "".join(self.pick.choice("0123456789abcdef") for _ in range(24))

    def address(self) -> str:
        """An IPv4, IPv6 or MAC address."""
        pick = self.pick
        four = ".".join(str(pick.randrange(256)) for _ in range(4))
        six = f"2001:db8:{pick.randrange(65536):x}::{pick.randrange(65536):x}"
        mac = ":".join(f"{pick.randrange(256):02x}" for _ in range(6))
        return pick.choice((four, f"{four}/{pick.randrange(8, 31)}", six, mac))

    def url(self) -> str:
        """An address in the web."""
        return f"https://{self.pick.choice(_HOSTS)}/{self.pick.choice(('orders', 'ports'))}/{self.unique()}?q=a%20b"

    def mail(self) -> str:
        """A mail address."""
        return f"{self.pick.choice(_NAMES)}@{self.pick.choice(_HOSTS)}"

    def quoted(self) -> str:
        """Words between quotation marks of some kind."""
        left, right = self.pick.choice(("''", '""', "“”"))
        return f"{left}{self.pick.choice(_WORDS)}{right}"

    def port(self) -> str:
        """The name of a port."""
        kind = self.pick.choice(("ge", "xe", "et"))
        return f"{kind}-{self.pick.randrange(8)}/{self.pick.randrange(4)}/{self.pick.randrange(48)}"

    def several(self, part: Callable[[], str]) -> str:
        """One to six of something, in a list."""
        return ", ".join(part() for _ in range(self.pick.randint(1, 6)))


CAUSES: Sequence[tuple[str, str, Callable[[Chance], str]]] = (
    ("refused", "activation", lambda c: f"port {c.port()} on {c.address()} is in use by circuit {c.number()}"),
    ("refused", "activation", lambda c: f"port {c.port()} on {c.address()} is locked for maintenance until {c.moment()}"),
    ("refused", "activation", lambda c: f"no profile for bandwidth {c.number(4)} Mbit/s on device {c.unique()}"),
    ("timeout", "activation", lambda c: f"no answer from {c.url()} within {c.number(3)} s (attempt {c.number(1)})"),
    ("unreachable", "activation", lambda c: f"connect to {c.address()} failed: connection refused after {c.number(4)} ms"),
    ("refused", "billing", lambda c: f"account {c.number(9)} of {c.mail()} is blocked since {c.moment()}"),
    ("refused", "billing", lambda c: f"tariff {c.quoted()} is not valid at {c.moment()}, valid are: {c.several(c.quoted)}"),
    ("serverError", "billing", lambda c: f"HTTP 50{c.pick.randrange(5)} from {c.url()}: trace {c.hexadecimal()}"),
    ("refused", "inventory", lambda c: f"pool {c.quoted()} has no free address, asked for {c.several(c.address)}"),
    ("refused", "inventory", lambda c: f"serial number {c.hexadecimal()} belongs to order {c.number(8)} already"),
    ("invalidAnswer", "inventory", lambda c: f"answer {c.unique()} lacks the field {c.quoted()} (line {c.number(3)})"),
    ("refused", "dispatch", lambda c: f"no appointment on {c.moment()} at {c.quoted()}; mail sent to {c.several(c.mail)}"),
)  # fmt: skip


def generate_failures(count: int, *, seed: int) -> list[GeneratedFailure]:
    """So many failures of the twelve causes, in random order; some causes are met more often than others."""
    chance = Chance(seed)
    weights = [1 + number % 4 for number in range(len(CAUSES))]
    drawn = chance.pick.choices(range(len(CAUSES)), weights, k=count)
    return [failure_of(truth, chance) for truth in drawn]


def failure_of(truth: int, chance: Chance) -> GeneratedFailure:
    """A failure of one cause with parts of its own."""
    cause, where, words = CAUSES[truth]
    return GeneratedFailure(truth=truth, cause=cause, where=where, message=words(chance))


def adjusted_rand_index(left: Sequence[object], right: Sequence[object]) -> float:
    """How well two groupings of the same things agree: 1 equal, 0 as by chance (Hubert and Arabie, 1985)."""
    pairs: dict[tuple[object, object], int] = {}
    lefts: dict[object, int] = {}
    rights: dict[object, int] = {}
    for a, b in zip(left, right, strict=True):
        pairs[a, b] = pairs.get((a, b), 0) + 1
        lefts[a] = lefts.get(a, 0) + 1
        rights[b] = rights.get(b, 0) + 1
    together = sum(comb(n, 2) for n in pairs.values())
    of_left = sum(comb(n, 2) for n in lefts.values())
    of_right = sum(comb(n, 2) for n in rights.values())
    chance = of_left * of_right / comb(len(left), 2)
    best = (of_left + of_right) / 2
    return 1.0 if best == chance else (together - chance) / (best - chance)
