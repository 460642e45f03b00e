"""Each fault of a query is said in words of its own, with what would be right."""

import pytest
from django.test import Client
from django.urls import reverse

import search
from dms.letters.wording import UNREADABLE, query_fault
from tests.cast import Cast
from tests.dms.paper import make_letter

FAULTY = (
    '"surat', "(surat", "surat)", "()", "surat OR", "nomor:", "foo:bar", "tgl:abc", "tahun:abc", "kode:abc*x",
    "arah:samping", "a*", "ab~", "surat~9", "x" * 100_000, "(" * 400 + "a" + ")" * 400, "a OR " * 3_000 + "a", "%",
)  # fmt: skip


@pytest.mark.parametrize("text", FAULTY, ids=lambda text: text[:20])
def test_a_fault_is_told_in_its_own_words(text: str) -> None:
    with pytest.raises(search.QueryError) as caught:
        search.parse(text)
    said = query_fault(caught.value)
    assert said
    assert "%(" not in said
    assert said != str(UNREADABLE)


@pytest.mark.usefixtures("data_folder", "plain_static_files")
@pytest.mark.parametrize("signs", ["%", "-", "😀"])
def test_signs_alone_show_no_letter_and_say_what_to_type(office: Cast, signs: str) -> None:
    letter = make_letter(office.registrar, office.unit)
    client = Client()
    client.force_login(office.registrar)
    page = client.get(reverse("results"), {"q": signs}).content.decode()
    assert f"Tidak ada yang dapat dicari dalam “{signs}”. Tulis kata atau angka." in page
    assert letter.public_id not in page
