"""Quickly made one-page letters, for benches that count files and not words: `make(folder, count)`."""

import random
from dataclasses import dataclass
from pathlib import Path

import img2pdf
from PIL import Image, ImageDraw, ImageFont

FONT = "DejaVuSans.ttf"
SIZE_PX = (827, 1169)  # A4 at 100 dpi
WORDS = (
    "rapat", "koordinasi", "undangan", "laporan", "kegiatan", "pelaksanaan", "anggaran", "pegawai", "daerah", "dinas",
    "kepala", "bidang", "arsip", "surat", "permohonan", "bantuan", "data", "pelatihan", "jadwal", "peserta", "ruang",
    "sekretariat", "aula", "pukul", "tanggal", "lampiran", "tembusan", "hormat",
)  # fmt: skip
SUBJECTS = ("Undangan rapat", "Laporan kegiatan", "Permohonan data", "Jadwal pelatihan", "Usulan anggaran")


@dataclass(frozen=True)
class Made:
    """A file that was made, and the earlier one whose bytes it repeats, if it does."""

    path: Path
    same_as: Path | None = None


def make(folder: Path, count: int, *, seed: int = 1, doubles: float = 0.1) -> list[Made]:
    """Write COUNT files (JPEG and PDF by turns) into FOLDER; a share of DOUBLES repeats an earlier one's bytes."""
    rng = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Made] = []
    for number in range(1, count + 1):
        firsts = [each.path for each in made if each.same_as is None]
        if firsts and rng.random() < doubles:
            made.append(repeat(folder, number, rng.choice(firsts)))
        else:
            made.append(Made(write_letter(folder / f"surat-{number:04}", number, rng)))
    return made


def repeat(folder: Path, number: int, first: Path) -> Made:
    """Write the bytes of FIRST under another name."""
    path = folder / f"salinan-{number:04}{first.suffix}"
    path.write_bytes(first.read_bytes())
    return Made(path, first)


def write_letter(stem: Path, number: int, rng: random.Random) -> Path:
    """Write one letter; every second one is a PDF."""
    picture = stem.with_suffix(".jpg")
    draw_letter(number, rng).save(picture, quality=85, dpi=(100, 100))
    if number % 2:
        return picture
    target = stem.with_suffix(".pdf")
    target.write_bytes(img2pdf.convert(str(picture)))
    picture.unlink()
    return target


def draw_letter(number: int, rng: random.Random) -> Image.Image:
    """Draw a short letter with a number of its own."""
    page = Image.new("L", SIZE_PX, 250)
    pen = ImageDraw.Draw(page)
    lines = [
        "DINAS KOMUNIKASI KABUPATEN CONTOH",
        "",
        f"Nomor : 000.{number}/{rng.randrange(1000)}/2024",
        f"Hal      : {rng.choice(SUBJECTS)} {number}",
        "",
        *(" ".join(rng.choices(WORDS, k=7)) for _ in range(6)),
    ]
    font = ImageFont.truetype(FONT, 19)
    for row, line in enumerate(lines):
        pen.text((80, 90 + 34 * row), line, fill=15, font=font)
    return page
