"""Nobody sees what they may not, on any surface: each address and method, asked by whom it is for and by others.

For an outsider and for a visitor, status, headers and body are those of an id that does not exist.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.cookies import Morsel
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.conf import settings as installation
from django.test import Client
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import Settings

from dms.archive.models import ClassCode, ClassificationScheme, CodeChoice
from dms.intake import services as intake
from dms.intake import storage
from dms.intake.models import Batch, BatchItem, WatchedFolder
from dms.jobs.models import Job
from dms.letters import reread_runs, rereading
from dms.letters import services as letters
from dms.letters.models import (
    AccessToken,
    Correction,
    Letter,
    LetterPage,
    RereadOutcome,
    RereadRun,
    RereadScope,
    SetAsidePage,
)
from dms.people.models import Office, Person, Unit
from dms.people.policy import access_of, person_token
from dms.people.public_ids import new_public_id
from tests.cast import Cast, actor
from tests.dms import surfaces
from tests.dms.paper import Paper, give, make_letter, open_batch, read, show
from tests.dms.surfaces import CANARIES, GUARDED, SURFACES, Ids, Surface

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")


@dataclass(frozen=True)
class World:
    """The office with one of everything, and the ids of it all by their names in `surfaces`."""

    cast: Cast
    ids: dict[str, str]
    letter: Letter


@dataclass(frozen=True)
class Answer:
    """What came back, with the asked ids and the one-time tokens taken out."""

    status: int
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[tuple[str, str], ...]
    body: str


@pytest.fixture
def world(office: Cast) -> World:
    """The office with a letter, a batch, a locked file, a code of its own; each carries its canary."""
    name_things(office)
    batch = open_batch(office.registrar, office.section, surfaces.BATCH)
    fields = {"subject": surfaces.LETTER, "sender": surfaces.LETTER, "security": "biasa"}
    paper = Paper((f"Surat memuat {surfaces.BODY}.",), fields, f"{surfaces.FILE}.png")
    letter = make_letter(office.registrar, office.section, paper, batch=batch)
    doubt(letter)
    second = give(office.registrar, batch, Paper(name="kedua.png"))
    locked = lock(give(office.registrar, batch, Paper(name=f"{surfaces.FILE}.pdf", content=locked_pdf())))
    finished = Paper((f"Halaman memuat {surfaces.BODY}.",), name=f"{surfaces.FILE}-dibaca.png")
    in_work = give(office.registrar, batch, finished)
    read(in_work, finished)
    code = own_code(office.office, letter)
    posts = access_of(office.staff).positions
    rows: dict[str, Any] = {"letter": letter, "batch": batch, "second item": second, "locked item": locked}
    rows |= {
        "read item": in_work,
        "code": code,
        "person": office.staff,
        "staff position": posts[0],
        "cast member": office.legal,
    }
    rows |= {"item": letter.sources.get().item, "correction": put_right(letter, office.registrar)}
    rows |= {"aside": set_aside(letter), "reread run": read_again(letter, office.registrar)}
    rows["folder"] = watched(office)
    ids = {name: row.public_id for name, row in rows.items()}
    ids |= free_folder(office)
    ids |= {"section pk": str(office.section.pk), "letter version": str(letter.version)}
    return World(office, ids, letter)


def watched(office: Cast) -> WatchedFolder:
    """Return a folder that is watched."""
    post = access_of(office.registrar).positions[0]
    return WatchedFolder.objects.create(
        unit=office.section, name=surfaces.FOLDER, path="/tidak/ada", person=office.registrar, position=post
    )


def free_folder(office: Cast) -> dict[str, str]:
    """Return the path of a folder that may be watched, and who is to answer for it."""
    path = installation.WATCH_ROOTS[0] / office.office.key / "kosong"
    path.mkdir(parents=True, exist_ok=True)
    post = access_of(office.registrar).positions[0]
    holder = f"{office.registrar.public_id} {post.public_id}"
    return {"free path": str(path), "holder": holder, "folder version": "1"}


def name_things(office: Cast) -> None:
    """Put canaries into the names of office, section and person, and one of the cast onto the sign-in page."""
    Office.objects.filter(pk=office.office.pk).update(name=surfaces.OFFICE)
    Unit.objects.filter(pk=office.section.pk).update(name=surfaces.SECTION)
    Person.objects.filter(pk=office.staff.pk).update(name=surfaces.PERSON)
    Person.objects.filter(pk=office.legal.pk).update(is_cast=True)


def doubt(letter: Letter) -> None:
    """Let the letter's page have a stamp, a picture that was read, and be one that somebody should look at."""
    page = letter.pages.select_related("source_page__original", "letter").get()
    stamp = {
        "kind": "stamp",
        "box": {"x0": 0.1, "y0": 0.1, "x1": 0.2, "y1": 0.2},
        "text": surfaces.BODY,
        "confidence": 1,
    }
    page.source_page.readings.update(regions=[stamp], is_doubtful=True)
    reading = rereading.current_reading(page.source_page)
    assert reading is not None
    storage.write_whole(rereading.prepared_path(page, reading), surfaces.BODY.encode())


