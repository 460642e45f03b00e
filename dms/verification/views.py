"""The screens of verification: how much waits, and one letter after the other, page left and form right."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dms.archive import queries as archive
from dms.archive.models import CodeSuggestion
from dms.archive.nodes import suggestion_row
from dms.audit import services as audit
from dms.intake import queries as intake
from dms.letters import queries as letters
from dms.letters import services as letter_services
from dms.letters.alike import alike
from dms.letters.fields import field_rows
from dms.letters.models import Letter
from dms.letters.senders import senders_like
from dms.letters.views.letter import page_views
from dms.people.middleware import PersonRequest
from dms.verification import queries, services
from dms.verification.forms import Decision, codes_of, decision
from dms.verification.wording import fault_in_words
from dms.verification.work import Work, asked_work, next_letter, pass_over

OFFERED = 20


@require_safe
def overview(request: PersonRequest) -> HttpResponse:
    """How much waits, in which batches, and how fast it goes."""
    own = set(intake.visible_batches(request.access, request.user.pk).values_list("pk", flat=True))
    context = {
        "progress": queries.progress(request.access, request.user),
        "batches": [(batch, count) for batch, count in queries.batches_waiting(request.access) if batch.pk in own],
        "last": services.last_of(request.actor),
        "work": asked_work(request),
    }
    return render(request, "verification/overview.html", context)


@require_POST
def start(request: PersonRequest) -> HttpResponse:
    """Go to the next letter of the work that was chosen."""
    return go_on(request, asked_work(request))


def go_on(request: PersonRequest, work: Work) -> HttpResponse:
    """Redirect to the next letter; without one, to the overview."""
    letter = next_letter(request, work)
    if letter is None:
        messages.success(request, _("Tidak ada lagi surat yang perlu diperiksa."))
        return redirect("verification")
    return to_letter(letter, work)


def to_letter(letter: Letter, work: Work) -> HttpResponse:
    """Redirect to the form of LETTER."""
    return redirect(f"{reverse('verify', args=[letter.public_id])}?{work.query}")


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: PersonRequest, public_id: str) -> HttpResponse:
    """One letter with its form; POST confirms it and goes on to the next."""
    letter, work = letters.letter_or_404(request.access, public_id, "content"), asked_work(request)
    try:
        services.take(request.actor, letter)
    except services.HeldError as held:
        messages.warning(request, _("Surat ini sedang diperiksa oleh %(who)s") % {"who": held.person.name})
        return go_on(request, work) if request.method == "POST" else redirect("letter", public_id)
    if request.method != "POST":
        audit.record(request.actor, "letter_opened", "letter", letter.public_id)
        return show(request, letter, work)
    made = decision(letter, request.POST)
    error = "" if made.faults else save(request, letter, made)
    if error or made.faults:
        letter.refresh_from_db()
        return show(request, letter, work, made=made, error=error)
    return go_on(request, work)


def save(request: PersonRequest, letter: Letter, made: Decision) -> str:
    """Confirm what was decided; return what to tell the person when it cannot be."""
    try:
        services.verify(request.actor, letter, made.values, made.code, version=made.version)
    except letter_services.StaleVersionError:
        return _("Orang lain sudah mengubah surat ini. Isian Anda masih ada di bawah; periksa, lalu simpan lagi.")
    except letter_services.BadValueError as error:
        made.faults[error.field] = error.code
    return ""


def show(
    request: PersonRequest, letter: Letter, work: Work, *, made: Decision | None = None, error: str = ""
) -> HttpResponse:
    """Return the letter with its form; what was MADE and cannot be saved stays in it."""
    faults = made.faults if made else {}
    attempts = {name: request.POST.get(name, "") for name in request.POST} if made else {}
    rows = field_rows(letter, attempts)
    context: dict[str, Any] = {
        "public_id": letter.public_id,
        "letter": letter,
        "pages": page_views(letter),
        "page_number": 1,
        "query": "",
        "fields": [(row, fault_in_words(faults[row.name]) if row.name in faults else "") for row in rows],
        "code_fault": fault_in_words(faults["code"]) if "code" in faults else "",
        "error": error,
        "alike": alike(request.access, letter),
        "progress": queries.progress(request.access, request.user, work.batch),
        "work": work,
        "can_undo": services.last_of(request.actor) is not None,
        **code_context(request, letter, attempts.get("code")),
    }
    status = 409 if error else 400 if faults else 200
    return render(request, "verification/verify.html", context, status=status)


def code_context(request: PersonRequest, letter: Letter, attempt: str | None) -> dict[str, Any]:
    """Return what the form shows of codes: the chosen or surely suggested one filled in, the suggestions beside it."""
    current, suggestions = archive.choice_of(letter), archive.suggestions_of(letter)
    sure = suggestions[0].code.code if suggestions and is_sure(suggestions[0]) else ""
    filled = current.code.code if current else sure
    return {
        "code": filled if attempt is None else attempt,
        "suggestions": [suggestion_row(one, request.access) for one in suggestions],
    }


def is_sure(suggestion: CodeSuggestion) -> bool:
    """Tell whether the suggester states the code unasked (docs/decisions/0015-archive-codes.md)."""
    return any(reason.get("code") == "sure" for reason in suggestion.reasons)


@require_POST
def skip(request: PersonRequest, public_id: str) -> HttpResponse:
    """Pass the letter over; it comes again when the others are done."""
    letter = letters.letter_or_404(request.access, public_id, "content")
    pass_over(request, letter)
    return go_on(request, asked_work(request))


@require_POST
def undo(request: PersonRequest) -> HttpResponse:
    """Undo what the person verified last, and show it again."""
    work, done = asked_work(request), services.last_of(request.actor)
    if done is None:  # what a person decided himself he may undo, also when it closed the letter to him
        messages.warning(request, _("Tidak ada yang dapat diurungkan."))
        return redirect("verification")
    try:
        letter = services.undo(request.actor, done)
    except services.HeldError as held:
        messages.warning(request, _("Surat ini sedang diperiksa oleh %(who)s") % {"who": held.person.name})
        return redirect("verification")
    except services.ChangedSinceError:
        messages.warning(request, _("Orang lain sudah mengubah surat itu; tidak diurungkan."))
        return redirect("letter", done.letter.public_id)
    messages.success(request, _("Pemeriksaan terakhir diurungkan."))
    return to_letter(letter, work)


@require_safe
def codes(request: PersonRequest, public_id: str) -> HttpResponse:
    """Codes that match what is typed, as options of the input."""
    letter = letters.letter_or_404(request.access, public_id, "content")
    text = request.GET.get("code", "").strip()
    scheme = archive.scheme_of(letter.unit.office)
    found = archive.find_codes(scheme, text)[:OFFERED] if scheme and text else codes_of(letter).none()
    options = [(code.code, code.title) for code in found]
    return render(request, "verification/options.html", {"options": options})


@require_safe
def senders(request: PersonRequest, public_id: str) -> HttpResponse:
    """Senders of other letters that match what is typed, as options of the input."""
    letters.letter_or_404(request.access, public_id, "content")
    options = [(sender, "") for sender in senders_like(request.access, request.GET.get("sender", ""))]
    return render(request, "verification/options.html", {"options": options})
