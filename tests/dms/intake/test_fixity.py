"""Fixity: every original is hashed again; each kind of fault is found, named and journaled."""

from pathlib import Path

import pytest

from dms.audit.models import Event
from dms.intake import fixity, storage
from dms.intake.models import BatchItem, Original
from tests.cast import Cast
from tests.dms.paper import Paper, give, make_letter, open_batch
from tests.dms.verbs import refused, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def originals(office: Cast, data_folder: Path) -> list[Path]:
    """Return the files of two letters and of one line that was not looked into yet."""
    batch = open_batch(office.registrar, office.unit)
    for word in ("satu", "dua"):
        make_letter(office.registrar, office.unit, Paper((word,)), batch=batch)
    give(office.registrar, batch, Paper(("tiga",)))
    return [storage.original_path(item.sha256) for item in BatchItem.objects.order_by("pk")]


def spoil(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)


def faults() -> dict[str, str]:
    return {checked.name: checked.fault for checked in fixity.verify() if checked.fault}


def test_sound_originals_are_noted_with_the_time(originals: list[Path]) -> None:
    assert "3 diperiksa = 3 utuh + 0 bermasalah" in run("verify")
    assert Original.objects.filter(checked_at=None).count() == 0
    event = Event.objects.get(verb="fixity_checked")
    assert event.facts == '{"faults":0,"sound":3}'


def test_one_changed_bit_is_found(originals: list[Path]) -> None:
    content = bytearray(originals[0].read_bytes())
    content[-1] ^= 1
    spoil(originals[0], bytes(content))
    assert faults() == {originals[0].name: fixity.CHANGED}
    assert Original.objects.get(sha256=originals[0].name).checked_at is None


def test_missing_originals_are_found_refused_ones_too(originals: list[Path]) -> None:
    originals[1].unlink()
    originals[2].unlink()
    assert faults() == {originals[1].name: fixity.MISSING, originals[2].name: fixity.MISSING}


def test_what_nobody_gave_is_found(originals: list[Path]) -> None:
    stranger = originals[0].with_name("thumbs.db")
    stranger.write_bytes(b"?")
    assert list(faults().values()) == [fixity.UNEXPECTED]


def test_faults_are_journaled_and_end_with_exit_code_1(originals: list[Path]) -> None:
    spoil(originals[0], b"")
    assert "restore" in refused("verify")
    event = Event.objects.get(verb="fixity_fault")
    assert (event.object_id, event.facts) == (originals[0].name, '{"fault":"changed"}')


def test_the_same_bytes_given_twice_are_checked_once(office: Cast, originals: list[Path]) -> None:
    give(office.registrar, open_batch(office.registrar, office.unit), Paper(("satu",)))
    assert len(list(fixity.verify())) == 3
