"""Lines in reading order, labels at the head of their lines, and what is no print left out."""

from ocr.junk import without_junk
from ocr.order import in_order
from ocr.recognize.engine import FoundWord

Line = tuple[str, float, float, float]  # text, left, top, right


def page(*lines: Line, confidence: float = 0.95) -> list[FoundWord]:
    """Words of LINES, each line a block of its own and 20 px high; a line's words share its width."""
    words = []
    for number, (text, left, top, right) in enumerate(lines):
        parts = text.split()
        step = (right - left) / len(parts)
        for at, part in enumerate(parts):
            places = (left + at * step, top, left + (at + 1) * step - 4, top + 20)
            words.append(FoundWord(part, *places, confidence, number, number))
    return words


def texts(words: tuple[FoundWord, ...]) -> list[str]:
    lines: dict[int, list[str]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word.text)
    return [" ".join(line) for _, line in sorted(lines.items())]


def test_labels_go_before_what_they_label() -> None:
    found = page(
        ("KESATU", 100, 100, 200),
        ("KEDUA", 100, 160, 190),
        (": Membentuk tim kerja pengelola arsip dinamis", 300, 102, 1100),
        ("dengan susunan sebagaimana terlampir.", 320, 130, 900),
        (": Keputusan ini mulai berlaku pada tanggal ditetapkan", 300, 161, 1100),
    )
    assert texts(in_order(found)) == [
        "KESATU : Membentuk tim kerja pengelola arsip dinamis",
        "dengan susunan sebagaimana terlampir.",
        "KEDUA : Keputusan ini mulai berlaku pada tanggal ditetapkan",
    ]


def test_a_letterhead_line_comes_before_what_stands_below_it() -> None:
    found = page(
        ("Jalan Merdeka Nomor 1 Tirtawangi", 300, 100, 900),
        ("DINAS KOMUNIKASI DAN INFORMATIKA", 280, 60, 920),
    )
    assert texts(in_order(found)) == ["DINAS KOMUNIKASI DAN INFORMATIKA", "Jalan Merdeka Nomor 1 Tirtawangi"]


def test_two_columns_of_text_stay_apart() -> None:
    left = [(f"kolom kiri baris ke {row}", 100.0, 100.0 + 30 * row, 560.0) for row in range(4)]
    right = [(f"kolom kanan baris ke {row}", 640.0, 102.0 + 30 * row, 1100.0) for row in range(4)]
    assert texts(in_order(page(*left, *right))) == [line[0] for line in (*left, *right)]


def test_no_words_no_order() -> None:
    assert in_order(()) == ()


def test_rules_of_a_table_are_no_words() -> None:
    found = page(("| No | Uraian| Jumlah |", 100, 100, 500))
    assert [word.text for word in without_junk(found)] == ["No", "Uraian", "Jumlah"]


def test_scribbles_go_and_faint_print_stays() -> None:
    scribble = page(("Xz ~a", 100, 100, 200), confidence=0.2)
    faint = page(("Kepala Bidang Kearsipan", 100, 140, 500), confidence=0.3)
    short = page(("NIP.", 100, 180, 140), confidence=0.6)
    assert without_junk(scribble) == ()
    assert len(without_junk(faint)) == 3
    assert len(without_junk(short)) == 1
