"""A page of somebody's PDF, made fit for a PDF/A copy: what it shows stays, what it does or says elsewhere goes.

Only the page itself is copied, so scripts, attachments, form fields, signatures and bookmarks stay behind.
"""

import pikepdf
from pikepdf import Array, Dictionary, Name

from ocr.pages.pdf import page_rotation
from ocr.pages.scan import edges, full_page_image
from ocr.searchable.archival import DEVICE_COLORS
from ocr.searchable.contents import rewrite_contents
from ocr.searchable.resources import Stripper, drop
from ocr.searchable.text import SIDE_POINTS, Sheet
from ocr.values import FileRefused, PdfPage

SHOWN_KEYS = frozenset(
    ["/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group"]
)
PLAIN_PAGE_KEYS = SHOWN_KEYS - {"/Group", "/UserUnit"}
LINK_KEYS = ("/Rect", "/Border", "/BS", "/C", "/QuadPoints")
HIDDEN_FLAGS = 1 | 2 | 32  # invisible, hidden, no view
PRINTED_FLAG = 4


class CopySource:
    """A PDF to take pages out of. Raises FileRefused when some of it is in layers that are hidden."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        if _hides_layers(pdf):
            raise FileRefused("layers")
        if any("/Annots" in page.obj for page in pdf.pages):
            pdf.generate_appearance_streams()
            pdf.flatten_annotations("screen")  # comments, stamps and filled-in fields are drawn into their pages
        self._pdf = pdf
        self._stripper = Stripper(pdf)

    def add_copy(self, target: pikepdf.Pdf, page: PdfPage) -> tuple[Sheet, bool]:
        """Append a copy of the page, turned upright as it was read. Raises FileRefused for one that is better drawn.

        Says also whether the page is so plain a scan that it needs no judge.
        """
        original = self._pdf.pages[page.number - 1]
        self._strip(original)
        has_pictures_only = rewrite_contents(self._pdf, original, keep_hidden=not page.reading.words)
        target.pages.append(original)
        copied = target.pages[-1]
        rotation = (page_rotation(copied) + page.reading.turned_degrees) % 360
        copied.obj.Rotate = rotation
        return _sheet(copied, rotation, page.reading.skew_degrees), has_pictures_only and _is_plain_scan(copied)

    def _strip(self, page: pikepdf.Page) -> None:
        """Leave on the page what is needed to show it, and its links. Raises FileRefused where more would be missed."""
        annotations = [one for one in page.obj.get("/Annots", []) if _is_seen(one)]
        if any(one.get("/Subtype") != "/Link" for one in annotations):
            raise FileRefused("annotations")  # without an appearance of their own; readers draw some all the same
        drop(page.obj, set(page.obj.keys()) - SHOWN_KEYS)
        if annotations:
            page.obj.Annots = Array([_plain_link(one) for one in annotations])
        page.obj.Resources = Dictionary(dict(page.obj.get("/Resources", {}).items()))  # pages may share theirs
        self._stripper.strip(page.obj.Resources)


def _hides_layers(pdf: pikepdf.Pdf) -> bool:
    """Whether some optional content is off: a copy, which knows no layers, would show it."""
    layers = pdf.Root.get("/OCProperties")
    if not isinstance(layers, Dictionary):
        return False
    usual = layers.get("/D")
    return not isinstance(usual, Dictionary) or len(usual.get("/OFF", [])) > 0 or "/BaseState" in usual


def _sheet(page: pikepdf.Page, rotation: int, skew_degrees: float) -> Sheet:
    left, bottom, right, top = edges(page)
    wide, high = right - left, top - bottom
    matrices = {
        0: (1, 0, 0, 1, left, bottom),
        90: (0, 1, -1, 0, right, bottom),
        180: (-1, 0, 0, -1, right, top),
        270: (0, -1, 1, 0, left, top),
    }
    shown = (wide, high) if rotation % 180 == 0 else (high, wide)
    return Sheet(*shown, matrices[rotation], skew_degrees)


def _is_seen(annotation: pikepdf.Object) -> bool:
    """A field that flattening left has nothing to show, and a note's window opens nowhere on paper."""
    if not isinstance(annotation, Dictionary) or int(annotation.get("/F", 0)) & HIDDEN_FLAGS:
        return False
    return annotation.get("/Subtype") not in ("/Popup", "/Widget")


def _plain_link(link: pikepdf.Object) -> Dictionary:
    """Its frame and its address; links within the file would lead to pages that are not here."""
    plain = Dictionary(Type=Name.Annot, Subtype=Name.Link, F=PRINTED_FLAG)
    for key in LINK_KEYS:
        if key in link:
            plain[key] = link[key]
    action = link.get("/A")
    if isinstance(action, Dictionary) and action.get("/S") == "/URI" and "/URI" in action:
        plain.A = Dictionary(S=Name.URI, URI=action.URI)
    return plain


def _is_plain_scan(page: pikepdf.Page) -> bool:
    """One full-page picture in a device color, on a page with nothing else."""
    image = full_page_image(page)
    if image is None or not set(page.obj.keys()) <= PLAIN_PAGE_KEYS:
        return False
    sides = [abs(float(box[i + 2]) - float(box[i])) for box in (page.mediabox, page.cropbox) for i in (0, 1)]
    has_known_form = image.get("/ColorSpace") in DEVICE_COLORS and image.get("/BitsPerComponent") in (1, 8)
    return has_known_form and all(low <= side <= high for low, high in [SIDE_POINTS] for side in sides)
