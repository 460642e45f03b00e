"""What the screens of verification cost: `./telusur bench verifying [--letters 160] [--stock 0]`.

An office of its own with LETTERS letters to verify (the sample letters' texts, each with a number of its own) and STOCK
verified ones beside them. One person goes through all of them as the keys do: the form, the words of its page, "right,
next". Prints the server's time for each screen beside the home page in the same run, and the queries of each.
"""

import argparse
import io
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import office
from bench.report import Row, print_table, write_json

if TYPE_CHECKING:
    from django.test import Client

    import ocr
    from dms.intake.models import Batch
    from dms.letters.models import Letter

TEXTS = office.ROOT / "sample" / "texts"
HOME_EVERY = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say how many letters."""
    parser.add_argument("--letters", type=int, default=160, help="to be verified")
    parser.add_argument("--stock", type=int, default=0, help="verified letters that are there already")
    parser.add_argument("--json", type=Path, help="write the numbers here too")


def run(options: argparse.Namespace) -> int:
    """Measure in a throw-away office."""
    return office.run_inside("verifying", office.arguments_of(options))


def measure(options: argparse.Namespace) -> int:
    """Make the letters, verify them all, print the times."""
    from django.utils import timezone

    from dms.letters.models import Letter

    fill(options.stock)
    Letter.objects.update(verified_at=timezone.now())
    fill(options.letters)
    times, waiting = Times(), visible_letters()
    verified = verify_all(times)
    rows = times.rows()
    print_table(rows)
    write_json(options.json, rows, {"waiting": waiting, "verified": verified, "stock": options.stock})
    return 0 if verified == waiting else 1


def visible_letters() -> int:
    """Return how many letters the person is to verify; secret ones are not for a registrar."""
    from dms.people.policy import access_of
    from dms.verification import queries

    actor, _ = office.first_giver()
    return queries.waiting(access_of(actor.person)).count()


def fill(count: int) -> None:
    """Make COUNT letters as the way of one letter leaves them."""
    from dms.intake import services as intake

    actor, unit = office.first_giver()
    texts = sorted(TEXTS.glob("L*.txt"))
    batch = intake.open_batch(actor, unit, "Boks 17, 2019", via="browser")
    for number in range(count):
        make_letter(batch, number, texts[number % len(texts)].read_text(encoding="utf-8"))


def make_letter(batch: "Batch", number: int, text: str) -> "Letter":
    """Make one letter of TEXT; its file holds the batch and the number, so that no two are the same bytes."""
    import ocr
    from dms.archive import services as archive
    from dms.intake import queries, storage
    from dms.intake import services as intake
    from dms.letters import assembling, index

    actor, _ = office.first_giver()
    content = f"%PDF-1.4\n% {batch.public_id} {number}\n".encode()
    given = intake.GivenFile(f"{number}.pdf", f"{number}.pdf", str(number), io.BytesIO(content), "", {})
    item = intake.give(actor, batch, given)
    intake.accept(item, ocr.FileFacts("application/pdf", 1, False, False))
    item.refresh_from_db()
    page = item.original.pages.get()  # type: ignore[union-attr]
    intake.store_reading(page, reading_of(f"{text}\nNomor urut {batch.public_id}-{number}"))
    storage.write_whole(storage.thumbnail_path(item.sha256, 1), b"RIFF")
    rows = queries.current_readings(item.original)  # type: ignore[arg-type]
    pages = [assembling.ReadPage(page, row, queries.page_reading(page, row)) for page, row in rows]
    letter = assembling.assemble(item, pages, assembling.read_fields(pages))
    intake.mark_filed(item, [{"letter": letter.public_id, "first": 1, "last": 1}], [])
    archive.suggest_codes(letter, text)
    index.put([letter])
    return letter


def reading_of(text: str) -> "ocr.PageReading":
    """Return TEXT as a page that was read, lines under each other."""
    import ocr

    def words() -> Iterator[ocr.Word]:
        for row, line in enumerate(text.splitlines()):
            left, top = 0.08, 0.04 + 0.014 * row
            for word in line.split():
                yield ocr.Word(word, ocr.Box(left, top, left + 0.009 * len(word), top + 0.011), 0.95, row, 0)
                left += 0.009 * (len(word) + 1)

    return ocr.PageReading(
        tuple(words()), "read", (), 1654, 2339, 200.0, 0, 0.0, 0.95, "bench", "1", "ind", "bench", 0.0
    )


class Times:
    """How long each screen took, in milliseconds, and how many queries it asked."""

    def __init__(self) -> None:
        self.milliseconds: dict[str, list[float]] = defaultdict(list)
        self.queries: dict[str, int] = {}

    def of(self, screen: str, ask: Callable[[], Any]) -> Any:
        """Return what ASK returns, its time noted under SCREEN."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as asked:
            begun = time.perf_counter()
            answer = ask()
            self.milliseconds[screen].append(1000 * (time.perf_counter() - begun))
        self.queries[screen] = max(self.queries.get(screen, 0), len(asked))
        return answer

    def rows(self) -> list[Row]:
        """Return a row for each screen."""
        return [
            {
                "screen": screen,
                "times": len(of),
                "p50_ms": round(statistics.median(of), 1),
                "p95_ms": round(sorted(of)[int(0.95 * (len(of) - 1))], 1),
                "queries": self.queries[screen],
            }
            for screen, of in self.milliseconds.items()
        ]


def verify_all(times: Times) -> int:
    """Go through all letters as a person's keys do; return how many were verified."""
    from django.test import Client

    actor, _ = office.first_giver()
    assert actor.person is not None
    client = Client(headers={"Host": "127.0.0.1"})
    client.force_login(actor.person)
    work = {"urut": "terburuk"}
    place = client.post("/periksa/mulai/", work).headers["Location"]
    verified = 0
    while place != "/periksa/":
        if verified % HOME_EVERY == 0:
            times.of("home page (reference)", lambda: client.get("/"))
        place = verify_one(client, place, times)
        verified += 1
    times.of("overview", lambda: client.get("/periksa/"))
    return verified


def verify_one(client: "Client", place: str, times: Times) -> str:
    """Confirm the letter at PLACE; return where the answer leads."""
    from dms.letters.fields import field_rows
    from dms.letters.models import Letter

    times.of("letter to verify", lambda: client.get(place))
    letter = Letter.objects.get(public_id=place.split("/")[2])
    values = {row.name: row.typed for row in field_rows(letter)}
    values |= {"version": str(letter.version), "urut": "terburuk"}
    times.of("words of its page", lambda: client.get(f"/surat/{letter.public_id}/hal/1/kata/"))
    answer = times.of("right, next", lambda: client.post(place, values))
    return str(answer.headers["Location"])
