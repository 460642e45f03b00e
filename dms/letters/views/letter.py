"""The page of one letter: its pages beside its fields; fields set and confirmed; joined and withdrawn letters."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dms.audit import services as audit
from dms.intake.wording import page_note
from dms.letters import queries, services
from dms.letters.cards import card
from dms.letters.fields import MORE_LABELS, field_rows, with_links
from dms.letters.models import Letter
from dms.letters.models.letters import PageRole
from dms.letters.views.parts import render_part
from dms.letters.views.searching import asked_page
from dms.people.middleware import PersonRequest
from dms.people.models import Role
from dms.people.public_ids import is_public_id


@dataclass(frozen=True)
class PageView:
    """One page as the viewer shows it."""

    number: int
    image_url: str
    thumbnail_url: str
    words_url: str
    record_url: str
    correct_url: str
    width_px: int
    height_px: int
    role: str
    note: str
    is_blank: bool
    has_image: bool


@require_safe
def letter(request: PersonRequest, public_id: str) -> HttpResponse:
    """The letter. Who sees only metadata gets the card without pages, words or downloads."""
    target = queries.merged_target(request.access, public_id) if is_public_id(public_id) else None
    if target is not None:
        return redirect("letter", target.public_id)
    found = queries.letter_or_404(request.access, public_id)
    can_read = queries.letters_for(request.access, "content").filter(pk=found.pk).exists()
    audit.record(request.actor, "letter_opened" if can_read else "card_opened", "letter", found.public_id)
    context = {
        "letter": card(found, can_read=can_read),
        "public_id": found.public_id,
        "can_read": can_read,
        "is_verified": can_read and found.verified_at is not None,
        "query": request.GET.get("q", ""),
        "page_number": asked_page(request),
        "security_name": found.get_security_class_display() if found.security_class is not None else "",
        "can_withdraw": can_read and may_withdraw(request, found),
    }
    if can_read:
        context |= {
            "pages": page_views(found),
            "record_page": min(asked_page(request), max(1, found.pages.count())),
            "notes": [page_note(note) for note in found.notes if note.get("outcome") != "blank"],
            **fields_context(request, found),
        }
        context |= {"pdf_url": reverse("letter_pdf", args=[public_id]), "originals": original_links(found)}
    return render(request, "letters/letter.html", context)


def page_views(found: Letter) -> list[PageView]:
    """Return the pages of a letter for the viewer."""
    notes = {note["page"]: page_note(note) for note in found.notes if "page" in note}
    views = []
    for page in found.pages.select_related("source_page"):
        args = [found.public_id, page.order]
        views.append(
            PageView(
                number=page.order,
                image_url=reverse("letter_page_image", args=args),
                thumbnail_url=reverse("letter_page_thumbnail", args=args),
                words_url=reverse("letter_page_words", args=args),
                record_url=reverse("letter_page_record", args=args),
                correct_url=reverse("letter_page_correct", args=args),
                width_px=page.source_page.width_px or 1654,
                height_px=page.source_page.height_px or 2339,
                role=page.get_role_display(),
                note=notes.get(page.order, ""),
                is_blank=page.role == PageRole.BLANK,
                has_image=page.source_page.width_px > 0,
            )
        )
    return views


def original_links(found: Letter) -> list[dict[str, str]]:
    """Return the files that the letter came in, to be downloaded as they were received."""
    return [
        {
            "url": reverse("letter_original", args=[found.public_id, number]),
            "media_type": original.media_type,
            "sha256": original.sha256,
        }
        for number, original in enumerate(queries.originals(found), start=1)
    ]


def fields_context(request: PersonRequest, found: Letter, attempts: dict[str, str] | None = None) -> dict[str, Any]:
    """Return what the fields panel shows; ATTEMPTS are values that could not be saved, by field name."""
    more = field_rows(found, attempts, MORE_LABELS)
    return {
        "public_id": found.public_id,
        "fields": field_rows(found, attempts),
        "more_fields": [with_links(request.access, row) for row in more],
        "more_open": request.POST.get("name") in MORE_LABELS,
        "version": found.version,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def letter_fields(request: PersonRequest, public_id: str) -> HttpResponse:
    """The fields panel; POST sets or confirms one field (name, value, version)."""
    found = queries.letter_or_404(request.access, public_id, "content")
    error, status, attempts = "", 200, {}
    if request.method == "POST":
        error, status = set_one(request, found)
        found.refresh_from_db()
        attempts = {request.POST.get("name", ""): request.POST.get("value", "")} if error else {}
    context = fields_context(request, found, attempts) | {"error": error}
    return render_part(request, "letters/fields.html", context, status=status)


def set_one(request: PersonRequest, found: Letter) -> tuple[str, int]:
    """Set the field that was posted; return what to tell the person and the status of the answer."""
    name, version = request.POST.get("name", ""), request.POST.get("version", "")
    if name not in services.EDITABLE or not (version.isdecimal() and len(version) < 10):
        return _("Isian ini tidak dikenal. Muat ulang halaman."), 400
    value = request.POST.get("value", "").strip() or None
    try:
        services.set_field(request.actor, found, name, value, version=int(version))
    except services.StaleVersionError:
        return _(
            "Orang lain sudah mengubah surat ini. Isi terbaru dan isian Anda ditampilkan; simpan lagi bila perlu."
        ), 409
    except services.BadValueError as error:
        return bad_value(str(error)), 400
    return "", 200


def bad_value(code: str) -> str:
    """Say why a value cannot be saved, and what would be right."""
    if code == "not_a_date":
        return _("Isian tidak cocok. Tanggal ditulis seperti 2024-10-14.")
    return _("Isian terlalu panjang.") if code == "too_long" else _("Isian tidak cocok. Pilih salah satu yang ada.")


def may_withdraw(request: PersonRequest, found: Letter) -> bool:
    """Tell whether the person keeps the books of the letter's own office."""
    return request.access.has_in(found.unit.office, Role.REGISTRAR, Role.ARCHIVIST)


@require_POST
def letter_withdraw(request: PersonRequest, public_id: str) -> HttpResponse:
    """Take a letter out of use, with a reason."""
    found = queries.letter_or_404(request.access, public_id, "content")
    reason = request.POST.get("reason", "").strip()
    if not may_withdraw(request, found) or not reason:
        messages.error(request, _("Surat belum ditarik: tulis alasannya."))
        return redirect("letter", public_id)
    services.withdraw(request.actor, found, reason)
    messages.success(request, _("Surat ditarik. Nomor, hash, dan jurnalnya tetap tersimpan."))
    return redirect("home")
