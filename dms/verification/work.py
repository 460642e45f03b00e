"""The work a person chose: worst first or as given, all letters or one batch; it goes along in the address."""

from dataclasses import dataclass
from urllib.parse import urlencode

from dms.intake import queries as intake
from dms.intake.models import Batch
from dms.letters.models import Letter
from dms.people.middleware import PersonRequest
from dms.verification import queries, services
from dms.verification.queries import Order

PASSED_OVER = "verification_passed_over"
REMEMBERED = 200


@dataclass(frozen=True)
class Work:
    """Which letters come, in which order."""

    order: Order
    batch: Batch | None

    @property
    def query(self) -> str:
        """Return the work as the end of an address."""
        return urlencode({"urut": self.order_name} | ({"berkas": self.batch.public_id} if self.batch else {}))

    @property
    def order_name(self) -> str:
        """Return the order as it stands in the address."""
        return "terburuk" if self.order == "worst" else "urutan"


def asked_work(request: PersonRequest) -> Work:
    """Return the work that the request names; a batch of others is none."""
    sent = request.POST if request.method == "POST" else request.GET
    chosen = sent.get("berkas", "")
    batches = intake.visible_batches(request.access, request.user.pk)
    batch = batches.filter(public_id=chosen).first() if chosen else None
    return Work("given" if sent.get("urut") == "urutan" else "worst", batch)


def next_letter(request: PersonRequest, work: Work) -> Letter | None:
    """Take the next letter of WORK for the person; those passed over come last."""
    passed_over: list[str] = request.session.get(PASSED_OVER, [])
    nothing: list[str] = []
    for without in (passed_over, nothing):
        found = queries.candidates(request.access, request.user, batch=work.batch, order=work.order, without=without)
        letter = services.take_first(request.actor, found[:20])
        if letter is not None:
            return letter
    return None


def pass_over(request: PersonRequest, letter: Letter) -> None:
    """Give LETTER back and let it come last in this person's work."""
    services.release(request.actor, letter)
    earlier = [one for one in request.session.get(PASSED_OVER, []) if one != letter.public_id]
    request.session[PASSED_OVER] = [*earlier, letter.public_id][-REMEMBERED:]
