"""Conditions: which outcome, and which term decided."""

from __future__ import annotations

import pytest

from trunkline.catalog.conditions import characteristics_of, holds
from trunkline.catalog.model import Condition

VALUES = {
    "Speed": 100, "Colour": "red", "Flag": False, "Empty": "", "Nothing": None, "Tags": ["a", "b"], "5G.Slice": "bus",
    "Sites": [{"Country": "NO", "Rooms": [{"Size": 5}, {"Size": 50}]}, {"Country": "SE"}],
}  # fmt: skip
SPEED, COLOUR = Condition(characteristic="Speed", at_least=50), Condition(characteristic="Colour", equals="blue")
UNKNOWN = Condition(characteristic="Weight", at_least=1)


def on(path: str, **test: object) -> Condition:
    return Condition(characteristic=path, **test)  # type: ignore[arg-type]  # one test by name


@pytest.mark.parametrize(("condition", "outcome"), [
    (on("Speed", present=True), "true"), (on("Weight", present=True), "false"), (on("Weight", present=False), "true"),
    (on("Flag", present=True), "true"), (on("Empty", present=True), "false"), (on("Nothing", present=False), "true"),
    (on("Speed", equals=100), "true"), (on("Speed", equals="100"), "false"), (on("Flag", equals=False), "true"),
    (on("Flag", equals=0), "false"), (on("Weight", equals=1), "missing"), (on("Colour", one_of=("red", "blue")), "true"),
    (on("Colour", one_of=("green",)), "false"), (on("Speed", at_least=100), "true"), (on("Speed", at_least=101), "false"),
    (on("Speed", at_most=100), "true"), (on("Speed", at_most=99.5), "false"), (on("Colour", at_least=1), "false"),
    (on("Tags", equals="b"), "true"), (on("Tags", equals="c"), "false"), (on("5G.Slice", equals="bus"), "true"),
    (on("Sites.Country", equals="SE"), "true"), (on("Sites.Country", equals="DK"), "false"),
    (on("Sites.Rooms.Size", at_least=50), "true"), (on("Sites.Rooms.Size", at_least=51), "false"),
    (on("Sites.City", equals="Oslo"), "missing"), (on("Speed.Unit", equals="x"), "missing"),
    (Condition(negated=SPEED), "false"), (Condition(negated=COLOUR), "true"), (Condition(negated=UNKNOWN), "missing"),
    (Condition(all=(SPEED, UNKNOWN)), "missing"), (Condition(all=(COLOUR, UNKNOWN)), "false"),
    (Condition(all=(UNKNOWN, COLOUR)), "false"), (Condition(any=(UNKNOWN, SPEED)), "true"),
    (Condition(any=(UNKNOWN, COLOUR)), "missing"), (Condition(any=(COLOUR, COLOUR)), "false"),
    (Condition(all=(SPEED, SPEED)), "true"), (Condition(all=(SPEED, Condition(any=(COLOUR, SPEED)))), "true"),
])  # fmt: skip
def test_a_condition_is_true_false_or_missing(condition: Condition, outcome: str) -> None:
    """DEC-18, DEC-12: a value that is not there never passes for false."""
    assert holds(condition, VALUES).outcome == outcome


def test_the_deciding_term_is_named_with_its_value() -> None:
    """DEC-19."""
    verdict = holds(Condition(all=(SPEED, COLOUR)), VALUES)
    assert (verdict.characteristic, verdict.value, verdict.text) == ("Colour", "red", "'Colour' is 'red', not 'blue'")
    verdict = holds(Condition(all=(SPEED, UNKNOWN)), VALUES)
    assert (verdict.characteristic, verdict.value, verdict.text) == ("Weight", None, "'Weight' has no value")


def test_a_condition_names_every_characteristic_once() -> None:
    """DEC-12."""
    whole = Condition(any=(SPEED, Condition(negated=COLOUR), Condition(all=(UNKNOWN, SPEED))))
    assert characteristics_of(whole) == ("Speed", "Colour", "Weight")
