"""Code lists as data: read a CSV, bring a scheme in line with it, and the lists that come with the product."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from dms.archive.models import ClassCode, ClassificationScheme, FormRule
from dms.people.models import Office

DATA = Path(__file__).resolve().parent / "data"
PART_DIGITS = 4
LONGEST_TITLE = 500


@dataclass(frozen=True)
class SchemeFacts:
    """What a scheme is called and where it comes from; no office means it is shared by all."""

    key: str
    name: str
    rule: str = ""
    valid_from: date | None = None
    office: Office | None = None


PERMENDAGRI_83 = SchemeFacts(
    key="permendagri83_2022",
    name="Klasifikasi Arsip Pemerintah Daerah (Permendagri 83/2022)",
    rule="Peraturan Menteri Dalam Negeri Nomor 83 Tahun 2022, daftar pemerintah daerah",
    valid_from=date(2022, 9, 23),  # promulgated
)


class SchemeFileError(Exception):
    """The file is no code list; `code` says why, `line` where (from 1)."""

    def __init__(self, code: str, *, line: int) -> None:
        super().__init__(f"{code} (line {line})")
        self.code, self.line = code, line


@dataclass(frozen=True)
class Row:
    """One line of a code list."""

    code: str
    name: str
    description: str
    parent: str
    keywords: str


def sort_key(code: str) -> str:
    """A key that sorts codes by their numbers: 500.9 before 500.10, KP.07.6 before KP.07.10."""
    return re.sub(r"\d+", lambda number: number[0].zfill(PART_DIGITS), code.strip().upper())


def read_rows(path: Path) -> list[Row]:
    """Lines of a CSV with the columns code, name and, where there are any, description, parent, keywords."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        if not {"code", "name"} <= set(reader.fieldnames or ()):
            raise SchemeFileError("columns_missing", line=1)
        rows = [_row(line, reader.line_num) for line in reader]
    return [row for row in rows if row.code]


def _row(line: Mapping[str, str | None], number: int) -> Row:
    values = {name: (line.get(name) or "").strip() for name in ("code", "name", "description", "parent", "keywords")}
    if values["code"] and not values["name"]:
        raise SchemeFileError("name_missing", line=number)
    return Row(**{**values, "name": values["name"][:LONGEST_TITLE]})


@transaction.atomic
def load_scheme(facts: SchemeFacts, path: Path) -> ClassificationScheme:
    """Make or update a scheme from a CSV. Codes that left the list stay, closed today: letters may carry them."""
    named = {"name": facts.name, "rule": facts.rule, "valid_from": facts.valid_from}
    scheme, _ = ClassificationScheme.objects.update_or_create(office=facts.office, key=facts.key, defaults=named)
    rows = read_rows(path)
    known = {(code.code, code.title): code for code in scheme.codes.all()}
    new = [row for row in _unique(rows) if (row.code, row.name) not in known]
    fresh = [ClassCode(scheme=scheme, valid_from=facts.valid_from, **_columns(row)) for row in new]
    ClassCode.objects.bulk_create(fresh, batch_size=500)
    listed = {(row.code, row.name) for row in rows}
    gone = [code.pk for key, code in known.items() if key not in listed]
    scheme.codes.filter(pk__in=gone, valid_to__isnull=True).update(valid_to=timezone.now().date())
    _link_parents(scheme, rows)
    return scheme


def _unique(rows: Iterable[Row]) -> list[Row]:
    return list({(row.code, row.name): row for row in rows}.values())


def _columns(row: Row) -> dict[str, str | int]:
    return {
        "code": row.code,
        "title": row.name,
        "description": row.description,
        "keywords": row.keywords,
        "level": row.code.count(".") + 1,
        "sort_key": sort_key(row.code),
    }


def _link_parents(scheme: ClassificationScheme, rows: Iterable[Row]) -> None:
    """Set parents as the list names them; they are stored, not computed, for lists break their own rules."""
    codes = {code.code: code for code in scheme.codes.order_by("-pk")}
    parents = {row.code: codes.get(row.parent) for row in rows if row.parent and row.parent != row.code}
    changed = []
    for code in scheme.codes.filter(code__in=parents):
        parent = parents[code.code]
        if parent is not None and code.parent_id != parent.pk:
            code.parent = parent
            changed.append(code)
    ClassCode.objects.bulk_update(changed, ["parent"], batch_size=500)


def load_form_rules(scheme: ClassificationScheme, path: Path) -> None:
    """Take the kinds of letter with a class of their own from a CSV (kind, pattern, code) into a scheme without any."""
    if scheme.form_rules.exists():
        return
    codes = {code.code: code for code in scheme.codes.all()}
    with path.open(newline="", encoding="utf-8") as file:
        lines = [line for line in csv.DictReader(file) if line["code"] in codes]
    FormRule.objects.bulk_create(
        FormRule(scheme=scheme, kind=line["kind"], pattern=line["pattern"], code=codes[line["code"]]) for line in lines
    )


def load_shipped_schemes() -> None:
    """Load the lists that come with the product, once: what an office edited later is not overwritten."""
    if ClassificationScheme.objects.filter(office__isnull=True, key=PERMENDAGRI_83.key).exists():
        return
    with transaction.atomic():
        scheme = load_scheme(PERMENDAGRI_83, DATA / "permendagri83_2022.csv")
        load_form_rules(scheme, DATA / "permendagri83_2022_forms.csv")
