"""Packed words come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr import Box, Word, pack_words, unpack_words

edges = st.floats(0, 1, allow_nan=False).map(lambda edge: round(edge, 5))
boxes = st.builds(Box, edges, edges, edges, edges)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
confidences = st.floats(0, 1, allow_nan=False).map(lambda value: round(value, 3))
words = st.builds(Word, texts, boxes, confidences, st.integers(0, 500), st.integers(0, 50))


@given(st.lists(words, max_size=30))
def test_words_come_back(some: list[Word]) -> None:
    assert unpack_words(pack_words(some)) == tuple(some)


def test_a_page_of_words_is_small() -> None:
    page = [
        Word(f"kata{number % 40}", Box(0.1, number / 500, 0.2, number / 500 + 0.01), 0.95, number // 10, 0)
        for number in range(400)
    ]
    assert len(pack_words(page)) < 6_000


@pytest.mark.parametrize("data", [b"", b"not packed", b"x\x9c\xabVP*S\xb22\xaa\x05\x00\x0c'\x02\xd3"])
def test_other_bytes_are_told_from_packed_words(data: bytes) -> None:
    with pytest.raises(ValueError, match="packed words"):
        unpack_words(data)
