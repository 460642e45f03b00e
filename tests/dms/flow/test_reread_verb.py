"""`./telusur reread`: asks for what was named, in whose name, and reports what became better."""

from pathlib import Path

import pytest

import ocr
from dms.audit.models import Event
from dms.intake.models import Reading
from dms.jobs import running
from dms.jobs.models import Job
from dms.jobs.registry import KINDS
from dms.letters.models import Letter, RereadRun, RereadScope
from tests.cast import Cast
from tests.dms.paper import Paper, fields_of, make_letter, open_batch, reading_of
from tests.dms.verbs import refused, run

pytestmark = pytest.mark.usefixtures("data_folder")

TEXTS = ("Halaman pertama surat", "Halaman kedua surat")


@pytest.fixture
def letter(office: Cast) -> Letter:
    batch = open_batch(office.registrar, office.section)
    made = make_letter(office.registrar, office.section, Paper(TEXTS, {"security": "biasa"}), batch=batch)
    make_letter(office.registrar, office.section, Paper(("Surat lain",), {"security": "biasa"}, "lain.png"))
    Job.objects.all().delete()
    return made


def numbers(asked: RereadRun) -> list[int]:
    return sorted(asked.pages.values_list("source_page__number", flat=True))


def test_all_letters_one_batch_one_letter_one_page(office: Cast, letter: Letter) -> None:
    batch = letter.sources.get().item.batch
    for arguments, scope, pages in (
        (["--letter", letter.public_id, "--page", 2], RereadScope.PAGE, [2]),
        (["--letter", letter.public_id], RereadScope.LETTER, [1, 2]),
        (["--batch", batch.public_id], RereadScope.BATCH, [1, 2]),
        (["--all"], RereadScope.ALL, [1, 1, 2]),
    ):
        said = run("reread", *arguments)
        asked = RereadRun.objects.get(scope=scope)
        assert numbers(asked) == pages
        assert f"{asked.public_id}: {len(pages)} halaman" in said
        assert asked.asked_by == office.registrar
        Job.objects.all().delete()
        asked.pages.update(outcome="failed")
    assert Event.objects.filter(verb="reread_run_asked").count() == 4


def test_waits_and_tells_what_became_better(office: Cast, letter: Letter, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_page(path: Path, *, number: int, options: ocr.ReadOptions) -> tuple[ocr.PageReading, ocr.PageImages]:
        text = "Halaman" if number == 2 else "Halaman pertama surat yang lengkap"
        return reading_of(text), ocr.PageImages(b"RIFF", b"RIFF")

    monkeypatch.setattr(ocr, "read_page", read_page, raising=False)
    monkeypatch.setattr(ocr, "write_searchable_pdf", lambda pages, target: target.write_bytes(b"%PDF"), raising=False)
    monkeypatch.setattr("dms.flow.rereading.read_fields", lambda pages: fields_of({}))
    monkeypatch.setattr(running, "run_isolated", lambda claim, child=None: running.run_here(KINDS[claim.kind], claim))
    said = run("reread", "--letter", letter.public_id, "--wait")
    assert "2 halaman = 1 lebih baik + 0 sama + 1 lebih buruk (tidak dipakai) + 0 gagal + 0 menunggu" in said
    assert "Kata: 6 → 8; keyakinan rata-rata: 95% → 95%" in said
    assert "Pembetulan orang yang dipertahankan: 0" in said
    assert f"  {letter.public_id}     1    +58%  3 → 5  Lebih baik / Better" in said
    assert Reading.objects.filter(is_current=True, page__number=2, word_count=3).exists()
    again = run("reread", "--report")
    assert again == said[said.index("2 halaman =") :]
    assert run("reread", "--report", RereadRun.objects.get().public_id) == again


def test_what_cannot_be_asked_is_refused_with_a_sentence(office: Cast, letter: Letter) -> None:
    secret = make_letter(office.head, office.unit, Paper(("Rahasia",), {"security": "rahasia"}, "r.png"))
    own = open_batch(office.head, office.unit)
    assert "--all, --batch ID" in refused("reread")
    assert "Hanya agendaris dan arsiparis" in refused("reread", "--all", "--as", "staf")
    assert "Tidak ada pembacaan ulang itu" in refused("reread", "--report")
    unknown = refused("reread", "--letter", "00000000000").replace("00000000000", "…")
    assert refused("reread", "--letter", secret.public_id).replace(secret.public_id, "…") == unknown
    assert "tidak mempunyai halaman 3" in refused("reread", "--letter", letter.public_id, "--page", 3)
    nothing = refused("reread", "--batch", "00000000000").replace("00000000000", "…")
    assert refused("reread", "--batch", own.public_id).replace(own.public_id, "…") == nothing
    assert not Job.objects.filter(kind="reread").exists()
    run("reread", "--all")
    assert "Tidak ada pembacaan ulang itu" in refused("reread", "--report", "--as", "staf")


def test_what_one_may_not_read_is_read_again_but_not_counted(office: Cast, letter: Letter) -> None:
    make_letter(office.head, office.unit, Paper(("Rahasia",), {"security": "rahasia"}, "r.png"))
    said = run("reread", "--all")
    asked = RereadRun.objects.get()
    assert "3 halaman dari 2 surat" in said
    assert asked.pages_total == 4
