"""The files that the journeys give: a real scan, worn sample letters, one skewed, one upside down, one locked."""

import uuid
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
    """Write the files into FOLDER: the same pages at each call, never the same bytes, as those would be duplicates."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = tuple(upper_part(folder, name) for name in ("L04.jpg", "L11.jpg", "L12.jpg"))
    return Papers(real_scan(folder), (*plain, skewed(folder), upside_down(folder)), locked(folder))


def real_scan(folder: Path) -> Path:
    """Return the real circular, byte for byte but for a remark after its end."""
    copy = folder / "SE0555.pdf"
    copy.write_bytes((LETTERS / "SE0555.pdf").read_bytes() + f"\n% {uuid.uuid4().hex}\n".encode())
    return copy


def upper_part(folder: Path, name: str) -> Path:
    """Return the upper part of a letter as a picture of its own: it is read sooner."""
    with Image.open(LETTERS / name) as picture:
        return save(picture.crop((0, 0, picture.width, picture.height * 2 // 5)), folder / name)


def skewed(folder: Path) -> Path:
    """Return a letter that lay three degrees askew."""
    with Image.open(LETTERS / "L08.jpg") as picture:
        turned = picture.convert("RGB").rotate(-3, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
        return save(turned, folder / "miring.jpg")


def upside_down(folder: Path) -> Path:
    """Return a letter that lay upside down."""
    with Image.open(LETTERS / "L01.jpg") as picture:
        return save(picture.transpose(Image.Transpose.ROTATE_180), folder / "terbalik.jpg")


def save(picture: Image.Image, path: Path) -> Path:
    """Write PICTURE as a JPEG with a remark that no other file has."""
    picture.save(path, quality=90, dpi=(200, 200), comment=uuid.uuid4().hex)
    return path


def locked(folder: Path) -> Path:
    """Return a letter that opens with PASSWORD; encryption draws new bytes each time."""
    path = folder / "terkunci.pdf"
    with pikepdf.open(LETTERS / "L02.pdf") as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user=PASSWORD, owner="pemilik"))
    return path
