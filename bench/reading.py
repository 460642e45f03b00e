"""How well pages are read: `./telusur bench reading DIR` compares each file with the text beside it (NAME.gt.txt).

DIR holds pictures and PDFs. `--against` lets peers read the same files, `--out` keeps every text, `--synthetic SEED`
makes fresh damaged letters in DIR first. A group is NAME up to the first `_`, or what DIR/groups.csv (name,group) says.
Figures of a group count its pages; the total counts the whole process tree, its start included.
"""

import argparse
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import synthetic
from bench.readers import READERS, PageRead, page_counts, read_all
from bench.reading_scores import by_file, called_blank, figures, file_text, group_rows, scores, stamp_figures
from bench.report import Row, Value, print_table, write_json
from bench.texts import files_in, groups_of

OURS = "telusur"
ALL = "all"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the folder, the peers, where texts and numbers go, and what to make first."""
    parser.add_argument("folder", type=Path, nargs="?", help="pictures and PDFs, NAME.gt.txt beside them")
    parser.add_argument("--against", type=peers, default=[], metavar="PEER,…", help="ocrmypdf, tesseract")
    parser.add_argument("--out", type=Path, metavar="D", help="write our texts to D/NAME.txt, a peer's to D/PEER/")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers here too")
    parser.add_argument("--synthetic", metavar="SEED", help="make fresh pages in DIR first (default: a scratch folder)")
    parser.add_argument("--pages", type=int, default=8, help="pages of each kind to make (default: %(default)s)")
    parser.add_argument("--kinds", type=kinds, metavar="KIND,…", help=f"kinds to make: {', '.join(synthetic.KINDS)}")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="at a time (default: all cores)")


def peers(names: str) -> list[str]:
    """Return the peers named, or complain."""
    return _listed(names, [name for name in READERS if name != OURS])


def kinds(names: str) -> list[str]:
    """Return the kinds of pages named, or complain."""
    return _listed(names, list(synthetic.KINDS))


def _listed(names: str, known: Sequence[str]) -> list[str]:
    chosen = [name for name in names.split(",") if name]
    if unknown := set(chosen) - set(known):
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(known)}")
    return chosen


def run(options: argparse.Namespace) -> dict[str, object]:
    """Read every file with every reader, print the figures, and give the report."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        if options.synthetic is not None:
            wanted = synthetic.Wanted(options.synthetic, options.pages, tuple(options.kinds or synthetic.KINDS))
            synthetic.make(folder, wanted, processes=options.processes)
        elif options.folder is None:
            raise SystemExit("Name a folder, or make pages with --synthetic SEED.")
        return measure(files_to_read(folder), options)


def files_to_read(folder: Path) -> list[Path]:
    """Return the files of FOLDER; two that would write the same text are refused."""
    files = files_in(folder)
    stems = [path.stem for path in files]
    if twice := sorted({stem for stem in stems if stems.count(stem) > 1}):
        raise SystemExit(f"Two files of the same name would write one text: {', '.join(twice)}")
    if not files:
        raise SystemExit(f"No picture and no PDF in {folder}")
    return files


def measure(files: Sequence[Path], options: argparse.Namespace) -> dict[str, object]:
    """Let each reader read all files; print the tables."""
    counts, groups = page_counts(files), groups_of(files)
    rows: dict[str, dict[str, Row]] = {}
    total: dict[str, Value] = {"files": len(files)}
    for name in [OURS, *options.against]:
        pages, tree_seconds = read_all(READERS[name], counts, processes=options.processes)
        keep_texts(pages, options.out and (options.out if name == OURS else options.out / name))
        say_failures(name, pages)
        rows[name] = {**group_rows(name, pages, groups), ALL: whole_row(name, pages, groups, tree_seconds)}
        total |= own_total(pages, groups, rows[name][ALL]) if name == OURS else peer_total(name, rows[name][ALL])
    table = compared(rows)
    print_table(table)
    print_table([{"total": name, "": value} for name, value in total.items()])
    return write_json(options.json, table, total)


def keep_texts(pages: Sequence[PageRead], folder: Path | None) -> None:
    """Write one text for each file, also for files without a truth."""
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for path, some in by_file(pages).items():
        text = file_text(some)
        (folder / f"{path.stem}.txt").write_text(text + "\n" * bool(text), encoding="utf-8")


def say_failures(reader: str, pages: Sequence[PageRead]) -> None:
    """Print what a reader could not read: it counts as nothing read."""
    for page in pages:
        if ":" in page.outcome:
            print(f"{reader}: {page.path.name} page {page.number} {page.outcome}")


def whole_row(name: str, pages: Sequence[PageRead], groups: dict[Path, str], tree_seconds: float) -> Row:
    """Return the figures of one reader over all groups."""
    head: Row = {"group": ALL, "reader": name, "pages": len(pages)}
    cost = round(tree_seconds / len(pages), 3)
    return {**head, **figures(scores(pages, groups)), "cpu_seconds_per_page": cost}


def own_total(pages: Sequence[PageRead], groups: dict[Path, str], row: Row) -> dict[str, Value]:
    """Return our figures over all pages: reading, pages taken for blank, secret stamps."""
    scored = scores(pages, groups)
    damaged = [each for each in scored if each.group in synthetic.DAMAGE]
    total = {name: value for name, value in row.items() if name not in ("group", "reader")}
    if damaged and len(damaged) < len(scored):
        total["damage_cer_percent"] = figures(damaged)["cer_percent"]
    return {**total, **called_blank(scored), **stamp_figures(pages)}


def peer_total(name: str, row: Row) -> dict[str, Value]:
    """Return a peer's figures under names of its own."""
    kept = ("cer_percent", "median_page_cer_percent", "word_recall_percent", "lost_pages", "cpu_seconds_per_page")
    return {f"{name}_{key}": row[key] for key in kept}


def compared(rows: dict[str, dict[str, Row]]) -> list[Row]:
    """Return the rows group by group, readers below each other, with the points above plain Tesseract if measured."""
    plain = rows.get("tesseract", {})
    return [
        {**rows[name][group], **points_above(rows[name][group], plain.get(group))}
        for group in rows[OURS]
        for name in rows
    ]


def points_above(row: Row, plain: Row | None) -> Row:
    """Return how many points of CER a reader is worse than plain Tesseract, if that was measured; below 0: better."""
    if plain is None:
        return {}
    own, theirs = row["cer_percent"], plain["cer_percent"]
    if not (isinstance(own, float) and isinstance(theirs, float)):
        return {"points_above_tesseract": None}
    return {"points_above_tesseract": round(own - theirs, 2)}
