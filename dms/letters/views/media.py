"""Page images, words, and downloads of a letter. Each asks the policy for *content* and is journaled."""

import mimetypes
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

import ocr
from dms.audit import services as audit
from dms.intake import storage
from dms.intake.models import Original
from dms.intake.page_wording import region_name
from dms.letters import queries, services
from dms.letters.models import Letter
from dms.people.middleware import PersonRequest

private = cache_control(private=True, max_age=0, must_revalidate=True)


@require_safe
@private
def page_image(request: PersonRequest, public_id: str, order: int) -> HttpResponse | FileResponse:
    """The image of one page; the look is journaled."""
    letter = queries.letter_or_404(request.access, public_id, "content")
    page = queries.page_or_404(letter, order).source_page
    audit.record(request.actor, "page_viewed", "letter", letter.public_id, page=order)
    return picture(storage.page_path(page.original.sha256, page.number))


@require_safe
@private
def page_thumbnail(request: PersonRequest, public_id: str, order: int) -> HttpResponse | FileResponse:
    """The small picture of one page for lists."""
    letter = queries.letter_or_404(request.access, public_id, "content")
    page = queries.page_or_404(letter, order).source_page
    return picture(storage.thumbnail_path(page.original.sha256, page.number))


def picture(path: Path) -> HttpResponse | FileResponse:
    """Return a stored WebP; a page that could not be read has none."""
    if not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/webp")


@require_safe
@private
def page_words(request: PersonRequest, public_id: str, order: int) -> JsonResponse:
    """The words of one page with their places, in reading order."""
    letter = queries.letter_or_404(request.access, public_id, "content")
    queries.page_or_404(letter, order)
    reading = dict(queries.page_readings(letter)).get(order)
    if reading is None:
        return JsonResponse({"words": [], "regions": [], "skew_degrees": 0})
    words, regions = [word_row(word) for word in reading.words], [region_row(region) for region in reading.regions]
    return JsonResponse({"words": words, "regions": regions, "skew_degrees": reading.skew_degrees})


def word_row(word: ocr.Word) -> dict[str, Any]:
    """Return one word as the viewer takes it: text, box as fractions of the page, confidence, line."""
    return {"t": word.text, **box_row(word.box), "c": round(word.confidence, 2), "l": word.line}


def region_row(region: ocr.Region) -> dict[str, Any]:
    """Return one region as the viewer takes it: kind, name, what it says, box."""
    named = {"kind": region.kind, "name": region_name(region.kind), "text": region.text or ""}
    return {**named, **box_row(region.box)}


def box_row(box: ocr.Box) -> dict[str, float]:
    """Return a box as fractions of the page."""
    return {name: round(getattr(box, name), 5) for name in ("x0", "y0", "x1", "y1")}


@require_safe
@private
def letter_marks(request: PersonRequest, public_id: str) -> JsonResponse:
    """Which words of which pages the query `q` marks, by their positions in the page."""
    letter = queries.letter_or_404(request.access, public_id, "content")
    query = queries.query_or_none(request.GET.get("q", ""))
    if query is None:
        return JsonResponse({"pages": []})
    readings = queries.page_readings(letter)
    rows = [
        {"number": order, "marks": queries.marked_words(query, reading), "words": len(reading.words)}
        for order, reading in readings
    ]
    return JsonResponse({"pages": rows})


@require_safe
@private
def original(request: PersonRequest, public_id: str, number: int = 1) -> FileResponse:
    """The bytes as they were received; NUMBER counts the files of the letter from 1."""
    letter = queries.letter_or_404(request.access, public_id, "content")
    originals = queries.originals(letter)
    if not 1 <= number <= len(originals):
        raise Http404
    chosen = originals[number - 1]
    audit.record(request.actor, "original_downloaded", "letter", letter.public_id, sha256=chosen.sha256)
    return download(storage.original_path(chosen.sha256), chosen.media_type, file_name(letter, chosen, number))


def file_name(letter: Letter, chosen: Original, number: int) -> str:
    """Return a name without personal data: the letter's id, the number of the file, the right ending."""
    ending = mimetypes.guess_extension(chosen.media_type) or ".bin"
    return f"surat-{letter.public_id}-{number}{ending}"


@require_safe
@private
def searchable_pdf(request: PersonRequest, public_id: str) -> HttpResponse | FileResponse:
    """The PDF whose words can be searched; made with the letter, or a moment later."""
    letter = queries.letter_or_404(request.access, public_id, "content")
    path = services.pdf_path(letter)
    if not letter.has_pdf or not path.exists():
        return HttpResponse(_("PDF sedang dibuat. Coba lagi sebentar lagi."), status=503, headers={"Retry-After": "5"})
    audit.record(request.actor, "pdf_downloaded", "letter", letter.public_id)
    return download(path, "application/pdf", f"surat-{letter.public_id}.pdf")


def download(path: Path, media_type: str, name: str) -> FileResponse:
    """Send a file to be saved, never to be run in the page."""
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=media_type)
