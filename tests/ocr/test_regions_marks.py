"""Office stamps, signatures, notes, codes and tables, and the words that were made of them."""

from typing import Any

import cv2
import numpy as np
import pytest

from bench.letterpress.ink import Place, handwriting, round_stamp, signature
from bench.letterpress.secrecy import drawn_letter
from ocr.pages.source import Pixels
from ocr.regions import look

DPI = 150
LINK = "https://tte.example/verifikasi/L02"


def letter() -> Any:
    return drawn_letter(np.random.default_rng(5), DPI)


def finished(page: Any) -> Pixels:
    return np.asarray(page.clip(0, 255), dtype=np.uint8)


def kinds(pixels: Pixels) -> list[str]:
    return sorted(region.kind for region in look(pixels, ()))


def stamped() -> Pixels:
    place = Place(400, 690, DPI)
    return finished(
        round_stamp(letter(), place, np.random.default_rng(1), "PEMERINTAH KOTA * DINAS *", "DINAS\nSOSIAL")
    )


def test_a_round_office_stamp_is_a_stamp_without_words() -> None:
    stamps = [region for region in look(stamped(), ()) if region.kind == "stamp"]
    assert [stamp.text for stamp in stamps] == [None]
    assert stamps[0].box.x0 < 400 / 595 < stamps[0].box.x1
    assert stamps[0].box.y0 < 690 / 842 < stamps[0].box.y1


def test_a_signature_in_blue_is_a_signature() -> None:
    assert kinds(finished(signature(letter(), Place(400, 690, DPI), np.random.default_rng(2)))) == ["signature"]


@pytest.mark.parametrize("text", ["412", "Setuju, proses"])
def test_a_note_in_blue_is_handwriting(text: str) -> None:
    page = handwriting(np.full((1754, 1240, 3), 255, np.float32), Place(300, 300, DPI), np.random.default_rng(2), text)
    assert kinds(finished(page)) == ["handwriting"]


def test_a_letter_alone_has_no_regions() -> None:
    assert kinds(finished(letter())) == []


def with_code(pixels: Pixels) -> Pixels:
    code = cv2.QRCodeEncoder.create().encode(LINK)
    side = cv2.resize(np.asarray(code), None, fx=4, fy=4, interpolation=cv2.INTER_NEAREST)
    height, width = side.shape
    pixels[1450 : 1450 + height, 150 : 150 + width] = side if pixels.ndim == 2 else side[..., None]
    return pixels


@pytest.mark.parametrize("gray", [True, False])
def test_a_qr_code_is_read_and_kept_as_text(gray: bool) -> None:
    page = finished(letter())
    found = [region for region in look(with_code(page[..., 0].copy() if gray else page), ()) if region.kind == "qr"]
    assert [region.text for region in found] == [LINK]


def test_a_ruled_table_is_a_table_and_a_rule_is_none() -> None:
    page = finished(letter())
    cv2.line(page, (150, 1300), (1100, 1300), (0, 0, 0), 2)
    assert kinds(page) == []
    for y in (1400, 1450, 1500):
        cv2.line(page, (150, y), (1100, y), (0, 0, 0), 2)
    for x in (150, 500, 1100):
        cv2.line(page, (x, 1400), (x, 1500), (0, 0, 0), 2)
    assert kinds(page) == ["table"]
