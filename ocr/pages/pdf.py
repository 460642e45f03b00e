"""PDF structure through pikepdf: page count, encryption, signatures, and the opened form of an encrypted file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf

from ocr.values import FileRefused, PasswordNeeded, WrongPassword

SIGNATURES_EXIST = 1  # bit 1 of /SigFlags
FIELD_DEPTH = 8
TREE_DEPTH = 32  # of the tree of pages


@contextmanager
def opened_pdf(path: Path, *, password: str | None = None) -> Iterator[pikepdf.Pdf]:
    """The PDF, encrypted with an empty user password or not. Raises PasswordNeeded, WrongPassword, FileRefused."""
    try:
        pdf = pikepdf.open(path, password=password or "")
    except pikepdf.PasswordError as error:
        raise WrongPassword if password else PasswordNeeded from error
    except (pikepdf.PdfError, RuntimeError, ValueError, OSError) as error:
        raise FileRefused("damaged", reason="structure") from error
    with pdf:
        yield pdf


def unlock_pdf(path: Path, *, password: str, target: Path) -> None:
    """Write the opened form of an encrypted PDF to `target`; the original stays as it is.

    Raises WrongPassword, and FileRefused for a file whose damage shows only when it is open.
    """
    with opened_pdf(path, password=password) as pdf:
        try:
            pdf.save(target, encryption=False)
        except (pikepdf.PdfError, RuntimeError) as error:
            raise FileRefused("damaged", reason="structure") from error


def is_signed(pdf: pikepdf.Pdf) -> bool:
    """Whether somebody has signed the file electronically (a filled signature field)."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return False
    if int(form.get("/SigFlags", 0)) & SIGNATURES_EXIST:
        return True
    return any(_is_signature(entry) for entry in _form_fields(form.get("/Fields"), FIELD_DEPTH))


def _form_fields(fields: pikepdf.Object | None, depth: int) -> Iterator[pikepdf.Dictionary]:
    if not isinstance(fields, pikepdf.Array) or depth == 0:
        return
    for entry in fields:
        if isinstance(entry, pikepdf.Dictionary):
            yield entry
            yield from _form_fields(entry.get("/Kids"), depth - 1)


def _is_signature(entry: pikepdf.Dictionary) -> bool:
    return entry.get("/FT") == pikepdf.Name.Sig and "/V" in entry


def largest_picture(pdf: pikepdf.Pdf) -> int:
    """Pixels of the largest picture that pages use directly: what drawing a page would have to decode."""
    return max((_page_pixels(page) for page in pdf.pages), default=0)


def _page_pixels(page: pikepdf.Page) -> int:
    try:
        return max((_pixels(one) for one in pictures_of(page).values()), default=0)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError):
        return 0  # a page without readable resources draws nothing


def _pixels(thing: pikepdf.Object) -> int:
    if not isinstance(thing, pikepdf.Stream) or thing.get("/Subtype") != "/Image":
        return 0
    return int(thing.get("/Width", 0)) * int(thing.get("/Height", 0))


def pictures_of(page: pikepdf.Page) -> dict[str, pikepdf.Object]:
    """The XObjects a page names in its resources: pictures and forms."""
    objects = page.resources.get("/XObject")
    return dict(objects.items()) if isinstance(objects, pikepdf.Dictionary) else {}


def page_rotation(page: pikepdf.Page) -> int:
    """/Rotate of the page or of the nearest ancestor: 0, 90, 180 or 270 degrees clockwise."""
    node: pikepdf.Object = page.obj
    for _ in range(TREE_DEPTH):
        if "/Rotate" in node:
            return int(node.Rotate) % 360 // 90 * 90
        if "/Parent" not in node:
            break
        node = node.Parent
    return 0
