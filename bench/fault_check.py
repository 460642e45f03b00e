"""Compares what was given with what the office holds: nothing lost, nothing doubled.

    TELUSUR_DATA=… python -m bench.fault_check FOLDER…        (the files that were given)

Reads files, database rows and the search index only; knows nothing of the worker, and changes nothing.
"""

import hashlib
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dms.intake.models import BatchItem
    from dms.letters.models import Letter

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Findings:
    """What is not as it must be, by kind."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def numbers(self) -> dict[str, int]:
        """Return how many of each."""
        return {name: len(values) for name, values in vars(self).items()}

    def once(self, what: str, expected: Iterable[str], found: Iterable[str]) -> None:
        """Note what of EXPECTED is missing, and what was found more often or was not expected."""
        counts = Counter(found)
        wanted = set(expected)
        self.lost += [f"{what}: {each}" for each in wanted if not counts[each]]
        self.doubled += [f"{what}: {each} ({count} times)" for each, count in counts.items() if count > 1]
        self.wrong += [f"{what}: {each} is not expected" for each in counts if each not in wanted]


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check(folders: Sequence[Path]) -> Findings:
    """Compare the files of FOLDERS with receipts, originals, letters, readings, index, PDFs and journal."""
    from dms.intake.models import BatchItem

    given = {path.name: sha256_of(path) for folder in folders for path in folder.iterdir() if path.is_file()}
    items = list(BatchItem.objects.select_related("original", "duplicate_of"))
    findings = Findings()
    findings.once("receipt", given, (item.name for item in items))
    findings.wrong += [f"sha256: {item.name}" for item in items if given.get(item.name) != item.sha256]
    check_originals(findings, set(given.values()))
    check_lines(findings, items)
    letters = check_letters(findings, items)
    check_index(findings, letters)
    check_rest(findings, items, letters)
    return findings


def check_originals(findings: Findings, hashes: set[str]) -> None:
    """Every byte string lies there once, under its own hash."""
    from django.conf import settings

    files = [path for path in (Path(settings.DATA) / "originals").rglob("*") if path.is_file()]
    findings.once("original", hashes, (path.name for path in files))
    findings.wrong += [f"bytes of {path.name}" for path in files if sha256_of(path) != path.name]


def check_lines(findings: Findings, items: Sequence["BatchItem"]) -> None:
    """Of each byte string one line is filed, and the others are duplicates of it."""
    by_hash = defaultdict(list)
    for item in items:
        by_hash[item.sha256].append(item)
    for same in by_hash.values():
        filed = [item for item in same if item.state == "filed"]
        rest = [item for item in same if item.state != "filed"]
        if not filed:
            findings.lost.append(f"no letter: {same[0].name} ({same[0].state} {same[0].reason})")
        findings.doubled += [f"filed twice: {item.name}" for item in filed[1:]]
        findings.wrong += [
            f"line {item.name}: {item.state} {item.reason}"
            for item in rest
            if item.state != "duplicate" or item.duplicate_of not in filed
        ]


def check_letters(findings: Findings, items: Sequence["BatchItem"]) -> list["Letter"]:
    """Each page of a filed line stands once, in a letter or set aside; each was read once and has its pictures."""
    from dms.letters.models import Letter

    letters = list(Letter.objects.prefetch_related("sources__item", "pages__source_page__original"))
    filed = [item.public_id for item in items if item.state == "filed"]
    sources = [source.item.public_id for letter in letters for source in letter.sources.all()]
    findings.once("letter of line", filed, sorted(set(sources)))
    findings.wrong += [f"letter without source: {letter}" for letter in letters if not letter.sources.all()]
    named = {part["letter"] for item in items for part in item.filed_as}
    findings.once("letter on receipt", named, (letter.public_id for letter in letters))
    for item in items:
        if item.state == "filed":
            check_pages(findings, item)
    return letters


def check_pages(findings: Findings, item: "BatchItem") -> None:
    """Check the pages of one filed line."""
    from dms.intake import storage
    from dms.intake.models import SourcePage

    sources = SourcePage.objects.select_related("original")
    pages = list(sources.filter(letter_pages__letter__sources__item=item, original__items=item))
    pages += sources.filter(set_aside__item=item)
    expected = range(1, (item.original.page_count if item.original else 0) + 1)
    findings.once(f"page of {item}", map(str, expected), (str(page.number) for page in pages))
    for page in pages:
        readings = page.readings.filter(is_current=True).count()
        pictures = [storage.page_path(page.original.sha256, page.number)]
        pictures.append(storage.thumbnail_path(page.original.sha256, page.number))
        if readings != 1:
            findings.wrong.append(f"{page}: {readings} current readings")
        findings.lost += [f"picture {path.name} of {page}" for path in pictures if not path.exists()]


def check_index(findings: Findings, letters: Sequence["Letter"]) -> None:
    """The index holds each letter once, at its version."""
    from dms.letters import index

    engine = index.engine()
    engine.refresh()
    found = list(engine.versions())
    findings.once("index", (letter.public_id for letter in letters), (name for name, _ in found))
    versions = dict(found)
    old = [letter for letter in letters if versions.get(letter.public_id) != letter.version]
    findings.wrong += [f"index: {letter} at {versions.get(letter.public_id)}, not {letter.version}" for letter in old]


def check_rest(findings: Findings, items: Sequence["BatchItem"], letters: Sequence["Letter"]) -> None:
    """Searchable PDFs are there, no job is left, the journal tells each event once."""
    import pikepdf

    from dms.audit.models import Event
    from dms.jobs.models import Job
    from dms.letters.services import pdf_path

    for letter in letters:
        path = pdf_path(letter)
        if not (letter.has_pdf and path.exists()):
            findings.lost.append(f"searchable PDF of {letter}")
            continue
        with pikepdf.open(path) as pdf:
            if len(pdf.pages) != letter.pages.count():
                findings.wrong.append(f"PDF of {letter}: {len(pdf.pages)} pages")
    findings.wrong += [f"job left: {job}" for job in Job.objects.all()]
    told = Event.objects.filter(verb="file_given").values_list("object_id", flat=True)
    findings.once("journal, file_given", (item.public_id for item in items), told)
    told = Event.objects.filter(verb="letter_assembled").values_list("object_id", flat=True)
    findings.once("journal, letter_assembled", (letter.public_id for letter in letters), told)


def main(folders: Sequence[Path]) -> int:
    """Print what is not right and the counts as the last line; 0 when all is."""
    import django

    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    findings = check(folders)
    for name, values in vars(findings).items():
        for value in values:
            print(f"{name}: {value}")
    print(json.dumps(findings.numbers()))
    return 1 if any(findings.numbers().values()) else 0


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
