"""The sample office's files agree with each other."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
OFFICE = json.loads((SAMPLE / "office.json").read_text(encoding="utf-8"))
TRUTH = json.loads((SAMPLE / "letters/truth.json").read_text(encoding="utf-8"))
ROLES = {"sysadmin", "registrar", "leader", "secretary", "manager", "staff", "archivist", "legal", "auditor"}
CAST = {
    "registrar", "head", "secretary", "section_head_aptika", "section_head_ikp", "staff", "archivist", "legal",
    "auditor", "sysadmin", "outsider",
}  # fmt: skip


def by_key(office: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in office[kind]}


@pytest.mark.parametrize("office", OFFICE["offices"], ids=lambda office: office["key"])
def test_units_positions_and_people_hang_together(office: dict[str, Any]) -> None:
    units, positions = by_key(office, "units"), by_key(office, "positions")
    seen: set[str] = set()
    for unit in office["units"]:
        assert unit["parent"] is None or unit["parent"] in seen
        seen.add(unit["key"])
    assert all(position["unit"] in units and set(position["roles"]) <= ROLES for position in office["positions"])
    for person in office["people"]:
        held = [positions[each["position"]] for each in person["assignments"]]
        assert person["roles"] == sorted({role for position in held for role in position["roles"]})
        assert person["clearance"] == max(position["clearance"] for position in held)


def test_the_whole_cast_is_there_with_login_names_of_their_own() -> None:
    people = [person for office in OFFICE["offices"] for person in office["people"]]
    assert {person["cast"] for person in people if person["cast"]} == CAST
    assert len({person["login"] for person in people}) == len(people)


def test_only_the_head_may_read_the_secret_letter() -> None:
    secret = next(letter for letter in OFFICE["letters"] if letter["id"] == "L10")
    assert (secret["addressees"], secret["content"], secret["metadata"]) == (["kadis"], [], [])
    assert (secret["clearance"], secret["given_by"]) == (2, "lestari")


def test_nobody_of_the_other_office_may_see_a_letter() -> None:
    own = by_key(OFFICE["offices"][0], "positions")
    for letter in OFFICE["letters"]:
        assert set(letter["addressees"] + letter["content"] + letter["metadata"]) <= set(own)


def test_every_letter_has_its_file_its_facts_and_the_text_of_its_pages() -> None:
    assert {letter["id"]: letter["file"] for letter in OFFICE["letters"]} == {
        name: facts["file"] for name, facts in TRUTH.items()
    }
    for facts in TRUTH.values():
        assert (SAMPLE / "letters" / facts["file"]).is_file()
        text = " ".join(" ".join(facts["pages"]).split())
        assert all(" ".join(words.split()) in text for words in facts["must_contain"])


def test_no_two_files_are_the_same_and_all_are_small() -> None:
    files = [path for path in (SAMPLE / "letters").iterdir() if path.suffix != ".json"]
    assert len({hashlib.sha256(path.read_bytes()).hexdigest() for path in files}) == len(files)
    assert sum(path.stat().st_size for path in files) < 8_000_000