def put_right(letter: Letter, person: Person) -> Correction:
    """Return a correction on the letter's page, where no word stands."""
    place = {"x0": 0.5, "y0": 0.5, "x1": 0.6, "y1": 0.55}
    return Correction.objects.create(
        letter=letter, source_page=letter.pages.get().source_page, box=place, text="kata", corrected_by=person
    )


def set_aside(letter: Letter) -> SetAsidePage:
    """Return a page that was set aside from LETTER."""
    item, page = letter.sources.get().item, letter.pages.get().source_page
    return SetAsidePage.objects.create(item=item, source_page=page, letter=letter, reason="blank")


def read_again(letter: Letter, person: Person) -> RereadRun:
    """Return a run in which the letter's page became better; nothing of it waits."""
    run = reread_runs.ask_all(actor(person), LetterPage.objects.filter(letter=letter), RereadScope.ALL)
    row = run.pages.get()
    changes = {"outcome": RereadOutcome.BETTER, "after": row.before, "worth_before": 1, "worth_after": 2}
    run.pages.update(**changes)
    Job.objects.filter(kind="reread").delete()
    return run


def locked_pdf() -> bytes:
    """Return a PDF that needs a password."""
    target = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(target, encryption=pikepdf.Encryption(user="rahasia", owner="rahasia"))
    return target.getvalue()


def lock(item: BatchItem) -> BatchItem:
    intake.wait_for_password(item)
    return item


def own_code(office: Office, letter: Letter) -> ClassCode:
    """Return a code of the office's own scheme, chosen for LETTER."""
    scheme = ClassificationScheme.objects.create(office=office, key=office.scheme_key, name="Skema sendiri")
    code = ClassCode.objects.create(scheme=scheme, code="900", title=surfaces.CODE, sort_key="900")
    CodeChoice.objects.create(letter=letter, code=code, source="typed")
    return code


HANDLER = ClientHandler(enforce_csrf_checks=False)


def client_of(person: Person | None) -> Client:
    """Return a browser in which PERSON is signed in, or nobody."""
    client = Client()
    client.handler = HANDLER  # its middleware is made once, not for each browser
    if person is not None:
        client.force_login(person)
    return client


def somebody(world: World, who: str) -> Person | None:
    return None if who == "visitor" else getattr(world.cast, who)


def send(client: Client, surface: Surface, ids: Ids) -> Any:
    """Ask for SURFACE with IDS and return the response."""
    rest = [ids[one] if isinstance(one, str) else one for one in surface.rest]
    args = [ids[surface.target], *rest] if surface.target else rest
    address = reverse(surface.name, args=args) + surface.query
    if surface.method == "POST":
        return client.post(address, surface.form(ids))
    return client.generic(surface.method, address)


def body_of(response: Any) -> bytes:
    """Return the whole body; a file is closed when it was read to its end."""
    return b"".join(response.streaming_content) if response.streaming else bytes(response.content)


def answer(client: Client, surface: Surface, ids: Ids) -> Answer:
    """Return what can be seen of a response by whoever asked for IDS; the second it was given in is left out."""
    response = send(client, surface, ids)
    headers = sorted((name, hide(value, ids)) for name, value in response.headers.items() if name != "Expires")
    cookies = sorted((name, attributes(morsel)) for name, morsel in response.cookies.items())
    return Answer(response.status_code, tuple(headers), tuple(cookies), hide(body_of(response).decode("latin-1"), ids))


def attributes(morsel: "Morsel[str]") -> str:
    """Return what a cookie says besides its value and the second it ends."""
    return str(sorted((name, value) for name, value in morsel.items() if name != "expires"))


