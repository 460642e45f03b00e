"""Small real PDFs with a text layer, so that reading them takes a moment only."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas


def write_letter(path: Path, *lines: str) -> Path:
    """Write a one-page letter with LINES under a letterhead; return PATH."""
    path.parent.mkdir(parents=True, exist_ok=True)
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=True)
    canvas.setFont("Helvetica", 12)
    opening = ("DINAS UJI KOTA TIRTAWANGI", "Nomor : 005/12/2026", "Hal : Undangan rapat koordinasi", "Dengan hormat,")
    for row, line in enumerate((*opening, *lines, "Demikian disampaikan, terima kasih atas perhatiannya.")):
        canvas.drawString(72, 770 - 24 * row, line)
    canvas.save()
    return path
