"""Letters verified one by one: the worst first, never by two people at once, saved whole, undone whole."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dms.archive import services as archive
from dms.archive.models import ClassCode, ClassificationScheme
from dms.letters import queries as letter_queries
from dms.letters import services as letters
from dms.letters.models import Letter, SenderAlias
from dms.letters.models.fields import FieldSource
from dms.people.models import Clearance, Person
from dms.people.policy import access_of
from dms.verification import queries, services
from dms.verification.models import Lease, Verification
from tests.cast import Cast, actor
from tests.dms.paper import Paper, fields_of, make_letter, open_batch

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")

FIELDS = {
    "number": "005/12/Diskominfo",
    "letter_date": "2024-10-14",
    "sender": "Camat",
    "subject": "Undangan",
    "kind": "surat_undangan",
    "security": "biasa",
}


def a_letter(office: Cast, text: str = "Isi surat.", **fields: str) -> Letter:
    return make_letter(office.registrar, office.section, Paper((text,), FIELDS | fields))


def sent(letter: Letter, **changes: str) -> dict[str, str]:
    """What the form sends when a person confirms the letter as it was proposed, but for CHANGES."""
    letter = Letter.objects.get(pk=letter.pk)
    values = {name: row.value or "" for name, row in letter_queries.current_fields(letter).items()}
    return values | {"code": "", "version": str(letter.version), "urut": "urutan"} | changes


def first(person: Person, **work: object) -> Letter | None:
    found = queries.candidates(access_of(person), person, batch=None, order="worst", **work)  # type: ignore[arg-type]
    return services.take_first(actor(person), found)


@pytest.fixture
def code(office: Cast) -> Iterator[ClassCode]:
    scheme = ClassificationScheme.objects.create(office=office.office, key=office.office.scheme_key, name="Skema")
    yield ClassCode.objects.create(scheme=scheme, code="005", title="Undangan", sort_key="005")


def test_the_letter_that_was_read_worst_comes_first(office: Cast) -> None:
    a_letter(office, "satu")
    worst = make_letter(office.registrar, office.section, Paper(("dua",), {"subject": "Entah", "security": "biasa"}))
    a_letter(office, "tiga")
    assert first(office.staff) == worst


def test_two_people_never_get_the_same_letter(office: Cast) -> None:
    one, two = a_letter(office, "satu"), a_letter(office, "dua")
    given = {first(office.registrar), first(office.staff)}
    assert given == {one, two}
    assert first(office.section_head) is None
    with pytest.raises(services.HeldError) as held:
        services.take(actor(office.section_head), one)
    assert held.value.person in (office.registrar, office.staff)


def test_a_letter_left_lying_goes_to_the_next(office: Cast) -> None:
    letter = a_letter(office)
    assert first(office.registrar) == letter
    Lease.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert first(office.staff) == letter
    assert Lease.objects.get().person == office.staff


def test_who_may_not_read_a_letter_is_not_given_it(office: Cast) -> None:
    a_letter(office, security="rahasia")
    assert first(office.staff) is None
    assert first(office.outsider) is None
    assert queries.progress(access_of(office.staff), office.staff).waiting == 0


def test_confirmed_fields_and_code_are_decisions_of_the_person(client: Client, office: Cast, code: ClassCode) -> None:
    letter = a_letter(office)
    client.force_login(office.staff)
    address = reverse("verify", args=[letter.public_id])
    assert client.get(address).status_code == 200
    answer = client.post(address, sent(letter, code="005", subject="Undangan rapat", letter_date="14 okt 24"))
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("verification"))
    now = Letter.objects.get(pk=letter.pk)
    assert (now.subject, now.class_code, str(now.letter_date)) == ("Undangan rapat", "005", "2024-10-14")
    assert now.verified_at is not None
    rows = letter_queries.current_fields(now)
    assert {rows[name].source for name in FIELDS} == {FieldSource.PERSON}
    done = Verification.objects.get()
    assert (done.person, done.changed) == (office.staff, 1)
    assert not Lease.objects.exists()
    assert queries.progress(access_of(office.staff), office.staff).done_today == 1


def test_what_cannot_be_so_is_said_at_its_field_and_nothing_is_saved(
    client: Client, office: Cast, code: ClassCode
) -> None:
    letter = a_letter(office)
    client.force_login(office.staff)
    address = reverse("verify", args=[letter.public_id])
    answer = client.post(address, sent(letter, letter_date="kemarin dulu", code="999", subject="Baru"))
    body = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="kemarin dulu"' in body
    assert 'id="fault-letter_date"' in body
    assert 'id="fault-code"' in body
    assert Letter.objects.get(pk=letter.pk).subject == "Undangan"
    too_long = client.post(address, sent(letter, sender="x" * 301))
    assert too_long.status_code == 400
    assert 'id="fault-sender"' in too_long.content.decode()
    assert Letter.objects.get(pk=letter.pk).verified_at is None


def test_a_stale_form_is_not_saved_and_keeps_what_was_typed(client: Client, office: Cast) -> None:
    letter = a_letter(office)
    form = sent(letter, subject="Dari formulir")
    letters.set_field(actor(office.registrar), letter, "subject", "Dari orang lain", version=letter.version)
    client.force_login(office.staff)
    answer = client.post(reverse("verify", args=[letter.public_id]), form)
    assert answer.status_code == 409
    assert "Dari formulir" in answer.content.decode()
    assert Letter.objects.get(pk=letter.pk).subject == "Dari orang lain"


def test_undone_everything_stands_as_before(client: Client, office: Cast, code: ClassCode) -> None:
    letter = a_letter(office)
    client.force_login(office.staff)
    client.post(reverse("verify", args=[letter.public_id]), sent(letter, code="005", subject="Salah", number=""))
    assert Letter.objects.get(pk=letter.pk).number is None
    answer = client.post(reverse("verification_undo"))
    assert answer.headers["Location"].startswith(reverse("verify", args=[letter.public_id]))
    now = Letter.objects.get(pk=letter.pk)
    assert (now.subject, now.number, now.class_code, now.verified_at) == (
        "Undangan",
        "005/12/Diskominfo",
        None,
        None,
    )
    assert now.field_values.filter(value="Salah").exists()
    assert {row.source for row in letter_queries.current_fields(now).values()} == {FieldSource.OCR}
    assert client.post(reverse("verification_undo")).headers["Location"] == reverse("verification")


def test_undone_a_slip_teaches_nothing(client: Client, office: Cast) -> None:
    letter = a_letter(office)
    client.force_login(office.staff)
    client.post(reverse("verify", args=[letter.public_id]), sent(letter, sender="dinas"))
    client.post(reverse("verification_undo"))
    assert not SenderAlias.objects.exists()
    assert a_letter(office, "lain").sender == "Camat"


def test_a_code_that_is_emptied_is_taken_away_and_undone_it_is_back(
    client: Client, office: Cast, code: ClassCode
) -> None:
    letter = a_letter(office)
    client.force_login(office.staff)
    address = reverse("verify", args=[letter.public_id])
    client.post(address, sent(letter, code="005"))
    client.post(reverse("verification_undo"))
    assert Letter.objects.get(pk=letter.pk).class_code is None
    client.post(address, sent(letter, code="005"))
    client.post(address, sent(letter, code=""))
    assert Letter.objects.get(pk=letter.pk).class_code is None
    client.post(reverse("verification_undo"))
    assert Letter.objects.get(pk=letter.pk).class_code == "005"


def test_who_closed_a_letter_to_himself_can_undo_it(client: Client, office: Cast) -> None:
    letter = a_letter(office)
    client.force_login(office.staff)
    address = reverse("verify", args=[letter.public_id])
    client.post(address, sent(letter, security="sangat_rahasia"))
    assert client.get(address).status_code == 404
    client.post(reverse("verification_undo"))
    assert client.get(address).status_code == 200
    assert Letter.objects.get(pk=letter.pk).security_class == Clearance.BIASA


def test_what_was_left_open_is_no_decision(client: Client, office: Cast) -> None:
    fields = {name: value for name, value in FIELDS.items() if name != "security"}
    letter = make_letter(office.registrar, office.unit, Paper(("Isi",), fields))
    client.force_login(office.registrar)
    client.post(reverse("verify", args=[letter.public_id]), sent(letter))
    now = Letter.objects.get(pk=letter.pk)
    assert now.verified_at is not None
    letters.propose_fields(now, fields_of({"security": "rahasia"}))
    assert Letter.objects.get(pk=letter.pk).security_class == Clearance.RAHASIA


def test_what_somebody_else_decided_since_is_not_undone(client: Client, office: Cast) -> None:
    letter = a_letter(office)
    client.force_login(office.staff)
    client.post(reverse("verify", args=[letter.public_id]), sent(letter))
    letter.refresh_from_db()
    letters.set_field(actor(office.registrar), letter, "subject", "Dari agendaris", version=letter.version)
    assert client.post(reverse("verification_undo")).headers["Location"] == reverse("letter", args=[letter.public_id])
    now = Letter.objects.get(pk=letter.pk)
    assert (now.subject, now.verified_at is None) == ("Dari agendaris", False)
    assert not Lease.objects.exists()


def test_a_code_that_somebody_else_chose_since_is_not_undone(client: Client, office: Cast, code: ClassCode) -> None:
    letter = a_letter(office)
    client.force_login(office.staff)
    client.post(reverse("verify", args=[letter.public_id]), sent(letter))
    letter.refresh_from_db()
    archive.choose_code(actor(office.registrar), letter, code)
    assert client.post(reverse("verification_undo")).headers["Location"] == reverse("letter", args=[letter.public_id])
    assert Letter.objects.get(pk=letter.pk).class_code == "005"


def test_a_letter_passed_over_comes_last(client: Client, office: Cast) -> None:
    one, two = a_letter(office, "satu"), a_letter(office, "dua")
    client.force_login(office.staff)
    place = client.post(reverse("verification_start"), {"urut": "urutan"}).headers["Location"]
    assert one.public_id in place
    place = client.post(reverse("verify_skip", args=[one.public_id]), {"urut": "urutan"}).headers["Location"]
    assert two.public_id in place
    place = client.post(reverse("verify", args=[two.public_id]), sent(two)).headers["Location"]
    assert one.public_id in place


def test_a_batch_is_worked_through_alone(client: Client, office: Cast) -> None:
    a_letter(office, "lain")
    batch = open_batch(office.registrar, office.section, "Boks 17")
    mine = make_letter(office.registrar, office.section, Paper(("satu",), FIELDS), batch=batch)
    client.force_login(office.registrar)
    assert "Boks 17" in client.get(reverse("verification")).content.decode()
    work = {"urut": "urutan", "berkas": batch.public_id}
    assert mine.public_id in client.post(reverse("verification_start"), work).headers["Location"]
    place = client.post(reverse("verify", args=[mine.public_id]), sent(mine, **work)).headers["Location"]
    assert place == reverse("verification")
    client.force_login(office.staff)
    assert "Boks 17" not in client.get(reverse("verification")).content.decode()


def test_a_sender_that_people_named_is_proposed_for_the_same_reading(office: Cast) -> None:
    first_one = a_letter(office, "satu", sender="CAMAT TAWANG")
    letters.set_field(actor(office.staff), first_one, "sender", "Camat Tawang", version=first_one.version)
    assert SenderAlias.objects.get().sender == "Camat Tawang"
    again = a_letter(office, "dua", sender="Camat TAWANG.")
    assert again.sender == "Camat Tawang"
    row = letter_queries.current_fields(again)["sender"]
    assert (row.source, row.raw) == (FieldSource.MODEL, "Camat TAWANG.")


def test_the_same_letter_given_twice_is_shown_beside_it(client: Client, office: Cast) -> None:
    earlier = a_letter(office, "Pindaian pertama")
    later = a_letter(office, "Pindaian kedua")
    secret = a_letter(office, "Pindaian ketiga", security="rahasia")
    client.force_login(office.staff)
    body = client.get(reverse("verify", args=[later.public_id])).content.decode()
    assert reverse("letter", args=[earlier.public_id]) in body
    assert secret.public_id not in body


def test_typing_offers_senders_and_codes_the_person_may_see(client: Client, office: Cast, code: ClassCode) -> None:
    letter = a_letter(office)
    a_letter(office, "dua", sender="Camat Rahasia", security="rahasia")
    client.force_login(office.staff)
    senders = client.get(reverse("verify_senders", args=[letter.public_id]), {"sender": "cam"}).content.decode()
    assert "Camat" in senders
    assert "Rahasia" not in senders
    codes = client.get(reverse("verify_codes", args=[letter.public_id]), {"code": "undang"}).content.decode()
    assert 'value="005"' in codes
