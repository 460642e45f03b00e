"""Says of each file of a folder whether it is sound, by programs that are not ours, for `./telusur bench hostile`.

    python -m bench.make_hostile_manifest DIR bench/data/hostile-manifest.csv

PDF: qpdf --check, pdfinfo, pdftoppm. TIFF: tiffinfo -D (libtiff decodes everything) and Pillow. Others: Pillow.
`sound` is yes when all agree that the file is whole, no when none can open it (or it is locked), either when they
disagree: such a file may be taken or refused. `reason` is what the programs said. Needs the Debian packages qpdf,
poppler-utils and libtiff-tools.
"""

import csv
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from PIL import Image

QPDF_ERRORS, QPDF_WARNINGS = 2, 3
SECONDS = 120
SUFFIXES = {".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".jp2"}
DRAW_DPI = "20"
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True)
class Judged:
    """One row of the manifest; `pages` is None where nobody could count them, `pixels` is of the largest picture."""

    path: str
    sound: str
    pages: int | None = None
    reason: str = ""
    pixels: int | None = None


def run(*command: str) -> tuple[int, str]:
    """Return exit code and output; a program that hangs or crashes has a code of its own."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return -1, "hangs"
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


def judge(path: Path, name: str) -> Judged:
    """Ask the programs for the type of the file."""
    head = path.read_bytes()[:1024]
    if b"%PDF-" in head:
        return judge_pdf(path, name)
    if head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        return judge_tiff(path, name)
    return judge_picture(path, name)


def judge_pdf(path: Path, name: str) -> Judged:
    """Structure by qpdf, page count by poppler, and every page drawn by poppler."""
    checked, words = run("qpdf", "--check", str(path))
    if "invalid password" in words:
        return Judged(name, "no", None, "needs_password")
    known, told = run("pdfinfo", str(path))
    pages = next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pages:")), 0)
    if known or not pages:
        reason = "no_pages" if not known else "damaged"
        return Judged(name, "no" if checked == QPDF_ERRORS or not known else "either", None, reason)
    pixels = largest_picture(path)
    with tempfile.TemporaryDirectory() as folder:
        drawn, _ = run("pdftoppm", "-r", DRAW_DPI, "-gray", str(path), f"{folder}/page")
        drawn_pages = len(list(Path(folder).iterdir()))
    if checked == 0 and drawn == 0 and drawn_pages == pages:
        return Judged(name, "yes", pages, "", pixels)
    said = {QPDF_ERRORS: "qpdf errors", QPDF_WARNINGS: "qpdf warnings"}.get(checked, "qpdf ok")
    return Judged(name, "either", pages, f"{said}, {drawn_pages} of {pages} pages drawn", pixels)


def largest_picture(path: Path) -> int:
    """Return the pixels of the largest picture, as pdfimages lists them."""
    _, listed = run("pdfimages", "-list", str(path))
    rows = [line.split() for line in listed.splitlines()[2:]]
    return max((int(row[3]) * int(row[4]) for row in rows if len(row) > 4 and row[3].isdigit()), default=0)


def judge_tiff(path: Path, name: str) -> Judged:
    """libtiff decodes all; Pillow must agree, since an office's readers are like it."""
    code, told = run("tiffinfo", "-D", str(path))
    pages = told.count("TIFF Directory at")
    by_pillow = judge_picture(path, name)
    broken = code != 0 or "rror" in told
    if not broken and by_pillow.sound == "yes" and by_pillow.pages == pages:
        return by_pillow
    if broken and by_pillow.sound == "no":
        return Judged(name, "no", None, "damaged")
    return Judged(name, "either", by_pillow.pages, f"libtiff {'fails' if broken else 'ok'}, Pillow {by_pillow.reason}")


def judge_picture(path: Path, name: str) -> Judged:
    """Pillow decodes every frame."""
    try:
        with Image.open(path) as image:
            pages, pixels = getattr(image, "n_frames", 1), image.width * image.height
            for frame in range(pages):
                image.seek(frame)
                image.load()
            taken = image.format in ("JPEG", "MPO", "PNG", "TIFF", "WEBP")
    except Exception as error:  # noqa: BLE001  # whatever it is, the file did not open
        return Judged(name, "no", None, f"damaged: {type(error).__name__}")
    if not taken:
        return Judged(name, "no", None, "unsupported_type")
    return Judged(name, "yes", 1 if image.format == "MPO" else pages, "", pixels)


def main(folder: Path, target: Path) -> None:
    """Judge every file below FOLDER and write TARGET."""
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    with ThreadPoolExecutor(2) as pool:
        rows = list(pool.map(lambda path: judge(path, str(path.relative_to(folder))), found))
    with target.open("w", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Judged)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(row) for row in rows)
    for verdict in ("yes", "no", "either"):
        print(f"{verdict:>6}: {sum(row.sound == verdict for row in rows)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
