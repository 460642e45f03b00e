"""Pages with and without secret stamps, drawn by seed: RAHASIA in many inks, frames and angles, and what looks like it.

Nothing here is shared with the code that finds the stamps: fonts, inks, wear and places are drawn by lot.
"""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from bench.letterpress.ink import Box as Words
from bench.letterpress.ink import Place, box_stamp, lay, round_stamp, signature
from bench.letterpress.typeset import FONT_FOLDER

Picture = NDArray[np.float32]
Pixels = NDArray[np.uint8]
Rng = np.random.Generator
Color = tuple[int, int, int]

A4_MM = (210.0, 297.0)
MM_PER_INCH = 25.4
STAMP_FONTS = (
    "liberation/LiberationSans-Bold.ttf", "liberation/LiberationSans-Regular.ttf",
    "liberation/LiberationSansNarrow-Bold.ttf", "liberation/LiberationSerif-Bold.ttf",
    "liberation/LiberationMono-Bold.ttf", "dejavu/DejaVuSans-Bold.ttf", "liberation/LiberationSansNarrow-Regular.ttf",
    "dejavu/DejaVuSerif-Bold.ttf", "liberation/LiberationSans-BoldItalic.ttf",
)  # fmt: skip
TEXT_FONTS = (
    "liberation/LiberationSerif-Regular.ttf", "liberation/LiberationSans-Regular.ttf", "dejavu/DejaVuSerif.ttf",
    "liberation/LiberationMono-Regular.ttf",
)  # fmt: skip
RED_INKS: tuple[Color, ...] = ((196, 30, 38), (214, 40, 60), (170, 25, 30), (225, 70, 70), (200, 20, 90))
VIOLET_INKS: tuple[Color, ...] = ((92, 58, 150), (120, 50, 140), (80, 40, 120), (110, 90, 170))
BLUE_INKS: tuple[Color, ...] = ((30, 52, 140), (40, 80, 170), (60, 70, 130))
BLACK_INKS: tuple[Color, ...] = ((35, 35, 42), (60, 60, 60))
SECRET = ("RAHASIA",) * 5 + ("SANGAT RAHASIA",) * 3 + ("SANGAT\nRAHASIA", "R A H A S I A", "S A N G A T  R A H A S I A")
HARMLESS = (
    "SALINAN", "ARSIP", "LUNAS", "DITERIMA\n12 MARET 2024", "RAHARJA", "ASLI", "TEMBUSAN", "AGENDA\nNo. 214/2024",
    "COPY", "BATAL", "DISETUJUI", "BAHASA", "RSUD RAHAYU", "MASUK\nTgl. 4-5-2023", "SAKSI", "SESUAI ASLINYA",
)  # fmt: skip
SENTENCES = (
    "Sehubungan dengan surat Saudara perihal tersebut di atas, bersama ini kami sampaikan",
    "bahwa dokumen bersifat rahasia wajib disimpan di tempat yang aman dan terkunci oleh",
    "petugas yang ditunjuk. Setiap pejabat menjaga rahasia jabatan sesuai ketentuan yang",
    "berlaku, dan surat dengan sifat sangat rahasia hanya dibuka oleh penerima langsung.",
    "Untuk itu diminta agar Saudara mengirimkan daftar arsip aktif dan inaktif beserta",
    "rencana pemindahan dan perkiraan jumlah boks kepada Dinas Perpustakaan dan Kearsipan",
    "paling lambat tanggal 15 bulan berjalan melalui alamat resmi. Rahasia Negara adalah",
    "informasi yang secara resmi ditetapkan dan perlu dirahasiakan untuk mendapat",
    "perlindungan melalui mekanisme kerahasiaan. Demikian, atas perhatian dan kerja sama",
    "Saudara disampaikan terima kasih.",
)


@dataclass(frozen=True)
class Drawn:
    """A page, and the words of its secret stamp (None when it has none)."""

    pixels: Pixels
    dpi: float
    stamp: str | None
    what: str


