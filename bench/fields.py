"""How well fields are found: `./telusur bench fields DIR` compares each file with NAME.fields.json beside it.

DIR holds pictures and PDFs. A truth has the keys kind, number (the key to match by), letter_date (ISO), subject and
sender; null is what the paper does not show or nobody can read. `--out D` writes D/NAME.fields.json with the same keys;
`--more` adds the other fields. Values are compared after NFKC and with single spaces, exactly otherwise: case, quotes,
dashes and dots count. A group is NAME up to the first `_`, or what DIR/groups.csv (name,group) says.
"""

import argparse
import os
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bench import fields_synthetic
from bench.fields_scores import FIELDS, MORE_FIELDS, Said, Score, calibration, group_row, scores, sure, totals
from bench.readers import PAGE_SECONDS, page_counts, spread
from bench.reading import ALL, files_to_read
from bench.report import Row, print_table, write_json
from bench.synthetic.damage import DAMAGE
from bench.texts import groups_of

CLEAN = "clean"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the folder, where fields and numbers go, and what to make first."""
    parser.add_argument("folder", type=Path, nargs="?", help="pictures and PDFs, NAME.fields.json beside them")
    parser.add_argument("--out", type=Path, metavar="D", help="write what was found to D/NAME.fields.json")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers here too")
    parser.add_argument("--more", action="store_true", help="the other fields too: recipient, copies, signer …")
    parser.add_argument("--show", action="store_true", help="print every value that is not right")
    parser.add_argument(
        "--synthetic", metavar="SEED", help="set letters in three typefaces in DIR first, and damage them"
    )
    parser.add_argument("--letters", type=Path, metavar="L", help="letters to set: L/NAME.txt (default: sample/texts)")
    parser.add_argument("--damages", type=damages, metavar="KIND,…", help=f"damages to do: {', '.join(DAMAGE)}")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="at a time (default: all cores)")


def damages(names: str) -> tuple[str, ...]:
    """Return the damages named, or complain."""
    chosen = tuple(name for name in names.split(",") if name)
    if unknown := set(chosen) - set(DAMAGE):
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(DAMAGE)}")
    return chosen


def run(options: argparse.Namespace) -> dict[str, object]:
    """Make what is to be made, read every file, print the figures, and give the report."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        if options.synthetic is not None:
            texts = fields_synthetic.texts(options.letters)
            wanted = fields_synthetic.Wanted(options.synthetic, texts, options.damages or tuple(DAMAGE))
            fields_synthetic.make(folder, wanted, processes=options.processes)
        elif options.folder is None:
            raise SystemExit("Name a folder, or make letters with --synthetic SEED.")
        return measure(files_to_read(folder), options)


def measure(files: Sequence[Path], options: argparse.Namespace) -> dict[str, object]:
    """Find the fields of all files, keep them, and print the tables."""
    said = read_all(files, more=options.more, processes=options.processes)
    keep(said, options.out)
    scored = scores(said, groups_of(files))
    if options.show:
        print_table([shown(score) for score in scored if not score.is_right])
    rows = group_rows(scored, [*FIELDS, *(MORE_FIELDS if options.more else ())])
    total: Row = {"files": len(files), **totals(scored), **by_damage(scored), **sure(scored)}
    for table in (rows, calibration(scored), [{"total": name, "": value} for name, value in total.items()]):
        print_table(table)
    return write_json(None, rows, total) | {"calibration": calibration(scored)}


def read_all(files: Sequence[Path], *, more: bool, processes: int) -> list[Said]:
    """Find the fields of every file, as the product does, in the order of FILES."""
    import ocr

    ocr.warm_up()  # once, before the readers are forked, as the worker does
    tasks = [partial(read, path, count, more=more) for path, count in page_counts(files).items()]
    return sorted(spread(tasks, processes=processes, what="letters read"), key=lambda said: said.path)


def read(path: Path, pages: int, *, more: bool) -> Said:
    """Find the fields of one file; one that is refused has none."""
    import ocr

    names = [*FIELDS, *(MORE_FIELDS if more else ())]
    options = ocr.ReadOptions(timeout_seconds=PAGE_SECONDS)
    try:
        readings = [ocr.read_page(path, number=number, options=options)[0] for number in range(1, pages + 1)]
    except (ocr.FileRefused, ocr.PasswordNeeded) as refusal:
        print(f"{path.name}: {refusal}")
        readings = []
    found = ocr.read_fields(readings) | (ocr.read_more_fields(readings) if more else {})
    values = {name: found[name].value for name in names}
    if values["number"] is not None:
        values["number"] = ocr.number_key(values["number"])
    return Said(path, values, {name: found[name].confidence for name in names})


def keep(some: Sequence[Said], folder: Path | None) -> None:
    """Write NAME.fields.json for each file, also for files without a truth."""
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for said in some:
        text = fields_synthetic.shown(said.values)
        (folder / f"{said.path.stem}.fields.json").write_text(text, encoding="utf-8")


def group_rows(scored: Sequence[Score], names: Sequence[str]) -> list[Row]:
    """Return one row for each group and one for all."""
    groups = dict.fromkeys(score.group for score in scored)
    rows = [group_row(group, [score for score in scored if score.group == group], names) for group in groups]
    return [*rows, group_row(ALL, scored, names)]


def by_damage(scored: Sequence[Score]) -> Row:
    """Return the shares on good scans and on damaged ones, where there are both."""
    good = [score for score in scored if score.group == CLEAN]
    bad = [score for score in scored if score.group in DAMAGE and score.group != CLEAN]
    if not good or not bad:
        return {}
    return {"clean_percent": totals(good)["all_percent"], "damaged_percent": totals(bad)["all_percent"]}


def shown(score: Score) -> Row:
    """Return a value that is not right as a row."""
    said, true = score.said or "-", score.true or "-"
    return {"file": score.path.stem, "field": score.field, "sure": score.confidence, "said": said, "true": true}
