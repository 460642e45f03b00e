"""The receipt as files: `sha256sum -c` passes, a workbook runs nothing, paper holds every line."""

import io
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from dms.audit.models import Event
from dms.intake import services as intake
from dms.intake.models import Batch, BatchItem
from dms.intake.walking import FoundFile, printable, raw, walk
from tests.cast import Cast, actor
from tests.dms.paper import Paper, give, make_letter

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")

NAMES = [
    b"surat.pdf",
    b"map/surat biasa.pdf",
    b"map/dalam/kop\\garis miring.pdf",
    b"baris\nbaru.pdf",
    b"kereta\rbalik.pdf",
    b"akhir\r",
    b"-",
    b"-c",
    b"#pagar.pdf",
    b"map/ dua  spasi .pdf",
    b"*bintang.pdf",
    b"latin1-\xe9\xff.pdf",
    "Ünïcode-曜日.pdf".encode(),
    b"\\n.pdf",
    b"map/" + b"n" * 250 + b".pdf",
]


def content_of(client: Client, name: str, batch: Batch) -> bytes:
    response: Any = client.get(reverse(name, args=[batch.public_id]))
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else bytes(response.content)


def lay_out(folder: Path, names: list[bytes]) -> None:
    """Put a file of its own content at each of NAMES below FOLDER."""
    for number, name in enumerate(names):
        path = Path(printable_path(folder, name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"isi %d" % number)


def printable_path(folder: Path, name: bytes) -> str:
    return str(folder) + "/" + name.decode("utf-8", "surrogateescape")


def give_all(office: Cast, batch: Batch, folder: Path) -> None:
    """Give every file below FOLDER with its path from there, as any door does."""
    found = [each for each in walk([folder]) if isinstance(each, FoundFile)]
    for one in found:
        relative = one.path.relative_to(folder)
        given = intake.GivenFile(
            printable(one.path.name),
            printable(relative),
            f"kunci-{found.index(one)}",
            io.BytesIO(one.path.read_bytes()),
            raw_path=raw(relative),
        )
        intake.give(actor(office.registrar), batch, given)


def check(folder: Path, listing: bytes) -> "subprocess.CompletedProcess[bytes]":
    """Run the real sha256sum in FOLDER."""
    (folder.parent / "SHA256SUMS").write_bytes(listing)
    command = ["sha256sum", "--check", "--strict", "../SHA256SUMS"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False)


def test_sha256sum_passes_on_every_name_a_disk_can_hold(
    office: Cast, registrar: Client, batch: Batch, tmp_path: Path
) -> None:
    folder = tmp_path / "pindaian"
    lay_out(folder, NAMES)
    give_all(office, batch, folder)
    assert batch.items.count() == len(NAMES)
    listing = content_of(registrar, "receipt_checksums", batch)
    done = check(folder, listing)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b": OK\n") == len(NAMES)
    own = subprocess.run(["sha256sum", "--", *sorted(NAMES[:4])], cwd=folder, capture_output=True, check=True).stdout
    assert set(own.splitlines()) <= set(listing.splitlines())


def test_sha256sum_finds_a_changed_file(office: Cast, registrar: Client, batch: Batch, tmp_path: Path) -> None:
    folder = tmp_path / "pindaian"
    lay_out(folder, NAMES[:3])
    give_all(office, batch, folder)
    (folder / "surat.pdf").write_bytes(b"lain")
    done = check(folder, content_of(registrar, "receipt_checksums", batch))
    assert done.returncode == 1
    assert b"surat.pdf: FAILED" in done.stdout


def test_a_file_scanned_again_and_one_out_of_a_zip_stand_as_comments(
    office: Cast, registrar: Client, batch: Batch, tmp_path: Path
) -> None:
    first = give(office.registrar, batch, Paper(("lama",)), "a")
    second = give(office.registrar, batch, Paper(("baru",)), "b")
    give(office.registrar, batch, Paper(("baru",)), "c")
    inner = give(office.registrar, batch, Paper(("dalam",), name="isi.png"), "d")
    BatchItem.objects.filter(pk=inner.pk).update(inside=second)
    listing = content_of(registrar, "receipt_checksums", batch).decode().splitlines()
    assert listing == [f"# {first.sha256}  surat.png", f"{second.sha256}  surat.png", f"# {inner.sha256}  isi.png"]


