"""A file that cannot be taken in is told what it is instead, and what to do; its name counts as its giver wrote it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from dms.intake import services as intake
from dms.intake.models import Batch, BatchItem
from dms.intake.wording import content_in_words, reason_in_words
from dms.jobs import running
from dms.jobs import services as jobs
from dms.jobs.registry import KINDS
from tests.cast import Cast, actor
from tests.dms.paper import Paper, give, open_batch

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")
WORD = b"PK\x03\x04" + b"[Content_Types].xml" + bytes(60) + b"word/document.xml"


def test_a_word_document_named_pdf_is_told_so_in_both_languages(office: Cast) -> None:
    """The whole step: the file is looked into as a worker does, and its line says what it is."""
    batch = open_batch(office.registrar, office.unit)
    item = give(office.registrar, batch, Paper(name="Undangan.PDF", content=WORD))
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
