"""The query language: what it reads, how it prints, what it says about mistakes."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import QueryError, parse
from search.language import And, DateFilter, Field, Fuzzy, Not, Or, Phrase, Prefix, TagFilter, Word
from tests.search.corpus import random_query


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("arsip", Word("arsip")),
        ("arsip rapat", And((Word("arsip"), Word("rapat")))),
        ("arsip DAN rapat", And((Word("arsip"), Word("rapat")))),
        ("arsip ATAU rapat", Or((Word("arsip"), Word("rapat")))),
        ("arsip OR rapat", Or((Word("arsip"), Word("rapat")))),
        ("arsip atau rapat", And((Word("arsip"), Word("atau"), Word("rapat")))),
        ("a b ATAU c", Or((And((Word("a"), Word("b"))), Word("c")))),
        ("a (b ATAU c)", And((Word("a"), Or((Word("b"), Word("c")))))),
        ("-arsip", Not(Word("arsip"))),
        ("NOT arsip", Not(Word("arsip"))),
        ("arsip - rapat", And((Word("arsip"), Word("rapat")))),
        ('-"alih media"', Not(Phrase("alih media"))),
        ("“alih media”", Phrase("alih media")),
        ("arsi*", Prefix("arsi")),
        ("arsip~", Fuzzy("arsip")),
        ("arsip~2", Fuzzy("arsip", 2)),
        ("dari:setda", Field("dari", Word("setda"))),
        ("From: setda", Field("dari", Word("setda"))),
        ("hal:(rapat ATAU undangan)", Field("hal", Or((Word("rapat"), Word("undangan"))))),
        ("09.00 14:30", And((Word("09.00"), Word("14:30")))),
        ("https://x.example/a", Word("https://x.example/a")),
        ("005/1187/Setda/X/2024", Word("005/1187/Setda/X/2024")),
        ("kode:000.5.*", TagFilter("kode", "000.5.*")),
        ("code:HM.01", TagFilter("kode", "hm.01")),
        ('jenis:"Surat Undangan"', TagFilter("jenis", "surat_undangan")),
        ("arah:outgoing", TagFilter("arah", "keluar")),
        ('unit:"Bidang Aptika"', TagFilter("unit", "bidang aptika")),
        ("tgl:2024-10-14", DateFilter("tgl", date(2024, 10, 14), date(2024, 10, 14), "2024-10-14")),
        ("tgl:14-10-2024", DateFilter("tgl", date(2024, 10, 14), date(2024, 10, 14), "2024-10-14")),
        ('tgl:"14 Oktober 2024"', DateFilter("tgl", date(2024, 10, 14), date(2024, 10, 14), "2024-10-14")),
        ("tgl:maret-2024", DateFilter("tgl", date(2024, 3, 1), date(2024, 3, 31), "2024-03")),
        ("tgl:2024-02", DateFilter("tgl", date(2024, 2, 1), date(2024, 2, 29), "2024-02")),
        ("date:2019..2021", DateFilter("tgl", date(2019, 1, 1), date(2021, 12, 31), "2019..2021")),
        ("diterima:..2021-03", DateFilter("diterima", None, date(2021, 3, 31), "..2021-03")),
        ("tahun:2024", DateFilter("tahun", date(2024, 1, 1), date(2024, 12, 31), "2024")),
        ("tahun:2024..", DateFilter("tahun", date(2024, 1, 1), None, "2024..")),
    ],
)
def test_reads(text: str, tree: object) -> None:
    assert parse(text).root == tree


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("", ""),
        ("  ", ""),
        ("arsip -- & … 😀", "arsip"),
        ("from:setda   subject:rapat", "dari:setda hal:rapat"),
        ("((arsip))", "arsip"),
        ("(a b) c", "a b c"),
        ("a OR (b OR c)", "a ATAU b ATAU c"),
        ("-(a b)", "-(a b)"),
        ("-(a)", "-a"),
        ("--a", "--a"),
        ("no:(a -b)", "nomor:(a -b)"),
        ("kode:000.5*", "kode:000.5.*"),
        ("tgl:1/3/2024..31/12/2024", "tgl:2024-03-01..2024-12-31"),
        ('unit:"a)b"', 'unit:"a)b"'),
    ],
)
def test_prints_its_plain_form(text: str, printed: str) -> None:
    assert str(parse(text)) == printed


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        *((signs, "only_signs", 0) for signs in ("%", "-", "😀", "-- & …", '""', " * ~ ", "\u200b")),
        ('arsip "alih media', "unclosed_quote", 6),
        ("arsip (rapat", "unclosed_group", 6),
        ("(", "unclosed_group", 0),
        ("arsip) rapat", "unexpected_close", 5),
        (")", "unexpected_close", 0),
        ("arsip ()", "empty_group", 7),
        ("ATAU arsip", "missing_operand", 0),
        ("arsip ATAU", "missing_operand", 6),
        ("DAN", "missing_operand", 0),
        ("NOT", "missing_operand", 0),
        ("dari:", "missing_value", 0),
        ("dari: ATAU x", "missing_value", 0),
        ("tgl:(2024)", "missing_value", 0),
        ("dari:hal:x", "nested_field", 5),
        ("hal:(dari:x)", "nested_field", 5),
        ("x dari:-setda", "misplaced_minus", 7),
        ("x dri:setda", "unknown_field", 2),
        ("tgl:2024-13", "bad_date", 4),
        ("tgl:kemarin", "bad_date", 4),
        ("tgl:2024-02-30", "bad_date", 4),
        ("tgl:2021..2019", "bad_date", 4),
        ("tgl:..", "missing_value", 0),
        ("tahun:24", "bad_year", 6),
        ("tahun:2024-10", "bad_year", 6),
        ("arah:samping", "bad_direction", 5),
        ("kode:a..b", "bad_value", 5),
        ("a di*", "prefix_too_short", 2),
        ("ab~", "fuzzy_too_short", 0),
        ("arsip~3", "fuzzy_distance", 0),
        ("a-bcd~", "fuzzy_one_word", 0),
        ("x" * 1_001, "too_long", 1_000),
        ("x " * 41, "too_many_terms", 80),
        ("(" * 11 + "x" + ")" * 11, "too_deep", 10),
        ("-" * 11 + "x", "too_deep", 10),
    ],
)
def test_names_the_mistake_and_its_place(text: str, code: str, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.code, caught.value.position) == (code, position)


def test_says_what_would_be_right() -> None:
    with pytest.raises(QueryError) as caught:
        parse("penermia:camat")
    assert caught.value.params["suggestion"] == "kepada"
    assert caught.value.params["known"][:2] == ("dari", "kepada")  # type: ignore[index]
    with pytest.raises(QueryError) as caught:
        parse("tgl:besok")
    assert caught.value.params == {"field": "tgl", "value": "besok", "example": "2024-10-14"}


@pytest.mark.parametrize("seed", range(300))
def test_a_query_printed_and_read_again_is_the_same(seed: int) -> None:
    query = parse(random_query(random.Random(seed), depth=3))
    assert parse(str(query)) == query
    assert str(parse(str(query))) == str(query)


PIECES = st.sampled_from(
    [
        *("arsip", "wali-kota", "005/12/Setda", "ATAU", "OR", "DAN", "NOT", "-", "--", "(", ")", '"', "“", " ", "  "),
        *(
            "*",
            "~",
            "~1",
            "dari:",
            "hal:",
            "tgl:",
            "2024",
            "2019..2021",
            "kode:",
            "000.*",
            "x:",
            ":",
            "unit:",
            "jenis:",
        ),
        *("\x00", "\n", "é", "ﬁ", "'", "\\", "{", "^", "+", "NEAR", "tags", "%", "😀", "٣", "ß", "İ"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60))
def test_any_input_is_an_answer_or_a_friendly_error(text: str) -> None:
    try:
        query = parse(text)
    except QueryError as error:
        assert 0 <= error.position <= len(text)
    else:
        assert parse(str(query)) == query
