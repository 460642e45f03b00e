"""Make the sample office's letters: typeset, sign, stamp, wear and save them in the formats offices deliver.

Run `python -m bench.make_sample_letters` (needs the packages of requirements-test.txt and the Debian packages
fonts-liberation, fonts-dejavu, fonts-freefont-ttf). Seeded: the same library versions give the same bytes. The results
in sample/letters are committed, so nobody needs the fonts to start the sample office.
"""

import json
import shutil
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

import cv2
import img2pdf
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

from bench.letterpress import ink, wear
from bench.letterpress.catalog import SHEETS, Sheet
from bench.letterpress.typeset import Mark, Setting, register_fonts, set_letter

SAMPLE = Path(__file__).resolve().parent.parent / "sample"
Picture = NDArray[np.float32]
Rng = np.random.Generator


def seeded(letter: str) -> Rng:
    """The random numbers of one letter."""
    return np.random.default_rng(zlib.crc32(letter.encode()))


def main() -> None:
    """Write every file of sample/letters that is not a real public scan."""
    register_fonts()
    truth = json.loads((SAMPLE / "texts" / "expected.json").read_text())
    with tempfile.TemporaryDirectory() as folder:
        for letter, sheet in SHEETS.items():
            target = SAMPLE / "letters" / str(truth[letter]["file"])
            printed = Path(folder) / f"{letter}.pdf"
            setting = set_letter(_text(letter), printed, sheet.style, seed=zlib.crc32(letter.encode()))
            truth[letter]["pages"] = setting.pages
            SAVERS[letter](target, _Job(printed, sheet, setting, letter))
    for letter, facts in truth.items():
        facts.setdefault("pages", _hand_checked_pages(letter))
    (SAMPLE / "letters" / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n")


def _text(letter: str) -> str:
    return (SAMPLE / "texts" / f"{letter}.txt").read_text()


def _hand_checked_pages(letter: str) -> list[str]:
    return [path.read_text() for path in sorted((SAMPLE / "texts").glob(f"{letter}-*.txt"))]


class _Job:
    """One letter on its way from print to file."""

    def __init__(self, printed: Path, sheet: Sheet, setting: Setting, letter: str) -> None:
        self.printed, self.sheet, self.setting = printed, sheet, setting
        self.rng = seeded(letter)
        self.letter = letter

    def pages(self, dpi: int) -> list[Picture]:
        """The printed, signed and stamped pages."""
        document = pypdfium2.PdfDocument(self.printed)
        pictures = [document[i].render(scale=dpi / 72).to_pil().convert("RGB") for i in range(len(document))]
        pages = [np.asarray(picture, np.float32).copy() for picture in pictures]
        for mark in self.setting.marks:
            pages[mark.page] = self._inked(pages[mark.page], mark, dpi)
        for line, column in (self.sheet.pen_lines or {}).items():
            y = _line_y(self.setting, self.printed, _text(self.letter), line)
            place = ink.Place(self.sheet.style.left + column * self.sheet.style.column_width, y, dpi)
            pages[0] = ink.signature(pages[0], place, self.rng)
        return pages

    def _inked(self, page: Picture, mark: Mark, dpi: int) -> Picture:
        if mark.line in self.sheet.style.hidden:
            return self._marked(page, mark, dpi)
        middle = mark.y + self.sheet.style.space / 2
        if self.sheet.signed_by_pen:
            page = ink.signature(page, ink.Place(mark.x + 62, middle, dpi), self.rng)
        if self.sheet.stamp_ring:
            place = ink.Place(mark.x + 2, middle, dpi)
            page = ink.round_stamp(page, place, self.rng, self.sheet.stamp_ring, self.sheet.stamp_center)
        return page

    def _marked(self, page: Picture, mark: Mark, dpi: int) -> Picture:
        text = _text(self.letter).split("\n")[mark.line - 1].strip()
        color = ink.RED if self.letter == "L10" else ink.VIOLET
        box = ink.Box(text, 19, color, self.rng.uniform(-2.5, 2.5))
        return ink.box_stamp(page, ink.Place(mark.x + 65, mark.y + 14, dpi), self.rng, box)


def _line_y(setting: Setting, printed: Path, text: str, line: int) -> float:
    """Where the words of a text line stand on the first page, in points from the top."""
    lines = text.split("\n")
    page = pypdfium2.PdfDocument(printed)[0]
    words = next(candidate for candidate in lines[line - 1 :] if candidate.strip()).strip().split("  ")[0]
    searcher = page.get_textpage().search(words)
    start, _ = searcher.get_next()
    _, bottom, _, top = page.get_textpage().get_charbox(start)
    return float(page.get_height() - (bottom + top) / 2) - (14 if lines[line - 1].strip() else 6)


# -- how each letter reached the office -------------------------------------------------------------------------


def _save_jpeg(page: Picture, target: Path, *, dpi: int, quality: int, gray: bool = False) -> None:
    picture = Image.fromarray(page.clip(0, 255).astype(np.uint8))
    (picture.convert("L") if gray else picture).save(target, "JPEG", quality=quality, dpi=(dpi, dpi), optimize=True)


def _save_scan_pdf(pages: list[Picture], target: Path, *, dpi: int, quality: int, gray: bool = False) -> None:
    """A PDF whose pages are JPEG scans, as an office copier mails them."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.jpg" for number in range(len(pages))]
        for page, file in zip(pages, files, strict=True):
            _save_jpeg(page, file, dpi=dpi, quality=quality, gray=gray)
        target.write_bytes(img2pdf.convert([str(file) for file in files], nodate=True))


def _invitation(target: Path, job: _Job) -> None:
    page = wear.skewed(wear.scanner(job.pages(200)[0], job.rng, noise=2), 1.4)
    _save_jpeg(wear.uneven_light(page, job.rng, darkest=0.62, gutter=True), target, dpi=200, quality=74)


def _born_digital(target: Path, job: _Job) -> None:
    """No paper at all: the electronic letter itself, with a QR code where the pen would sign."""
    shutil.copyfile(job.printed, target)


def _request_with_table(target: Path, job: _Job) -> None:
    page = job.pages(200)[0]
    page = wear.bled_through(wear.scanner(page, job.rng, noise=2.5), np.roll(page, 90, axis=0), strength=0.13)
    _save_scan_pdf([wear.skewed(page, -0.9)], target, dpi=200, quality=72)


def _memo(target: Path, job: _Job) -> None:
    page = wear.faded(job.pages(200)[0], job.rng, ink_level=128)
    _save_jpeg(wear.skewed(page, -1.8), target, dpi=200, quality=74, gray=True)


def _order_upside_down(target: Path, job: _Job) -> None:
    page = wear.skewed(wear.scanner(job.pages(200)[0], job.rng, noise=2), 0.6)
    _save_scan_pdf([np.ascontiguousarray(np.rot90(wear.punched(page), 2))], target, dpi=200, quality=72)


def _decree_copy(target: Path, job: _Job) -> None:
    pages = [wear.photocopied(page, job.rng) for page in job.pages(300)]
    angles = (0.5, -0.7)
    turned = [wear.skewed(page, angle, background=255) for page, angle in zip(pages, angles, strict=True)]
    bilevel = [Image.fromarray(np.where(page[..., 0] < 128, 0, 255).astype(np.uint8)).convert("1") for page in turned]
    bilevel[0].save(target, "TIFF", save_all=True, append_images=bilevel[1:], compression="group4", dpi=(300, 300))


def _circular(target: Path, job: _Job) -> None:
    page = wear.folded(wear.scanner(job.pages(200)[0], job.rng, noise=2.5), job.rng)
    _save_scan_pdf([wear.skewed(page, 2.3)], target, dpi=200, quality=72)


def _record(target: Path, job: _Job) -> None:
    page = wear.stained(job.pages(200)[0], job.rng, center=(0.72, 0.33), radius=0.13)
    page = wear.punched(wear.scanner(page, job.rng, noise=2.5))
    _save_jpeg(wear.skewed(page, -0.5), target, dpi=200, quality=74)


def _power_of_attorney(target: Path, job: _Job) -> None:
    """A gray PNG in sixteen tones, as old document managers keep them."""
    page = job.pages(200)[0]
    duty = _line_y(job.setting, job.printed, _text("L09"), 32) + 12
    page = ink.duty_stamp(page, ink.Place(job.sheet.style.left + 53 * job.sheet.style.column_width, duty, 200), job.rng)
    page = wear.uneven_light(wear.faded(page, job.rng, ink_level=80, paper_level=246), job.rng, darkest=0.8)
    gray = cv2.cvtColor(wear.skewed(page, 0.8), cv2.COLOR_RGB2GRAY)
    smooth = cv2.medianBlur(gray.clip(0, 255).astype(np.uint8), 3)
    Image.fromarray(smooth).quantize(16).save(target, "PNG", dpi=(200, 200), optimize=True)


def _secret(target: Path, job: _Job) -> None:
    page = wear.uneven_light(wear.scanner(job.pages(200)[0], job.rng, noise=2), job.rng, darkest=0.86)
    _save_scan_pdf([wear.skewed(page, -1.1)], target, dpi=200, quality=74)


def _phone_photo(target: Path, job: _Job) -> None:
    page = wear.photographed(wear.folded(job.pages(200)[0], job.rng), job.rng)
    _save_jpeg(page, target, dpi=72, quality=72)


def _backlog(target: Path, job: _Job) -> None:
    heavy = cv2.erode(job.pages(250)[0], np.ones((2, 2), np.uint8))
    page = wear.yellowed(heavy.astype(np.float32), job.rng)
    received = ink.Box("DITERIMA\n16 PEB 1987\nAGENDA 412", 11, ink.VIOLET, 6)
    page = ink.box_stamp(page, ink.Place(150, 620, 250), job.rng, received)
    page = ink.handwriting(page, ink.Place(210, 705, 250), job.rng, "Kasubag Dok: siapkan data, laporkan. 17/2")
    _save_jpeg(wear.skewed(page, -1.3, background=150), target, dpi=250, quality=74)


SAVERS: dict[str, Callable[[Path, _Job], None]] = {
    "L01": _invitation,
    "L02": _born_digital,
    "L03": _request_with_table,
    "L04": _memo,
    "L05": _order_upside_down,
    "L06": _decree_copy,
    "L07": _circular,
    "L08": _record,
    "L09": _power_of_attorney,
    "L10": _secret,
    "L11": _phone_photo,
    "L12": _backlog,
}

if __name__ == "__main__":
    main()
