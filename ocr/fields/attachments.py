"""What comes with a letter, as its row "Lampiran" says: "1 (satu) berkas", "3 lembar foto"; "-" where it says none."""

import re

from ocr.fields.found import Found
from ocr.fields.letter import Letter

NOTHING = re.compile(r"^\W*(?:-+|–|—|_|nihil|tidak ada)?\W*$", re.IGNORECASE)
MOST_LETTERS = 80
LEAST_CONFIDENCE = 0.4  # below, a lonely dash is as likely as what was read


def find_attachments(letter: Letter) -> Found | None:
    """The row's text without a closing dot; None when there is no row or it is left open."""
    label = letter.labeled("attachment")
    if label is None or label.cell is None or label.cell.confidence < LEAST_CONFIDENCE:
        return None
    text = label.cell.text.strip(" .,;:")
    if NOTHING.match(label.cell.text):
        return Found("-", label.value, label.row.page, 0.95) if text else None
    return Found(text, label.value, label.row.page) if len(text) <= MOST_LETTERS else None
