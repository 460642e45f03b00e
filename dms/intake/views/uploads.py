"""Giving files in pieces: what of a folder has arrived already, and one more piece of one file."""

import json
from urllib.parse import unquote

from django.http import HttpRequest, JsonResponse, RawPostDataException
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dms.intake import uploads
from dms.intake.models import BatchItem
from dms.intake.views.batches import batch_or_404
from dms.people.middleware import PersonRequest

MOST_ASKED = 1_000
FILE_HEADER = "X-File"


@require_POST
def batch_known(request: PersonRequest, public_id: str) -> JsonResponse:
    """Tell of each file that is to be given whether it has its line here, and how much of it has arrived."""
    found = batch_or_404(request, public_id)
    try:
        rows = json.loads(request.body)["files"]
        files = [uploads.announced(row) for row in rows[:MOST_ASKED]]
    except (ValueError, TypeError, KeyError, RawPostDataException):
        return not_understood()
    return JsonResponse({"files": uploads.standing(found, files)})


@require_POST
def batch_part(request: PersonRequest, public_id: str) -> JsonResponse:
    """Take one piece. 200: go on at `offset`; 201: the file has its line; 409: go on at another `offset`."""
    found = batch_or_404(request, public_id)
    try:
        file, offset = described(request)
    except ValueError:
        return not_understood()
    try:
        outcome = uploads.add_piece(request.actor, found, file, offset, request)
    except uploads.WrongOffsetError as wrong:
        return JsonResponse({"offset": wrong.offset}, status=409)
    except OSError:
        message = _("Penyimpanan penuh. Fail ini belum diterima; hubungi Admin Sistem.")
        return JsonResponse({"message": message}, status=507)
    if isinstance(outcome, BatchItem):
        return JsonResponse({"item": outcome.public_id, "line": outcome.line}, status=201)
    return JsonResponse({"offset": outcome})


def described(request: HttpRequest) -> tuple[uploads.Announced, int]:
    """Return the file that a piece belongs to and where it begins, out of the header. Raises ValueError."""
    row = json.loads(unquote(request.headers.get(FILE_HEADER, "")))
    file = uploads.announced(row)
    offset = row.get("offset")
    if type(offset) is not int or offset < 0:
        raise ValueError(offset)
    return file, offset


def not_understood() -> JsonResponse:
    """Answer a request that no page of ours sends."""
    return JsonResponse({"message": _("Tidak ada fail yang diterima. Pilih fail lalu kirim lagi.")}, status=400)
