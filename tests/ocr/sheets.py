"""Pages drawn for the tests: letters as pictures and PDFs, with known words at known places."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

SERIF = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
DPI = 200
A4_PIXELS = (1654, 2339)
LETTER = (
    "PEMERINTAH KOTA TIRTAWANGI",
    "DINAS PERPUSTAKAAN DAN KEARSIPAN",
    "Jalan Pustaka Nomor 8, Tirtawangi 51998",
    "",
    "Nomor : 000.5.3.2/214/DISPUSIP/2024",
    "Sifat : Biasa",
    "Hal : Permintaan Daftar Arsip Aktif",
    "",
    "Yth. Kepala Dinas Komunikasi dan Informatika",
    "di Tirtawangi",
    "",
    "Dalam rangka pelaksanaan pengawasan kearsipan internal, kami",
    "minta Saudara menyampaikan daftar berkas arsip aktif beserta",
    "rencana alih media dan perkiraan jumlah arsip yang dipindai.",
    "Salinan elektronik dikirimkan paling lambat tanggal sepuluh",
    "bulan depan melalui alamat resmi dinas perpustakaan daerah.",
)


def letter_picture(lines: Sequence[str] = LETTER, *, size: tuple[int, int] = A4_PIXELS) -> Image.Image:
    """A page of black print on near-white paper at 200 dpi."""
    page = Image.new("L", size, 247)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(SERIF, 34)
    for index, line in enumerate(lines):
        pen.text((170, 200 + index * 66), line, fill=25, font=font)
    return page


def skewed(page: Image.Image, degrees: float) -> Image.Image:
    """The page turned counterclockwise by a few degrees on the scanner's glass."""
    return page.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=247)


def save_picture(page: Image.Image, path: Path, **options: Any) -> Path:
    """Save at 200 dpi in the format the name says."""
    page.save(path, dpi=(DPI, DPI), **options)
    return path


def text_pdf(path: Path, lines: Sequence[str] = LETTER, *, rotate: int = 0) -> Path:
    """A born-digital PDF page."""
    pdfmetrics.registerFont(TTFont("Serif", SERIF))
    sheet = canvas.Canvas(str(path), pagesize=(595, 842))
    sheet.setFont("Serif", 12)
    for index, line in enumerate(lines):
        sheet.drawString(61, 760 - index * 23.8, line)
    sheet.save()
    if rotate:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            pdf.pages[0].obj.Rotate = rotate
            pdf.save(path)
    return path


def scan_pdf(path: Path, pages: Sequence[Image.Image], *, rotate: int = 0, hidden: Sequence[str] = ()) -> Path:
    """A PDF of scans, each page one JPEG; `hidden` lines are written invisibly over the first page."""
    with pikepdf.new() as pdf:
        for page in pages:
            _add_scan(pdf, page, rotate, hidden)
        pdf.save(path)
    return path


def _add_scan(pdf: pikepdf.Pdf, page: Image.Image, rotate: int, hidden: Sequence[str]) -> None:
    jpeg = io.BytesIO()
    page.save(jpeg, "JPEG", quality=85)
    width, height = page.width * 72 / DPI, page.height * 72 / DPI
    color = pikepdf.Name.DeviceGray if page.mode == "L" else pikepdf.Name.DeviceRGB
    image = pikepdf.Stream(pdf, jpeg.getvalue())
    image.Type, image.Subtype, image.Filter = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name.DCTDecode
    image.Width, image.Height, image.BitsPerComponent, image.ColorSpace = page.width, page.height, 8, color
    lines = "".join(_hidden_line(index, line) for index, line in enumerate(hidden))
    text = f"BT /F 12 Tf 3 Tr\n{lines}ET\n" if hidden else ""
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    sheet = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, width, height],
        Rotate=rotate,
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image), Font=pikepdf.Dictionary(F=font)),
        Contents=pdf.make_stream(f"q {width} 0 0 {height} 0 0 cm /I Do Q\n{text}".encode()),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(sheet)))


def _hidden_line(index: int, line: str) -> str:
    """A line of Helvetica stretched to the width of the print under it."""
    printed = ImageFont.truetype(SERIF, 34).getlength(line) * 72 / DPI
    stretch = 100 * printed / max(1, pdfmetrics.stringWidth(line, "Helvetica", 12))
    return f"{stretch:.1f} Tz 1 0 0 1 61 {760 - index * 23.8} Tm ({line}) Tj\n"


def noise_picture(share: float, *, grain_px: int) -> Image.Image:
    """Black grains over a share of a white A4 sheet."""
    width, height = A4_PIXELS[0] // grain_px, A4_PIXELS[1] // grain_px
    grains = np.random.default_rng(7).random((height, width)) < share
    coarse = np.where(grains, 0, 255).astype(np.uint8)
    return Image.fromarray(np.kron(coarse, np.ones((grain_px, grain_px), np.uint8)))
