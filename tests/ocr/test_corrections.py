"""What people put right, in the place of what was read there."""

import ocr
from ocr import Box, Corrected, Word
from ocr.values import lines_of


def page() -> tuple[ocr.Word, ...]:
    rows = [["Keputusan", "Kepa1a", "Dlnas"], ["tentang", "arslp"]]
    return tuple(
        Word(text, Box(0.1 + 0.2 * column, 0.1 + 0.1 * row, 0.28 + 0.2 * column, 0.15 + 0.1 * row), 0.6, row, row)
        for row, line in enumerate(rows)
        for column, text in enumerate(line)
    )


def text_of(words: tuple[ocr.Word, ...]) -> list[str]:
    return [" ".join(word.text for word in line) for line in lines_of(words)]


def test_a_word_is_put_right_in_its_line() -> None:
    words = ocr.with_corrections(page(), [Corrected(page()[1].box, "Kepala")])
    assert text_of(words) == ["Keputusan Kepala Dlnas", "tentang arslp"]
    assert words[1].confidence == 1
    assert words[1].box == page()[1].box


def test_a_line_of_words_gets_as_many_words_as_it_has() -> None:
    box = Box(0.09, 0.09, 0.7, 0.16)
    words = ocr.with_corrections(page(), [Corrected(box, "Kepala Dinas Arsip dan Pustaka")])
    assert text_of(words) == ["Kepala Dinas Arsip dan Pustaka", "tentang arslp"]
    lefts = [word.box.x0 for word in words[:5]]
    assert lefts == sorted(lefts)
    assert words[0].box.x0 == box.x0
    assert abs(words[4].box.x1 - box.x1) < 1e-9


def test_two_lines_put_right_at_once_stay_two_lines() -> None:
    words = ocr.with_corrections(page(), [Corrected(Box(0.05, 0.05, 0.95, 0.3), "Keputusan Kepala\ntentang arsip")])
    assert text_of(words) == ["Keputusan Kepala", "tentang arsip"]
    assert words[0].box.y1 <= words[2].box.y0 + 1e-9


def test_a_place_without_words_becomes_a_line_before_those_below_it() -> None:
    words = ocr.with_corrections(page(), [Corrected(Box(0.1, 0.16, 0.5, 0.19), "Nomor 12")])
    assert text_of(words) == ["Keputusan Kepa1a Dlnas", "Nomor 12", "tentang arslp"]
    at_the_end = ocr.with_corrections(page(), [Corrected(Box(0.1, 0.8, 0.5, 0.85), "ttd")])
    assert text_of(at_the_end)[-1] == "ttd"
    assert text_of(ocr.with_corrections((), [Corrected(Box(0.1, 0.8, 0.5, 0.85), "ttd")])) == ["ttd"]


def test_nothing_printed_takes_the_words_away() -> None:
    assert text_of(ocr.with_corrections(page(), [Corrected(page()[1].box, "")])) == [
        "Keputusan Dlnas",
        "tentang arslp",
    ]


def test_the_later_correction_stands_upon_the_earlier() -> None:
    box = page()[1].box
    words = ocr.with_corrections(page(), [Corrected(box, "Kepula"), Corrected(box, "Kepala")])
    assert text_of(words)[0] == "Keputusan Kepala Dlnas"


def test_a_box_turns_with_its_page() -> None:
    box = Box(0.1, 0.2, 0.3, 0.25)
    right = box.turned(90)
    assert (right.x0, right.y0, right.x1, right.y1) == (0.75, 0.1, 0.8, 0.3)
    back = right.turned(270)
    assert [round(edge, 9) for edge in (back.x0, back.y0, back.x1, back.y1)] == [0.1, 0.2, 0.3, 0.25]
    assert box.turned(0) == box
