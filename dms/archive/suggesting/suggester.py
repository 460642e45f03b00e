"""From a letter's text to up to five archive codes with reasons, or to silence."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from math import log1p

from dms.archive.suggesting.certainty import Calibration, Certainty
from dms.archive.suggesting.evidence import CANDIDATES, Evidence, Office
from dms.archive.suggesting.forms import FormRules, plain_code, printed_codes, printed_head
from dms.archive.suggesting.grams import grams_of
from dms.archive.suggesting.lessons import Lesson, Memory
from dms.archive.suggesting.linear import LinearModel
from dms.archive.suggesting.names import NameIndex
from dms.archive.suggesting.titles import Fit, TitleIndex
from dms.archive.suggesting.values import Code, FormRule, LetterText, Ranking, Reason, Suggestion
from dms.archive.suggesting.weighing import Array, Judged, Weights, table
from dms.archive.suggesting.words import main_words, stems_of, subject_words, with_pairs

SHOWN = 5
BODY_WORDS = 40
BODY_AS_SUBJECT_CHARS = 1500
SPEAK_FROM = 0.25  # probability that the right code is among the five; below it the honest answer is silence
SPEAK_SEASONED = 0.12  # the same for an office that has learned much: then the codes it uses are known
SEASONED = 7  # log of the letters after which experience counts in full
DEEPEST = 4
WEIGHED_LETTERS = 1500  # the latest letters move the weights; older ones are only remembered, which is quicker


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
        self._names = NameIndex(self._titles.texts)
        self._rules = FormRules(rules)
        self._memory = Memory()
        self._linear = LinearModel()
        self.weights = weights or Weights()
        self.calibration = Calibration()
        self.certainty = Certainty()

    def suggest(self, letter: LetterText, *, without: Collection[Hashable] = ()) -> tuple[Suggestion, ...]:
        """Up to five codes, best first; empty when the honest answer is "cannot tell".

        What was learned under the keys `without` (from this very letter) says nothing.
        """
        own = self._memory.knows(without)
        with self._memory.without(without):
            return self._suggested(self._evidence(letter, blind=own))

    def _suggested(self, evidence: Evidence) -> tuple[Suggestion, ...]:
        shown = self._ranking(evidence).codes[:SHOWN]
        if sum(chance for _, chance in shown) < _speaks_from(evidence.office.experience):
            return ()
        said = self.calibration.spread([chance for _, chance in shown])
        sure = self.certainty.sure(shown[0][1])
        return tuple(
            self._suggestion(code, chance, evidence, sure=sure and place == 0)
            for place, ((code, _), chance) in enumerate(zip(shown, said, strict=True))
        )

    def _suggestion(self, code: str, chance: float, evidence: Evidence, *, sure: bool) -> Suggestion:
        reasons = self._reasons(code, evidence)
        return Suggestion(code, chance, (Reason("sure"), *reasons) if sure else reasons, sure=sure)

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
            self._linear.learn(grams_of(_told(letter)), spelled, key=key)
        self._memory.learn(Lesson(words, _traits(letter), spelled), key=key)

    def _adapt(self, letter: LetterText, code: str) -> None:
        evidence = self._evidence(letter)
        codes, rows = self._weighable(evidence)
        self._judge(codes, rows, code)
        self.weights.adapt(Judged(rows, codes.index(code) if code in codes else len(codes)))

    def _judge(self, codes: list[str], rows: Array, code: str) -> None:
        """Note what would have been said first, and whether it was right."""
        chances = self.weights.probabilities(rows)[:-1]
        if codes:
            first = int(chances.argmax())
            self.calibration.adapt(float(chances[first]), right=codes[first] == code)
            self.certainty.judge(float(chances[first]), right=codes[first] == code)

    def _evidence(self, letter: LetterText, *, blind: bool = False) -> Evidence:
        """Look at a letter; BLIND leaves out the linear model, which cannot forget the letter it is asked about."""
        subject = subject_words(letter.subject)
        words = _memory_words(letter)
        printed = frozenset(self._spelled[code] for code in printed_codes(letter.number) if code in self._spelled)
        grams = grams_of(_told(letter))
        linear = {} if blind else self._linear.chances(grams)
        return Evidence(
            subject_words=subject,
            memory_words=words,
            title=self._titles.fits(subject, limit=CANDIDATES),
            body=_relative(self._titles.fits(main_words(letter.body, limit=BODY_WORDS), limit=CANDIDATES)),
            names=self._names.likeness(grams),
            printed=printed,
            printed_near=frozenset(near for code in printed for near in self._titles.near(code)),
            forms=self._rules.codes(letter),
            likelihoods=self._memory.likelihoods(words),
            neighbors=self._memory.neighbors(words),
            habits={trait[0]: self._memory.habits(trait) for trait in _traits(letter)},
            linear=linear,
            branches=self._titles.branches(linear),
            usual=self._titles.usual,
            novelty=self._memory.novelty(words) if len(self._memory) else 0.0,
            office=self._office(),
        )

    def _office(self) -> Office:
        letters = len(self._memory)
        experience = min(1.0, log1p(letters) / SEASONED)
        return Office(experience, letters, self._memory.code_counts, self._memory.latest_shares())

    def _ranking(self, evidence: Evidence) -> Ranking:
        codes, rows = self._weighable(evidence)
        *chances, none = map(float, self.weights.probabilities(rows))
        ordered = sorted(zip(codes, chances, strict=True), key=lambda pair: (-pair[1], pair[0]))
        return Ranking(tuple(ordered), none)

    def _weighable(self, evidence: Evidence) -> tuple[list[str], Array]:
        codes = evidence.codes()
        features = [evidence.features(code, self._titles.parents.get(code), self._depth(code)) for code in codes]
        return codes, table(features, evidence.none_features())

    def _depth(self, code: str) -> float:
        return min(1.0, len(self._titles.path(code)) / DEEPEST)

    def _reasons(self, code: str, evidence: Evidence) -> tuple[Reason, ...]:
        """What speaks for a code. Nothing here tells of other letters: neither their words nor their number."""
        reasons = []
        if code in evidence.printed:
            reasons.append(Reason("printed_code", {"printed": code}))
        if code in evidence.forms:
            reasons.append(Reason("form_of_letter", {"kind": evidence.forms[code]}))
        if evidence.neighbors.votes.get(code, 0.0) >= 0.1:
            reasons.append(Reason("similar_letters"))
        if evidence.habits.get("sender", {}).get(code, 0.0) >= 0.2:
            reasons.append(Reason("sender_history"))
        words = self._shared_words(code, evidence)
        if words:
            reasons.append(Reason("words_match", {"words": words}))
        return tuple(reasons)

    def _shared_words(self, code: str, evidence: Evidence) -> list[str]:
        title = self._titles.title_words(code)
        shared = [word for word in title if word in evidence.subject_words or word in evidence.memory_words]
        telling = sorted(shared, key=lambda word: (-self._titles.rarity(word), word))[:4]
        return [title[word] for word in telling]


def _speaks_from(experience: float) -> float:
    return SPEAK_FROM + experience * (SPEAK_SEASONED - SPEAK_FROM)


def _relative(fits: Mapping[str, Fit]) -> dict[str, Fit]:
    """Fits of a long text, seen against the best: no code explains much of a whole page."""
    most = max((fit.explains for fit in fits.values()), default=1.0)
    return {code: Fit(fit.explains / most, fit.shown, fit.below) for code, fit in fits.items()}


def _told(letter: LetterText) -> str:
    """What a letter is remembered by: its subject, or its beginning when it has none."""
    return letter.subject if letter.subject.strip() else letter.body[:BODY_AS_SUBJECT_CHARS]


def _memory_words(letter: LetterText) -> frozenset[str]:
    return with_pairs(stems_of(_told(letter)))


def _traits(letter: LetterText) -> tuple[tuple[str, str], ...]:
    """What is known of a letter beside its words, with plain values."""
    values = {"sender": " ".join(stems_of(letter.sender)), "head": printed_head(letter.number), "kind": letter.kind}
    return tuple((name, value) for name, value in values.items() if value)
