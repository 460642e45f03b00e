"""How texts are compared, and which group a file belongs to."""

from pathlib import Path

import pytest

from bench import texts


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("“Sifat” ‘Biasa’", "\"Sifat\" 'Biasa'"),
        ("2023—2024 – arsip", "2023-2024 - arsip"),
        ("ﬁle Ⅳ ①", "file IV 1"),
        (" a\f\n\tb\u00a0 c ", "a b c"),
    ],
)
def test_folding(text: str, same_as: str) -> None:
    assert texts.folded(text) == same_as


def test_case_counts() -> None:
    assert texts.errors("NOMOR", "Nomor") == (4, 5)


def test_errors_are_counted_over_all_characters() -> None:
    assert texts.cer_percent([(1, 10), (0, 90)]) == 1
    assert texts.cer_percent([]) is None


def test_words_in_another_order_are_found_and_yet_errors() -> None:
    assert texts.words_found("dua satu satu", "satu dua tiga") == 2
    assert texts.word_errors("dua satu", "satu dua") == (2, 2)


def test_truth_of_a_file_or_of_its_pages(tmp_path: Path) -> None:
    for name, text in {"a.gt.txt": "satu", "b-1.gt.txt": "dua", "b-2.gt.txt": "tiga"}.items():
        (tmp_path / name).write_text(text)
    found = [texts.truth_of(tmp_path / name) for name in ("a.pdf", "b.pdf", "c.pdf")]
    assert found == ["satu", "dua\ntiga", None]
    assert texts.page_truths(tmp_path / "b.pdf") == ["dua", "tiga"]


def test_groups_come_from_names_or_from_a_table(tmp_path: Path) -> None:
    names = ("lapan_se9.2015-1.jpg", "ky_per3-2.pdf", "surat.png")
    files = [tmp_path / name for name in names]
    assert list(texts.groups_of(files).values()) == ["lapan", "ky", "surat"]
    (tmp_path / "groups.csv").write_text("\ufeffname,group\nlapan_se9.2015-1,edaran\nsurat.png,surat masuk\n")
    assert list(texts.groups_of(files).values()) == ["edaran", "ky", "surat masuk"]
