"""The job kinds of the way: which function does each step, its limits, and what is said when it cannot be done."""

import ocr
from dms.flow import rereading
from dms.flow import services as flow
from dms.intake import services as intake
from dms.jobs.claims import Claim
from dms.jobs.registry import WARMERS, job_kind


def refuse_unopened(claim: Claim, reason: str) -> None:
    """Refuse a file that broke the reader or its limits each time it was opened."""
    item = flow.item_of(claim)
    with claim.finishing():
        intake.refuse(item, reason)


WARMERS.append(ocr.warm_up)

# The steps that open files shorten these limits by what the file has left (dms/flow/budget.py).
receive = job_kind("receive", isolated=True, limit_seconds=120, give_up=refuse_unopened)(flow.receive)
unpack = job_kind("unpack", isolated=True, limit_seconds=3_600, give_up=refuse_unopened)(flow.unpack)
read_page = job_kind("read_page", isolated=True, limit_seconds=180, give_up=flow.leave_unread)(flow.read_page)
assemble = job_kind("assemble", isolated=True, limit_seconds=900)(flow.assemble)
classify = job_kind("classify", limit_seconds=120)(flow.classify)
index_letter = job_kind("index", limit_seconds=120)(flow.index_letter)
render_pdf = job_kind("render_pdf", isolated=True, limit_seconds=5_000)(flow.render_pdf)
find_continued = job_kind("find_continued", limit_seconds=120)(flow.find_continued)
join = job_kind("join", limit_seconds=60)(flow.join)
reread = job_kind("reread", isolated=True, limit_seconds=180, give_up=rereading.keep_earlier)(rereading.reread)
reassemble = job_kind("reassemble", isolated=True, limit_seconds=300)(rereading.reassemble)
prepare_picture = job_kind("prepare_picture", isolated=True, limit_seconds=180, give_up=rereading.without_picture)(
    rereading.prepare_picture
)
