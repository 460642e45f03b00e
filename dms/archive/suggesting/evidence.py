"""Everything that speaks for codes in one letter, and the numbers that are weighed."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log, log1p

from dms.archive.suggesting.lessons import FLOOR, Neighbors
from dms.archive.suggesting.linear import strongest
from dms.archive.suggesting.titles import Fit
from dms.archive.suggesting.weighing import Features

CANDIDATES = 20  # of each kind of evidence
FEW = 5
LEAST_CHANCE = 1e-4
NO_FIT = Fit(0.0, 0.0)
TRAITS = ("sender", "head", "kind")


@dataclass(frozen=True)
class Office:
    """What the office's past says of any letter: how much was learned, how often and how lately each code came."""

    experience: float
    letters: int
    counts: Mapping[str, int]
    latest: Mapping[str, float]


@dataclass(frozen=True)
class Evidence:
    """Everything that speaks for codes in one letter."""

    subject_words: Mapping[str, float]
    memory_words: frozenset[str]
    title: Mapping[str, Fit]
    body: Mapping[str, Fit]
    names: Mapping[str, float]
    printed: frozenset[str]
    printed_near: frozenset[str]
    forms: Mapping[str, str]
    likelihoods: Mapping[str, float]
    neighbors: Neighbors
    habits: Mapping[str, Mapping[str, float]]
    linear: Mapping[str, float]
    branches: Mapping[str, float]
    usual: frozenset[str]
    novelty: float
    office: Office

    def codes(self) -> list[str]:
        """Every code something speaks for: the best of each kind of evidence, in a fixed order."""
        best = {*self.printed, *self.forms, *self.neighbors.votes, *self.title, *self.body}
        if self.subject_words and not self.office.letters:
            best |= self.usual
        for scores in (self.likelihoods, self.linear, self.names):
            best.update(strongest(scores, CANDIDATES))
        for habit in self.habits.values():
            best.update(strongest(habit, FEW))
        return sorted(best)

    def features(self, code: str, parent: str | None, depth: float) -> Features:
        """What is weighed for one candidate with its place in the tree."""
        tree = {"branch": self.branches.get(code, 0.0), "branch_above": self.branches.get(parent or "", 0.0)}
        return {**self._title_features(code, depth), **self._past_features(code), **tree}

    def _title_features(self, code: str, depth: float) -> dict[str, float]:
        """Fit of the titles; weighed apart while there is nothing else to go by."""
        title, body = self.title.get(code, NO_FIT), self.body.get(code, NO_FIT)
        features = {
            "title_explains": title.explains,
            "title_shown": title.shown,
            "title_both": title.both,
            "title_below": title.below,
            "name": self.names.get(code, 0.0),
            "body_explains": body.explains,
            "body_shown": body.shown,
            "body_both": body.both,
            "depth": depth,
            "usual": float(code in self.usual),
        }
        new = 1 - self.office.experience
        return features | {f"new_{name}": new * value for name, value in features.items()}

    def _past_features(self, code: str) -> dict[str, float]:
        likelihood = self.likelihoods.get(code, FLOOR)
        chance = self.linear.get(code, 0.0)
        habits = {trait: self.habits.get(trait, {}).get(code, 0.0) for trait in TRAITS}
        return habits | {
            "printed": float(code in self.printed),
            "printed_near": float(code in self.printed_near),
            "form": float(code in self.forms),
            "used": log1p(self.office.counts.get(code, 0)) / log1p(max(1, self.office.letters)),
            "lately": self.office.latest.get(code, 0.0),
            "likelihood": (likelihood / -FLOOR) if self.likelihoods else 0.0,
            "posterior": exp(likelihood / 2) if self.likelihoods else 0.0,
            "votes": self.neighbors.votes.get(code, 0.0),
            "likeness": self.neighbors.best.get(code, 0.0),
            "linear": chance,
            "linear_log": 1 - log(max(chance, LEAST_CHANCE)) / log(LEAST_CHANCE) if self.linear else 0.0,
        }

    def none_features(self) -> Features:
        """What is weighed for "none of these"."""
        best_fit = max((fit.both for fit in self.title.values()), default=0.0)
        likeness = max(self.neighbors.best.values(), default=0.0)
        return {
            "always": 1.0,
            "experience": self.office.experience,
            "novelty": self.novelty,
            "title_weak": 1 - best_fit,
            "new_title_weak": (1 - self.office.experience) * (1 - best_fit),
            "likeness_weak": 1 - likeness if self.office.letters else 0.0,
            "linear_weak": 1 - max(self.linear.values(), default=0.0) if self.linear else 0.0,
        }
