"""Make ocr/regions/letter_shapes.npz: capitals of some common faces, small, as the finder of stamps compares them.

Run `python -m bench.make_letter_shapes` (needs the Debian packages fonts-liberation, fonts-dejavu and
fonts-freefont-ttf). The file is committed, so that nobody needs the fonts.
"""

from pathlib import Path
from string import ascii_uppercase

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from bench.letterpress.typeset import FONT_FOLDER

TARGET = Path(__file__).resolve().parent.parent / "ocr" / "regions" / "letter_shapes.npz"
FACES = (
    "liberation/LiberationSans-Bold.ttf", "liberation/LiberationSans-Regular.ttf", "dejavu/DejaVuSans-Bold.ttf",
    "liberation/LiberationSerif-Bold.ttf", "dejavu/DejaVuSerif-Bold.ttf", "liberation/LiberationMono-Bold.ttf",
    "freefont/FreeMonoBold.ttf", "liberation/LiberationSans-BoldItalic.ttf", "freefont/FreeSerif.ttf",
)  # fmt: skip
DRAWN_PX = 200
ROWS, COLUMNS = 16, 10
BEARING = 0.06  # of the capitals' height: white beside each letter


def main() -> None:
    """Draw every capital of every face into the same small rectangle."""
    shapes = np.stack([np.stack([_shape(face, letter) for letter in ascii_uppercase]) for face in FACES])
    np.savez_compressed(TARGET, shapes=shapes)
    print(TARGET, shapes.shape)


def _shape(face: str, letter: str) -> NDArray[np.uint8]:
    font = ImageFont.truetype(str(FONT_FOLDER / face), DRAWN_PX)
    top, bottom = font.getbbox("H", anchor="ls")[1::2]
    left, _, right, _ = font.getbbox(letter, anchor="ls")
    bearing = BEARING * (bottom - top)
    image = Image.new("L", (round(right - left + 2 * bearing), round(bottom - top)), 0)
    ImageDraw.Draw(image).text((bearing - left, -top), letter, fill=255, font=font, anchor="ls")
    return np.asarray(image.resize((COLUMNS, ROWS), Image.Resampling.BOX))


if __name__ == "__main__":
    main()
