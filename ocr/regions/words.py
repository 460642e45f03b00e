"""Which of the words that stamps of secrecy and urgency say stands on bands of ink."""

from collections.abc import Sequence
from dataclasses import dataclass

from ocr.prepare.ink import Gray
from ocr.regions.shapes import Fit, Strip

SECRET, VERY = "RAHASIA", "SANGAT"
OTHERS = ("TERBATAS", "SEGERA", "PENTING")
INTENSIFIED = frozenset([SECRET, "SEGERA"])
LEAST_LIKENESS = 0.6
VERY_LIKENESS = 0.5  # beside a word that is sure
LIKE_LETTERS = 0.33  # mean correlation with any word; strokes and rings have less
OVERLAP = 4  # columns of a strip that two words may share
DECOYS = ("RAHARJA", "RAHARDJA", "BAHASA", "BAHAGIA", "RAHAYU")  # words that look like it; the sum over letters tells
MOST_REST = 0.5  # of the word's width: ink beside it that no word explains


@dataclass(frozen=True)
class Said:
    """A word, whole as it is stored, and how sure it is (0..1)."""

    word: str
    likeness: float

    @property
    def is_sure(self) -> bool:
        """Whether the word stands there."""
        return self.likeness >= LEAST_LIKENESS

    @property
    def is_whole(self) -> bool:
        """Whether nothing could stand before the word."""
        return self.word.startswith(VERY) or self.word not in INTENSIFIED


NOTHING_SAID = Said("", 0.0)


def said_on(bands: Sequence[Gray]) -> Said:
    """The likeliest word of some lines of one stamp."""
    strips = [Strip(band) for band in bands]
    found = [said for strip in strips for said in _words_of(strip)]
    best = max(found, key=lambda said: said.likeness, default=NOTHING_SAID)
    if best.is_sure and best.word in INTENSIFIED and any(_is_very(strip) for strip in strips):
        return Said(f"{VERY} {best.word}", best.likeness)
    return best


def _words_of(strip: Strip) -> list[Said]:
    """How sure each word is; what is not like letters at all is compared with one word only."""
    first = strip.fit(SECRET)
    rest = [(word, strip.fit(word)) for word in OTHERS] if first.mean > LIKE_LETTERS else []
    return [_word_of(strip, word, fit) for word, fit in ((SECRET, first), *rest)]


def _word_of(strip: Strip, word: str, fit: Fit) -> Said:
    if fit.likeness < LEAST_LIKENESS:
        return Said(word, fit.likeness)
    explained = fit.likeness * len(word)
    better = any(strip.fit(other).likeness * len(other) > explained for other in DECOYS)
    return Said(word, fit.likeness if _is_alone(strip, fit) and not better else 0.0)


def _is_very(strip: Strip) -> bool:
    return strip.fit(VERY).likeness >= VERY_LIKENESS


def _is_alone(strip: Strip, fit: Fit) -> bool:
    """Whether the word, with "sangat" before it, is all that the line says."""
    most = MOST_REST * (fit.end - fit.start)
    before, after = strip.inked(0, fit.start), strip.inked(fit.end, strip.width)
    if before > most:
        left = strip.until(fit.start + OVERLAP)
        very = left.fit(VERY)
        before = left.inked(0, very.start) if very.likeness >= VERY_LIKENESS else before
    return before + after <= most
