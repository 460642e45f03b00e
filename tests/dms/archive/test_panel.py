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


def branch(client: Client, letter: Letter, **asked: str) -> str:
    answer = client.get(reverse("letter_codes", args=[letter.public_id]), {"induk": "", **asked})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_tree_is_opened_branch_by_branch_and_a_code_chosen_from_it(
    office: Cast, scheme: ClassificationScheme, client: Client
) -> None:
    letter = letter_about(office, "Sewa lapak")
    client.force_login(office.registrar)
    roots = branch(client, letter)
    assert "Perekonomian" in roots
    assert "Retribusi Pasar" not in roots
    below = branch(client, letter, induk=ClassCode.objects.get(scheme=scheme, code="500").public_id)
    leaf = ClassCode.objects.get(scheme=scheme, code="500.1")
    assert f'name="code" value="{leaf.public_id}"' in below
    assert "Perekonomian" not in below
    client.post(reverse("letter_codes", args=[letter.public_id]), {"code": leaf.public_id})
    assert Letter.objects.get(pk=letter.pk).class_code == "500.1"


def test_an_older_scheme_stands_beside_the_newer_one(
    office: Cast, scheme: ClassificationScheme, client: Client
) -> None:
    older = ClassificationScheme.objects.create(key="lama", name="Daftar lama", office=office.office)
    ClassCode.objects.create(scheme=older, code="005", title="Undangan", sort_key="0005")
    letter = letter_about(office, "Sewa lapak")
    client.force_login(office.registrar)
    both = branch(client, letter)
    assert older.public_id in both
    assert scheme.public_id in both
    assert "Undangan" in branch(client, letter, skema=older.public_id)
    assert "Perekonomian" not in branch(client, letter, skema=older.public_id)


def test_no_branch_is_shown_beside_a_letter_one_may_not_see(
    office: Cast, scheme: ClassificationScheme, client: Client
) -> None:
    letter = letter_about(office, "Sewa lapak")
    client.force_login(office.outsider)
    address = reverse("letter_codes", args=[letter.public_id])
    assert client.get(address, {"induk": ""}).status_code == 404
    client.force_login(office.registrar)
    assert client.get(address, {"induk": "tidak-ada"}).status_code == 404


def test_a_reason_counts_only_letters_that_the_reader_may_see(
    office: Cast, scheme: ClassificationScheme, client: Client
) -> None:
    chosen = ClassCode.objects.get(scheme=scheme, code="500.1")
    taught = [letter_about(office, f"Retribusi pasar blok {name}") for name in ("barat", "timur", "utara")]
    for letter in taught:
        services.choose_code(actor(office.registrar), letter, chosen)
    asked = letter_about(office, "Retribusi pasar blok selatan")
    assert "sender_history" in reasons(services.suggest_codes(asked, ""))
    client.force_login(office.registrar)
    address = reverse("letter_codes", args=[asked.public_id])
    assert "3 surat terverifikasi dari pengirim ini" in client.get(address).content.decode()
    Letter.objects.filter(pk=taught[0].pk).update(withdrawn_at="2025-01-01T00:00Z")
    assert "2 surat terverifikasi dari pengirim ini" in client.get(address).content.decode()
    Letter.objects.filter(pk__in=[letter.pk for letter in taught]).update(withdrawn_at="2025-01-01T00:00Z")
    shown = client.get(address).content.decode()
    assert "Surat terverifikasi dari pengirim ini diberi kode ini" in shown
    assert "surat terverifikasi dari pengirim ini" not in shown
