"""Which of the words that stamps of secrecy and urgency say stands on bands of ink."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ocr.regions.shapes import NO_FIT, Fit, Strip
from ocr.regions.strips import Band

SECRET, VERY = "RAHASIA", "SANGAT"
OTHERS = ("TERBATAS", "SEGERA", "PENTING")
INTENSIFIED = frozenset([SECRET, "SEGERA"])
LEAST_LIKENESS = 0.6
LEAST_OF_TWO, LEAST_PART, LEAST_VERY = 0.55, 0.5, 0.4  # of two words together, of the main one, of "sangat"
BOTH_WORDS = 0.15  # so much more counts a reading with both
UNSURE = 0.49  # at most, of a word that is not alone, or that another explains
LIKE_LETTERS = 0.33  # mean correlation with any word; strokes and rings have less
LEAST_BEFORE = 0.45  # of the word's width, "sangat" needs before it
OVERLAP = 4  # columns of a strip that two words may share
DECOYS = (  # words that look like them, and other stamps; the sum over letters tells
    "RAHARJA", "RAHARDJA", "BAHASA", "BAHAGIA", "RAHAYU", "TEMBUSAN", "DITERIMA", "DISETUJUI", "DISPOSISI", "SALINAN",
)  # fmt: skip
MOST_REST = 0.5  # of the word's width: ink beside it that no word explains


@dataclass(frozen=True)
class Said:
    """A word, or two with "sangat" before it, whole as it is stored, and how sure it is (0..1).

    `among_others` is how well it fitted where other letters stood beside it.
    """

    word: str
    likeness: float
    among_others: float = 0.0

    @property
    def is_sure(self) -> bool:
        """Whether the word stands there."""
        return self.likeness >= (LEAST_OF_TWO if self.is_very else LEAST_LIKENESS)

    @property
    def is_very(self) -> bool:
        """Whether "sangat" stands before it."""
        return self.word.startswith(VERY)

    @property
    def is_whole(self) -> bool:
        """Whether nothing could stand before the word."""
        return self.is_very or self.word not in INTENSIFIED

    @property
    def weight(self) -> float:
        """Which of several readings to believe."""
        return self.likeness + (BOTH_WORDS if self.is_very and self.is_sure else 0.0)


NOTHING_SAID = Said("", 0.0)


@dataclass(frozen=True)
class _Line:
    band: Band
    strip: Strip


def said_on(bands: Sequence[Band]) -> Said:
    """The likeliest word of some lines of one stamp."""
    lines = [_Line(band, Strip(band.ink)) for band in bands]
    return likeliest([NOTHING_SAID, *(said for line in lines for said in _words_of(line, lines))])


def likeliest(readings: Sequence[Said]) -> Said:
    """The first of the weightiest; not sure when the word was seen better as a part of more."""
    best = max(readings, key=lambda said: said.weight)
    among_others = max(said.among_others for said in readings)
    is_part = among_others > best.likeness and not best.is_very
    return Said(best.word, min(best.likeness, UNSURE) if is_part else best.likeness, among_others)


def _words_of(line: _Line, lines: Sequence[_Line]) -> Iterator[Said]:
    """How sure each word is; what is not like letters at all is compared with one word only."""
    first = line.strip.fit(SECRET)
    yield _said(line, SECRET, first, lines)
    if first.mean > LIKE_LETTERS:
        for word in OTHERS:
            yield _said(line, word, line.strip.fit(word), lines)


def _said(line: _Line, word: str, fit: Fit, lines: Sequence[_Line]) -> Said:
    """The word with what stands before it; not sure, yet worth a look, when the line says something else or more."""
    unsure = Said(word, min(fit.likeness, UNSURE))
    if fit.likeness < LEAST_PART:
        return unsure
    before = line.strip.until(fit.start + OVERLAP)
    very = before.fit(VERY) if before.width > LEAST_BEFORE * fit.width else NO_FIT
    rest = before.inked(0, very.start if very.likeness >= LEAST_VERY else fit.start)
    rest += line.strip.inked(fit.end, line.strip.width)
    if rest > MOST_REST * fit.width:
        return replace(unsure, among_others=fit.likeness)
    above = [other.strip.fit(VERY).likeness for other in lines if other.band.is_above(line.band)]
    sure_very = max([very.likeness, *above])
    if word in INTENSIFIED and sure_very >= LEAST_VERY:
        both = (fit.likeness * len(word) + sure_very * len(VERY)) / len(VERY + word)
        return Said(f"{VERY} {word}", max(fit.likeness, both))
    return unsure if _is_decoy(line.strip, word, fit) else Said(word, fit.likeness)


def _is_decoy(strip: Strip, word: str, fit: Fit) -> bool:
    """Whether another word explains more."""
    explained = fit.likeness * len(word)
    return any(strip.fit(other).likeness * len(other) > explained for other in DECOYS)
