"""The files that the journeys give: a real scan, worn sample letters, one skewed, one upside down, one locked."""

from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image

LETTERS = Path(__file__).resolve().parents[2] / "sample" / "letters"
PASSWORD = "buka-surat-2024"


@dataclass(frozen=True)
class Papers:
    """Files ready to be dropped."""

    real_scan: Path
    pictures: tuple[Path, ...]
    locked: Path


def make_papers(folder: Path) -> Papers:
    """Write the files into FOLDER."""
    upside_down, skewed = folder / "terbalik.jpg", folder / "miring.jpg"
    with Image.open(LETTERS / "L01.jpg") as picture:
        picture.transpose(Image.Transpose.ROTATE_180).save(upside_down, quality=90, dpi=(200, 200))
    with Image.open(LETTERS / "L08.jpg") as picture:
        turned = picture.convert("RGB").rotate(-3, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
        turned.save(skewed, quality=90, dpi=(200, 200))
    locked = folder / "terkunci.pdf"
    with pikepdf.open(LETTERS / "L02.pdf") as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user=PASSWORD, owner="pemilik"))
    plain = tuple(upper_part(folder, name) for name in ("L04.jpg", "L11.jpg", "L12.jpg"))
    return Papers(LETTERS / "SE0555.pdf", (*plain, skewed, upside_down), locked)


def upper_part(folder: Path, name: str) -> Path:
    """Return the upper part of a letter as a picture of its own: it is read sooner."""
    with Image.open(LETTERS / name) as picture:
        picture.crop((0, 0, picture.width, picture.height * 2 // 5)).save(folder / name, quality=90, dpi=(200, 200))
    return folder / name
