"""A backup taken while files come in brings the office back on an empty machine. Real processes, both modes."""

import json
from pathlib import Path

from tests.dms.flow.letters_on_paper import write_letter
from tests.launcher.starting import until
from tests.services.installation import Installation, installation

WORDS = ("anggrek", "bougenvil", "cempaka", "dahlia", "edelweis", "flamboyan", "gardenia", "hortensia")


def hits(office: Installation) -> dict[str, str]:
    """Return the letters that a search finds: for each of WORDS in their snippets, the letter's id."""
    found = json.loads(office.run("search", "membahas", "--json", "--limit", "100"))
    assert found["total"] == len(found["hits"])
    return {word: hit["id"] for hit in found["hits"] for word in WORDS if word in hit["snippet"]}


def test_a_backup_during_ingest_brings_everything_back(tmp_path: Path) -> None:
    scans, backup = tmp_path / "scans", tmp_path / "backup.tar"
    for word in WORDS:
        write_letter(scans / f"{word}.pdf", f"Rapat membahas {word} di aula.")
    (scans / "empty.pdf").touch()
    with installation(tmp_path / "first") as first, installation(tmp_path / "second") as second:
        first.run("prepare_office")
        first.run("add", scans)
        with first.working():
            until(lambda: list((first.data / "pages").rglob("1.webp")), what="the first page read")
            first.run("backup", backup)
        first.run("add", scans, "--wait")
        damaged_ones_are_refused(second, backup)
        second.run("restore", backup)
        already_there = hits(second)
        said = second.run("add", scans, "--wait")
        assert "9 ditemukan = 0 diterima + 9 sudah ada" in said
        assert "9 fail = 8 tercatat + 0 duplikat + 1 ditolak + 0 menunggu + 0 dikerjakan" in said
        assert "9 diperiksa = 9 utuh + 0 bermasalah" in second.run("verify")
        assert second.originals() == first.originals()
        assert already_there.items() <= hits(first).items()
        assert set(hits(second)) == set(hits(first)) == set(WORDS)
        assert "tidak kosong" in second.refused("restore", backup)
        assert second.originals() == first.originals()
        assert "sudah ada" in second.refused("backup", backup)


def damaged_ones_are_refused(office: Installation, backup: Path) -> None:
    """A damaged backup brings back nothing: the folder is as empty as before."""
    content, damaged = backup.read_bytes(), backup.with_name("damaged.tar")
    damaged.write_bytes(content[: len(content) // 2])
    assert "terpotong" in office.refused("restore", damaged)
    damaged.write_bytes(content[:2_000] + bytes([content[2_000] ^ 1]) + content[2_001:])
    assert "berubah" in office.refused("restore", damaged)
    assert not office.originals()