def workbook_rows(client: Client, batch: Batch) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(content_of(client, "receipt_xlsx", batch)))
    return list(book.worksheets[0].iter_rows())


@pytest.mark.parametrize("name", ["=1+1", "+1", "@SUM(A1)", "\t=1", "=HYPERLINK(1)", "＝1", '=cmd|"/c calc"!A1'])
def test_a_workbook_holds_every_text_as_text(office: Cast, registrar: Client, batch: Batch, name: str) -> None:
    BatchItem.objects.filter(pk=give(office.registrar, batch, Paper()).pk).update(name=name, path=name)
    (_, row) = workbook_rows(registrar, batch)
    assert [cell.value for cell in row[1:3]] == [name] * 2
    assert {(cell.data_type, cell.number_format) for cell in row[1:3]} == {("s", "@")}


def test_a_workbook_holds_what_became_of_each_file(office: Cast, registrar: Client, batch: Batch) -> None:
    letter = make_letter(office.registrar, office.unit, Paper(name="tercatat.png"), batch=batch)
    refused = give(office.registrar, batch, Paper(name="aneh\x01_x0041_.pdf"))
    intake.refuse(refused, "damaged")
    head, filed, other = [[cell.value for cell in row] for row in workbook_rows(registrar, batch)]
    assert head[4] == "SHA-256"
    assert filed[0] == 1 and filed[8] == letter.public_id and filed[5] == "Tercatat"
    assert other[3:6] == [refused.size_bytes, refused.sha256, "Ditolak"]
    assert "rusak" in other[6]
    assert other[1] in ("aneh\\x01_x0041_.pdf", "aneh\\x01_x005F_x0041_.pdf")  # openpyxl leaves the escape as it is


def paper_text(client: Client, batch: Batch) -> list[str]:
    document = pypdfium2.PdfDocument(content_of(client, "receipt_pdf", batch))
    return [page.get_textpage().get_text_bounded() for page in document]


def test_paper_holds_every_line_with_its_hash(office: Cast, registrar: Client, batch: Batch) -> None:
    items = [
        intake.give(
            actor(office.registrar),
            batch,
            intake.GivenFile(f"pindai-{n}.png", f"map/pindai-{n}.png", f"{n}", io.BytesIO(b"%d" % n)),
        )
        for n in range(120)
    ]
    pages = paper_text(registrar, batch)
    assert len(pages) > 3
    everything = "\n".join(pages)
    assert all(f"{item.line}. {item.name}" in everything and item.sha256 in everything for item in items)
    assert all(f"halaman {n} dari {len(pages)}" in page for n, page in enumerate(pages, 1))
    assert batch.public_id in pages[0] and "Diberikan 120" in pages[0]
    assert "Yang menyerahkan" in pages[-1]


def test_paper_shows_any_name_within_its_margins(office: Cast, registrar: Client, batch: Batch) -> None:
    names = ["a" * 255, "kata " * 50, "\u202epng.exe", "曜日\n.pdf", "tanpa spasi".replace(" ", "\u00a0")]
    for number, name in enumerate(names):
        item = give(office.registrar, batch, Paper(), f"{number}")
        BatchItem.objects.filter(pk=item.pk).update(name=name, path=name + "x")
    content = content_of(registrar, "receipt_pdf", batch)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.docinfo["/Title"] == f"Tanda terima {batch.public_id}"
    for page in pypdfium2.PdfDocument(content):
        text = page.get_textpage()
        boxes = [text.get_charbox(n) for n in range(text.count_chars())]
        assert max(box[2] for box in boxes) < page.get_width() - 40
    everything = "".join(paper_text(registrar, batch))
    assert "<U+202E>" in everything and "<U+000A>" in everything
    assert everything.count("a" * 20) >= 10


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("receipt_csv", "csv"),
        ("receipt_xlsx", "xlsx"),
        ("receipt_pdf", "pdf"),
        ("receipt_checksums", "sha256sums"),
    ],
)
def test_each_file_that_leaves_is_journaled(
    office: Cast, registrar: Client, batch: Batch, name: str, form: str
) -> None:
    content_of(registrar, name, batch)
    row = Event.objects.get(verb="receipt_exported")
    assert (row.object_id, row.person_id) == (batch.public_id, office.registrar.public_id)
    assert row.facts == f'{{"form":"{form}"}}'
