"""PDFs of the kinds that offices get, each with something that a PDF/A must not have."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw
from reportlab.lib.colors import CMYKColor
from reportlab.pdfgen import canvas

from tests.ocr.sheets import LETTER, letter_picture, scan_pdf, text_pdf

SIZE = (827, 1169)


def with_absent_fonts(path: Path, *fonts: str) -> Path:
    """Text in fonts that every reader is trusted to have."""
    sheet = canvas.Canvas(str(path), pagesize=(595, 842))
    for index, line in enumerate(LETTER):
        sheet.setFont(fonts[index % len(fonts)], 12)
        sheet.drawString(61, 760 - index * 23.8, line)
    sheet.save()
    return path


def with_unknown_font(path: Path) -> Path:
    """Text in a font that is not embedded and that nothing stands in for."""
    with pikepdf.open(with_absent_fonts(path, "Helvetica"), allow_overwriting_input=True) as pdf:
        for font in pdf.pages[0].obj.Resources.Font.as_dict().values():
            font.BaseFont = Name.BookmanOldStyle
        pdf.save(path)
    return path


def with_form(path: Path) -> Path:
    """A form with a filled-in field, a ticked box and a link, all of them seen."""
    sheet = canvas.Canvas(str(path), pagesize=(595, 842))
    sheet.drawString(61, 760, "Formulir permohonan")
    sheet.acroForm.textfield(name="nama", value="Siti Rahayu", x=61, y=700, width=200, height=24)
    sheet.acroForm.checkbox(name="setuju", checked=True, x=61, y=650)
    sheet.linkURL("https://example.test/surat", (61, 600, 261, 620), thickness=1)
    sheet.save()
    return path


def with_scripts_and_attachments(path: Path) -> Path:
    """What runs, plays or hides in a file: JavaScript, actions, an attachment, private data, a thumbnail, tags."""
    with pikepdf.open(text_pdf(path), allow_overwriting_input=True) as pdf:
        script = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert('x')"))
        pdf.Root.OpenAction = script
        pdf.Root.AA = Dictionary(WC=script)
        pdf.attachments["lampiran.txt"] = b"rahasia"
        page = pdf.pages[0]
        page.obj.AA = Dictionary(O=script)
        page.obj.PieceInfo = Dictionary(App=Dictionary(Private=Name.X))
        page.obj.Resources.Properties = Dictionary(MC0=Dictionary(Metadata=Name.X))
        page.contents_add(pdf.make_stream(b"/Span << /ActualText (lain) >> BDC\n/P /MC0 BDC\n"), prepend=True)
        page.contents_add(pdf.make_stream(b"\nEMC EMC EMC\n"))
        pdf.save(path)
    return path


def with_hidden_layer(path: Path) -> Path:
    """A text in a layer that is switched off: a reader shows it not."""
    with pikepdf.open(text_pdf(path), allow_overwriting_input=True) as pdf:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("konsep")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([]), OFF=Array([layer])))
        page = pdf.pages[0]
        page.obj.Resources.Properties = Dictionary(L=layer)
        page.contents_add(pdf.make_stream(b"\n/OC /L BDC 0 0 1 rg 60 60 400 500 re f EMC\n"))
        pdf.save(path)
    return path


def with_four_inks(path: Path) -> Path:
    """Print colors, without a profile that says what they look like."""
    sheet = canvas.Canvas(str(path), pagesize=(595, 842))
    sheet.setFillColor(CMYKColor(0, 0.9, 0.8, 0))
    sheet.rect(61, 500, 300, 200, fill=1, stroke=0)
    sheet.save()
    return path


def with_stamp(path: Path) -> Path:
    """A comment with an appearance, and one that readers draw by themselves."""
    with pikepdf.open(text_pdf(path), allow_overwriting_input=True) as pdf:
        look = pdf.make_stream(b"1 0 0 RG 4 w 2 2 116 36 re S", Type=Name.XObject, Subtype=Name.Form)
        look.BBox = Array([0, 0, 120, 40])
        stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[400, 700, 520, 740], AP=Dictionary(N=look))
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[20, 20, 40, 40], F=2, Contents=pikepdf.String("x"))
        pdf.pages[0].obj.Annots = pdf.make_indirect(Array([stamp, note]))
        pdf.save(path)
    return path


def with_picture(path: Path, picture: Image.Image, kind: str, **options: object) -> Path:
    """A scan as PDF writers pack it: JPEG 2000, four inks, smoothed, with a mask."""
    data = io.BytesIO()
    picture.save(data, kind, **options)
    with pikepdf.open(scan_pdf(path, [picture.convert("L")]), allow_overwriting_input=True) as pdf:
        image = pdf.pages[0].obj.Resources.XObject.I
        image.write(data.getvalue(), filter=Name.JPXDecode if kind == "JPEG2000" else Name.DCTDecode)
        image.Interpolate = True
        image.ColorSpace = {"CMYK": Name.DeviceCMYK, "RGB": Name.DeviceRGB}.get(picture.mode, Name.DeviceGray)
        if picture.mode == "CMYK":
            image.Decode = Array([1, 0] * 4)
        pdf.save(path)
    return path


def color_letter() -> Image.Image:
    """A letter with a red stamp and a blue signature."""
    page = letter_picture(size=SIZE).convert("RGB")
    pen = ImageDraw.Draw(page)
    pen.ellipse((500, 800, 700, 1000), outline=(200, 30, 30), width=12)
    pen.line((100, 1000, 400, 900), fill=(30, 30, 200), width=8)
    return page


def locked(path: Path) -> Path:
    """Encrypted, and open to everybody for reading."""
    with pikepdf.open(text_pdf(path), allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="pemilik", user=""))
    return path


def deep(path: Path) -> Path:
    """Graphics states nested deeper than PDF/A allows, and a page too small."""
    with pikepdf.open(text_pdf(path), allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_add(pdf.make_stream(b"q " * 40), prepend=True)
        pdf.pages[0].contents_add(pdf.make_stream(b" Q" * 40))
        pdf.add_blank_page()
        pdf.pages[1].obj.MediaBox = Array([0, 0, 2, 3])
        pdf.save(path)
    return path


DOCUMENTS: dict[str, Callable[[Path], Path]] = {
    "text": text_pdf,
    "rotated text": lambda path: text_pdf(path, rotate=90),
    "absent fonts": lambda path: with_absent_fonts(path, "Helvetica", "Times-Bold", "Courier-Oblique"),
    "absent symbols": lambda path: with_absent_fonts(path, "Helvetica", "ZapfDingbats"),
    "unknown font": with_unknown_font,
    "form": with_form,
    "scripts and attachments": with_scripts_and_attachments,
    "hidden layer": with_hidden_layer,
    "four inks": with_four_inks,
    "stamp": with_stamp,
    "locked": locked,
    "deep": deep,
    "scan": lambda path: scan_pdf(path, [letter_picture()], hidden=["zzz qqq"] * 12),
    "scan, turned": lambda path: scan_pdf(path, [letter_picture(), letter_picture()], rotate=270),
    "scan in color": lambda path: scan_pdf(path, [color_letter()]),
    "scan in JPEG 2000": lambda path: with_picture(path, color_letter(), "JPEG2000", quality_layers=[20]),
    "scan in four inks": lambda path: with_picture(path, color_letter().convert("CMYK"), "JPEG"),
    "scan, smoothed": lambda path: with_picture(path, color_letter(), "JPEG"),
}
