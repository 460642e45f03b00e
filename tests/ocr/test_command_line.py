"""`python -m ocr read`."""

import json
from pathlib import Path

import pytest

from ocr.__main__ import REFUSED_EXIT_CODE, main
from tests.ocr.sheets import letter_picture, save_picture, scan_pdf


def test_text_of_one_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = scan_pdf(tmp_path / "a.pdf", [letter_picture(["SATU"]), letter_picture()])
    assert main(["read", str(path), "--page", "2"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("PEMERINTAH KOTA TIRTAWANGI\n")
    assert "SATU" not in out


def test_words_and_fields_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = save_picture(letter_picture(), tmp_path / "a.png")
    assert main(["read", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["file"]["page_count"] == 1
    assert told["fields"]["number"]["value"] == "000.5.3.2/214/DISPUSIP/2024"
    assert told["pages"][0]["words"][0]["text"] == "PEMERINTAH"
    assert set(told["pages"][0]["words"][0]["box"]) == {"x0", "y0", "x1", "y1"}


def test_a_refused_file_ends_with_its_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")
    assert main(["read", str(tmp_path / "a.pdf")]) == REFUSED_EXIT_CODE
    assert "empty" in capsys.readouterr().err
