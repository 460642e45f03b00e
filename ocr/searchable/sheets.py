"""Pages of the searchable PDF: a copy of the source's PDF page, or a new page with the picture in it."""

from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from ocr.pages import load_page, media
from ocr.pages.embedding import Embeddable, embeddable, from_pixels
from ocr.pages.matrices import SAME, Matrix, times
from ocr.pages.pdf import page_rotation
from ocr.pages.scan import INVISIBLE, TEXT_SHOWN, edges
from ocr.pages.streams import instructions
from ocr.searchable.text import Sheet
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


def add_copied_page(target: pikepdf.Pdf, source: pikepdf.Pdf, page: PdfPage) -> Sheet:
    """Append a copy of the PDF page, turned upright as it was read."""
    target.pages.append(source.pages[page.number - 1])
    copied = target.pages[-1]
    if page.reading.outcome != "text_layer":
        _drop_invisible_text(target, copied)
    rotation = (page_rotation(copied) + page.reading.turned_degrees) % 360
    copied.obj.Rotate = rotation
    left, bottom, right, top = edges(copied)
    wide, high = right - left, top - bottom
    matrices: dict[int, Matrix] = {
        0: (1, 0, 0, 1, left, bottom),
        90: (0, 1, -1, 0, right, bottom),
        180: (-1, 0, 0, -1, right, top),
        270: (0, -1, 1, 0, left, top),
    }
    shown = (wide, high) if rotation % 180 == 0 else (high, wide)
    return Sheet(*shown, matrices[rotation], page.reading.skew_degrees)


def _drop_invisible_text(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """An earlier reader's invisible words would be found beside ours."""
    mode, kept, dropped = 0, [], False
    for operator, operands in instructions(page) or []:
        if operator == "Tr":
            mode = int(operands[0])
        if operator in TEXT_SHOWN and mode == INVISIBLE:
            dropped = True
            continue
        kept.append((operands, pikepdf.Operator(operator)))
    if dropped:
        page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def add_picture_page(target: pikepdf.Pdf, page: PdfPage, limits: Limits) -> Sheet:
    """Append a page with the picture of a file, upright as it was read."""
    picture = _picture(page.source, page.number, limits)
    matrix = times(ORIENTED.get(picture.orientation, ORIENTED[1]), TURNED[page.reading.turned_degrees])
    is_turned = matrix[0] == 0
    size = (picture.width_points, picture.height_points)
    width, height = size[::-1] if is_turned else size
    a, b, c, d, e, f = times(matrix, (width, 0, 0, height, 0, 0))
    draw = f"q {a:.4f} {b:.4f} {c:.4f} {d:.4f} {e:.4f} {f:.4f} cm /Picture Do Q\n".encode("ascii")
    sheet = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(width, 3), round(height, 3)]),
        Resources=Dictionary(XObject=Dictionary(Picture=_image(target, picture))),
        Contents=target.make_stream(draw),
    )
    target.pages.append(pikepdf.Page(target.make_indirect(sheet)))
    return Sheet(width, height, SAME, page.reading.skew_degrees)


def _picture(path: Path, number: int, limits: Limits) -> Embeddable:
    """The file's own picture, or, of a damaged PDF, what can be drawn of its page."""
    if media.media_type(path, limits=limits) != media.PDF:
        return embeddable(path, number=number, limits=limits)
    drawn = load_page(path, number=number, limits=limits)
    return from_pixels(drawn.pixels, drawn.dpi)


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


def add_empty_page(target: pikepdf.Pdf, page: PdfPage) -> Sheet:
    """A white page in place of one that no program can draw."""
    points = 72 / 200
    width, height = page.reading.width_px * points, page.reading.height_px * points
    target.add_blank_page(page_size=(width, height))
    return Sheet(width, height, SAME)


REFUSALS = (FileRefused, pikepdf.PdfError, ValueError, TypeError, IndexError, KeyError)
