"""A small scheme of the test office, and suggesters that start afresh."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dms.archive import learning
from dms.archive.models import ClassificationScheme
from dms.archive.schemes import SchemeFacts, load_scheme
from tests.cast import Cast

ROWS = """code,name,description,parent
000,Umum,,
000.9,Penelitian,,000
000.10,Kearsipan,,000
000.10.1,Pemindahan Arsip,daftar arsip yang dipindahkan,000.10
000.10.2,Alih Media Arsip,,000.10
500,Perekonomian,,
500.1,Retribusi Pasar,,500
"""


@pytest.fixture(autouse=True)
def _fresh_suggesters() -> Iterator[None]:
    """Rows of one test mean nothing to the next."""
    learning.forget_all()
    yield
    learning.forget_all()


@pytest.fixture
def scheme_file(tmp_path: Path) -> Path:
    """A code list as a CSV file."""
    path = tmp_path / "daftar.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


@pytest.fixture
def scheme(office: Cast, scheme_file: Path) -> ClassificationScheme:
    """The scheme the test office files by: its own, of the key it names."""
    return load_scheme(SchemeFacts(office.office.scheme_key, "Daftar uji", office=office.office), scheme_file)
