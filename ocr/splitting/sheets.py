"""The sheet to print and lay between two letters before they are scanned: one page of PDF with a code."""

import io

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ocr.splitting.forms import PAYLOAD

CODE_MM = 48  # finder patterns of 13 mm: within what ocr.regions.codes looks for, at 100 dpi too
TEXTS = (  # size, height from below in mm, text
    (44, 163, "PEMISAH SURAT"),
    (13, 150, "Letakkan lembar ini di antara dua surat sebelum dipindai."),
    (13, 143, "Surat berikutnya dimulai sesudah lembar ini; lembar ini tidak menjadi arsip."),
    (10, 134, "Telusur - separator sheet: lay it between two letters before scanning."),
)


def separator_sheet() -> bytes:
    """A PDF of one A4 page; the same bytes each time. Where the code is torn, the words still tell."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    middle = A4[0] / 2
    renderPDF.draw(_code(), canvas, middle - CODE_MM * mm / 2, 200 * mm)
    for size, height, text in TEXTS:
        canvas.setFont("Helvetica-Bold" if text.isupper() else "Helvetica", size)
        canvas.drawCentredString(middle, height * mm, text)
    canvas.save()
    return target.getvalue()


def _code() -> Drawing:
    side = CODE_MM * mm
    drawing = Drawing(side, side)
    drawing.add(QrCodeWidget(PAYLOAD, barLevel="H", barWidth=side, barHeight=side, barBorder=0))
    return drawing
