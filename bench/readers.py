"""Who reads: our own engine, plain Tesseract, OCRmyPDF; pages spread over forked processes, CPU seconds counted."""

import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from PIL import Image

LANGUAGE = "ind"
PAGE_SECONDS = 120.0  # generous: what is read must not depend on how busy the machine is
PEER_SECONDS = 1_800.0
PEER_DPI = "300"  # of pages drawn from a PDF for plain Tesseract, and of pictures that do not say theirs
SECRET_WORDS = ("RAHASIA", "SANGAT RAHASIA")
PROGRESS_SECONDS = 5.0

T = TypeVar("T")


@dataclass(frozen=True)
class PageRead:
    """What one reader made of one page. `stamps` are the secret stamps it found."""

    path: Path
    number: int
    text: str
    cpu_seconds: float
    outcome: str = "read"
    stamps: tuple[str, ...] = ()


Read = Callable[[Path, Sequence[int]], list[PageRead]]


@dataclass(frozen=True)
class Reader:
    """A way to read pages; `page_by_page` when a file's pages can be read apart."""

    name: str
    read: Read
    page_by_page: bool = True


def cpu_seconds_so_far() -> float:
    """Return what this process and all children it waited for have taken, user and system."""
    return sum(os.times()[:4])


def read_here(path: Path, numbers: Sequence[int]) -> list[PageRead]:
    """Read pages with Telusur's engine."""
    return [_own_page(path, number) for number in numbers]


def _own_page(path: Path, number: int) -> PageRead:
    import ocr

    begun = cpu_seconds_so_far()
    options = ocr.ReadOptions(timeout_seconds=PAGE_SECONDS, language=LANGUAGE)
    try:
        reading, _ = ocr.read_page(path, number=number, options=options)
    except (ocr.FileRefused, ocr.PasswordNeeded) as refusal:
        return PageRead(path, number, "", cpu_seconds_so_far() - begun, f"refused: {refusal}")
    seconds = cpu_seconds_so_far() - begun
    stamps = [" ".join((region.text or "").upper().split()) for region in reading.regions if region.kind == "stamp"]
    secret = tuple(text for text in stamps if text in SECRET_WORDS)
    return PageRead(path, number, reading.text, seconds, reading.outcome, secret)


def read_by_tesseract(path: Path, numbers: Sequence[int]) -> list[PageRead]:
    """Read pages with plain Tesseract, layout of a single column of text of variable sizes (psm 4)."""
    return [_tesseract_page(path, number) for number in numbers]


def _tesseract_page(path: Path, number: int) -> PageRead:
    begun = cpu_seconds_so_far()
    with tempfile.TemporaryDirectory() as folder:
        picture, page = path, ["-c", f"tessedit_page_number={number - 1}"]
        if path.suffix.lower() == ".pdf":
            picture, page = Path(folder) / "page.png", []
            drawn = ["-r", PEER_DPI, "-gray", "-png", "-singlefile", "-f", str(number), "-l", str(number)]
            run_peer(["pdftoppm", *drawn, str(path), str(picture.with_suffix(""))])
        text, outcome = run_peer(["tesseract", str(picture), "stdout", "-l", LANGUAGE, "--psm", "4", *page])
    return PageRead(path, number, text.replace("\f", ""), cpu_seconds_so_far() - begun, outcome)


def read_by_ocrmypdf(path: Path, numbers: Sequence[int]) -> list[PageRead]:
    """Read a file with OCRmyPDF as it comes; its words alone are made, no PDF, which costs it least."""
    begun = cpu_seconds_so_far()
    with tempfile.TemporaryDirectory() as folder:
        sidecar = Path(folder) / "words.txt"
        command = [ocrmypdf_program(), "-l", LANGUAGE, "-j", "1", "--quiet", *_peer_options(path)]
        _, outcome = run_peer([*command, "--output-type", "none", "--sidecar", str(sidecar), str(path), "-"])
        texts = sidecar.read_text(encoding="utf-8").split("\f") if sidecar.exists() else []
    texts = (texts + [""] * len(numbers))[: len(numbers)]
    seconds = (cpu_seconds_so_far() - begun) / len(numbers)
    return [PageRead(path, number, text, seconds, outcome) for number, text in zip(numbers, texts, strict=True)]


