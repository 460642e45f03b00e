"""How much faster two readers are than one: `./telusur bench speedup DIR [--pairs 3]`.

The same pages are read by one process and by two, by Telusur and by bare Tesseract (a process a page), interleaved. The
speed-up is the time by the clock with one, over that with two; Telusur's is given as a share of Tesseract's in the same
run, as no machine gives two readers twice the speed (memory, caches, heat). Run it on a machine that does nothing else.
"""

import argparse
import statistics
import time
from pathlib import Path

from bench.readers import READERS, page_counts, read_all
from bench.reading import files_to_read
from bench.report import Row, print_table, write_json

NAMES = ("telusur", "tesseract")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the pages and how often they are read."""
    parser.add_argument("folder", type=Path, help="pictures and PDFs")
    parser.add_argument("--pairs", type=int, default=3, help="interleaved runs of each")
    parser.add_argument("--json", type=Path, help="write the numbers here too")


def run(options: argparse.Namespace) -> dict[str, object]:
    """Read, print, and give the report."""
    counts = page_counts(files_to_read(options.folder))
    rows: list[Row] = []
    for pair in range(options.pairs):
        ups = {name: speed_up(name, counts) for name in NAMES}
        rows.append({"pair": pair + 1, **ups, "share": ups["telusur"] / ups["tesseract"]})
        print_table(rows[-1:])
    total = {"pages": sum(counts.values()), "median_share": statistics.median(float(row["share"] or 0) for row in rows)}
    print_table([{"figure": name, "value": value} for name, value in total.items()])
    return write_json(options.json, rows, total)


def speed_up(name: str, counts: dict[Path, int]) -> float:
    """Return by how much two processes read faster than one."""
    one, two = (seconds_by_clock(name, counts, processes) for processes in (1, 2))
    return one / two


def seconds_by_clock(name: str, counts: dict[Path, int], processes: int) -> float:
    """Return how long reading takes."""
    begun = time.monotonic()
    read_all(READERS[name], counts, processes=processes)
    return time.monotonic() - begun
