"""What a copied page draws, step by step, without what a PDF/A copy of it cannot have."""

from base64 import a85decode
from typing import TypeGuard

import pikepdf
from pikepdf import Array, Dictionary, Name

from ocr.pages.scan import INVISIBLE, TEXT_SHOWN
from ocr.pages.streams import filters, instructions
from ocr.values import FileRefused

MARKS = frozenset(["BMC", "BDC", "EMC", "MP", "DP"])  # they point to tags and layers, which are not copied
TEXT_STEPS = frozenset(["BT", "ET", "Tf", "Td", "TD", "Tm", "T*", "Tc", "Tw", "Tz", "TL", "Ts", "Tr"])
PICTURE_STEPS = frozenset(["q", "Q", "cm", "Do"])
FEW_STEPS = 24  # q may be nested 28 deep, and our words need one level
TYPED = ["/ASCII85Decode", "/FlateDecode"]

Instruction = tuple[str, list[pikepdf.Object]]


def rewrite_contents(pdf: pikepdf.Pdf, page: pikepdf.Page, *, keep_hidden: bool) -> bool:
    """Without marks for tags and layers, and, where we have words, without an earlier reader's hidden ones.

    Whether what is left is no more than putting pictures in their places.
    """
    described = _described(pdf, page)
    kept = [one for one in described if one[0] not in MARKS]
    if not keep_hidden:
        kept = _without_hidden_text(kept)
    used = _fonts_written_with(kept)
    kept = [(operator, operands) for operator, operands in kept if operator != "Tf" or str(operands[0]) in used]
    if len(kept) < len(described):
        parts = [(operands, pikepdf.Operator(operator)) for operator, operands in kept]
        page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(parts))
    _keep(page, "/Font", used)
    _keep(page, "/XObject", {str(operands[0]) for operator, operands in kept if operator == "Do"})
    return len(kept) <= FEW_STEPS and PICTURE_STEPS.issuperset(operator for operator, _ in kept)


def _described(pdf: pikepdf.Pdf, page: pikepdf.Page) -> list[Instruction]:
    """What the page draws. Raises FileRefused when it is too long to be gone through."""
    contents = page.obj.get("/Contents")
    parts = contents.as_list() if isinstance(contents, Array) else [contents]
    if any(_is_typed(part) for part in parts):
        page.obj.Contents = Array([_untyped(pdf, part) if _is_typed(part) else part for part in parts])
    described = instructions(page)
    if described is None:
        raise FileRefused("long_page")
    return described


def _is_typed(part: pikepdf.Object | None) -> TypeGuard[pikepdf.Stream]:
    return isinstance(part, pikepdf.Stream) and filters(part) == TYPED


def _untyped(pdf: pikepdf.Pdf, stream: pikepdf.Stream) -> pikepdf.Stream:
    """The compressed stream out of its letters-only form, which ReportLab writes."""
    packed = a85decode(b"<~" + stream.read_raw_bytes().strip().removeprefix(b"<~"), adobe=True)
    plain = pdf.make_stream(b"")
    plain.write(packed, filter=Name.FlateDecode)
    return plain


def _without_hidden_text(described: list[Instruction]) -> list[Instruction]:
    """An earlier reader's invisible words would be found beside ours."""
    mode, kept = 0, []
    for operator, operands in described:
        if operator == "Tr":
            mode = int(operands[0])
        if operator not in TEXT_SHOWN or mode != INVISIBLE:
            kept.append((operator, operands))
    if any(operator in TEXT_SHOWN for operator, _ in kept):
        return kept
    return [one for one in kept if one[0] not in TEXT_STEPS]


def _fonts_written_with(described: list[Instruction]) -> set[str]:
    """Names of fonts in which something is shown; many writers name a font at the top of each page for nothing."""
    used: set[str] = set()
    outer: list[str] = []
    font = ""
    for operator, operands in described:
        if operator == "Tf":
            font = str(operands[0])
        elif operator == "q":
            outer.append(font)
        elif operator == "Q" and outer:
            font = outer.pop()
        elif operator in TEXT_SHOWN:
            used.add(font)
    return used


def _keep(page: pikepdf.Page, kind: str, used: set[str]) -> None:
    """Take out of the page's resources what it names and does not use; masks are often named beside their pictures."""
    named = page.obj.Resources.get(kind)
    if isinstance(named, Dictionary):
        page.obj.Resources[kind] = Dictionary({name: thing for name, thing in named.items() if name in used})
