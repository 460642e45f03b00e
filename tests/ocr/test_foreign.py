"""What cannot be read is told by its bytes, so that its giver hears what to do with it."""

import io
import zipfile
from pathlib import Path

import pytest

from ocr import FileRefused, Limits, inspect_file
from ocr.pages.foreign import content_of


def zipped(*names: str, filler: int = 0) -> bytes:
    """Return a ZIP that holds files of these names, the last one after FILLER bytes that do not shrink."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, bytes(range(256)) * (filler // 256) if name != names[-1] else b"isi")
    return target.getvalue()


CONTENTS = {
    "word": zipped("[Content_Types].xml", "word/document.xml"),
    "excel": zipped("xl/workbook.xml"),
    "powerpoint": zipped("ppt/presentation.xml"),
    "zip": zipped("surat.pdf.docx.txt"),
    "office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "rtf": b"{\\rtf1\\ansi Surat}",
    "archive": b"Rar!\x1a\x07\x00" + bytes(40),
    "picture": b"\0\0\0\x18ftypheic" + bytes(40),
    "web": b"\xef\xbb\xbf\n<!DOCTYPE html><html></html>",
    "text": "Yth. Bapak é\r\n".encode() * 20_000,
    "": bytes(range(256)),
}


@pytest.mark.parametrize("code", CONTENTS)
def test_what_a_file_is_shows_in_its_bytes(tmp_path: Path, code: str) -> None:
    path = tmp_path / "surat.pdf"
    path.write_bytes(CONTENTS[code])
    assert content_of(path) == code


@pytest.mark.parametrize("filler", [0, 100_000, 1_000_000])
def test_a_word_document_is_known_wherever_its_text_lies(tmp_path: Path, filler: int) -> None:
    path = tmp_path / "surat.pdf"
    path.write_bytes(zipped("media/gambar.png", "word/document.xml", filler=filler))
    assert content_of(path) == "word"


@pytest.mark.parametrize(("content", "code"), [(b"GIF89a", "picture"), (b"BM\x36\0\0\0\0\0\0\0", "picture"),
                                               (b"BMKG memberitahukan", "text"), (b"", ""), (b"a\0b", "")])  # fmt: skip
def test_short_files_are_told_apart(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "surat"
    path.write_bytes(content)
    assert content_of(path) == code


def test_the_refusal_says_what_the_file_is(tmp_path: Path) -> None:
    path = tmp_path / "surat.pdf"
    path.write_bytes(CONTENTS["word"])
    with pytest.raises(FileRefused) as refused:
        inspect_file(path, limits=Limits())
    assert (refused.value.code, refused.value.params["content"]) == ("unsupported_type", "word")
