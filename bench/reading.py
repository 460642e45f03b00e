"""How well pages are read: `./telusur bench reading DIR` compares each file with the text beside it (NAME.gt.txt)."""

import argparse
import time
from pathlib import Path

from bench.report import Row, print_table, write_json
from bench.texts import cer_percent, errors, files_in, truth_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the folder."""
    parser.add_argument("folder", type=Path, help="files with NAME.gt.txt beside them")
    parser.add_argument("--json", type=Path, help="write the numbers here too")


def run(options: argparse.Namespace) -> dict[str, object]:
    """Read every file that has a truth, print its error rate, and give the report."""
    known = [(path, truth) for path in files_in(options.folder) if (truth := truth_of(path)) is not None]
    measured = [read(path, truth) for path, truth in known]
    rows = [row for row, _ in measured]
    pages = sum(int(row["pages"] or 0) for row in rows)
    seconds = sum(float(row["cpu_seconds"] or 0) for row in rows)
    total: Row = {
        "file": "all",
        "pages": pages,
        "cer_percent": cer_percent([pair for _, pair in measured]),
        "cpu_seconds": round(seconds, 2),
        "cpu_seconds_per_page": round(seconds / pages, 3) if pages else None,
    }
    print_table([*rows, total])
    return write_json(options.json, rows, total)


def read(path: Path, truth: str) -> tuple[dict[str, str | int | float | None], tuple[int, int]]:
    """Read all pages of a file; return its row, and its errors with the length of its text."""
    import ocr

    begun = time.process_time()
    pages = ocr.inspect_file(path, limits=ocr.Limits()).page_count
    options = ocr.ReadOptions()
    texts = [ocr.read_page(path, number=number, options=options)[0].text for number in range(1, pages + 1)]
    seconds = time.process_time() - begun
    pair = errors("\n".join(texts), truth)
    cer = cer_percent([pair])
    return {"file": path.name, "pages": pages, "cer_percent": cer, "cpu_seconds": round(seconds, 2)}, pair
