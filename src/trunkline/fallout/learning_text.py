"""What kind of failure a text speaks of: ranked suggestions by rules and by the words of past records, offline.

Multinomial naive Bayes over words and pairs of words, with add-one smoothing (Manning, Raghavan, Schütze,
"Introduction to Information Retrieval", 13.2); what names a single case is taken out first, as for signatures.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from trunkline.fallout.signature import normalise

_WORD = re.compile(r"[^\W\d_]{2,}")
_RULE_WEIGHT: Final = 3.0  # a rule's word counts as much as so many sightings
_SHOWN: Final = 5  # words by which a suggestion is explained
_LOUDEST: Final = 20  # more records of one failure say no more than so many


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A past failure: its text, what it was found to be, and how often it was met."""

    text: str
    label: str
    count: int = 1


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """What it may be. `confidence` from 0 to 1; all of one text sum to 1. `because`: the words that speak for it."""

    label: str
    confidence: float
    because: tuple[str, ...]


def features(text: str) -> list[str]:
    """Words and pairs of neighbouring words, without what names a single case."""
    words = _WORD.findall(normalise(text))
    return words + [f"{first} {second}" for first, second in pairwise(words)]


class Classifier:
    """A model of one sort of label, made of examples and of rules (words that point to a label)."""

    def __init__(self, examples: Iterable[Example], rules: Mapping[str, Sequence[str]]) -> None:
        self._words: dict[str, Counter[str]] = defaultdict(Counter)
        self._prior: Counter[str] = Counter()
        self.examples = 0
        for example in examples:
            weight = 1.0 + math.log(min(example.count, _LOUDEST))
            self.examples += example.count
            self._prior[example.label] += 1
            for feature in set(features(example.text)):
                self._words[example.label][feature] += weight  # type: ignore[assignment]  # weights are fractions
        self._rules = rules
        for label in rules:
            self._prior.setdefault(label, 0)
        self._vocabulary = len({word for words in self._words.values() for word in words}) + 1
        self._totals = {label: sum(self._words[label].values()) for label in self._prior}

    def suggest(self, text: str, *, most: int = 3) -> list[Suggestion]:
        """The likeliest labels, best first; empty when nothing in the text is known.

        Confidence is tempered by the length of the text: words that come together are not independent witnesses.
        """
        found = sorted(set(features(text)))
        said = text.casefold()
        pointed = {label: [word for word in words if word in said] for label, words in self._rules.items()}
        known = [word for word in found if any(word in words for words in self._words.values())]
        if not known and not any(pointed.values()):
            return []
        records = sum(self._prior.values()) + len(self._prior)
        scores, reasons = {}, {}
        for label in self._prior:
            parts = {word: self._log_chance(label, word) for word in known}
            rule = _RULE_WEIGHT * len(pointed.get(label, ())) * math.log(2)
            scores[label] = math.log((self._prior[label] + 1) / records) + rule + sum(parts.values())
            reasons[label] = parts
        temper = max(1.0, math.sqrt(len(known)))
        best = max(scores.values())
        weights = {label: math.exp((score - best) / temper) for label, score in scores.items()}
        total = sum(weights.values())
        ranked = sorted(weights, key=lambda label: (-weights[label], label))[:most]
        return [
            Suggestion(label=label, confidence=weights[label] / total, because=self._because(label, reasons, pointed))
            for label in ranked
        ]

    def _log_chance(self, label: str, word: str) -> float:
        return math.log((self._words[label][word] + 1) / (self._totals[label] + self._vocabulary))

    def _because(
        self, label: str, reasons: Mapping[str, Mapping[str, float]], pointed: Mapping[str, Sequence[str]]
    ) -> tuple[str, ...]:
        """The rule's words, and those that speak for this label more than for any other."""
        others = [parts for other, parts in reasons.items() if other != label]
        ahead = {
            word: chance - max((parts[word] for parts in others), default=chance - 1)
            for word, chance in reasons[label].items()
            if self._words[label][word]
        }
        words = [word for word, lead in sorted(ahead.items(), key=lambda pair: (-pair[1], pair[0])) if lead > 0]
        return tuple(dict.fromkeys([*pointed.get(label, ()), *words]))[:_SHOWN]
