"""Home with the search box, and the results."""

import hashlib
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import search
from dms.audit import services as audit
from dms.intake import queries as intake
from dms.intake.wording import reason_in_words
from dms.letters import queries, wording
from dms.letters.cards import HitCard, card, hit_card
from dms.letters.kinds import KINDS
from dms.letters.queries import Order, Results
from dms.people.middleware import PersonRequest

PER_PAGE = 20
RECENT = 8


@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """The search box, the newest letters, and what waits for the person."""
    visible = queries.letters_for(request.access)
    readable = set(queries.letters_for(request.access, "content").values_list("pk", flat=True)[:10_000])
    newest = visible.order_by("-received_at", "-pk")[:RECENT]
    batches = intake.visible_batches(request.access, request.user.pk)
    context = {
        "kinds": list(KINDS.items()),
        "order": "best",
        "letters_total": visible.count(),
        "recent": [card(letter, can_read=letter.pk in readable) for letter in newest],
        "waiting": [waiting_line(item) for item in intake.waiting_items(batches)[:RECENT]],
        "unfinished": [unfinished_line(batch) for batch in intake.unfinished(batches)[:RECENT]],
    }
    return render(request, "letters/home.html", context)


def waiting_line(item: Any) -> dict[str, str]:
    """Return a receipt line that needs somebody, as the home page shows it."""
    return {"name": item.name, "url": intake.batch_url(item.batch), "reason": reason_in_words(item)}


def unfinished_line(batch: Any) -> dict[str, Any]:
    """Return a batch at work, as the home page shows it."""
    return {"name": batch.name, "url": intake.batch_url(batch), "percent": intake.tally(batch).percent}


@require_safe
def results(request: PersonRequest) -> HttpResponse:
    """The hits of a query; its whole state stands in the address."""
    text = request.GET.get("q", "").strip()[:1000]
    order: Order = "newest" if request.GET.get("urut") == "baru" else "best"
    number = asked_page(request)
    context: dict[str, Any] = {"query": text, "order": order, "kinds": list(KINDS.items())}
    status = 200
    try:
        found = queries.find(request.access, text, order=order, offset=(number - 1) * PER_PAGE, limit=PER_PAGE)
    except search.QueryError as error:
        context["error"] = {"message": wording.query_fault(error), "position": error.position}
    except search.IndexUnavailableError:
        context["error"] = {
            "message": _("Mesin pencari sedang tidak dapat dihubungi. Surat tetap diterima; coba lagi sebentar lagi."),
            "position": 0,
        }
        status = 503
    else:
        journal(request, text, found.total)
        context |= page_of_hits(found, text, number)
    return render(request, "letters/results.html", context, status=status)


def asked_page(request: PersonRequest) -> int:
    """Return the page that the address asks for (`hal`), 1 when it names none."""
    text = request.GET.get("hal", "")
    return min(max(int(text), 1), search.contract.WINDOW) if text.isdecimal() and len(text) < 8 else 1


def journal(request: PersonRequest, text: str, total: int) -> None:
    """Journal a search by the hash of its words: a look at letters, without their text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    audit.record(request.actor, "searched", "query", digest, hits=total)


class HitPaginator(Paginator):  # type: ignore[type-arg]
    """Pages over hits of which only one page was fetched."""

    def page_with(self, hits: list[HitCard], number: int) -> "Page[Any]":
        """Return page NUMBER holding HITS."""
        page = self.get_page(number)
        page.object_list = hits
        return page


def page_of_hits(found: Results, text: str, number: int) -> dict[str, Any]:
    """Return one page of hits for the template."""
    address = urlencode({"q": text})
    hits = [hit_card(hit, address) for hit in found.found]
    page = HitPaginator(range(found.total), PER_PAGE).page_with(hits, number)
    return {"page": page, "total": found.total, "total_is_exact": found.total_is_exact}
