"""Proposals are stored, decisions kept with their history, and learned from by the right people's letters only."""

import json

import pytest

from dms.archive import learning, queries, services
from dms.archive.models import ChoiceSource, ClassCode, ClassificationScheme, CodeChoice
from dms.audit.models import Event
from dms.letters.models import Letter
from dms.people.models import Clearance
from tests.cast import Cast, actor
from tests.dms.paper import Paper, make_letter

pytestmark = pytest.mark.usefixtures("data_folder")


def letter_about(office: Cast, subject: str) -> Letter:
    return make_letter(office.registrar, office.unit, Paper(pages=(f"Isi {subject}",), fields={"subject": subject}))


def code(scheme: ClassificationScheme, number: str) -> ClassCode:
    return ClassCode.objects.get(scheme=scheme, code=number)


def first_suggested(letter: Letter) -> str | None:
    found = services.suggest_codes(letter, "")
    return found[0].code.code if found else None


def test_proposals_are_stored_with_rank_confidence_and_reasons(office: Cast, scheme: ClassificationScheme) -> None:
    letter = letter_about(office, "Alih media arsip surat tahun 2019")
    best = services.suggest_codes(letter, "Isi")[0]
    assert (best.rank, best.code) == (1, code(scheme, "000.10.2"))
    assert 0 < best.confidence <= 1
    assert {"code": "words_match", "words": ["alih", "media", "arsip"]} in [
        {**reason, "words": sorted(reason["words"], key=["alih", "media", "arsip"].index)} for reason in best.reasons
    ]
    services.suggest_codes(letter, "Isi")
    assert [each.rank for each in queries.suggestions_of(letter)] == sorted(
        {each.rank for each in queries.suggestions_of(letter)}
    )


def test_what_cannot_be_told_is_an_empty_list(office: Cast, scheme: ClassificationScheme) -> None:
    assert services.suggest_codes(letter_about(office, "Xyzzy"), "") == []


def test_codes_that_are_not_in_force_are_not_proposed(office: Cast, scheme: ClassificationScheme) -> None:
    ClassCode.objects.filter(scheme=scheme, code="500.1").update(valid_to="2020-01-01")
    assert first_suggested(letter_about(office, "Retribusi pasar")) != "500.1"


def test_accepting_writes_choice_letter_and_journal(office: Cast, scheme: ClassificationScheme) -> None:
    letter = letter_about(office, "Alih media arsip")
    services.suggest_codes(letter, "")
    choice = services.choose_code(actor(office.archivist), letter, code(scheme, "000.10.2"))
    assert (choice.source, choice.rank_shown, choice.chosen_by) == (ChoiceSource.ACCEPTED, 1, office.archivist)
    assert Letter.objects.get(pk=letter.pk).class_code == "000.10.2"
    event = Event.objects.get(verb="code_chosen")
    assert (event.object_id, event.person_id) == (letter.public_id, office.archivist.public_id)
    assert json.loads(event.facts) == {"code": choice.code.public_id, "source": "accepted"}


def test_a_later_choice_replaces_the_earlier_which_stays_on_record(office: Cast, scheme: ClassificationScheme) -> None:
    letter = letter_about(office, "Alih media arsip")
    services.accept_code(actor(office.archivist), letter, code(scheme, "000.10.2"))
    later = services.choose_code(actor(office.head), letter, code(scheme, "500.1"))
    assert (later.source, later.rank_shown) == (ChoiceSource.TYPED, None)
    assert queries.choice_of(letter) == later
    assert CodeChoice.objects.filter(letter=letter).count() == 2


def test_the_next_letter_profits_at_once(office: Cast, scheme: ClassificationScheme) -> None:
    assert first_suggested(letter_about(office, "Sewa lapak blok timur")) is None
    services.import_code(actor(office.registrar), letter_about(office, "Sewa lapak blok barat"), code(scheme, "500.1"))
    assert first_suggested(letter_about(office, "Sewa lapak blok utara")) == "500.1"


@pytest.mark.parametrize("change", [{"clearance_required": Clearance.RAHASIA}, {"withdrawn_at": "2025-01-01T00:00Z"}])
def test_secret_and_withdrawn_letters_teach_nothing(
    office: Cast, scheme: ClassificationScheme, change: dict[str, object]
) -> None:
    taught = letter_about(office, "Sewa lapak blok barat")
    services.accept_code(actor(office.head), taught, code(scheme, "500.1"))
    Letter.objects.filter(pk=taught.pk).update(**change)
    assert first_suggested(letter_about(office, "Sewa lapak blok utara")) is None


def test_one_office_learns_nothing_from_another(office: Cast, scheme: ClassificationScheme) -> None:
    services.accept_code(actor(office.head), letter_about(office, "Sewa lapak barat"), code(scheme, "500.1"))
    neighbor = office.outsider.assignments.get().position.unit
    other = make_letter(office.outsider, neighbor, Paper(fields={"subject": "Sewa lapak utara"}))
    assert services.suggest_codes(other, "") == []
    shared = ClassificationScheme.objects.create(key=scheme.key, name="Bersama")
    assert learning.suggester_of(neighbor.office, shared).suggest(learning.letter_text(other, "")) == ()