def ocrmypdf_program() -> str:
    """Return where OCRmyPDF is: in our environment, or on the machine."""
    program = shutil.which("ocrmypdf", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if program is None:
        raise RuntimeError("ocrmypdf is not installed: it is in requirements-test.txt")
    return program


def _peer_options(path: Path) -> list[str]:
    """A PDF that brings words is refused unless they are to be read anew; a picture must say its resolution."""
    if path.suffix.lower() != ".pdf":
        with Image.open(path) as picture:
            return [] if "dpi" in picture.info else ["--image-dpi", PEER_DPI]
    return ["--force-ocr"] if run_peer(["pdftotext", str(path), "-"])[0].split() else []


def run_peer(command: Sequence[str]) -> tuple[str, str]:
    """Run a peer's program on one core; return what it printed, and `read` or how it failed."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, timeout=PEER_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return "", "failed: out of time"
    said = re.sub(r"\s+", " ", done.stderr.decode(errors="replace")).strip()
    return done.stdout.decode(errors="replace"), f"failed: {said[-200:]}" if done.returncode else "read"


READERS = {
    "telusur": Reader("telusur", read_here),
    "ocrmypdf": Reader("ocrmypdf", read_by_ocrmypdf, page_by_page=False),
    "tesseract": Reader("tesseract", read_by_tesseract),
}


def page_counts(files: Sequence[Path]) -> dict[Path, int]:
    """Return how many pages each file has; a file that cannot be taken in counts as one page, which is then refused."""
    return {path: _page_count(path) for path in files}


def _page_count(path: Path) -> int:
    import ocr

    try:
        return ocr.inspect_file(path, limits=ocr.Limits()).page_count
    except (ocr.FileRefused, ocr.PasswordNeeded):
        return 1


def read_all(reader: Reader, counts: dict[Path, int], *, processes: int) -> tuple[list[PageRead], float]:
    """Read every page; return the pages in order, and the CPU seconds of the whole process tree."""
    begun = cpu_seconds_so_far()
    if reader.read is read_here:
        import ocr

        ocr.warm_up()  # once, before the readers are forked, as the worker does
    tasks = [task for path, count in counts.items() for task in _tasks(reader, path, count)]
    pages = [page for found in spread(tasks, processes=processes, what=reader.name) for page in found]
    pages.sort(key=lambda page: (page.path, page.number))
    return pages, cpu_seconds_so_far() - begun


def _tasks(reader: Reader, path: Path, count: int) -> list[Callable[[], list[PageRead]]]:
    numbers = range(1, count + 1)
    parts = [(number,) for number in numbers] if reader.page_by_page else [tuple(numbers)]
    return [partial(reader.read, path, part) for part in parts]


def spread(tasks: Sequence[Callable[[], T]], *, processes: int, what: str) -> Iterator[T]:
    """Do tasks, yield what they return in any order, and print how far it is."""
    shown = time.monotonic()
    for done, result in enumerate(_results(tasks, processes), 1):
        yield result
        if time.monotonic() - shown > PROGRESS_SECONDS or done == len(tasks):
            shown = time.monotonic()
            print(f"… {what}: {done} / {len(tasks)}", flush=True)


def _results(tasks: Sequence[Callable[[], T]], processes: int) -> Iterator[T]:
    """Do tasks here, or in forked processes, which may be one for each core as no library brings threads of its own."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    if processes == 1:
        yield from (task() for task in tasks)
        return
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("fork")) as pool:
        for future in as_completed([pool.submit(task) for task in tasks]):
            yield future.result()
