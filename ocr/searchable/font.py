"""A font without shapes: every character is an empty half-em, and says by its code which character it is.

Two-byte codes are UTF-16 units (`Identity-H`), the ToUnicode map is the identity, all codes use one empty glyph.
Method: Tesseract's PDF renderer. `glyphless.ttf` is our own (one empty glyph of 500/1000 em, made with fontTools).
"""

from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

FONT_FILE = Path(__file__).with_name("glyphless.ttf")
FONT_NAME = Name("/TelusurGlyphless")
ADVANCE_EM = 0.5
EVERY_CODE_TO_GLYPH_1 = b"\x00\x01" * 65536
TO_UNICODE = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def glyphless_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The font as an indirect object of `pdf`, to be shared by all its pages."""
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=FONT_NAME,
        Flags=5,
        FontBBox=Array([0, 0, 500, 1000]),
        ItalicAngle=0,
        Ascent=1000,
        Descent=0,
        CapHeight=1000,
        StemV=80,
        FontFile2=pdf.make_indirect(pdf.make_stream(FONT_FILE.read_bytes())),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=FONT_NAME,
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=round(ADVANCE_EM * 1000),
        CIDToGIDMap=pdf.make_indirect(pdf.make_stream(EVERY_CODE_TO_GLYPH_1)),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=FONT_NAME,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_indirect(pdf.make_stream(TO_UNICODE)),
    )
    return pdf.make_indirect(font)
