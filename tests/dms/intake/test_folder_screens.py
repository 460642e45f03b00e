"""The screens of watched folders: who sets one up, where it may lie, and that no file name is told to strangers."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from dms.audit.models import Event
from dms.intake.models import WatchedFolder
from dms.people.models import Office, Person
from dms.people.policy import access_of
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")


@pytest.fixture
def place(office: Cast, data_folder: Path) -> Path:
    """A folder that the office may have watched."""
    path = data_folder / "scans" / office.office.key / "loket"
    path.mkdir(parents=True)
    return path


def holder(person: Person) -> str:
    return f"{person.public_id} {access_of(person).positions[0].public_id}"


def form(office: Cast, path: object, **changes: Any) -> dict[str, Any]:
    values = {"name": "Loket", "path": str(path), "unit": office.section.pk, "responsible": holder(office.registrar)}
    return {**values, "is_enabled": "on", "seen_version": 0, **changes}


def save(client: Client, values: dict[str, Any], folder: WatchedFolder | None = None) -> str:
    """Send the form; return "" when it was saved, else the page that says why not."""
    address = reverse("watched_folder", args=[folder.public_id]) if folder else reverse("watched_folder_new")
    response = client.post(address, values)
    return "" if response.status_code == 302 else response.content.decode()


def test_a_registrar_sets_up_a_folder_and_it_is_journaled(office: Cast, registrar: Client, place: Path) -> None:
    assert save(registrar, form(office, place, direction="incoming", box="Boks 3")) == ""
    folder = WatchedFolder.objects.get()
    assert (folder.path, folder.person, folder.box) == (str(place), office.registrar, "Boks 3")
    assert folder.position in access_of(office.registrar).positions
    assert Event.objects.get(verb="watched_folder_saved").object_id == folder.public_id
    assert str(place) in registrar.get(reverse("watched_folders")).content.decode()


@pytest.mark.parametrize("where", ["", "..", "../tetangga", "/etc", "belum-ada", "loket/../..", "relatif"])
def test_a_folder_lies_below_the_offices_own_root_and_is_there(
    office: Cast, registrar: Client, place: Path, where: str
) -> None:
    (place.parent.parent / "tetangga").mkdir()
    path = where if where in ("/etc", "relatif") else f"{place.parent}/{where}"
    page = save(registrar, form(office, path))
    assert "field-error" in page
    assert not WatchedFolder.objects.exists()


def test_a_link_out_of_the_root_is_refused(office: Cast, registrar: Client, place: Path, tmp_path: Path) -> None:
    (place.parent / "tautan").symlink_to(tmp_path)
    assert "field-error" in save(registrar, form(office, place.parent / "tautan"))


def test_an_office_alone_uses_the_root_itself(office: Cast, registrar: Client, place: Path, settings: Settings) -> None:
    above = place.parent
    assert "field-error" in save(registrar, form(office, above))
    settings.WATCH_ROOTS = [above]
    Office.objects.filter(key="tetangga").update(key="x")
    assert "field-error" in save(registrar, form(office, place))


@pytest.mark.parametrize("where", [".", "dalam", ".."])
def test_no_file_has_two_masters(office: Cast, registrar: Client, place: Path, where: str) -> None:
    (place / "a" / "dalam").mkdir(parents=True)
    assert save(registrar, form(office, place / "a")) == ""
    assert "sudah dipantau" in save(registrar, form(office, place / "a" / where))
    assert WatchedFolder.objects.count() == 1


def test_who_administers_only_answers_for_no_folder(office: Cast, registrar: Client, place: Path) -> None:
    page = save(registrar, form(office, place, responsible=holder(office.sysadmin)))
    assert "field-error" in page
    assert office.sysadmin.name not in registrar.get(reverse("watched_folder_new")).content.decode()


def test_a_save_over_somebody_elses_shows_his(office: Cast, registrar: Client, place: Path) -> None:
    save(registrar, form(office, place))
    folder = WatchedFolder.objects.get()
    assert save(registrar, form(office, place, name="Punya orang", seen_version=1), folder) == ""
    page = save(registrar, form(office, place, name="Punya saya", seen_version=1), folder)
    assert "Orang lain baru saja mengubahnya" in page and "Punya orang" in page
    folder.refresh_from_db()
    assert (folder.name, folder.version) == ("Punya orang", 2)


def test_a_save_keeps_what_looks_wrote_down(office: Cast, registrar: Client, place: Path) -> None:
    save(registrar, form(office, place))
    WatchedFolder.objects.update(waiting=7, fault="gone")
    assert save(registrar, form(office, place, seen_version=1, is_enabled=""), WatchedFolder.objects.get()) == ""
    folder = WatchedFolder.objects.get()
    assert (folder.waiting, folder.fault, folder.is_enabled) == (7, "gone", False)


def test_a_files_name_is_told_to_who_may_see_the_receipts_only(office: Cast, registrar: Client, place: Path) -> None:
    save(registrar, form(office, place))
    WatchedFolder.objects.update(fault="cannot_move", fault_detail="rahasia-sekali.pdf", waiting=1)
    administrator = Client()
    administrator.force_login(office.sysadmin)
    mine, theirs = (client.get(reverse("watched_folders")).content.decode() for client in (registrar, administrator))
    assert "rahasia-sekali.pdf" in mine
    assert "tidak dapat dipindahkan" in theirs and "rahasia-sekali.pdf" not in theirs


@pytest.mark.parametrize("who", ["staff", "head", "auditor", "archivist"])
def test_others_of_the_office_set_up_no_folder(office: Cast, registrar: Client, place: Path, who: str) -> None:
    save(registrar, form(office, place))
    client = Client()
    client.force_login(getattr(office, who))
    assert client.get(reverse("watched_folders")).status_code == 404
    assert client.post(reverse("watched_folder_new"), form(office, place)).status_code == 404
    folder = WatchedFolder.objects.get()
    assert client.post(reverse("watched_folder", args=[folder.public_id]), {}).status_code == 404
