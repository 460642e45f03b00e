"""From a letter's text to up to five archive codes with reasons, or to silence."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from math import exp, log1p

from dms.archive.suggesting.forms import FormRules, plain_code, printed_codes, related
from dms.archive.suggesting.lessons import FLOOR, Lesson, Memory, Neighbors
from dms.archive.suggesting.titles import Fit, TitleIndex
from dms.archive.suggesting.values import Code, FormRule, LetterText, Ranking, Reason, Suggestion
from dms.archive.suggesting.weighing import Features, Weights
from dms.archive.suggesting.words import main_words, stems_of, weighed, with_pairs

SHOWN = 5
CANDIDATES = 40
BODY_WORDS = 80
BODY_AS_SUBJECT_CHARS = 1500
SPEAK_FROM = 0.3  # probability that the right code is among the five; below it the honest answer is silence
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
        """Every code something speaks for, the best spoken for first."""
        support: dict[str, float] = {}
        for code, fit in self.title.items():
            support[code] = fit.explains + 0.5 * fit.shown
        for code, fit in self.body.items():
            support[code] = support.get(code, 0.0) + fit.explains + 0.5 * fit.shown
        for code, value in self.likelihoods.items():
            support[code] = support.get(code, 0.0) + 2 * exp(value / 2)
        for shares in (self.neighbors.votes, self.habits):
            for code, share in shares.items():
                support[code] = support.get(code, 0.0) + share
        for code in (*self.printed, *self.forms):
            support[code] = support.get(code, 0.0) + 9
        return sorted(support, key=lambda code: (-support[code], code))[:CANDIDATES]


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
        self.weights = weights or Weights()

    def suggest(self, letter: LetterText) -> tuple[Suggestion, ...]:
        """Up to five codes, best first; empty when the honest answer is "cannot tell"."""
        evidence = self._evidence(letter)
        shown = self._ranking(evidence).codes[:SHOWN]
        if sum(chance for _, chance in shown) < SPEAK_FROM:
            return ()
        return tuple(Suggestion(code, chance, self._reasons(code, evidence)) for code, chance in shown)

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
        features = [self._code_features(candidate, evidence) for candidate in codes]
        right = codes.index(code) if code in codes else None
        self.weights.adapt(features, self._none_features(evidence), right, rate=ADAPT_RATE)

    def _evidence(self, letter: LetterText) -> _Evidence:
        subject = weighed(stems_of(letter.subject))
        memory_words = _memory_words(letter)
        printed = frozenset(self._spelled[code] for code in printed_codes(letter.number) if code in self._spelled)
        return _Evidence(
            subject_words=subject,
            memory_words=memory_words,
            title=self._titles.fits(subject, limit=CANDIDATES),
            body=self._titles.fits(main_words(letter.body, limit=BODY_WORDS), limit=CANDIDATES),
            printed=printed,
            forms=self._rules.codes(letter),
            likelihoods=self._memory.likelihoods(memory_words),
            neighbors=self._memory.neighbors(memory_words),
            habits=self._memory.habits(_plain_sender(letter.sender)),
        )

    def _ranking(self, evidence: _Evidence) -> Ranking:
        codes = evidence.codes()
        features = [self._code_features(code, evidence) for code in codes]
        *chances, none = self.weights.probabilities(features, self._none_features(evidence))
        ordered = sorted(zip(codes, chances, strict=True), key=lambda pair: (-pair[1], pair[0]))
        return Ranking(tuple(ordered), none)

    def _code_features(self, code: str, evidence: _Evidence) -> Features:
        title, body = evidence.title.get(code, NO_FIT), evidence.body.get(code, NO_FIT)
        likelihood = evidence.likelihoods.get(code, FLOOR)
        known = bool(evidence.likelihoods)
        return {
            "title_explains": title.explains,
            "title_shown": title.shown,
            "title_both": (title.explains * title.shown) ** 0.5,
            "body_explains": body.explains,
            "body_shown": body.shown,
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
        fits = (*evidence.title.values(), *evidence.body.values())
        best_fit = max(((fit.explains * fit.shown) ** 0.5 for fit in fits), default=0.0)
        return {
            "always": 1.0,
            "experience": min(1.0, log1p(len(self._memory)) / 7),
            "novelty": self._memory.novelty(evidence.memory_words) if len(self._memory) else 0.0,
            "title_weak": 1 - best_fit,
            "likeness_weak": 1 - max(evidence.neighbors.best.values(), default=0.0) if len(self._memory) else 0.0,
        }

    def _reasons(self, code: str, evidence: _Evidence) -> tuple[Reason, ...]:
        """What speaks for a code. Nothing here tells of other letters: neither their words nor their number."""
        reasons = []
        if code in evidence.printed:
            reasons.append(Reason("printed_code", {"code": code}))
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


def _memory_words(letter: LetterText) -> frozenset[str]:
    """What is remembered of a letter: the words of its subject, or of its beginning when it has none."""
    text = letter.subject if letter.subject.strip() else letter.body[:BODY_AS_SUBJECT_CHARS]
    return with_pairs(stems_of(text))


def _plain_sender(sender: str) -> str:
    return " ".join(stems_of(sender))
