"""Pages of the searchable PDF that are built anew: one picture, or nothing, on a sheet of its size."""

import zlib
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from ocr.pages import media
from ocr.pages.embedding import Embeddable, embeddable, from_pixels
from ocr.pages.matrices import SAME, Matrix, times
from ocr.pages.pictures import load_picture
from ocr.pages.source import POINTS_PER_INCH
from ocr.searchable.drawing import drawn_page, stored_bytes
from ocr.searchable.text import SIDE_POINTS, Sheet
from ocr.values import FileRefused, Limits, PdfPage

# The unit square of a picture to the unit square as shown, by EXIF orientation.
ORIENTED: dict[int, Matrix] = {
    1: SAME,
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
TURNED = {0: ORIENTED[1], 90: ORIENTED[6], 180: ORIENTED[3], 270: ORIENTED[8]}
EMPTY_DPI = 200


def picture_page(target: pikepdf.Pdf, page: PdfPage, limits: Limits) -> tuple[pikepdf.Page, Sheet]:
    """A page with the picture of a file, upright as it was read. Raises FileRefused."""
    picture = _picture(page.source, page.number, limits)
    matrix = times(ORIENTED.get(picture.orientation, ORIENTED[1]), TURNED[page.reading.turned_degrees])
    is_turned = matrix[0] == 0
    size = (picture.width_points, picture.height_points)
    width, height = map(_allowed, size[::-1] if is_turned else size)
    a, b, c, d, e, f = times(matrix, (width, 0, 0, height, 0, 0))
    draw = f"q {a:.4f} {b:.4f} {c:.4f} {d:.4f} {e:.4f} {f:.4f} cm /Picture Do Q\n".encode("ascii")
    resources = Dictionary(XObject=Dictionary(Picture=_image(target, picture)))
    sheet = Sheet(width, height, SAME, page.reading.skew_degrees)
    return _page(target, sheet, Resources=resources, Contents=target.make_stream(draw)), sheet


def _allowed(points: float) -> float:
    low, high = SIDE_POINTS
    return min(max(points, low), high)


def _page(target: pikepdf.Pdf, sheet: Sheet, **entries: pikepdf.Object) -> pikepdf.Page:
    box = Array([0, 0, round(sheet.width, 3), round(sheet.height, 3)])
    page = Dictionary(Type=Name.Page, MediaBox=box)
    for name, value in entries.items():
        page[f"/{name}"] = value
    return pikepdf.Page(target.make_indirect(page))


def _picture(path: Path, number: int, limits: Limits) -> Embeddable:
    """The file's own picture, or what can be drawn of the page of a PDF."""
    if media.media_type(path, limits=limits) != media.PDF:
        try:
            return embeddable(path, number=number, limits=limits)
        except FileRefused:  # cut off, say: what there is of it
            whole = load_picture(path, number=number, limits=limits)
            return from_pixels(whole.pixels, whole.dpi)
    drawn = drawn_page(path, number=number, limits=limits)
    return from_pixels(drawn.pixels, drawn.dpi, room=stored_bytes(path, number=number))


def _image(pdf: pikepdf.Pdf, picture: Embeddable) -> pikepdf.Object:
    stream = pikepdf.Stream(pdf, picture.data)
    stream.Type = Name.XObject
    stream.Subtype = Name.Image
    stream.Width, stream.Height = picture.width_px, picture.height_px
    stream.BitsPerComponent = picture.bits
    stream.ColorSpace = _color_space(pdf, picture)
    stream.Filter = Name(picture.filter)
    if picture.parameters:
        stream.DecodeParms = Dictionary({f"/{name}": value for name, value in picture.parameters.items()})
    return pdf.make_indirect(stream)


def _color_space(pdf: pikepdf.Pdf, picture: Embeddable) -> pikepdf.Object:
    if not picture.palette:
        return Name(picture.color)
    colors = len(picture.palette) // 3
    return Array([Name.Indexed, Name.DeviceRGB, colors - 1, pdf.make_stream(picture.palette)])


def empty_page(target: pikepdf.Pdf, page: PdfPage) -> tuple[pikepdf.Page, Sheet]:
    """A white page in place of one that no program can draw."""
    points = POINTS_PER_INCH / EMPTY_DPI
    sheet = Sheet(_allowed(page.reading.width_px * points), _allowed(page.reading.height_px * points), SAME)
    return _page(target, sheet), sheet


# What pikepdf and our own steps raise at pages that are not what they should be.
REFUSALS = (
    *(FileRefused, pikepdf.PdfError, zlib.error, OverflowError, RecursionError),
    *(ValueError, TypeError, IndexError, KeyError, AttributeError, RuntimeError),
)
