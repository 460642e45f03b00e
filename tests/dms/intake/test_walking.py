"""Walking: sorted, deep, and every path comes out exactly once, as a file or with a reason."""

import os
import socket
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dms.intake.walking import FoundFile, LeftOut, printable, walk

NAMES = st.text("ab.\u00e9 ", min_size=1, max_size=3).filter(lambda name: name.strip(" ."))
TREES = st.recursive(st.binary(max_size=3), lambda inner: st.dictionaries(NAMES, inner, max_size=4), max_leaves=12)


def plant(tree: object, path: Path) -> int:
    """Write TREE to disk below PATH; return how many files it has."""
    if isinstance(tree, bytes):
        path.write_bytes(tree)
        return 1
    assert isinstance(tree, dict)
    path.mkdir()
    return sum(plant(branch, path / name) for name, branch in tree.items())


@given(tree=TREES)
def test_every_file_once_and_always_in_the_same_order(tree: object, tmp_path_factory: object) -> None:
    root = tmp_path_factory.mktemp("walk") / "root"  # type: ignore[attr-defined]
    count = plant(tree, root)
    found = list(walk([root]))
    assert len({each.path for each in found}) == len(found) == count
    assert found == list(walk([root]))
    for each in found:
        assert isinstance(each, FoundFile)
        assert root.parent / each.relative == each.path


def test_what_is_no_file_comes_with_a_reason(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        left = {each.path.name: str(each.reason) for each in walk([tmp_path]) if isinstance(each, LeftOut)}
    assert set(left) == {"pipe", "link", "socket"}
    assert all(left.values())


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    assert [type(each) for each in walk([tmp_path / "nowhere"])] == [LeftOut]


def test_names_that_are_no_utf8_can_be_printed() -> None:
    assert printable(os.fsdecode(b"surat-\xe9.pdf")) == "surat-\ufffd.pdf"
    assert printable("surat-é.pdf") == "surat-é.pdf"
