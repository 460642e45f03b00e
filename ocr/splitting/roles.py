"""What each page is to its letter: body, annex, envelope, routing sheet, blank back."""

from collections.abc import Iterator, Sequence

from ocr.splitting.seen import Seen
from ocr.splitting.values import ProposedPage, Role
from ocr.values import Note, Parameter

BY_FORM: dict[str, Role] = {"blank": "blank", "disposition": "sheet", "envelope": "envelope", "separator": "sheet"}
FORM_CONFIDENCE, KNOWN, GUESSED = 0.97, 0.9, 0.7


def pages_of(pages: Sequence[Seen]) -> Iterator[ProposedPage]:
    """The pages of one letter, blank ones among them, in order."""
    is_over, in_annex = False, False
    for page in pages:
        if page.form is not None:
            sure, why = (GUESSED, "unread_back") if page.is_unread else (FORM_CONFIDENCE, f"form_{page.form}")
            yield proposed(page, BY_FORM[page.form], why, sure)
            continue
        in_annex = page.is_annex or (is_over and (in_annex or not _goes_on(page)))
        reason, confidence = _why(page, in_annex=in_annex, is_over=is_over)
        yield proposed(page, "annex" if in_annex else "body", reason, confidence)
        is_over = is_over or page.is_signed or in_annex


def _goes_on(page: Seen) -> bool:
    """Behind the signature: the rest of a list of copies, not an annex."""
    return page.begins_inside or page.first_word.startswith(("tembusan", "tindasan"))


def _why(page: Seen, *, in_annex: bool, is_over: bool) -> tuple[str, float]:
    if not in_annex:
        return ("text", KNOWN if not is_over else GUESSED)
    return ("annex_heading", KNOWN) if page.is_annex else ("behind_signature", GUESSED)


def proposed(page: Seen, role: Role, code: str, confidence: float, **params: Parameter) -> ProposedPage:
    """A page with one reason."""
    return ProposedPage(page.index, role, (Note(code, params),), confidence)
