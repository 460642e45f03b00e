"""A file that cannot be taken in is told what it is instead, and what to do; its name counts as its giver wrote it."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

import ocr
from dms.flow import services as flow
from dms.intake import services as intake
from dms.intake.contents import content_of
from dms.intake.models import Batch, BatchItem
from dms.intake.wording import content_in_words, reason_in_words
from dms.jobs import running
from dms.jobs import services as jobs
from dms.jobs.registry import KINDS
from tests.cast import Cast, actor
from tests.dms.paper import Paper, give, open_batch

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")


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


def test_a_word_document_named_pdf_is_told_so_in_both_languages(office: Cast) -> None:
    """The whole step: the file is looked into as a worker does, and its line says what it is."""
    batch = open_batch(office.registrar, office.unit)
    item = give(office.registrar, batch, Paper(name="Undangan.PDF", content=CONTENTS["word"]))
    claim = jobs.claim(kinds=("receive",))
    assert claim is not None
    assert running.run_here(KINDS[claim.kind], claim) == ""
    item.refresh_from_db()
    assert (item.state, item.reason, item.reason_params["content"]) == ("refused", "unsupported_type", "word")
    said = reason_in_words(item)
    assert "isinya bukan PDF melainkan dokumen Word. " in said
    assert "simpan atau cetak sebagai PDF" in said
    with translation.override("en"):
        assert "its content is no PDF: it is a Word document. Open it in" in reason_in_words(item)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", "", "isinya bukan PDF. Buka dengan program asalnya"),
        ("a.docx", "word", "Isi fail ini dokumen Word, bukan PDF atau gambar pindaian. Buka"),
        ("a.zip", "zip", "kumpulan fail dalam ZIP, bukan PDF atau gambar pindaian. Keluarkan isinya"),
        ("a.heic", "picture", "Simpan sebagai JPEG atau PDF"),
        ("a.xyz", "", "Jenis fail ini tidak didukung"),
        ("a.xyz", "kode dari versi lain", "Jenis fail ini tidak didukung"),
    ],
)
def test_the_advice_fits_name_and_content(name: str, content: str, said: str) -> None:
    assert said in content_in_words(name, content)


def test_a_line_refused_before_contents_were_looked_at_still_has_its_reason() -> None:
    item = BatchItem(name="a.doc", state="refused", reason="unsupported_type", reason_params={"bytes": 4})
    assert reason_in_words(item).startswith("Jenis fail ini tidak didukung")


def test_what_else_a_file_is_is_asked_only_where_the_type_is_the_reason(office: Cast) -> None:
    item = give(office.registrar, open_batch(office.registrar, office.unit), Paper(content=b"teks"))
    assert flow.what_else(item, ocr.FileRefused("damaged")) == {}
    assert flow.what_else(item, ocr.FileRefused("unsupported_type")) == {"content": "text"}


def uploaded(office: Cast, batch: Batch, name: str, path: str) -> BatchItem:
    """Return the line of a file that a browser sends as NAME, from PATH."""
    client = Client()
    client.force_login(office.registrar)
    form = {"file": SimpleUploadedFile(name, b"isi"), "key": path or name, "path": path}
    answer = client.post(reverse("batch_upload", args=[batch.public_id]), form)
    return BatchItem.objects.get(public_id=answer.json()["item"])


@pytest.mark.parametrize(
    ("sent", "path", "name"),
    [
        ("Surat %22penting%22.pdf", 'Surat "penting".pdf', 'Surat "penting".pdf'),
        ("diskon 50%22.pdf", "map/diskon 50%22.pdf", "diskon 50%22.pdf"),
        ("a &amp; b.pdf", "a &amp; b.pdf", "a &amp; b.pdf"),
        ("surat.pdf", "", "surat.pdf"),
        ("surat.pdf", "map/", "surat.pdf"),
    ],
)
def test_a_name_stands_as_it_was_given(office: Cast, sent: str, path: str, name: str) -> None:
    batch = open_batch(office.registrar, office.unit)
    assert uploaded(office, batch, sent, path).name == name


def test_a_batch_without_a_name_is_called_by_its_moment_in_words(office: Cast) -> None:
    for language, month in (("id", "Kiriman "), ("en", "Batch of ")):
        with translation.override(language):
            batch = intake.open_batch(actor(office.registrar), office.unit, " ", via="browser")
        assert batch.name.startswith(month)
        assert "-" not in batch.name
    assert open_batch(office.registrar, office.unit, " Boks 17 ").name == "Boks 17"