def secret_page(rng: Rng, bases: list[Path]) -> Drawn:
    """A page with one secret stamp."""
    page, dpi = _base(rng, bases)
    text = str(rng.choice(SECRET))
    inks = (RED_INKS, VIOLET_INKS, RED_INKS, BLUE_INKS)[int(rng.integers(4))]
    layer, what = _secret_layer(text, rng, dpi)
    color = inks[int(rng.integers(len(inks)))]
    page = lay(page, layer, _place_of(layer, page.shape, rng), color)
    if rng.random() < 0.4:
        page = _office_stamp(page, rng, dpi)
    return Drawn(_scanned(page, rng), dpi, "".join(text.split()), f"{text!r} {what} {color}")


def plain_page(rng: Rng, bases: list[Path]) -> Drawn:
    """A page without a secret stamp: office stamps, signatures, other words, red headings, yellow paper, pictures."""
    page, dpi = _base(rng, bases)
    kinds = ("office", "office", "harmless", "heading", "yellow", "photograph", "bare")
    kind = str(rng.choice(kinds))
    if kind in ("office", "yellow"):
        page = _office_stamp(page, rng, dpi)
    if kind == "harmless":
        page = _harmless_stamp(page, rng, dpi)
    if kind == "heading":
        page = _red_heading(page, rng, dpi)
    if kind == "photograph":
        page = _photograph(page, rng)
    if kind == "yellow":
        page = page * np.array([1.0, 0.93, 0.72], np.float32)
    return Drawn(_scanned(page, rng), dpi, None, kind)


def _base(rng: Rng, bases: list[Path]) -> tuple[Picture, float]:
    dpi = int(rng.choice([150, 200, 200, 300]))
    if not bases or rng.random() < 0.35:
        return drawn_letter(rng, dpi), dpi
    pixels = np.asarray(cv2.imread(str(bases[int(rng.integers(len(bases)))])), dtype=np.uint8)
    scale = dpi * A4_MM[1] / MM_PER_INCH / max(pixels.shape[:2])
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    page = cv2.cvtColor(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=how), cv2.COLOR_BGR2RGB)
    return page.astype(np.float32), dpi


def drawn_letter(rng: Rng, dpi: int) -> Picture:
    """A letter in one of some fonts; it speaks of secrets in its text and, by lot, in its row Sifat."""
    size = tuple(round(mm * dpi / MM_PER_INCH) for mm in A4_MM)
    image = Image.new("RGB", (size[0], size[1]), (255, 255, 255))
    pen, points = ImageDraw.Draw(image), float(rng.choice([11, 12]))
    font = ImageFont.truetype(str(FONT_FOLDER / str(rng.choice(TEXT_FONTS))), round(points * dpi / 72))
    head = (170, 20, 30) if rng.random() < 0.3 else (0, 0, 0)
    step, left, y = points * dpi / 72 * 1.5, 25 * dpi / MM_PER_INCH, 18 * dpi / MM_PER_INCH
    for line in ("PEMERINTAH KABUPATEN TIRTAWANGI", "DINAS PERPUSTAKAAN DAN KEARSIPAN"):
        pen.text((size[0] / 2, y), line, fill=head, font=font, anchor="ma")
        y += step
    rows = (
        "",
        "Nomor   : 045/" + str(rng.integers(10, 999)) + "/DISPUSIP/2024",
        f"Sifat   : {rng.choice(['Rahasia', 'Biasa'])}",
    )
    start = int(rng.integers(len(SENTENCES)))
    body = [SENTENCES[(start + index) % len(SENTENCES)] for index in range(int(rng.integers(8, 24)))]
    for line in (
        *rows,
        "Hal     : Pengiriman Daftar Arsip",
        "",
        "Yth. Kepala Dinas Sosial",
        "",
        *body,
        "",
        "Kepala Dinas,",
    ):
        pen.text((left, y), line, fill=(0, 0, 0), font=font)
        y += step
    return np.asarray(image, np.float32).copy()


def _secret_layer(text: str, rng: Rng, dpi: float) -> tuple[Picture, str]:
    """The stamp's ink 0..1, turned; and how it was drawn."""
    font_name = str(rng.choice(STAMP_FONTS))
    capital_mm = float(rng.uniform(3.5, 13)) * (0.75 if len(text) > 12 and "\n" not in text else 1)
    font = ImageFont.truetype(str(FONT_FOLDER / font_name), round(capital_mm / 0.72 * dpi / MM_PER_INCH))
    frame = str(rng.choice(["none", "none", "single", "double", "round"]))
    layer = _framed(_lettered(text, font, rng), frame, capital_mm * dpi / MM_PER_INCH)
    degrees = _angle(rng)
    turned = Image.fromarray(layer).rotate(degrees, resample=Image.Resampling.BICUBIC, expand=True)
    ink, wear = _worn(np.asarray(turned, np.float32) / np.float32(255), rng, dpi)
    return ink, f"{font_name} {capital_mm:.1f} mm {frame} {degrees:.0f} degrees {wear}"


