"""Every screen of the product: its address with something real on it, as whom, and what is opened before a look."""

from dataclasses import dataclass

from django.urls import reverse

from dms.archive.models import ClassCode
from dms.intake.models import Batch, BatchItem, ItemState, WatchedFolder
from dms.letters import queries
from dms.letters.models import Letter
from dms.letters.reread_report import visible_runs
from dms.people.models import Person, Role
from dms.people.policy import access_of


@dataclass(frozen=True)
class Screen:
    """One picture: NAME of its file, ADDRESS, WHO looks; OPENED is clicked first, then APPEARS is there."""

    name: str
    address: str
    who: Person | None = None
    opened: str = ""
    appears: str = ""


@dataclass(frozen=True)
class Lookers:
    """Who looks: the registrar, an administrator, and somebody who may see no letter; None where there is none."""

    registrar: Person | None
    administrator: Person | None
    stranger: Person | None


def lookers() -> Lookers:
    """Find them in this office."""
    people = list(Person.objects.filter(is_active=True).order_by("pk"))
    access = {person: access_of(person) for person in people}
    held = [person for person in people if access[person].positions]
    return Lookers(
        registrar=next((person for person in held if access[person].has(Role.REGISTRAR)), None),
        administrator=next((person for person in held if access[person].has(Role.SYSADMIN)), None),
        stranger=next((person for person in held if not queries.letters_for(access[person]).exists()), None),
    )


def all_screens() -> list[Screen]:
    """Return every screen this office can show; those that need a letter, a batch … are left out where none is."""
    who = lookers()
    screens = [Screen("masuk", reverse("account_login"))]
    if who.registrar:
        registrar = who.registrar
        screens += [
            *shell(registrar),
            *searching(registrar),
            *letters(registrar),
            *intake(registrar),
            *codes(registrar),
        ]
    if who.administrator:
        screens += administration(who.administrator)
    if who.stranger:
        screens += [
            Screen("beranda-kosong", reverse("home"), who.stranger),
            Screen("berkas-masuk-kosong", reverse("batches"), who.stranger),
            Screen("perlu-dilihat-kosong", reverse("worklist"), who.stranger),
        ]
    return screens


def shell(who: Person) -> list[Screen]:
    """Return the screens around everything."""
    screens = [
        Screen("beranda", reverse("home"), who),
        Screen("pintasan", reverse("home"), who, "[data-bs-target='#keys']", "#keys.show .modal-content"),
        Screen("akun", reverse("home"), who, ".user-button", ".user-menu.show"),
        Screen("profil", reverse("profile"), who),
        Screen("orang", reverse("people"), who),
        Screen("keluar", reverse("account_logout"), who),
        Screen("tidak-ada", reverse("letter", args=["0000000000a"]), who),
    ]
    if who.has_usable_password():
        screens.append(Screen("sandi", reverse("account_change_password"), who))
    return screens


def searching(who: Person) -> list[Screen]:
    """Return the search box with its answers."""
    results = reverse("results")
    return [
        Screen("saringan", reverse("home"), who, ".search-filter", "#filters.show"),
        Screen("hasil", f"{results}?q=surat", who),
        Screen("hasil-terbaru", f"{results}?q=surat&urut=baru", who),
        Screen("hasil-kosong", f"{results}?q=tidakadakataini", who),
        Screen("pencarian-keliru", f"{results}?q=%22tanpa+akhir", who),
    ]


def letters(who: Person) -> list[Screen]:
    """Return the letter page in its forms: the letter with the most pages, and one with something to say."""
    readable = queries.letters_for(access_of(who), "content").order_by("pk")
    cards = queries.letters_for(access_of(who)).exclude(pk__in=readable.values("pk"))
    longest = max(readable, key=lambda letter: (letter.pages.count(), -letter.pk), default=None)
    screens = [
        Screen("perlu-dilihat", reverse("worklist"), who),
        Screen("baca-ulang", reverse("reread_runs"), who),
        Screen("periksa", reverse("verification"), who),
        *(
            Screen(name, address(found), who)
            for name, found in (
                ("surat-bercatatan", readable.exclude(notes=[]).first()),
                ("surat-rahasia", cards.first()),
            )
            if found
        ),
    ]
    run = visible_runs(access_of(who)).first()
    if run:
        screens.append(Screen("satu-baca-ulang", reverse("reread_run", args=[run.public_id]), who))
    if longest:
        screens += [
            Screen("surat", address(longest), who),
            Screen("surat-bertanda", f"{address(longest)}?q=nomor", who),
            Screen("surat-bagian", address(longest), who, "[data-regions-toggle]", ".viewer.has-regions"),
            Screen("surat-bacaan", address(longest), who, "#page-record [data-bs-toggle]", "#reread.show"),
            Screen("susun-surat", reverse("arrange_letter", args=[longest.public_id]), who),
            Screen("periksa-surat", reverse("verify", args=[longest.public_id]), who),
            Screen("surat-isian", address(longest), who, "#field-subject [data-bs-toggle]", "#edit-subject.show"),
        ]
    return screens


def address(letter: Letter) -> str:
    """Return the address of LETTER."""
    return reverse("letter", args=[letter.public_id])


def intake(who: Person) -> list[Screen]:
    """Return the screens of intake; the batch with the most lines."""
    screens = [Screen("berkas-masuk", reverse("batches"), who), Screen("batch-baru", reverse("batch_new"), who)]
    screens += [
        Screen("map-pantauan", reverse("watched_folders"), who),
        Screen("map-pantauan-baru", reverse("watched_folder_new"), who),
    ]
    watched = WatchedFolder.objects.first()
    if watched:
        screens.append(Screen("satu-map-pantauan", reverse("watched_folder", args=[watched.public_id]), who))
    fullest = max(Batch.objects.filter(given_by=who), key=lambda batch: batch.items.count(), default=None)
    if fullest:
        screens += [
            Screen("batch", reverse("batch", args=[fullest.public_id]), who),
            Screen("tanda-terima", reverse("receipt", args=[fullest.public_id]), who),
            Screen("susun-halaman", reverse("arrange", args=[fullest.public_id]), who),
        ]
    in_work = BatchItem.objects.filter(state=ItemState.READING, batch__given_by=who).first()
    if in_work:
        screens.append(Screen("halaman-terbaca", reverse("item_pages", args=[in_work.public_id]), who))
    locked = BatchItem.objects.filter(state=ItemState.WAITING, batch__given_by=who).first()
    if locked:
        screens.append(Screen("sandi-fail", reverse("item_password", args=[locked.public_id]), who))
    return screens


def codes(who: Person) -> list[Screen]:
    """Return the code tree and one code."""
    tree = reverse("codes")
    screens = [Screen("kode", tree, who), Screen("kode-dicari", f"{tree}?q=rapat", who)]
    code = ClassCode.objects.order_by("pk").first()
    return [*screens, Screen("satu-kode", reverse("code", args=[code.public_id]), who)] if code else screens


def administration(who: Person) -> list[Screen]:
    """Return what only an administrator sees."""
    return [
        Screen("orang-admin", reverse("people"), who),
        Screen("satu-orang", reverse("person", args=[who.public_id]), who),
        Screen("orang-baru", reverse("person_new"), who),
        Screen("pengaturan", reverse("settings"), who),
    ]
