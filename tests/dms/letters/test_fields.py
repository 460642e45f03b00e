"""Fields: what was read, what a person decided, and everything that stood there before."""

from datetime import date

import pytest

from dms.audit.models import Event
from dms.letters import services as letters
from dms.letters.models import FieldValue, Letter
from dms.letters.models.fields import FieldSource
from dms.people.models import Clearance
from tests.cast import Cast, actor
from tests.dms.paper import Paper, fields_of, make_letter

pytestmark = pytest.mark.usefixtures("data_folder")

READ = {
    "number": "005/12/DISKOMINFO",
    "letter_date": "2024-10-14",
    "subject": "Undangan rapat",
    "kind": "surat_undangan",
}


@pytest.fixture
def letter(office: Cast) -> Letter:
    """A letter of which four fields were read."""
    return make_letter(office.registrar, office.unit, Paper(fields=READ))


def set_field(office: Cast, letter: Letter, name: str, value: str | None, version: int | None = None) -> Letter:
    """Set a field as the registrar and return the letter as it then stands."""
    at = Letter.objects.get(pk=letter.pk).version if version is None else version
    letters.set_field(actor(office.registrar), letter, name, value, version=at)
    return Letter.objects.select_related("unit").get(pk=letter.pk)


def current(letter: Letter, name: str) -> FieldValue:
    return letter.field_values.get(name=name, is_current=True)


def test_what_was_read_is_proposed_with_its_place_and_what_was_not_stays_unknown(letter: Letter) -> None:
    assert (letter.number, letter.letter_date, letter.kind) == (READ["number"], date(2024, 10, 14), "surat_undangan")
    assert letter.sender is None
    proposed = current(letter, "subject")
    assert (proposed.value, proposed.page, proposed.source) == ("Undangan rapat", 1, FieldSource.OCR)
    assert proposed.box == {"x0": 0.1, "y0": 0.1, "x1": 0.4, "y1": 0.13}
    assert current(letter, "sender").value is None


def test_a_new_value_replaces_the_old_one_and_the_old_one_stays_in_the_history(office: Cast, letter: Letter) -> None:
    changed = set_field(office, letter, "subject", "Undangan rapat kerja")
    assert changed.subject == "Undangan rapat kerja"
    history = list(letter.field_values.filter(name="subject").order_by("pk").values_list("value", "is_current"))
    assert history == [("Undangan rapat", False), ("Undangan rapat kerja", True)]
    now = current(letter, "subject")
    assert (now.source, now.set_by, now.confidence) == (FieldSource.PERSON, office.registrar, 1)
    assert now.set_by_position == actor(office.registrar).position
    assert (now.raw, now.page) == (None, 1)


def test_the_same_value_again_confirms_it_and_keeps_its_place_on_the_page(office: Cast, letter: Letter) -> None:
    set_field(office, letter, "subject", "Undangan rapat")
    now = current(letter, "subject")
    assert (now.source, now.raw, now.page) == (FieldSource.PERSON, "Undangan rapat", 1)
    assert Event.objects.latest("id").facts == '{"confirmed":true,"field":"subject"}'


def test_a_field_can_be_emptied(office: Cast, letter: Letter) -> None:
    assert set_field(office, letter, "number", None).number is None
    assert Letter.objects.get(pk=letter.pk).number_key is None
    assert set_field(office, letter, "letter_date", None).letter_date is None


def test_the_number_is_found_however_it_is_written(office: Cast, letter: Letter) -> None:
    changed = set_field(office, letter, "number", " 005 / 13 / DISKOMINFO ".strip())
    assert changed.number == "005 / 13 / DISKOMINFO"
    assert changed.number_key == set_field(office, letter, "number", "005/13/Diskominfo").number_key


def test_each_change_raises_the_version_once(office: Cast, letter: Letter) -> None:
    assert set_field(office, letter, "sender", "Camat").version == letter.version + 1


def test_who_saves_an_old_version_is_told_and_changes_nothing(office: Cast, letter: Letter) -> None:
    set_field(office, letter, "subject", "Yang pertama menang", version=letter.version)
    with pytest.raises(letters.StaleVersionError):
        set_field(office, letter, "subject", "Yang kedua", version=letter.version)
    assert Letter.objects.get(pk=letter.pk).subject == "Yang pertama menang"
    assert letter.field_values.filter(name="subject").count() == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("letter_date", "14-10-2024"),
        ("letter_date", "2024-02-30"),
        ("security", "sangat rahasia sekali"),
        ("kind", "surat_cinta"),
        ("kind", "x" * 31),
        ("number", "9" * 201),
        ("sender", "x" * 301),
        ("subject", "nol\0di dalam"),
    ],
)
def test_a_value_that_does_not_fit_changes_nothing(office: Cast, letter: Letter, name: str, value: str) -> None:
    before = current(letter, name).pk
    with pytest.raises(letters.BadValueError):
        set_field(office, letter, name, value)
    assert current(letter, name).pk == before
    assert Letter.objects.get(pk=letter.pk).version == letter.version


def test_no_machine_overwrites_what_a_person_set(office: Cast, letter: Letter) -> None:
    set_field(office, letter, "subject", "Dari orang")
    set_field(office, letter, "number", None)
    stale = letter  # loaded before the person came
    letters.propose_fields(stale, fields_of({**READ, "subject": "Dari mesin", "sender": "Camat Baru"}))
    kept = Letter.objects.get(pk=letter.pk)
    assert (kept.subject, kept.number, kept.sender) == ("Dari orang", None, "Camat Baru")
    assert current(letter, "subject").source == FieldSource.PERSON
    assert kept.version == letter.version
    assert kept.version > 1


@pytest.mark.parametrize("name", ["number", "sender", "kind", "letter_date", "nature", "security"])
def test_what_the_reader_makes_of_dirt_is_unknown_and_never_stops_the_letter(office: Cast, name: str) -> None:
    letter = make_letter(office.registrar, office.unit, Paper(fields={name: "x" * 400}))
    assert current(letter, name).value is None
    assert (letter.number, letter.sender, letter.kind, letter.letter_date, letter.nature_raw) == (None,) * 5
    assert (letter.security_class, letter.clearance_required) == (None, Clearance.TERBATAS)


def test_a_null_byte_in_a_text_layer_does_no_harm(office: Cast) -> None:
    letter = make_letter(office.registrar, office.unit, Paper(fields={"subject": "Undangan\0rapat"}))
    assert letter.subject is None
    assert current(letter, "subject").raw == "Undanganrapat"
