"""The code panel of a letter: what was accepted is no other suggestion, and no letter teaches itself."""

import pytest
from django.test import Client
from django.urls import reverse

from dms.archive import services
from dms.archive.models import ClassCode, ClassificationScheme, CodeSuggestion
from dms.letters.models import Letter
from dms.letters.services import join
from tests.cast import Cast, actor
from tests.dms.paper import Paper, make_letter

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")
TAUGHT = {"similar_letters", "sender_history"}


def letter_about(office: Cast, subject: str) -> Letter:
    fields = {"subject": subject, "sender": "Dinas Pasar"}
    return make_letter(office.registrar, office.unit, Paper(pages=(f"Isi {subject}",), fields=fields))


def reasons(suggestions: list[CodeSuggestion]) -> set[str]:
    return {reason["code"] for each in suggestions for reason in each.reasons}


def test_the_accepted_code_is_not_among_the_other_suggestions(office: Cast, scheme: ClassificationScheme) -> None:
    letter = letter_about(office, "Alih media arsip")
    first, *others = services.suggest_codes(letter, "Pemindahan arsip")
    assert others
    client, address = Client(), reverse("letter_codes", args=[letter.public_id])
    client.force_login(office.registrar)
    assert f'name="code" value="{first.code.public_id}"' in client.get(address).content.decode()
    answer = client.post(address, {"code": first.code.public_id}).content.decode()
    assert "Saran lain" in answer
    assert f'name="code" value="{first.code.public_id}"' not in answer
    for other in others:  # the keys stay: the same key again accepts nothing else
        assert f'value="{other.code.public_id}" data-key="{other.rank}"' in answer
    CodeSuggestion.objects.exclude(pk=first.pk).delete()
    assert "Saran lain" not in client.get(address).content.decode()


def test_a_letter_is_no_reason_for_its_own_code(office: Cast, scheme: ClassificationScheme) -> None:
    letter = letter_about(office, "Retribusi pasar blok barat")
    before = reasons(services.suggest_codes(letter, ""))
    chosen = ClassCode.objects.get(scheme=scheme, code="500.1")
    services.choose_code(actor(office.registrar), letter, chosen)
    again = services.suggest_codes(letter, "")
    assert not reasons(again) & TAUGHT
    assert reasons(again) == before
    assert reasons(services.suggest_codes(letter_about(office, "Retribusi pasar blok timur"), "")) >= TAUGHT


def test_others_still_teach_after_a_letter_was_asked_about(office: Cast, scheme: ClassificationScheme) -> None:
    """What was left out for one question is there again for the next."""
    chosen = ClassCode.objects.get(scheme=scheme, code="500.1")
    first, second = (letter_about(office, f"Sewa lapak blok {name}") for name in ("barat", "timur"))
    services.choose_code(actor(office.registrar), first, chosen)
    services.suggest_codes(first, "")
    assert reasons(services.suggest_codes(second, "")) >= TAUGHT


def test_a_part_joined_into_a_letter_does_not_teach_it(office: Cast, scheme: ClassificationScheme) -> None:
    first, second = (letter_about(office, f"Retribusi pasar blok {name}") for name in ("barat", "timur"))
    services.choose_code(actor(office.registrar), second, ClassCode.objects.get(scheme=scheme, code="500.1"))
    assert reasons(services.suggest_codes(first, "")) >= TAUGHT
    assert not reasons(services.suggest_codes(join(actor(office.registrar), [first, second]), "")) & TAUGHT
