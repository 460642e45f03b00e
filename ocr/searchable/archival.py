"""What makes a PDF a PDF/A-2b file, and the judge of what came from elsewhere.

Pages that we build ourselves conform by how they are built. Pages copied from somebody's PDF are judged by
`pikepdf.pdfa`, which approves only what it knows to conform (docs/decisions/0010-searchable-pdf-a.md).
"""

import logging
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, pdfa

from ocr.pages.embedding import is_plain_jpeg_2000
from ocr.pages.streams import filters

logging.getLogger("fontTools").setLevel(logging.CRITICAL)  # it speaks of every oddity of every font

DEVICE_COLORS = ("/DeviceGray", "/DeviceRGB")
FLAVOR = "2b"
SRGB_FILE = Path(__file__).with_name("srgb.icc")  # made with Little CMS through Pillow, 588 bytes
SAVING: dict[str, Any] = {
    "preserve_pdfa": True,
    "object_stream_mode": pikepdf.ObjectStreamMode.generate,
    "stream_decode_level": pikepdf.StreamDecodeLevel.generalized,  # LZW, which is forbidden, becomes Flate
    "fix_metadata_version": False,
    "deterministic_id": True,  # same pages, same bytes
}
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<xmp:CreatorTool>Telusur</xmp:CreatorTool>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()


def declare(pdf: pikepdf.Pdf) -> None:
    """Say that `pdf` is PDF/A-2b, and that its device colors are those of sRGB. It has no other metadata."""
    profile = pdf.make_stream(SRGB_FILE.read_bytes(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String("sRGB"),
        DestOutputProfile=pdf.make_indirect(profile),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    pdf.Root.Metadata = pdf.make_stream(XMP, Type=Name.Metadata, Subtype=Name.XML)


def save(pdf: pikepdf.Pdf, target: Path) -> None:
    """Write the file in the form that was judged."""
    with warnings.catch_warnings():  # forms are shown as they were filled in, they need not work
        warnings.simplefilter("ignore", pikepdf.exceptions.PageCopyWarning)
        pdf.save(target, **SAVING)


def refused_pages(pdf: pikepdf.Pdf, doubtful: Sequence[int]) -> Sequence[int]:
    """Which of the `doubtful` pages (indexes) cannot stay in a PDF/A. Judged together, and one by one if that fails."""
    if not doubtful or _conform(pdf, doubtful):
        return []
    return [index for index in doubtful if not _conform(pdf, [index])] or doubtful


def _conform(pdf: pikepdf.Pdf, indexes: Sequence[int]) -> bool:
    with pikepdf.new() as judged:
        for index in indexes:
            judged.pages.append(pdf.pages[index])
        declare(judged)
        findings = pdfa.check(judged, FLAVOR, **SAVING).findings
        return not findings or (all(map(_is_about_jpeg_2000, findings)) and _has_plain_jpeg_2000_only(judged))


def _is_about_jpeg_2000(finding: pdfa.Finding) -> bool:
    """The judge does not look into these pictures."""
    return finding.rule == "pikepdf:schema-ImageXObject" and "JPEG 2000" in finding.message


def _has_plain_jpeg_2000_only(pdf: pikepdf.Pdf) -> bool:
    pictures = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and filters(one) == ["/JPXDecode"]]
    return all(one.get("/ColorSpace") in DEVICE_COLORS and is_plain_jpeg_2000(one.read_raw_bytes()) for one in pictures)
