"""Searchable PDFs are PDF/A-2b by the judgment of veraPDF, say our words, look as before, and are not much larger."""

import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from numpy.typing import NDArray
from PIL import Image

import ocr.searchable
from ocr import FileRefused, Limits, PasswordNeeded, PdfPage, inspect_file, write_searchable_pdf
from ocr.pages import load_page
from tests.ocr.conftest import LETTERS, ROOT
from tests.ocr.documents import DOCUMENTS, SIZE, color_letter
from tests.ocr.sheets import letter_picture, save_picture
from tests.ocr.typed import typed
from tests.services.verapdf import failed_rules

WORDS = "Nomor : 800/123/2024\nPerihal Undangan | Rapat\nJum’at tanggal 5 ±½ ꦗꦮ"
HOSTILE = ROOT / "tests" / "data" / "hostile"
PAGES = ROOT / "tests" / "data" / "pages"
MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16")
SUFFIXES = ("jpg", "png", "tif", "webp")
COMPARED_ELSEWHERE = {
    "I;16 png",  # the reader stretches 16 bits to see more
    *("jbig2_baddevicen.pdf", "deep-pages.pdf"),  # not drawn by Poppler
    *("12bit.cropped.tiff", "BigTIFF.tif", "cmyk-3c-16b.tiff", "crom.png"),  # smaller than a stamp: nothing but edges
}
LONG_SIDE_PX = 700
NO_SCANS = {"L02.pdf", "digitally-signed.pdf", *(name for name in DOCUMENTS if "scan" not in name)}
NO_SCANS |= {"jbig2_baddevicen.pdf"}  # 8 million pixels in 43 kB, to be drawn for its wrong color space
THUMBNAIL = (24, 34)
MEAN_GRAYS, MOST_GRAYS = 3.0, 32.0
LARGER_BY, LEAST_BYTES = 1.15, 40_000

Grays = NDArray[np.float64]


@dataclass(frozen=True)
class Made:
    """A file, the searchable PDF of it, and what veraPDF has against that."""

    source: Path
    pdf: Path
    pages: int
    broken: list[str]


def sources(folder: Path) -> Iterator[tuple[str, Path]]:
    """Everything that is tried, by name."""
    for path in [*sorted(LETTERS.glob("*.*")), *sorted(PAGES.glob("*.pdf")), *sorted(HOSTILE.iterdir())]:
        yield path.name, path
    for name, make in DOCUMENTS.items():
        yield name, make(folder / f"{len(list(folder.iterdir()))}.pdf")
    for mode in MODES:
        for suffix in SUFFIXES:
            if drawn_so := picture(mode, folder / f"{mode.replace(';', '')}.{suffix}"):
                yield f"{mode} {suffix}", drawn_so
    page = letter_picture(size=SIZE)
    yield "three pages", save_picture(page, folder / "3.tif", save_all=True, append_images=[page, color_letter()])
    cut = save_picture(color_letter(), folder / "cut.tif")
    cut.write_bytes(cut.read_bytes()[:-400_000])
    yield "cut off", cut


def picture(mode: str, path: Path) -> Path | None:
    """A letter in one mode and format; None for what that format does not know."""
    page = color_letter().convert("L" if mode == "I;16" else mode, dither=Image.Dither.NONE)
    if mode == "I;16":
        page = Image.fromarray(np.asarray(page).astype(np.uint16) * 257)
    try:
        return save_picture(page, path)
    except (OSError, KeyError):
        return None


def is_accepted(path: Path) -> bool:
    try:
        return inspect_file(path, limits=Limits()).page_count > 0
    except (FileRefused, PasswordNeeded):
        return False


