"""Fonts for text whose own font did not come with the PDF: the families of the same widths that readers put in, too.

PDF/A wants every font embedded. Arial, Times New Roman, Courier New and the older three they are like are what most
PDFs leave out; Liberation has their widths, glyph by glyph. Text in other absent fonts is drawn as a picture.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from fontTools import subset, ttLib
from pikepdf import Array, Dictionary, Name

FOLDERS = (Path("/usr/share/fonts/truetype/liberation"), Path("/usr/share/fonts/truetype/liberation2"))
FAMILIES = {"arial": "Sans", "helvetica": "Sans", "times": "Serif", "courier": "Mono"}
OTHER_WIDTHS = ("narrow", "black", "condensed", "rounded", "unicode", "light")
SIMPLE = ("/Type1", "/TrueType", "/MMType1")
EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")
FIRST_CODE, LAST_CODE = 32, 255
LATIN_FLAG, ITALIC_FLAG = 32, 64
ENCODINGS = ("/WinAnsiEncoding", "/MacRomanEncoding")
BEFORE_WIN_ANSI = {39: "/quoteright", 96: "/quoteleft"}  # what the default encoding of old fonts says otherwise


@dataclass(frozen=True)
class StandIn:
    """A font program with the Latin letters, and what a PDF must say about it (in thousandths of an em)."""

    name: str
    program: bytes
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    angle: float


class StandIns:
    """The fonts put into one PDF, each once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._descriptors: dict[str, pikepdf.Object] = {}

    def embed(self, font: Dictionary) -> None:
        """Give a simple font that is not embedded the one that readers would use for it; others stay as they are."""
        if str(font.get("/Subtype")) not in SIMPLE or _is_embedded(font):
            return
        stand_in = _stand_in(_style_of(str(font.get("/BaseFont", ""))))
        if stand_in is None:
            return
        font.Subtype = Name.TrueType
        font.BaseFont = Name(f"/{stand_in.name}")
        font.Encoding = _encoding(font.get("/Encoding"))
        font.FontDescriptor = self._descriptor(stand_in)
        if "/Widths" not in font:
            font.FirstChar, font.LastChar, font.Widths = FIRST_CODE, LAST_CODE, Array(stand_in.widths)

    def _descriptor(self, stand_in: StandIn) -> pikepdf.Object:
        if stand_in.name not in self._descriptors:
            program = self._pdf.make_stream(stand_in.program, Length1=len(stand_in.program))
            descriptor = Dictionary(
                Type=Name.FontDescriptor,
                FontName=Name(f"/{stand_in.name}"),
                Flags=LATIN_FLAG | (ITALIC_FLAG if stand_in.angle else 0),
                FontBBox=Array(stand_in.box),
                ItalicAngle=round(stand_in.angle),
                Ascent=stand_in.ascent,
                Descent=stand_in.descent,
                CapHeight=stand_in.ascent,
                StemV=80,
                FontFile2=program,
            )
            self._descriptors[stand_in.name] = self._pdf.make_indirect(descriptor)
        return self._descriptors[stand_in.name]


def _is_embedded(font: Dictionary) -> bool:
    descriptor = font.get("/FontDescriptor")
    return isinstance(descriptor, Dictionary) and any(name in descriptor for name in EMBEDDED)


def _style_of(base_font: str) -> str:
    """Which file of Liberation has the widths of this font: 'Sans-BoldItalic'; empty when none has."""
    name = base_font.lower().lstrip("/").rpartition("+")[2]
    family = next((ours for theirs, ours in FAMILIES.items() if name.startswith(theirs)), "")
    if not family or any(word in name for word in OTHER_WIDTHS):
        return ""
    bold = "Bold" if "bold" in name else ""
    italic = "Italic" if "italic" in name or "oblique" in name else ""
    return f"{family}-{bold + italic or 'Regular'}"


@cache
def _stand_in(style: str) -> StandIn | None:
    """Read and cut to the Latin letters once per process."""
    path = next((path for folder in FOLDERS if (path := folder / f"Liberation{style}.ttf").exists()), None)
    if not style or path is None:
        return None
    font = ttLib.TTFont(path)
    cutter = subset.Subsetter(subset.Options(hinting=False, layout_features=[], drop_tables=["GPOS", "GSUB", "GDEF"]))
    cutter.populate(unicodes=[ord(letter) for letter in _latin() if letter])
    cutter.subset(font)
    target = io.BytesIO()
    font.save(target)
    return _described(f"TLUSUR+Liberation{style}", font, target.getvalue())


def _latin() -> list[str]:
    """The character of each code in the encoding Windows uses; empty where there is none."""
    codes = range(FIRST_CODE, LAST_CODE + 1)
    return [bytes([code]).decode("cp1252", "ignore") for code in codes]


def _described(name: str, font: Any, program: bytes) -> StandIn:
    scale = 1000 / font["head"].unitsPerEm
    glyphs, advances = font.getBestCmap(), font["hmtx"].metrics
    widths = [advances[glyphs.get(ord(letter), ".notdef")][0] if letter else 0 for letter in _latin()]
    head = font["head"]
    return StandIn(
        name=name,
        program=program,
        widths=tuple(round(width * scale) for width in widths),
        box=tuple(round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)),
        ascent=round(font["hhea"].ascent * scale),
        descent=round(font["hhea"].descent * scale),
        angle=float(font["post"].italicAngle),
    )


def _encoding(stated: pikepdf.Object | None) -> pikepdf.Object:
    """Codes as they were, on a base that TrueType fonts can have."""
    if str(stated) in ENCODINGS:
        return Name(str(stated))
    changed = dict(BEFORE_WIN_ANSI)
    base = Name.WinAnsiEncoding
    if isinstance(stated, Dictionary):
        if str(stated.get("/BaseEncoding")) in ENCODINGS:
            changed, base = {}, Name(str(stated.BaseEncoding))
        changed |= _named_codes(stated.get("/Differences", []))
    differences = [part for code, name in sorted(changed.items()) for part in (code, Name(name))]
    return Dictionary(Type=Name.Encoding, BaseEncoding=base, Differences=Array(differences))


def _named_codes(differences: Iterable[Any]) -> dict[int, str]:
    """Names by code; codes for which a font has nothing are left out, PDF/A knows no name for that."""
    named, code = {}, 0
    for entry in differences:
        if not isinstance(entry, Name):
            code = int(entry)
            continue
        if entry != "/.notdef":
            named[code] = str(entry)
        code += 1
    return named
