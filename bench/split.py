"""How well scans are cut into letters: `./telusur bench split [--seed SEED]`, or DIR with NAME.pdf and NAME.split.json.

Without DIR a box of letters is made by seed (412 pages of 160 letters, both sides scanned; `--fronts`: fronts only) in
data/bench-split, where its readings are kept too. NAME.split.json: `starts` (first page of each letter, from 1),
`roles` (of each page: body, annex, envelope, blank, sheet), `kinds` of letters if known. Found: true beginnings that
were proposed. Wrong: proposed beginnings that are none, per true one. A wrong or missing cut is one click to mend.
"""

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.report import Row, Value, print_table, write_json
from bench.splitting.make import Wanted, make
from bench.splitting.reads import readings
from ocr.splitting import Proposal, ProposedPage, propose

SCRATCH = Path(__file__).resolve().parent.parent / "data" / "bench-split"


@dataclass(frozen=True)
class Judged:
    """A file's proposal beside its truth; pages from 1."""

    name: str
    starts: frozenset[int]
    kinds: dict[int, str]
    roles: Sequence[str]
    proposal: Proposal

    @property
    def proposed(self) -> frozenset[int]:
        """First pages of the letters proposed."""
        return frozenset(letter.pages[0].index + 1 for letter in self.proposal.letters)

    @property
    def pages(self) -> dict[int, ProposedPage]:
        """Every page that stands in the proposal."""
        return {page.index + 1: page for page in self.every_page}

    @property
    def every_page(self) -> list[ProposedPage]:
        """All pages of letters, then those aside."""
        return [page for letter in self.proposal.letters for page in letter.pages] + list(self.proposal.aside)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the folder or the box to make, and where proposals and numbers go."""
    parser.add_argument("folder", type=Path, nargs="?", metavar="DIR", help="NAME.pdf with NAME.split.json beside it")
    parser.add_argument("--seed", default="akhir-1", help="of the box to make (default: %(default)s)")
    parser.add_argument("--letters", type=int, default=160, help="in the box (default: %(default)s)")
    parser.add_argument("--fronts", action="store_true", help="a scanner that takes fronts only")
    parser.add_argument("--out", type=Path, metavar="D", help="write proposals to D/NAME.split.json")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers here too")
    parser.add_argument("--cache", type=Path, default=SCRATCH / "read", help="readings kept (default: %(default)s)")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="at a time (default: all cores)")


def run(options: argparse.Namespace) -> dict[str, object]:
    """Make or find the files, read them, cut them, print what was right."""
    if options.folder is None:
        wanted = Wanted(options.seed, options.letters, duplex=not options.fronts)
        files = [make(SCRATCH, wanted, processes=options.processes)]
    else:
        files = [path for path in sorted(options.folder.glob("*.pdf")) if truth_path(path).exists()]
    if not files:
        raise SystemExit(f"No NAME.pdf with NAME.split.json in {options.folder}")
    judged = [judge(path, options) for path in files]
    rows = [figures(each.name, [each]) for each in judged]
    total = figures("all", judged)
    print_table(rows)
    print_table(by_kind(judged))
    print_table(by_reason(judged))
    print_table([{"total": name, "": value} for name, value in total.items() if name != "file"])
    return write_json(options.json, [*rows, *by_kind(judged), *by_reason(judged)], total)


def truth_path(pdf: Path) -> Path:
    """Where the truth of a file stands."""
    return pdf.with_suffix(".split.json")


def judge(path: Path, options: argparse.Namespace) -> Judged:
    """Read and cut one file."""
    truth = json.loads(truth_path(path).read_text(encoding="utf-8"))
    proposal = propose(readings(path, options.cache, processes=options.processes))
    starts = [int(start) for start in truth["starts"]]
    kinds = dict(zip(starts, truth.get("kinds", []), strict=False))
    judged = Judged(path.stem, frozenset(starts), kinds, truth.get("roles", []), proposal)
    keep(judged, options.out)
    say_faults(judged)
    return judged


def keep(judged: Judged, folder: Path | None) -> None:
    """Write the proposal in the form of a truth, with reasons."""
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    pages = judged.pages
    written = {
        "starts": sorted(judged.proposed),
        "roles": [pages[number].role if number in pages else None for number in range(1, max(pages, default=0) + 1)],
        "aside": [page.index + 1 for page in judged.proposal.aside],
        "letters": [
            {
                "pages": [page.index + 1 for page in letter.pages],
                "confidence": letter.confidence,
                "reasons": [{"code": reason.code, **reason.params} for reason in letter.reasons],
            }
            for letter in judged.proposal.letters
        ],
    }
    text = json.dumps(written, ensure_ascii=False, indent=1)
    (folder / f"{judged.name}.split.json").write_text(text + "\n", encoding="utf-8")


def say_faults(judged: Judged) -> None:
    """Print the pages of wrong and missing cuts."""
    print(f"{judged.name}: wrong cuts before pages {sorted(judged.proposed - judged.starts)}")
    print(f"{judged.name}: missing cuts before pages {sorted(judged.starts - judged.proposed)}")


def figures(name: str, judged: Sequence[Judged]) -> dict[str, Value]:
    """Cuts, roles, pages accounted for and clicks over some files."""
    true = sum(len(each.starts) for each in judged)
    found = sum(len(each.starts & each.proposed) for each in judged)
    wrong = sum(len(each.proposed - each.starts) for each in judged)
    roles = [(role, each.pages.get(number)) for each in judged for number, role in enumerate(each.roles, 1)]
    right = sum(page is not None and page.role == role for role, page in roles)
    return {
        "file": name,
        "pages": len(roles),
        "letters": true,
        "cuts_found_percent": share(found, true),
        "wrong_cuts_percent": share(wrong, true),
        "roles_right_percent": share(right, len(roles)) if roles else None,
        "pages_accounted_for_percent": share(sum(accounted(each) for each in judged), max(1, len(roles))),
        "clicks": true - found + wrong,
    }


def accounted(judged: Judged) -> int:
    """How many pages stand in the proposal exactly once."""
    return sum(count == 1 for count in Counter(page.index for page in judged.every_page).values())


def share(part: int, whole: int) -> float | None:
    """Percent."""
    return round(100 * part / whole, 2) if whole else None


def by_kind(judged: Sequence[Judged]) -> list[Row]:
    """Cuts found by kind of letter, where the truth tells it."""
    counted = Counter(kind for each in judged for kind in each.kinds.values())
    found = Counter(each.kinds[start] for each in judged for start in each.starts & each.proposed if each.kinds)
    return [{"kind": kind, "letters": counted[kind], "found": found[kind]} for kind in sorted(counted)]


def by_reason(judged: Sequence[Judged]) -> list[Row]:
    """How often each kind of evidence was named for a cut, and how often that cut was right."""
    named = Counter(code for _, codes in _reasons(judged) for code in codes)
    right = Counter(code for is_right, codes in _reasons(judged) if is_right for code in codes)
    return [{"evidence": code, "cuts": count, "right": right[code]} for code, count in named.most_common()]


def _reasons(judged: Sequence[Judged]) -> Iterable[tuple[bool, list[str]]]:
    for each in judged:
        for letter in each.proposal.letters:
            yield letter.pages[0].index + 1 in each.starts, [reason.code for reason in letter.reasons]
