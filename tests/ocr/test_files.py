"""Every file given is opened with its page count, waits for its password, or is refused with a reason."""

from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from ocr import FileRefused, Limits, PasswordNeeded, WrongPassword, inspect_file, unlock_pdf
from tests.ocr.sheets import letter_picture, save_picture, scan_pdf, text_pdf

LIMITS = Limits()
SMALL = (420, 594)


def refusal(path: Path, limits: Limits = LIMITS) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        inspect_file(path, limits=limits)
    return caught.value


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [("jpg", "image/jpeg"), ("png", "image/png"), ("webp", "image/webp"), ("tif", "image/tiff")],
)
def test_pictures_are_known_by_content_whatever_their_name(tmp_path: Path, suffix: str, media_type: str) -> None:
    path = save_picture(letter_picture(size=SMALL), tmp_path / f"a.{suffix}").rename(tmp_path / "surat.pdf")
    facts = inspect_file(path, limits=LIMITS)
    assert (facts.media_type, facts.page_count, facts.is_encrypted, facts.notes) == (media_type, 1, False, ())


def test_pages_of_a_tiff_are_counted(tmp_path: Path) -> None:
    page = letter_picture(size=SMALL)
    path = save_picture(page, tmp_path / "a.tif", save_all=True, append_images=[page, page])
    assert inspect_file(path, limits=LIMITS).page_count == 3


def test_pages_of_a_pdf_are_counted(tmp_path: Path) -> None:
    path = scan_pdf(tmp_path / "a.bin", [letter_picture(size=SMALL)] * 4)
    facts = inspect_file(path, limits=LIMITS)
    assert (facts.media_type, facts.page_count, facts.is_signed) == ("application/pdf", 4, False)


def test_a_truncated_jpeg_is_taken_with_a_note(tmp_path: Path) -> None:
    path = save_picture(letter_picture(), tmp_path / "a.jpg")
    path.write_bytes(path.read_bytes()[:-30_000])
    assert [note.code for note in inspect_file(path, limits=LIMITS).notes] == ["truncated"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"<html><body>Undangan</body></html>", "unsupported_type"),
        (b"GIF89a" + b"\0" * 60, "unsupported_type"),
        (b"%PDF-1.7\nnothing of a PDF follows", "damaged"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF nothing of a JPEG follows", "damaged"),
        (b"II*\0\x08\0\0\0\xff\xff", "damaged"),
    ],
)
def test_what_is_no_page_is_refused_with_a_reason(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "surat.pdf"
    path.write_bytes(content)
    assert refusal(path).code == code


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nothing").code == "unreadable"


def test_a_pdf_without_pages_is_refused(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.save(tmp_path / "a.pdf")
    assert refusal(tmp_path / "a.pdf").code == "no_pages"


def test_limits_are_kept_before_anything_is_decoded(tmp_path: Path) -> None:
    picture = save_picture(Image.new("1", (3000, 3000)), tmp_path / "a.png")
    pdf = scan_pdf(tmp_path / "a.pdf", [letter_picture(size=SMALL)] * 2)
    assert refusal(picture, Limits(file_bytes=10)).code == "too_large"
    assert refusal(picture, Limits(page_pixels=1_000_000)).params == {"pixels": 9_000_000, "limit": 1_000_000}
    assert refusal(picture, Limits(memory_bytes=1_000_000)).code == "page_too_large"
    assert refusal(pdf, Limits(pages=1)).code == "too_many_pages"
    assert refusal(pdf, Limits(page_pixels=1000)).code == "page_too_large"


def test_an_encrypted_pdf_without_user_password_opens(tmp_path: Path) -> None:
    facts = inspect_file(encrypted(tmp_path, user=""), limits=LIMITS)
    assert (facts.page_count, facts.is_encrypted) == (1, True)


def test_an_encrypted_pdf_waits_for_its_password(tmp_path: Path) -> None:
    path = encrypted(tmp_path, user="rahasia")
    before = path.read_bytes()
    with pytest.raises(PasswordNeeded):
        inspect_file(path, limits=LIMITS)
    with pytest.raises(WrongPassword):
        inspect_file(path, limits=LIMITS, password="salah")
    assert inspect_file(path, limits=LIMITS, password="rahasia").page_count == 1
    unlock_pdf(path, password="rahasia", target=tmp_path / "opened.pdf")
    assert not inspect_file(tmp_path / "opened.pdf", limits=LIMITS).is_encrypted
    assert path.read_bytes() == before


def encrypted(folder: Path, *, user: str) -> Path:
    path = folder / "encrypted.pdf"
    with pikepdf.open(text_pdf(folder / "plain.pdf")) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="pemilik", user=user))
    return path


def test_a_signature_is_seen(tmp_path: Path) -> None:
    path = text_pdf(tmp_path / "a.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        signature = pikepdf.Dictionary(Type=pikepdf.Name.Sig, Filter=pikepdf.Name("/Adobe.PPKLite"))
        field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String("ttd"), V=pdf.make_indirect(signature))
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.make_indirect(pikepdf.Dictionary(Kids=[field]))])
        pdf.save(path)
    assert inspect_file(path, limits=LIMITS).is_signed
