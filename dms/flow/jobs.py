"""The job kinds of the way: which function does each step, its limits, and what is said when it cannot be done."""

import ocr
from dms.flow import services as flow
from dms.intake import services as intake
from dms.intake.models import SourcePage
from dms.jobs.claims import Claim
from dms.jobs.registry import job_kind


def refuse_unopened(claim: Claim, reason: str) -> None:
    """Refuse a file that broke the reader or its limits each time it was opened."""
    item = flow.item_of(claim)
    with claim.finishing():
        intake.refuse(item, reason)


def leave_unread(claim: Claim, reason: str) -> None:
    """Record a page that could not be read, in words on receipt and letter; the letter is made all the same."""
    item = flow.item_of(claim)
    number = int(claim.subject.partition(":")[2])
    page = SourcePage.objects.get(original=flow.original_of(item), number=number)
    flow.finish_page(claim, item, number, ocr.unread_page(reason, width_px=page.width_px, height_px=page.height_px))


receive = job_kind("receive", isolated=True, limit_seconds=40, give_up=refuse_unopened)(flow.receive)
read_page = job_kind("read_page", isolated=True, limit_seconds=60, give_up=leave_unread)(flow.read_page)
assemble = job_kind("assemble", limit_seconds=120)(flow.assemble)
classify = job_kind("classify", limit_seconds=120)(flow.classify)
index_letter = job_kind("index", limit_seconds=120)(flow.index_letter)
render_pdf = job_kind("render_pdf", isolated=True, limit_seconds=300)(flow.render_pdf)
join = job_kind("join", limit_seconds=60)(flow.join)
