"""Odd, damaged, huge and locked files through the real worker path: each ends, each with its reason."""

import csv
from pathlib import Path

import pytest

from dms.intake import services as intake
from dms.intake.models import BatchItem, ItemState
from dms.intake.wording import reason_in_words
from dms.jobs import worker
from dms.jobs.models import Job
from tests.cast import Cast, actor
from tests.dms.paper import open_batch

HOSTILE = Path(__file__).parents[2] / "data" / "hostile"
TOO_LARGE = {"hugemono.pdf": "page_too_large"}

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]


def manifest() -> list[dict[str, str]]:
    with (HOSTILE / "manifest.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def give(office: Cast, rows: list[dict[str, str]]) -> dict[str, BatchItem]:
    """Give the files as one batch and do all the work; return the lines by file name."""
    batch = open_batch(office.registrar, office.unit)
    for row in rows:
        with (HOSTILE / row["path"]).open("rb") as content:
            given = intake.GivenFile(row["path"], row["path"], row["path"], content)
            intake.give(actor(office.registrar), batch, given)
    while worker.work_until_idle() or Job.objects.filter(state="queued").exists():
        continue
    return {item.name: item for item in batch.items.select_related("original")}


def test_every_odd_file_comes_to_its_right_end(office: Cast, data_folder: Path) -> None:
    rows = manifest()
    lines = give(office, rows)
    assert len(lines) == len(rows)
    for row in rows:
        item = lines[row["path"]]
        if row["path"] in TOO_LARGE:
            assert (item.state, item.reason) == (ItemState.REFUSED, TOO_LARGE[item.name])
        elif row["sound"] == "yes":
            assert item.state == ItemState.FILED, (item, item.reason)
            assert item.original is not None
            assert item.original.page_count == int(row["pages"]), item
        elif row["sound"] == "no":
            assert item.state in (ItemState.REFUSED, ItemState.WAITING), item
        assert item.state in (ItemState.FILED, ItemState.REFUSED, ItemState.WAITING)
        assert item.state == ItemState.FILED or reason_in_words(item), item
    assert lines["c-r2.pdf"].reason == "needs_password"
    assert not Job.objects.exists(), list(Job.objects.all())
