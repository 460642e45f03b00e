"""A fixed mix of 1-, 2- and 10-page files from the sample office's letters, with their texts beside them."""

import io
import json
from pathlib import Path

import img2pdf
import pypdfium2
from PIL import Image, ImageSequence

from bench.office import ROOT

SAMPLE = ROOT / "sample" / "letters"
LEFT_OUT = "L02"  # born digital: its text is not read but copied
FILES = {1: 6, 2: 3, 10: 1}
Page = tuple[bytes, str]


def make(folder: Path) -> list[Path]:
    """Write the mix into FOLDER and return its files. Pages follow each other round and round."""
    folder.mkdir(parents=True, exist_ok=True)
    pages, made, number = sample_pages(), [], 0
    for count, files in FILES.items():
        for index in range(1, files + 1):
            chosen = [pages[(number + step) % len(pages)] for step in range(count)]
            number += count
            made.append(write(folder / f"surat-{count:02}-{index}", chosen, as_picture=count == 1 and index % 2 == 0))
    return made


def write(stem: Path, pages: list[Page], *, as_picture: bool) -> Path:
    """Write one file with its text."""
    Path(f"{stem}.gt.txt").write_text("\n".join(text for _, text in pages))
    target = stem.with_suffix(".jpg" if as_picture else ".pdf")
    pictures = [picture for picture, _ in pages]
    target.write_bytes(pictures[0] if as_picture else img2pdf.convert(pictures))
    return target


def sample_pages() -> list[Page]:
    """Return every scanned page of the sample office as a JPEG with its text."""
    truth = json.loads((SAMPLE / "truth.json").read_text())
    pages: list[Page] = []
    for name, facts in truth.items():
        if name != LEFT_OUT:
            pages += zip(pictures_of(SAMPLE / facts["file"]), facts["pages"], strict=True)
    return pages


def pictures_of(path: Path) -> list[bytes]:
    """Return the pages of a file as JPEGs: the scanner's own where the file holds them."""
    if path.suffix == ".jpg":
        return [path.read_bytes()]
    if path.suffix != ".pdf":
        with Image.open(path) as image:
            return [as_jpeg(frame) for frame in ImageSequence.Iterator(image)]
    with pypdfium2.PdfDocument(path) as pdf:
        return [embedded_jpeg(page) for page in pdf]


def embedded_jpeg(page: pypdfium2.PdfPage) -> bytes:
    """Return the picture that fills a scanned page, as it lies in the file."""
    (picture,) = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    target = io.BytesIO()
    picture.extract(target, fb_format="jpg")
    return target.getvalue()


def as_jpeg(image: Image.Image) -> bytes:
    """Return a picture as JPEG with its resolution."""
    target = io.BytesIO()
    dpi = image.info.get("dpi", (200, 200))
    image.convert("L").save(target, "JPEG", quality=90, dpi=tuple(float(value) for value in dpi))
    return target.getvalue()
