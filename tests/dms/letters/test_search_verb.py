"""Searching from the command line: the same hits as on the screen, for the same person, journaled the same way."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from dms.audit.models import Event
from dms.letters.management.commands.search import Command
from tests.cast import Cast
from tests.dms.paper import Paper, make_letter
from tests.dms.verbs import refused, run

pytestmark = pytest.mark.django_db

FIELDS = {
    "number": "005/12/DINAS",
    "letter_date": "2026-03-04",
    "sender": "Dinas Pendidikan",
    "subject": "Undangan rapat",
    "kind": "surat_undangan",
}


@pytest.fixture
def letters(office: Cast, data_folder: Path) -> Cast:
    """Return an office with two letters, one of them of a section."""
    make_letter(
        office.registrar, office.unit, Paper(("Rapat membahas anggaran.", "Lampiran anggaran belanja."), FIELDS)
    )
    make_letter(office.section_head, office.section, Paper(("Laporan jaringan dan anggaran.",)))
    return office


def found(*arguments: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run("search", *arguments, "--json"))
    return answer


def test_the_answer_has_the_promised_form(letters: Cast) -> None:
    answer = found("membahas")
    (hit,) = answer.pop("hits")
    assert answer == {"query": "membahas", "total": 1, "total_is_exact": True}
    assert list(hit) == ["id", "number", "letter_date", "sender", "subject", "kind", "code", "page", "snippet"]
    assert {name: hit[name] for name in FIELDS} == FIELDS
    assert (hit["page"], hit["code"]) == (1, None)
    assert "membahas anggaran" in hit["snippet"]


def test_the_page_is_where_the_word_stands(letters: Cast) -> None:
    assert found("belanja")["hits"][0]["page"] == 2


def test_words_may_be_given_one_by_one(letters: Cast) -> None:
    assert found("rapat", "anggaran")["query"] == "rapat anggaran"


def test_everyone_sees_his_own(letters: Cast) -> None:
    assert found("anggaran")["total"] == 2
    assert found("anggaran", "--as", letters.section_head.login)["total"] == 1
    assert found("anggaran", "--as", letters.outsider.login)["total"] == 0
    assert found("anggaran", "--as", letters.sysadmin.login)["total"] == 0


def test_newest_first_limit_and_offset(letters: Cast) -> None:
    newest = [hit["letter_date"] for hit in found("anggaran", "--order", "newest")["hits"]]
    assert newest == ["2026-03-04", None]
    page = found("anggaran", "--order", "newest", "--limit", "1", "--offset", "1")
    assert (page["total"], [hit["letter_date"] for hit in page["hits"]]) == (2, [None])


def test_a_search_is_journaled_by_hash_and_count(letters: Cast) -> None:
    run("search", "anggaran", "--as", letters.head.login)
    event = Event.objects.filter(verb="searched").get()
    assert event.object_id == hashlib.sha256(b"anggaran").hexdigest()
    assert event.person_id == letters.head.public_id
    assert json.loads(event.facts) == {"hits": 2, "via": "console"}


def test_for_people_marks_stand_in_brackets(letters: Cast) -> None:
    said = run("search", "membahas")
    assert "[membahas]" in said
    assert "Undangan rapat" in said
    assert "1 surat ditemukan" in said


@pytest.mark.parametrize(
    "wrong", [("--limit", "-5"), ("--limit", "0"), ("--limit", "lima"), ("--offset", "-1")], ids=" ".join
)
def test_a_wrong_limit_is_one_sentence_and_exit_code_2(
    letters: Cast, wrong: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["telusur", "search", *wrong, "anggaran"])
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert f"bukan “{wrong[1]}”" in said and f"not “{wrong[1]}”" in said
    assert not Event.objects.filter(verb="searched").exists()


@pytest.mark.parametrize("query", ['"tanpa akhir', "(", "tgl:kemarin", "warna:merah", "%", "😀"])
def test_a_faulty_query_is_one_sentence(letters: Cast, query: str) -> None:
    assert refused("search", query)
    assert not Event.objects.filter(verb="searched").exists()
