"""Each fault of a query is said in words of its own, with what would be right."""

import pytest

import search
from dms.letters.wording import UNREADABLE, query_fault

FAULTY = (
    '"surat', "(surat", "surat)", "()", "surat OR", "nomor:", "foo:bar", "tgl:abc", "tahun:abc", "kode:abc*x",
    "arah:samping", "a*", "ab~", "surat~9", "x" * 100_000, "(" * 400 + "a" + ")" * 400, "a OR " * 3_000 + "a",
)  # fmt: skip


@pytest.mark.parametrize("text", FAULTY, ids=lambda text: text[:20])
def test_a_fault_is_told_in_its_own_words(text: str) -> None:
    with pytest.raises(search.QueryError) as caught:
        search.parse(text)
    said = query_fault(caught.value)
    assert said
    assert "%(" not in said
    assert said != str(UNREADABLE)