def pages_of(path: Path) -> list[PdfPage]:
    """The pages as if read; the first of every file upright, the second upside down."""
    reading = typed(WORDS)
    count = inspect_file(path, limits=Limits()).page_count
    readings = [replace(reading, turned_degrees=180 if number == 2 else 0) for number in range(1, count + 1)]
    return [PdfPage(path, number, each) for number, each in enumerate(readings, 1)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """Make everything, and let veraPDF judge it in one go."""
    folder, target = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("made")
    tried = {name: path for name, path in sources(folder) if is_accepted(path)}
    written = {}
    for index, (name, path) in enumerate(tried.items()):
        pages, pdf = pages_of(path), target / f"{index}.pdf"
        write_searchable_pdf(pages, pdf)
        written[name] = (path, pdf, len(pages))
    verdicts = failed_rules([pdf for _, pdf, _ in written.values()])
    return {name: Made(*parts, verdicts[parts[1]]) for name, parts in written.items()}


def test_everything_is_valid(made: dict[str, Made]) -> None:
    assert len(made) > 75
    assert {name: one.broken for name, one in made.items() if one.broken} == {}


def test_its_text_is_our_words(made: dict[str, Made]) -> None:
    """Words are stored in reading order; `-raw` is Poppler's order of the file."""
    small = {name for name, one in made.items() if min(sizes(one.pdf)) < 200}  # points: words would lie on each other
    wrong = {name: text_of(one.pdf) for name, one in made.items() if text_of(one.pdf) != WORDS.split() * one.pages}
    assert {name: text for name, text in wrong.items() if name not in small} == {}


def text_of(pdf: Path) -> list[str]:
    return subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True, text=True).stdout.split()


def sizes(pdf: Path) -> list[float]:
    with pikepdf.open(pdf) as opened:
        return [float(side) for page in opened.pages for side in page.mediabox.as_list()[2:]]


def test_pages_look_as_before(made: dict[str, Made]) -> None:
    """First pages, seen from where the page is a thumbnail: fonts and smoothing differ by program, ink does not."""
    seen = {name: difference(one) for name, one in made.items() if name not in COMPARED_ELSEWHERE}
    assert {name: (mean, most) for name, (mean, most) in seen.items() if mean > MEAN_GRAYS or most > MOST_GRAYS} == {}


def difference(one: Made) -> tuple[float, float]:
    before, after = thumbnail(as_given(one.source)), thumbnail(drawn(one.pdf))
    return float(np.abs(before - after).mean()), float(np.abs(before - after).max())


def thumbnail(picture: Image.Image) -> Grays:
    return np.asarray(picture.convert("L").resize(THUMBNAIL, Image.Resampling.BOX), np.float64)


def as_given(source: Path) -> Image.Image:
    if b"%PDF-" in source.read_bytes()[:1024]:
        return drawn(source)
    return Image.fromarray(load_page(source, number=1, limits=Limits()).pixels)


def drawn(pdf: Path) -> Image.Image:
    """The first page by Poppler, which shares nothing with the writer."""
    command = ["pdftoppm", "-scale-to", str(LONG_SIDE_PX), "-png", "-singlefile", str(pdf)]
    return Image.open(io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout))


def test_scans_are_hardly_larger(made: dict[str, Made]) -> None:
    given = {name: one.source.stat().st_size for name, one in made.items() if name not in NO_SCANS}
    ratios = {name: made[name].pdf.stat().st_size / size for name, size in given.items() if size > LEAST_BYTES}
    assert len(ratios) > 30
    assert {name: ratio for name, ratio in ratios.items() if ratio > LARGER_BY} == {}


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    page = PdfPage(LETTERS / "L03.pdf", 1, typed(WORDS))
    for name in ("a.pdf", "b.pdf"):
        write_searchable_pdf([page], tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


@pytest.mark.parametrize("name", ["text", "absent fonts", "form", "scripts and attachments", "stamp", "scan in color"])
def test_what_can_be_copied_is_not_drawn(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr.searchable, "_drawn", None)
    write_searchable_pdf(pages_of(DOCUMENTS[name](tmp_path / "a.pdf")), tmp_path / "out.pdf")


def test_addresses_stay_and_scripts_go(tmp_path: Path) -> None:
    made = DOCUMENTS["form"](tmp_path / "a.pdf"), DOCUMENTS["scripts and attachments"](tmp_path / "b.pdf")
    write_searchable_pdf([page for source in made for page in pages_of(source)], tmp_path / "out.pdf")
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert [str(link.A.URI) for link in pdf.pages[0].obj.Annots.as_list()] == ["https://example.test/surat"]
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/OutputIntents", "/Metadata"}
        assert not any(isinstance(one, pikepdf.Dictionary) and "/JS" in one for one in pdf.objects)