def hide(text: str, ids: Ids) -> str:
    """Take out of TEXT what the asker put in himself (the ids) and tokens that differ each time."""
    for name, public_id in ids.items():
        text = text.replace(public_id, name) if not name.endswith((" pk", " version")) else text
    return re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", text)


def unknown(ids: Ids) -> dict[str, str]:
    """Return well-formed ids of nothing in the place of IDS."""
    return {name: value if name.endswith((" pk", " version")) else new_public_id() for name, value in ids.items()}


def patterns(found: list[Any], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield every address of the product."""
    for one in found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, before + str(one.pattern))
        else:
            yield before + str(one.pattern), one


def allowed_methods(world: World, name: str, person: Person | None) -> set[str]:
    """Return the methods a view says it answers, HEAD and OPTIONS left out (they follow GET)."""
    surface = next(one for one in SURFACES if one.name == name)
    response = send(client_of(person), replace(surface, method="BREW"), world.ids)
    if name == "account_signup":  # closed to every method alike
        return {"GET", "POST", "PUT"}
    assert response.status_code == 405, name
    return set(response.headers["Allow"].split(", ")) - {"HEAD", "OPTIONS"}


def test_every_address_and_method_is_in_the_table(world: World) -> None:
    """A new address or method fails here until somebody says for whom it is."""
    named = {one.name for one in SURFACES}
    known = {pattern.name for _, pattern in patterns(get_resolver().url_patterns)}
    assert known == named
    for name in sorted(named):
        surface = next(one for one in SURFACES if one.name == name)
        listed = {one.method for one in SURFACES if one.name == name}
        assert allowed_methods(world, name, somebody(world, surface.who)) == listed, name


@pytest.mark.parametrize("surface", SURFACES, ids=str)
def test_whom_it_is_for_sees_it(world: World, surface: Surface) -> None:
    response = send(client_of(somebody(world, surface.who)), surface, world.ids)
    shown = body_of(response).decode("latin-1")
    assert response.status_code == surface.status, shown
    if response.status_code == 302:
        assert response.headers["Location"].startswith(surface.shows)
    else:
        assert surface.shows in shown


def test_head_says_what_get_says_without_a_body(world: World) -> None:
    for surface in SURFACES:
        if surface.method != "GET":
            continue
        client = client_of(somebody(world, surface.who))
        full, bare = (answer(client, replace(surface, method=method), world.ids) for method in ("GET", "HEAD"))
        assert bare.body == ""
        assert bare.status == full.status, surface
        without_length = [[row for row in one.headers if row[0] != "Content-Length"] for one in (full, bare)]
        assert without_length[0] == without_length[1], surface


def assert_tells_nothing(world: World, person: Person | None, surface: Surface, ids: Ids | None = None) -> None:
    """Check that to PERSON the object answers exactly as one that is not there."""
    ids = ids or world.ids
    client = client_of(person)
    answer(client, surface, unknown(ids))  # cookies that come with a first answer have come
    for method in {surface.method, "HEAD"} if surface.method == "GET" else {surface.method}:
        asked = replace(surface, method=method)
        told, nothing = answer(client, asked, ids), answer(client, asked, unknown(ids))
        assert told == nothing, (str(asked), person)
        assert told.status in (302, 404), str(asked)
        assert not [word for word in CANARIES if word in told.body]


@pytest.mark.parametrize("who", ["outsider", "visitor"])
def test_to_an_outsider_and_a_visitor_nothing_is_there(world: World, who: str) -> None:
    person = somebody(world, who)
    counted = counts(world)
    for surface in GUARDED:
        if surface.who != "visitor":
            assert_tells_nothing(world, person, surface)
    assert counts(world) == counted


def counts(world: World) -> tuple[Any, ...]:
    """Return what an uninvited POST might have changed."""
    letter = Letter.objects.get(pk=world.letter.pk)
    person = Person.objects.get(pk=world.cast.staff.pk)
    code = ClassCode.objects.get(public_id=world.ids["code"])
    items = list(BatchItem.objects.order_by("pk").values_list("state", "reason", "join_key"))
    asked = Job.objects.filter(kind="reread").count(), letter.pages.exclude(accepted_reading=None).count()
    return letter.version, letter.withdrawn_at, person.is_active, code.title, items, Batch.objects.count(), asked


@pytest.mark.parametrize("who", ["outsider", "visitor"])
def test_without_its_token_a_post_is_refused_alike(world: World, who: str) -> None:
    for surface in GUARDED:
        if surface.method == "POST":
            client = Client(enforce_csrf_checks=True)
            if person := somebody(world, who):
                client.force_login(person)
            told = answer(client, surface, world.ids)
            assert told == answer(client, surface, unknown(world.ids)), surface
            assert told.status == 403


def test_to_the_section_next_door_the_letter_is_not_there(world: World) -> None:
    for surface in surfaces.LETTERS + surfaces.ARRANGING + surfaces.VERIFICATION + surfaces.INTAKE:
        if surface.target:
            assert_tells_nothing(world, world.cast.other_section_head, surface)


def test_who_may_see_the_card_only_gets_no_page_word_or_file(world: World) -> None:
    auditor = world.cast.auditor
    letters.grant(world.letter, [person_token(auditor)], source="uji", metadata_only=True)
    show(world.letter)
    for surface in surfaces.LETTERS + surfaces.ARRANGING + surfaces.VERIFICATION:
        if surface.content_only and surface.name != "letter":
            assert_tells_nothing(world, auditor, surface)
    card = body_of(send(client_of(auditor), surface_named("letter"), world.ids)).decode()
    assert surfaces.LETTER in card
    assert surfaces.BODY not in card
    hit = body_of(send(client_of(auditor), replace(surface_named("results"), query=f"?q={surfaces.LETTER}"), {}))
    assert surfaces.LETTER.encode() in hit
    assert surfaces.BODY.encode() not in hit


def surface_named(name: str) -> Surface:
    return next(one for one in SURFACES if one.name == name)


def test_a_withdrawn_letter_is_not_there_for_anybody(world: World) -> None:
    letters.withdraw(actor(world.cast.registrar), world.letter, "uji")
    for person in (world.cast.registrar, world.cast.staff, world.cast.head):
        for surface in surfaces.LETTERS:
            if surface.target:
                assert_tells_nothing(world, person, surface)


def test_a_joined_letter_leads_on_for_who_may_see_it_and_is_not_there_for_others(world: World) -> None:
    other = make_letter(world.cast.registrar, world.cast.section, Paper(("Lampiran.",), {"security": "biasa"}, "b.png"))
    letters.join(actor(world.cast.registrar), [world.letter, other])
    ids = {**world.ids, "letter": other.public_id}
    response = client_of(world.cast.staff).get(reverse("letter", args=[other.public_id]))
    assert response.headers["Location"] == reverse("letter", args=[world.letter.public_id])
    for person in (world.cast.outsider, world.cast.other_section_head):
        assert_tells_nothing(world, person, surface_named("letter"), ids)
    for surface in surfaces.LETTERS:
        if surface.target and surface.name != "letter":
            assert_tells_nothing(world, world.cast.staff, surface, ids)


def test_a_denied_person_is_told_nothing_though_his_section_reads(world: World) -> None:
    token = person_token(world.cast.staff)
    AccessToken.objects.create(letter=world.letter, token=token, question="content", effect="deny", source="uji")
    for surface in surfaces.LETTERS:
        if surface.target:
            assert_tells_nothing(world, world.cast.staff, surface)


LISTS = ("home", "results", "worklist", "batches", "batch_new", "people", "profile", "codes", "settings", "person_new")


def pages_of(person: Person | None) -> dict[str, Answer]:
    """Return every page without an id as PERSON sees it, a search for the canary included."""
    shown = {name: answer(client_of(person), Surface(name, "GET", "", ""), {}) for name in LISTS}
    for word in (surfaces.BODY, surfaces.LETTER, f"-{surfaces.BODY}", "kode:900"):
        shown[word] = answer(client_of(person), Surface("results", "GET", "", "", query=f"?q={word}"), {})
    return shown


@pytest.mark.parametrize("who", ["outsider", "visitor"])
def test_no_list_count_or_search_changes_for_an_outsider_when_a_letter_comes(
    request: pytest.FixtureRequest, office: Cast, who: str
) -> None:
    person = None if who == "visitor" else office.outsider
    before = pages_of(person)
    request.getfixturevalue("world")
    assert pages_of(person) == before


def test_ids_that_cannot_be_are_answered_like_ids_that_are_not(world: World) -> None:
    client = client_of(world.cast.registrar)
    for surface in GUARDED:
        if surface.target:
            nothing = answer(client, surface, unknown(world.ids))
            for bad in ("0" * 10, "x" * 11, "ABCDEFGHJKM", world.ids[surface.target][:-1] + "_", "a" * 300):
                told = answer(client, surface, {**world.ids, surface.target: bad})
                assert (told.status, told.body) == (nothing.status, nothing.body), (surface, bad)


def test_ids_sent_along_tell_nothing_of_other_offices(world: World) -> None:
    """Somebody sends ids of the next office together with ids of his own."""
    neighbor, office = world.cast.outsider, world.cast
    batch = open_batch(neighbor, access_of(neighbor).positions[0].unit, "Batch tetangga")
    own = {**world.ids, "batch": batch.public_id}
    strange = {**unknown(world.ids), "batch": batch.public_id}
    client = client_of(neighbor)
    joining = surface_named("batch_join")
    assert answer(client, joining, own) == answer(client, joining, strange)
    acting = surface_named("act_as")
    assert answer(client, acting, own) == answer(client, acting, strange)
    opening = next(one for one in surfaces.INTAKE if (one.name, one.method) == ("batch_new", "POST"))
    units = [answer(client, opening, {"section pk": pk}) for pk in (str(office.section.pk), "999999")]
    assert units[0] == units[1]
    assert not Batch.objects.filter(given_by=neighbor, unit=office.section).exists()


def test_who_holds_power_next_door_holds_none_here(world: World) -> None:
    """A post in the office opens its letters; being registrar or administrator elsewhere adds nothing to it."""
    from dms.people import services as people
    from dms.people.models import Role

    next_door = access_of(world.cast.outsider).positions[0].unit
    post = people.NewPost("Agendaris dan admin", (Role.REGISTRAR.value, Role.SYSADMIN.value, Role.ARCHIVIST.value), 0)
    people.assign(actor(world.cast.staff), world.cast.staff, people.make_position(next_door, post))
    client = client_of(world.cast.staff)
    assert "tarik" not in body_of(send(client, surface_named("letter"), world.ids)).decode()
    send(client, surface_named("letter_withdraw"), world.ids)
    assert Letter.objects.get(pk=world.letter.pk).withdrawn_at is None
    editing = next(one for one in surfaces.CODES if one.method == "POST")
    assert send(client, editing, world.ids).status_code == 404
    assert world.cast.other_section.name not in body_of(send(client, surface_named("person_new"), world.ids)).decode()
    switching = surface_named("person_active")
    assert send(client, switching, {**world.ids, "person": world.cast.auditor.public_id}).status_code == 404


@pytest.mark.parametrize("login", ["staf", "tidak-ada-orangnya"])
def test_signing_in_does_not_tell_which_names_exist(world: World, settings: Settings, login: str) -> None:
    failing = replace(SURFACES[1], form=lambda ids: {"login": login, "password": "salah"})
    told = answer(Client(REMOTE_ADDR=f"10.0.0.{len(login)}"), failing, {})
    assert told.status == 200
    assert told.body.replace(login, "…").count("tidak") >= 1
    assert surfaces.PERSON not in told.body


def test_one_click_signs_in_as_the_cast_only_and_only_in_the_sample_office(world: World, settings: Settings) -> None:
    clicking = surface_named("sample_sign_in")
    ids = {"cast member": world.cast.staff.public_id}
    assert answer(Client(), clicking, ids) == answer(Client(), clicking, unknown(ids))
    settings.SAMPLE_OFFICE = False
    assert answer(Client(), clicking, world.ids) == answer(Client(), clicking, unknown(world.ids))
    login_page = body_of(send(Client(), surface_named("account_login"), {})).decode()
    assert world.cast.legal.name not in login_page


def test_a_picture_never_leaves_without_the_letter(world: World) -> None:
    """Pictures and files lie under hashes; no address leads to them but those of the letter."""
    sha256 = world.letter.sources.get().item.sha256
    for folder in (storage.original_path(sha256), storage.page_path(sha256, 1), letters.pdf_path(world.letter)):
        for address in (f"/static/{folder.name}", f"/media/{folder.name}", f"/{folder.name}", f"/static/../{folder}"):
            assert client_of(world.cast.staff).get(address).status_code == 404


def test_what_may_not_be_kept_by_a_shared_cache(world: World) -> None:
    client = client_of(world.cast.staff)
    for surface in surfaces.LETTERS:
        if surface.content_only and surface.method == "GET":
            response = send(client, surface, world.ids)
            body_of(response)
            assert "Cookie" in response.headers.get("Vary", "") or "private" in response.headers["Cache-Control"], (
                surface
            )
