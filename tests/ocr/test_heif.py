"""Photos of telephones: HEIC is opened, turned upright and read; what only looks like it is refused."""

from pathlib import Path

import pytest

import ocr
from ocr.pages import heif, load_page

DATA = Path(__file__).parents[1] / "data" / "heif"


@pytest.mark.parametrize("name", ["surat", "miring"])
def test_a_photo_is_read_upright(name: str) -> None:
    path = DATA / f"{name}.heic"
    facts = ocr.inspect_file(path, limits=ocr.Limits())
    assert (facts.media_type, facts.page_count) == ("image/heic", 1)
    page = load_page(path, number=1, limits=ocr.Limits())
    assert page.pixels.shape[:2] == (1754, 1240)
    reading, _images = ocr.read_page(path, number=1, options=ocr.ReadOptions())
    assert "005/123/2024" in [word.text for word in reading.words]


def test_too_many_pixels_are_refused_by_the_header() -> None:
    with pytest.raises(ocr.FileRefused) as caught:
        ocr.inspect_file(DATA / "surat.heic", limits=ocr.Limits(page_pixels=1_000_000))
    assert caught.value.code == "page_too_large"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_photo_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    content = (DATA / "surat.heic").read_bytes()
    path = tmp_path / "a.heic"
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(ocr.FileRefused) as caught:
        ocr.inspect_file(path, limits=ocr.Limits())
    assert caught.value.code == "damaged"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", True),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1heicmiaf", True),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", False),
        (b"\0\0\0\x1cftypavif\0\0\0\0mif1avifmiaf", False),
        (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42", False),
        (b"heic", False),
        (b"", False),
    ],
)
def test_heic_is_told_from_its_neighbors(head: bytes, expected: bool) -> None:
    assert heif.is_heic(head) is expected
