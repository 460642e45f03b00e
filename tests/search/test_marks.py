"""Marks on a page and snippets."""

import pytest

from search import highlights, parse, snippet

TEXT = """Nomor : 005/1187/Setda/X/2024 Kepada Yth. Wali Kota Tirtawangi MEMUTUSKAN bahwa keputusan tentang alih media
arsip radioaktif, arsip-arsip dan Undang-Undang didisposisikan"""
PAGE = TEXT.split()


def marked(text: str) -> list[str]:
    return [PAGE[position] for position in highlights(parse(text), PAGE)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("keputusan", ["MEMUTUSKAN", "keputusan"]),
        ('"keputusan"', ["keputusan"]),
        ("disposisi", ["didisposisikan"]),
        ("radio*", ["radioaktif,"]),
        ("radloaktif~", ["radioaktif,"]),
        ("sadioaktif~2", []),
        ('"alih media arsip"', ["alih", "media", "arsip"]),
        ('"media alih"', []),
        ("walikota", ["Wali", "Kota"]),
        ("wali kota", ["Wali", "Kota"]),
        ("1187/Setda", ["005/1187/Setda/X/2024"]),
        ("0051187*", ["005/1187/Setda/X/2024"]),
        ("nomor:005-1187", ["005/1187/Setda/X/2024"]),
        ("005/1188", []),
        ("arsip", ["arsip", "arsip-arsip"]),
        ("undang-undang", ["Undang-Undang"]),
        ("arsip -media", ["arsip", "arsip-arsip"]),
        ("hal:media isi:arsip", ["media", "arsip", "arsip-arsip"]),
        ("tahun:2024 kode:000.*", []),
        ("", []),
    ],
)
def test_marks_what_the_query_finds(text: str, words: list[str]) -> None:
    assert marked(text) == words


def test_positions_rise_and_do_not_repeat() -> None:
    positions = highlights(parse('arsip arsip* "arsip"'), PAGE)
    assert positions == sorted(set(positions))


def test_a_number_broken_over_words_is_marked_whole() -> None:
    words = ["Nomor", "005", "/", "1187", "/Setda", "tanggal"]
    assert highlights(parse("005/1187/setda"), words) == [1, 3, 4]


def test_a_snippet_shows_the_densest_place() -> None:
    text = f"arsip {'kata ' * 100} alih media arsip daerah {'kata ' * 100}"
    piece = snippet(parse("arsip media"), text, width=60)
    assert [word for word, is_mark in piece.parts if is_mark] == ["media", "arsip"]
    assert str(piece).startswith("… ") and str(piece).endswith(" …")
    assert len(str(piece)) <= 60 + 10


def test_a_snippet_of_a_short_or_empty_text() -> None:
    assert snippet(parse("arsip"), "surat\n arsip  aktif").parts == (
        ("surat", False),
        (" ", False),
        ("arsip", True),
        (" ", False),
        ("aktif", False),
    )
    assert snippet(parse("arsip"), "").parts == ()
    assert str(snippet(parse("tidak-ada"), "satu dua tiga")) == "satu dua tiga"


def test_a_word_longer_than_the_snippet_is_shown_whole() -> None:
    piece = snippet(parse("xxx*"), "a " * 50 + "x" * 300, width=40)
    assert ("x" * 300, True) in piece.parts
