"""Code lists: loaded, brought up to date, walked and searched."""

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from dms.archive import queries
from dms.archive.models import ClassCode, ClassificationScheme
from dms.archive.schemes import SchemeFacts, SchemeFileError, load_scheme, load_shipped_schemes, sort_key
from tests.cast import Cast


def codes(found: object) -> list[str]:
    return [code.code for code in found]  # type: ignore[attr-defined]


def test_codes_sort_by_their_numbers() -> None:
    unsorted = ["000.10", "000.9", "KP.07.10", "000.10.2", "KP.07.6", "500", "000"]
    assert sorted(unsorted, key=sort_key) == ["000", "000.9", "000.10", "000.10.2", "500", "KP.07.6", "KP.07.10"]


def test_the_tree_is_walked_from_the_roots(scheme: ClassificationScheme) -> None:
    roots = list(queries.codes_below(scheme, None))
    assert codes(roots) == ["000", "500"]
    assert codes(queries.codes_below(scheme, roots[0])) == ["000.9", "000.10"]
    leaf = ClassCode.objects.get(scheme=scheme, code="000.10.2")
    assert codes(queries.path_to(leaf)) == ["000", "000.10", "000.10.2"]
    assert leaf.level == 3


def test_codes_are_found_by_number_and_by_words(scheme: ClassificationScheme) -> None:
    assert codes(queries.find_codes(scheme, "000.10")) == ["000.10", "000.10.1", "000.10.2"]
    assert codes(queries.find_codes(scheme, "ARSIP daftar")) == ["000.10.1"]
    assert codes(queries.find_codes(scheme, "arsip pasar")) == []


def test_a_new_list_adds_keeps_and_closes(scheme: ClassificationScheme, scheme_file: Path, office: Cast) -> None:
    kept = ClassCode.objects.get(scheme=scheme, code="000.10.2").public_id
    changed = scheme_file.read_text().replace(
        "500.1,Retribusi Pasar,,500\n", "500.2,Parkir,,500\n500.2,Perparkiran,,500\n"
    )
    scheme_file.write_text(changed)
    again = load_scheme(SchemeFacts(scheme.key, "Daftar uji 2", office=office.office), scheme_file)
    assert (again.pk, again.name) == (scheme.pk, "Daftar uji 2")
    assert ClassCode.objects.get(scheme=scheme, code="000.10.2").public_id == kept
    assert ClassCode.objects.get(scheme=scheme, code="500.1").valid_to == timezone.now().date()
    assert codes(queries.codes_below(scheme, ClassCode.objects.get(scheme=scheme, code="500"))) == ["500.2", "500.2"]


def test_a_code_is_in_force_between_its_dates(scheme: ClassificationScheme) -> None:
    today = date(2025, 6, 1)
    ClassCode.objects.filter(scheme=scheme, code="500").update(valid_from=today + timedelta(days=1))
    ClassCode.objects.filter(scheme=scheme, code="500.1").update(valid_to=today)
    found = set(codes(queries.codes_in_force(scheme, on=today)))
    assert not found & {"500", "500.1"}
    assert "500" in codes(queries.codes_in_force(scheme, on=today + timedelta(days=1)))


def test_an_office_files_by_its_own_list_before_the_shared_one(office: Cast, scheme: ClassificationScheme) -> None:
    shared = ClassificationScheme.objects.create(key=scheme.key, name="Bersama")
    assert queries.scheme_of(office.office) == scheme
    assert queries.scheme_of(office.outsider.assignments.get().position.unit.office) == shared


@pytest.mark.parametrize(
    ("text", "code"), [("kode,nama\n1,x\n", "columns_missing"), ("code,name\n1,\n", "name_missing")]
)
def test_a_file_that_is_no_list_is_refused_whole(db: None, tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "salah.csv").write_text(text)
    with pytest.raises(SchemeFileError) as refused:
        load_scheme(SchemeFacts("salah", "Salah"), tmp_path / "salah.csv")
    assert refused.value.code == code
    assert not ClassificationScheme.objects.exists()


def test_the_shipped_list_comes_once_with_its_forms_and_is_not_overwritten(db: None) -> None:
    load_shipped_schemes()
    scheme = ClassificationScheme.objects.get(office=None)
    assert (scheme.codes.count(), scheme.valid_from) == (2989, date(2022, 9, 23))
    assert scheme.form_rules.filter(kind="surat_tugas", code__code="800.1.11.1").exists()
    assert scheme.codes.filter(parent=None).count() == 10
    scheme.codes.filter(code="000").update(title="Umum kami")
    load_shipped_schemes()
    assert scheme.codes.get(code="000").title == "Umum kami"


def test_the_command_loads_a_list_for_an_office(office: Cast, scheme_file: Path) -> None:
    said = StringIO()
    call_command("load_scheme", scheme_file, "--key", "lokal", "--office", office.office.key, stdout=said)
    assert said.getvalue() == "lokal: 7\n"
    assert ClassificationScheme.objects.get(key="lokal").codes.count() == 7
    with pytest.raises(CommandError):
        call_command("load_scheme", scheme_file)