def _angle(rng: Rng) -> float:
    kind = rng.random()
    if kind < 0.3:
        return float(rng.uniform(-2, 2))
    if kind < 0.85:
        return float(rng.uniform(-60, 60))
    return float(rng.choice([90, -90])) + float(rng.uniform(-4, 4))


def _lettered(text: str, font: ImageFont.FreeTypeFont, rng: Rng) -> Pixels:
    spacing = float(rng.choice([0, 0, 0.12, 0.3])) * font.size if " " not in text.strip() else 0.0
    lines = [_spaced(line, font, spacing) for line in text.split("\n")]
    width = max(line.shape[1] for line in lines)
    centered = [
        np.pad(line, ((0, 0), ((width - line.shape[1]) // 2, -(-(width - line.shape[1]) // 2)))) for line in lines
    ]
    return np.vstack(centered)


def _spaced(text: str, font: ImageFont.FreeTypeFont, spacing: float) -> Pixels:
    width = round(font.getlength(text) + spacing * len(text) + 0.3 * font.size)
    image = Image.new("L", (width, round(font.size * 1.05)), 0)
    pen, x = ImageDraw.Draw(image), 0.15 * font.size
    if not spacing:
        pen.text((x, image.height / 2), text, fill=255, font=font, anchor="lm")
        return np.asarray(image)
    for letter in text:
        pen.text((x, image.height / 2), letter, fill=255, font=font, anchor="lm")
        x += font.getlength(letter) + spacing
    return np.asarray(image)


def _framed(letters: Pixels, frame: str, capital_px: float) -> Pixels:
    pad, line = round(capital_px * 0.45), max(2, round(capital_px * 0.1))
    image = Image.fromarray(np.pad(letters, pad + 3 * line))
    pen, edge = ImageDraw.Draw(image), (1, 1, image.width - 2, image.height - 2)
    if frame == "round":
        pen.rounded_rectangle(edge, radius=round(capital_px * 0.6), outline=255, width=line)
    elif frame != "none":
        pen.rectangle(edge, outline=255, width=line)
    if frame == "double":
        inner = 2.5 * line
        pen.rectangle(
            (inner, inner, image.width - inner - 1, image.height - inner - 1), outline=255, width=max(1, line // 2)
        )
    return np.asarray(image)


def _worn(ink: Picture, rng: Rng, dpi: float) -> tuple[Picture, str]:
    """Bleeding, a dry pad, missing corners, faint ink."""
    height, width = ink.shape
    field = rng.random((max(2, height // 9), max(2, width // 9))).astype(np.float32)
    rough = cv2.resize(field, (width, height), interpolation=cv2.INTER_CUBIC)
    kind = str(rng.choice(["even", "patchy", "bled", "dry", "faint"]))
    if kind == "bled":
        soft = cv2.GaussianBlur(ink, (0, 0), 0.25 * dpi / MM_PER_INCH) + 0.25 * (rough - 0.5)
        ink = np.clip((soft - 0.25) * 4, 0, 1)
    if kind == "dry":
        ink = ink * np.clip((rough - 0.18) * 5, 0, 1)
    strength = rng.uniform(0.3, 0.45) if kind == "faint" else rng.uniform(0.6, 0.95)
    patch = 0.6 + 0.5 * rough if kind == "patchy" else np.float32(1.0)
    return np.clip(ink * patch * np.float32(strength), 0, 1).astype(np.float32), f"{kind} {strength:.2f}"


def _place_of(layer: Picture, shape: tuple[int, ...], rng: Rng) -> tuple[int, int]:
    """Wholly on the sheet, anywhere; often at the head."""
    half_height, half_width = layer.shape[0] / 2 + 0.03 * shape[0], layer.shape[1] / 2 + 0.03 * shape[1]
    low = half_height if half_height < shape[0] / 2 else shape[0] / 2
    high = max(low + 1, shape[0] - half_height)
    y = rng.uniform(low, low + 0.15 * (high - low)) if rng.random() < 0.4 else rng.uniform(low, high)
    left = min(half_width, shape[1] / 2)
    return round(rng.uniform(left, max(left + 1, shape[1] - left))), round(y)


def _office_stamp(page: Picture, rng: Rng, dpi: float) -> Picture:
    place = Place(float(rng.uniform(300, 480)), float(rng.uniform(480, 740)), round(dpi))
    inks = (*RED_INKS, *VIOLET_INKS, *BLUE_INKS)
    names = ("PEMERINTAH KOTA TIRTAWANGI * DINAS SOSIAL *", "KEMENTERIAN AGAMA * REPUBLIK INDONESIA *")
    blank = np.full_like(page, 255)
    ring = round_stamp(
        blank, place, rng, str(rng.choice(names)), str(rng.choice(["DINAS\nSOSIAL", "SEKRETARIAT", "KEPALA"]))
    )
    page = _recolored(page, ring, inks[int(rng.integers(len(inks)))])
    pen = Place(place.x + float(rng.uniform(-30, 50)), place.y, round(dpi))
    return signature(page, pen, rng, color=(30, 52, 140) if rng.random() < 0.6 else (35, 35, 42))


def _recolored(page: Picture, ring: Picture, color: Color) -> Picture:
    """The ink of a violet drawing laid in another color."""
    ink = (1 - ring[..., 1] / 255) / (1 - 58 / 255)
    return (page * (1 - ink[..., None] * (1 - np.array(color, np.float32) / 255))).astype(np.float32)


def _harmless_stamp(page: Picture, rng: Rng, dpi: float) -> Picture:
    inks = (*RED_INKS, *VIOLET_INKS, *BLUE_INKS)
    color = inks[int(rng.integers(len(inks)))]
    place = Place(float(rng.uniform(120, 480)), float(rng.uniform(60, 760)), round(dpi))
    box = Words(str(rng.choice(HARMLESS)), float(rng.uniform(12, 36)), color, _angle(rng), bool(rng.random() < 0.6))
    return box_stamp(page, place, rng, box)


def _red_heading(page: Picture, rng: Rng, dpi: float) -> Picture:
    place = Place(float(rng.uniform(200, 400)), float(rng.uniform(40, 500)), round(dpi))
    text = str(
        rng.choice(
            [
                "PENGUMUMAN PENTING BAGI SELURUH PEGAWAI",
                "PEDOMAN PENANGANAN SURAT RAHASIA DAN TERBATAS",
                "HARI JADI KE-75",
            ]
        )
    )
    return box_stamp(page, place, rng, Words(text, float(rng.uniform(11, 16)), RED_INKS[0], 0.0, framed=False))


def _photograph(page: Picture, rng: Rng) -> Picture:
    """A color picture printed on the page."""
    height, width = page.shape[0] // 4, page.shape[1] // 3
    coarse = rng.random((int(rng.integers(3, 14)), int(rng.integers(3, 14)), 3)).astype(np.float32) * 255
    picture = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC).clip(0, 255)
    top, left = int(rng.integers(page.shape[0] - height)), int(rng.integers(page.shape[1] - width))
    page[top : top + height, left : left + width] = picture
    return page


def _scanned(page: Picture, rng: Rng) -> Pixels:
    """A small tilt, soft edges, noise, a paper tone and JPEG."""
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(rng.normal(0, 0.7)), 1)
    turned = cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=(250.0, 250.0, 250.0))
    page = cv2.GaussianBlur(turned, (0, 0), float(rng.uniform(0.4, 1.0))).astype(np.float32)
    tone = np.array([244, 242, 236], np.float32) if rng.random() < 0.7 else np.array([238, 228, 200], np.float32)
    noise = rng.normal(0, rng.uniform(1.5, 5), page.shape).astype(np.float32)
    seen = np.clip(30 + page / 255 * (tone - 30) + noise, 0, 255).astype(np.uint8)
    quality = int(rng.integers(55, 93))
    coded = cv2.imencode(".jpg", cv2.cvtColor(seen, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    shown = np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), dtype=np.uint8)
    return np.asarray(cv2.cvtColor(shown, cv2.COLOR_BGR2RGB), dtype=np.uint8)
