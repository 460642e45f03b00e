"""From a letter's text to up to five archive codes with reasons, or to silence."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import exp, log1p

from dms.archive.suggesting.associations import Associations
from dms.archive.suggesting.forms import FormRules, plain_code, printed_codes, related
from dms.archive.suggesting.lessons import FLOOR, Lesson, Memory, Neighbors
from dms.archive.suggesting.titles import Fit, TitleIndex
from dms.archive.suggesting.values import Code, FormRule, LetterText, Ranking, Reason, Suggestion
from dms.archive.suggesting.weighing import Calibration, Features, Weights
from dms.archive.suggesting.words import main_words, stems_of, weighed, with_beginnings, with_pairs

SHOWN = 5
CANDIDATES = 20  # of each kind of evidence
BODY_WORDS = 40
BODY_AS_SUBJECT_CHARS = 1500
SPEAK_FROM = 0.25  # probability that the right code is among the five; below it the honest answer is silence
ADAPT_RATE = 0.05
NO_FIT = Fit(0.0, 0.0)


@dataclass(frozen=True)
class _Evidence:
    """Everything that speaks for codes in one letter."""

    subject_words: dict[str, float]
    memory_words: frozenset[str]
    title: dict[str, Fit]
    body: dict[str, Fit]
    printed: frozenset[str]
    forms: dict[str, str]
    likelihoods: dict[str, float]
    neighbors: Neighbors
    habits: dict[str, float]

    def codes(self) -> list[str]:
        """Every code something speaks for: the best of each kind of evidence, in a fixed order."""
        best = [
            *self.printed,
            *self.forms,
            *_best(self.likelihoods, CANDIDATES),
            *self.neighbors.votes,
            *_best(self.habits, SHOWN),
            *list(self.title)[:CANDIDATES],
            *list(self.body)[:CANDIDATES],
        ]
        return sorted(set(best))


def _best(scores: Mapping[str, float], number: int) -> list[str]:
    return sorted(scores, key=lambda code: (-scores[code], code))[:number]


class Suggester:
    """Suggests codes of one scheme for one office, and learns from what its people accept.

    Codes that are accepted but not in the scheme are learned and suggested like any other: registers hold them.
    """

    def __init__(
        self, codes: Iterable[Code], *, rules: Iterable[FormRule] = (), weights: Weights | None = None
    ) -> None:
        rows = list(codes)
        self._spelled = {plain_code(row.code): row.code for row in rows}
        self._titles = TitleIndex(rows)
        self._rules = FormRules(rules)
        self._memory = Memory()
        self._associations = Associations()
        self.weights = weights or Weights()
        self.calibration = Calibration()

    def suggest(self, letter: LetterText, *, without: Collection[Hashable] = ()) -> tuple[Suggestion, ...]:
        """Up to five codes, best first; empty when the honest answer is "cannot tell".

        What was learned under the keys `without` (from this very letter) says nothing.
        """
        with self._memory.without(without):
            return self._suggested(self._evidence(letter))

    def _suggested(self, evidence: _Evidence) -> tuple[Suggestion, ...]:
        shown = self._ranking(evidence).codes[:SHOWN]
        if sum(chance for _, chance in shown) < SPEAK_FROM:
            return ()
        said = self.calibration.spread([chance for _, chance in shown])
        return tuple(
            Suggestion(code, chance, self._reasons(code, evidence))
            for (code, _), chance in zip(shown, said, strict=True)
        )

    def rank(self, letter: LetterText) -> Ranking:
        """All candidates with their probabilities, also where `suggest` stays silent."""
        return self._ranking(self._evidence(letter))

    def learn(self, letter: LetterText, code: str, *, key: Hashable = None, adapt: bool = True) -> None:
        """Take in what a person decided, at once. The same key again replaces the earlier lesson.

        With `adapt` the weights follow too (about a millisecond); leave it off for old letters by the thousand.
        """
        spelled = self._spelled.setdefault(plain_code(code), code.strip())
        if key is not None:
            self._memory.forget(key)
        words = _memory_words(letter)
        if adapt and words:
            self._adapt(letter, spelled)
        self._memory.learn(Lesson(words, _plain_sender(letter.sender), spelled), key=key)

    def _adapt(self, letter: LetterText, code: str) -> None:
        evidence = self._evidence(letter)
        codes = evidence.codes()
        features = self._features(codes, evidence)
        right = codes.index(code) if code in codes else None
        errors = self.weights.adapt(features, self._none_features(evidence), right, rate=ADAPT_RATE)
        chances = [(float(each == code) - error, each) for each, error in zip(codes, errors, strict=True)]
        if chances:
            chance, first = max(chances)
            self.calibration.adapt(chance, right=first == code)
        self._associations.adapt(with_beginnings(evidence.memory_words), list(zip(codes, errors, strict=True)))

    def _evidence(self, letter: LetterText) -> _Evidence:
        subject = weighed(stems_of(letter.subject))
        memory_words = _memory_words(letter)
        printed = frozenset(self._spelled[code] for code in printed_codes(letter.number) if code in self._spelled)
        return _Evidence(
            subject_words=subject,
            memory_words=memory_words,
            title=self._titles.fits(subject, limit=CANDIDATES),
            body=_relative(self._titles.fits(main_words(letter.body, limit=BODY_WORDS), limit=CANDIDATES)),
            printed=printed,
            forms=self._rules.codes(letter),
            likelihoods=self._memory.likelihoods(memory_words),
            neighbors=self._memory.neighbors(memory_words),
            habits=self._memory.habits(_plain_sender(letter.sender)),
        )

    def _ranking(self, evidence: _Evidence) -> Ranking:
        codes = evidence.codes()
        features = self._features(codes, evidence)
        *chances, none = self.weights.probabilities(features, self._none_features(evidence))
        ordered = sorted(zip(codes, chances, strict=True), key=lambda pair: (-pair[1], pair[0]))
        return Ranking(tuple(ordered), none)

    def _features(self, codes: list[str], evidence: _Evidence) -> list[Features]:
        """What is weighed for each candidate."""
        associated = self._associations.scores(with_beginnings(evidence.memory_words), codes)
        return [
            {**self._title_features(code, evidence), **self._other_features(code, evidence), "associated": score}
            for code, score in zip(codes, associated, strict=True)
        ]

    @property
    def _experience(self) -> float:
        """0 in an empty office, 1 after a thousand letters."""
        return min(1.0, log1p(len(self._memory)) / 7)

    def _title_features(self, code: str, evidence: _Evidence) -> dict[str, float]:
        """Fit of the titles; weighed apart while there is nothing else to go by."""
        features = {}
        for name, fits in (("title", evidence.title), ("body", evidence.body)):
            fit = fits.get(code, NO_FIT)
            features[f"{name}_explains"] = fit.explains
            features[f"{name}_shown"] = fit.shown
            features[f"{name}_both"] = fit.both
        new = 1 - self._experience
        return features | {f"new_{name}": new * value for name, value in features.items()}

    def _other_features(self, code: str, evidence: _Evidence) -> dict[str, float]:
        likelihood = evidence.likelihoods.get(code, FLOOR)
        known = bool(evidence.likelihoods)
        return {
            "printed": float(code in evidence.printed),
            "printed_near": float(any(related(code, self._titles.parents.get, other) for other in evidence.printed)),
            "form": float(code in evidence.forms),
            "used": log1p(self._memory.code_counts.get(code, 0)) / log1p(max(1, len(self._memory))),
            "lately": self._memory.latest_share(code),
            "likelihood": (likelihood / -FLOOR) if known else 0.0,
            "posterior": exp(likelihood / 2) if known else 0.0,
            "votes": evidence.neighbors.votes.get(code, 0.0),
            "likeness": evidence.neighbors.best.get(code, 0.0),
            "sender": evidence.habits.get(code, 0.0),
            "depth": code.count(".") / 4,
        }

    def _none_features(self, evidence: _Evidence) -> Features:
        best_fit = max((fit.both for fit in evidence.title.values()), default=0.0)
        likeness = max(evidence.neighbors.best.values(), default=0.0)
        return {
            "always": 1.0,
            "experience": self._experience,
            "novelty": self._memory.novelty(evidence.memory_words) if len(self._memory) else 0.0,
            "title_weak": 1 - best_fit,
            "new_title_weak": (1 - self._experience) * (1 - best_fit),
            "likeness_weak": 1 - likeness if len(self._memory) else 0.0,
        }

    def _reasons(self, code: str, evidence: _Evidence) -> tuple[Reason, ...]:
        """What speaks for a code. Nothing here tells of other letters: neither their words nor their number."""
        reasons = []
        if code in evidence.printed:
            reasons.append(Reason("printed_code", {"printed": code}))
        if code in evidence.forms:
            reasons.append(Reason("form_of_letter", {"kind": evidence.forms[code]}))
        if evidence.neighbors.votes.get(code, 0.0) >= 0.1:
            reasons.append(Reason("similar_letters"))
        if evidence.habits.get(code, 0.0) >= 0.2:
            reasons.append(Reason("sender_history"))
        words = self._shared_words(code, evidence)
        if words:
            reasons.append(Reason("words_match", {"words": words}))
        return tuple(reasons)

    def _shared_words(self, code: str, evidence: _Evidence) -> list[str]:
        title = self._titles.title_words(code)
        shared = [word for word in title if word in evidence.subject_words or word in evidence.memory_words]
        telling = sorted(shared, key=lambda word: (-self._titles.rarity(word), word))[:4]
        return [title[word] for word in telling]


def _relative(fits: Mapping[str, Fit]) -> dict[str, Fit]:
    """Fits of a long text, seen against the best: no code explains much of a whole page."""
    most = max((fit.explains for fit in fits.values()), default=1.0)
    return {code: Fit(fit.explains / most, fit.shown) for code, fit in fits.items()}


def _memory_words(letter: LetterText) -> frozenset[str]:
    """What is remembered of a letter: the words of its subject, or of its beginning when it has none."""
    text = letter.subject if letter.subject.strip() else letter.body[:BODY_AS_SUBJECT_CHARS]
    return with_pairs(stems_of(text))


def _plain_sender(sender: str) -> str:
    return " ".join(stems_of(sender))
