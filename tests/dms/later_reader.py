"""A later reader that sees other words, for tests of pages read again; everything but the reader is real."""

from dataclasses import replace
from pathlib import Path

import pytest

import ocr
from dms.jobs import running
from dms.jobs import services as jobs
from dms.jobs.claims import Claim
from dms.jobs.models import Job
from dms.jobs.registry import KINDS
from dms.letters import index
from dms.letters.models import Letter
from tests.cast import Cast
from tests.dms.paper import Paper, fields_of, make_letter, reading_of

FIRST, SECOND = "Nomor radioaktlf dua\nBaris kedua surat", "Halaman kedua surat"


class NewEngine:
    """A reader of a later version: what it sees on each page by number, and which pages it was asked for."""

    def __init__(self) -> None:
        self.pages: dict[int, ocr.PageReading] = {}
        self.asked: list[int] = []

    def sees(self, number: int, text: str, **changes: object) -> None:
        changed = replace(reading_of(text), engine="mesin baru", pipeline_version="2027.1")
        self.pages[number] = replace(changed, **changes)  # type: ignore[arg-type]

    def read_page(self, path: Path, *, number: int, options: ocr.ReadOptions) -> tuple[ocr.PageReading, ocr.PageImages]:
        self.asked.append(number)
        return self.pages[number], ocr.PageImages(b"RIFF baru", b"RIFF kecil baru")


def put_in_place(engine: NewEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ENGINE read from now on; it finds one field, and writes PDFs that hold nothing but the text."""
    monkeypatch.setattr(ocr, "read_page", engine.read_page, raising=False)
    monkeypatch.setattr("dms.flow.rereading.read_fields", lambda pages: fields_of({"subject": "Kata mesin baru"}))
    monkeypatch.setattr(ocr, "write_searchable_pdf", write_text, raising=False)


def two_pages(office: Cast) -> Letter:
    """Return a letter of two pages, FIRST and SECOND, that no job waits for."""
    paper = Paper((FIRST, SECOND), {"subject": "Perihal", "security": "biasa"})
    made = make_letter(office.registrar, office.section, paper)
    Job.objects.all().delete()
    return made


def write_text(pages: list[ocr.PdfPage], target: Path) -> None:
    """Write what a searchable PDF would say."""
    target.write_text("\f".join(page.reading.text for page in pages))


def do(claim: Claim) -> str:
    """Do the job of CLAIM in this process; return its kind."""
    assert running.run_here(KINDS[claim.kind], claim) == "", claim
    return claim.kind


def work() -> list[str]:
    """Do what is due; return the kinds in their order."""
    done = []
    while claim := jobs.claim():
        done.append(do(claim))
    index.engine().refresh()
    return done
