"""What a copied page draws with (pictures, forms, fonts), without what PDF/A forbids and nobody would see."""

from collections.abc import Iterable

import pikepdf
from pikepdf import Dictionary

from ocr.pages.streams import CONTENT_BYTES, unpacked_bytes
from ocr.searchable.standins import StandIns
from ocr.values import FileRefused

KINDS = frozenset(["/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading"])
STORED = frozenset(["/Type", "/Subtype", "/Length", "/Filter", "/DecodeParms"])
NEEDED = {
    "/Image": STORED
    | {"/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/ImageMask", "/Mask", "/SMask", "/SMaskInData"}
    | {"/Decode", "/Matte", "/Intent"},
    "/Form": STORED | {"/FormType", "/BBox", "/Matrix", "/Resources", "/Group"},
}
MASKS = ("/SMask", "/Mask")
BROKEN_NAME = "\0"  # how qpdf reads a # in a name that is not followed by two digits, and writes it as it was


class Stripper:
    """Takes tags, layers, private data and smoothing off what the pages of one PDF are drawn with."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._stand_ins = StandIns(pdf)
        self._done: set[tuple[int, int]] = set()

    def strip(self, resources: pikepdf.Object) -> None:
        """Leave what is needed to draw, down to forms within forms. Raises FileRefused for unsafe names."""
        drop(resources, set(resources.keys()) - KINDS)
        if any(BROKEN_NAME in name for kind in KINDS for name in _named(resources, kind)):
            raise FileRefused("names")
        for thing in _values(resources, "/XObject"):
            if isinstance(thing, pikepdf.Stream) and thing.objgen not in self._done:
                self._done.add(thing.objgen)
                self._strip_drawn(thing)
        for font in _values(resources, "/Font"):
            if isinstance(font, Dictionary):
                _strip_glyph_sets(font)
                self._stand_ins.embed(font)

    def _strip_drawn(self, thing: pikepdf.Stream) -> None:
        needed = NEEDED.get(str(thing.get("/Subtype")))
        if needed is None:
            return
        drop(thing, set(thing.keys()) - needed)
        for mask in (thing.get(name) for name in MASKS):
            if isinstance(mask, pikepdf.Stream):
                drop(mask, set(mask.keys()) - NEEDED["/Image"])
        if isinstance(thing.get("/Resources"), Dictionary):
            _drop_unnamed_fonts(thing)
            self.strip(thing.Resources)


def _drop_unnamed_fonts(form: pikepdf.Stream) -> None:
    """Forms are given fonts for all that could be filled in; those nobody writes with need not be embedded."""
    fonts = _named(form.Resources, "/Font")
    if not fonts or unpacked_bytes(form, at_most=CONTENT_BYTES) is None:
        return
    used = {str(one.operands[0]) for one in pikepdf.parse_content_stream(form, "Tf")}
    kept = Dictionary({name: font for name, font in fonts.items() if name in used})
    form.Resources = Dictionary({**_entries(form.Resources), "/Font": kept})


def drop(thing: pikepdf.Object, keys: Iterable[str]) -> None:
    """Delete those of the entries that are there."""
    for key in set(keys) & set(thing.keys()):
        del thing[key]


def _values(resources: pikepdf.Object, kind: str) -> list[pikepdf.Object]:
    return list(_named(resources, kind).values())


def _named(resources: pikepdf.Object, kind: str) -> dict[str, pikepdf.Object]:
    named = resources.get(kind)
    return _entries(named) if isinstance(named, Dictionary) else {}


def _entries(thing: pikepdf.Object) -> dict[str, pikepdf.Object]:
    return dict(thing.items())


def _strip_glyph_sets(font: Dictionary) -> None:
    """PDF/A-2 asks that /CIDSet and /CharSet be complete where they stand, and not that they stand."""
    for owner in [font, *font.get("/DescendantFonts", [])]:
        descriptor = owner.get("/FontDescriptor") if isinstance(owner, Dictionary) else None
        if isinstance(descriptor, Dictionary):
            drop(descriptor, ["/CIDSet", "/CharSet"])
