"""One contract for every recognition engine: the same words at the same places, and an end when time is up."""

from difflib import SequenceMatcher

import numpy as np
import pytest

from ocr.recognize import warm_engine
from ocr.recognize.engine import Engine, Gray
from tests.ocr.sheets import LETTER, letter_picture

WORDS = " ".join(LETTER).split()


@pytest.fixture(params=["tesserocr", "pytesseract"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return warm_engine("ind", request.param)


@pytest.fixture(scope="module")
def page() -> Gray:
    return np.asarray(letter_picture().resize((1240, 1754)))


def test_words_are_read_in_order(engine: Engine, page: Gray) -> None:
    found = engine.read(page, dpi=150, layout="page", timeout_seconds=60)
    read = [word.text for word in found.words]
    assert found.finished
    assert SequenceMatcher(None, WORDS, read, autojunk=False).ratio() > 0.97
    assert found.confidence > 0.85
    assert [word.line for word in found.words] == sorted(word.line for word in found.words)


def test_boxes_hold_the_ink_of_their_words(engine: Engine, page: Gray) -> None:
    found = engine.read(page, dpi=150, layout="page", timeout_seconds=60)
    left, top = 170 * 0.75, 200 * 0.75
    first = next(word for word in found.words if word.text == "PEMERINTAH")
    assert abs(first.left - left) < 8
    assert top - 4 < first.top < first.bottom < top + 40
    inside = np.zeros(page.shape, bool)
    for word in found.words:
        inside[int(word.top) : int(word.bottom) + 1, int(word.left) : int(word.right) + 1] = True
    assert (page[~inside] < 100).sum() < 0.01 * (page < 100).sum()


def test_one_line_is_read_as_one(engine: Engine, page: Gray) -> None:
    found = engine.read(np.ascontiguousarray(page[148:190]), dpi=150, layout="line", timeout_seconds=60)
    assert " ".join(word.text for word in found.words) == LETTER[0]
    assert {word.line for word in found.words} == {0}


def test_an_empty_picture_has_no_words(engine: Engine) -> None:
    found = engine.read(np.full((300, 300), 255, np.uint8), dpi=150, layout="page", timeout_seconds=60)
    assert (found.words, found.finished, found.confidence) == ((), True, 0.0)


def test_out_of_time_is_said_and_the_engine_reads_on(engine: Engine, page: Gray) -> None:
    late = engine.read(page, dpi=150, layout="page", timeout_seconds=0.001)
    assert not late.finished
    assert engine.read(page, dpi=150, layout="page", timeout_seconds=60).words


def test_the_engine_says_what_it_is(engine: Engine) -> None:
    assert engine.version.startswith("5.")
    assert engine.model == "ind"


def test_both_engines_read_the_same(page: Gray) -> None:
    one, other = (
        [word.text for word in warm_engine("ind", name).read(page, dpi=150, layout="page", timeout_seconds=60).words]
        for name in ("tesserocr", "pytesseract")
    )
    assert SequenceMatcher(None, one, other, autojunk=False).ratio() > 0.98
