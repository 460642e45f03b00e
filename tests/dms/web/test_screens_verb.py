"""Pictures of the screens: every page of the product is among them, and taking them leaves no trace."""

import shutil
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver, resolve

from dms.intake.models import BatchItem, ItemState, WatchedFolder
from dms.letters import reread_runs
from dms.letters.models import LetterPage, RereadScope
from dms.people.policy import access_of
from dms.web.screens import all_screens
from tests.cast import Cast, actor
from tests.dms.paper import Paper, give, make_letter, open_batch, read
from tests.services.chromium import executable
from tests.services.installation import installation

NO_PAGES = {
    "account_inactive",  # sentences of the sign-in page
    "account_signup",
    "batch_progress",  # parts of pages
    "letter_codes",
    "letter_fields",
    "letter_marks",
    "letter_page_record",
    "letter_page_words",
    "verify_codes",
    "verify_senders",
    "act_as",  # POST only
    "arrange_join_told",
    "letter_correction_take_back",
    "letter_cut",
    "letter_join",
    "letter_page_correct",
    "letter_page_lock",
    "letter_page_move",
    "letter_page_role",
    "page_take_back",
    "verification_start",
    "verification_undo",
    "verify_skip",
    "batch_join",
    "batch_upload",
    "letter_page_accept",
    "letter_page_reread",
    "letter_withdraw",
    "person_active",
    "sample_sign_in",
    "set_language",
    "health",  # for machines
    "letter_original",  # files
    "letter_page_image",
    "letter_page_prepared",
    "item_page_image",
    "letter_page_thumbnail",
    "letter_pdf",
    "receipt_checksums",
    "receipt_csv",
    "receipt_pdf",
    "receipt_xlsx",
    "separator_sheet",
    "batch_known",  # for the page's own script
    "batch_part",
    "reread_batch",
}


@pytest.fixture
def full_office(office: Cast, data_folder: Path) -> Cast:
    """Return an office that has something for every screen."""
    from dms.archive.schemes import load_shipped_schemes

    load_shipped_schemes()
    make_letter(office.registrar, office.unit, Paper(("Nomor satu", "Nomor dua")))
    give(office.registrar, open_batch(office.registrar, office.unit), Paper(("terkunci",), name="k.pdf"))
    begun = Paper(("dibaca",), name="p.png")
    read(give(office.registrar, open_batch(office.registrar, office.unit), begun), begun)
    reread_runs.ask_all(actor(office.registrar), LetterPage.objects.all(), RereadScope.ALL)
    post = access_of(office.registrar).positions[0]
    WatchedFolder.objects.create(
        unit=office.unit, name="Pemindai", path="/scan", person=office.registrar, position=post
    )
    BatchItem.objects.filter(name="k.pdf").update(state=ItemState.WAITING, reason="needs_password")
    return office


@pytest.mark.django_db
def test_every_page_has_a_picture(full_office: Cast) -> None:
    shown = {resolve(screen.address.partition("?")[0]).url_name for screen in all_screens()}
    patterns = [
        each for resolver in get_resolver().url_patterns for each in getattr(resolver, "url_patterns", [resolver])
    ]
    named = {pattern.name for pattern in patterns if isinstance(pattern, URLPattern)}
    assert named - shown - NO_PAGES == set()
    assert len({screen.name for screen in all_screens()}) == len(all_screens())


def test_pictures_are_taken_on_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELUSUR_CHROMIUM", str(executable()))
    with installation(tmp_path / "data") as office:
        office.run("prepare_office")
        said = office.run("screens", "masuk", "beranda", "--out", tmp_path / "pictures")
        left = {path.name for path in office.data.iterdir()}
    pictures = sorted(path.name for path in (tmp_path / "pictures").glob("*.png"))
    looks = ("1440-en", "1440-id", "390-en", "390-id")
    assert pictures == [f"{name}-{look}.png" for name in ("beranda", "masuk") for look in looks]
    content = {name: (tmp_path / "pictures" / name).read_bytes() for name in pictures}
    assert len(set(content.values())) == 8  # every language and width looks its own way
    assert (tmp_path / "pictures" / "index.html").read_text().count("<img") == 8
    assert "8 gambar" in said
    assert not any(name.startswith("telusur-screens") for name in left)


def test_without_a_browser_it_says_what_to_install(tmp_path: Path) -> None:
    with installation(tmp_path / "data") as office:
        office.run("prepare_office")
        (tmp_path / "bin").mkdir()
        office.environment["PATH"] = str(tmp_path / "bin")
        office.environment.pop("TELUSUR_CHROMIUM", None)
        assert shutil.which("chromium", path=office.environment["PATH"]) is None
        assert "apt-get install chromium" in office.refused("screens", "--out", tmp_path / "pictures")
