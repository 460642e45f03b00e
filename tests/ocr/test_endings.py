"""A file that is cut anywhere has no end; a whole one has, whatever wrote it."""

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ocr.endings import has_end

HERE = Path(__file__).parent


def picture(form: str, pages: int = 1, **options: object) -> bytes:
    target = io.BytesIO()
    first, *more = [Image.effect_noise((120, 90), 60 + n) for n in range(pages)]
    extra = {"save_all": True, "append_images": more} if more else {}
    first.save(target, form, **extra, **options)
    return target.getvalue()


def pdf() -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(target)
    return target.getvalue()


def archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("a.txt", "isi " * 500)
        made.comment = b"catatan"
    return target.getvalue()


WHOLE = {
    "jpeg": picture("JPEG"),
    "png": picture("PNG"),
    "webp": picture("WEBP"),
    "tiff": picture("TIFF"),
    "tiff of pages": picture("TIFF", 3, compression="tiff_lzw"),
    "big tiff": picture("TIFF", big_tiff=True),
    "pdf": pdf(),
    "zip": archive(),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_file_has_its_end(name: str) -> None:
    assert has_end(io.BytesIO(WHOLE[name])) is True


@pytest.mark.parametrize("name", WHOLE)
@given(share=st.floats(0, 0.97))
def test_a_file_cut_anywhere_has_none(name: str, share: float) -> None:
    content = WHOLE[name]
    assert not has_end(io.BytesIO(content[: int(len(content) * share)]))


@pytest.mark.parametrize("content", [b"", b"halo", b"\xd0\xcf\x11\xe0" + bytes(50)])
def test_of_other_kinds_nothing_is_told(content: bytes) -> None:
    assert has_end(io.BytesIO(content)) is None


@pytest.mark.parametrize("name", WHOLE)
@given(data=st.binary(min_size=1, max_size=600), place=st.integers(4, 60))
def test_garbage_raises_nothing(name: str, data: bytes, place: int) -> None:
    content = WHOLE[name]
    assert has_end(io.BytesIO(content[:place] + data)) in (True, False, None)


def test_a_file_of_zeros_behind_its_head_is_not_whole() -> None:
    """Some programs reserve the room first and fill it afterwards."""
    for name, content in WHOLE.items():
        if name not in ("webp", "tiff", "tiff of pages", "big tiff"):
            assert not has_end(io.BytesIO(content[:20] + bytes(len(content) - 20))), name
