"""One contract for both search engines: the same letters for the same query, whoever asks."""

import os
import random
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from search import (
    ElasticIndex,
    Entry,
    Fts5Index,
    Index,
    IndexUnavailableError,
    QueryError,
    RebuildOvertakenError,
    Viewer,
    parse,
)
from tests.search.corpus import CROWDED_WORD, VIEWERS, corpus, random_query
from tests.search.oracle import Oracle
from tests.services.processes import free_port

ENGINES = {"embedded": ["fts5"], "servers": ["elasticsearch"]}.get(
    os.environ.get("TELUSUR_TEST_MODE", ""), ["fts5", "elasticsearch"]
)
EVERYBODY = Viewer(frozenset({"all"}), 3)
Opened = Callable[[], Index]


@pytest.fixture(scope="module", params=ENGINES)
def open_index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Opens indexes of one engine that were not made yet; all are gone afterwards."""
    with ExitStack() as closing:

        def elastic() -> Index:
            index = ElasticIndex(request.getfixturevalue("elasticsearch_url"), name=f"test-{uuid4().hex}")
            closing.callback(index.close)
            closing.callback(index.drop)
            return index

        def embedded() -> Index:
            path, local = tmp_path_factory.mktemp("fts5") / "db.sqlite3", threading.local()

            def connect() -> sqlite3.Connection:
                if not hasattr(local, "connection"):
                    local.connection = connected(path)
                    closing.callback(local.connection.close)
                connection: sqlite3.Connection = local.connection
                return connection

            return Fts5Index(connect)

        yield elastic if request.param == "elasticsearch" else embedded


@pytest.fixture(scope="module")
def new_index(open_index: Opened) -> Opened:
    """Makes empty indexes of one engine."""

    def made() -> Index:
        index = open_index()
        index.create()
        return index

    return made


def connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


@pytest.fixture(scope="module")
def letters() -> list[Entry]:
    return corpus(400, seed=3)


@pytest.fixture(scope="module")
def oracle(letters: list[Entry]) -> Oracle:
    return Oracle(letters)


@pytest.fixture(scope="module")
def filled(new_index: Opened, letters: list[Entry]) -> Index:
    index = new_index()
    index.put(letters)
    index.refresh()
    return index


def found(index: Index, text: str, viewer: Viewer = EVERYBODY) -> list[str]:
    hits = index.search(parse(text), viewer=viewer, order="newest", limit=10_000)
    assert hits.total == len(hits.hits)
    return [hit.id for hit in hits.hits]


def entry(letter_id: str, **fields: object) -> Entry:
    plain = Entry(
        id=letter_id,
        version=1,
        number="",
        sender="",
        recipients="",
        subject="",
        body="",
        kind=None,
        code=None,
        letter_date=None,
        received_date=None,
        direction=None,
        unit=None,
        metadata_tokens=frozenset({"all"}),
        content_tokens=frozenset({"all"}),
        deny_tokens=frozenset(),
        clearance=0,
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


SEEDED = (
    "",
    "arsip",
    "disposisi",
    "keputusan",
    "memutuskan",
    '"keputusan"',
    "izin",
    "perizinan",
    "walikota",
    "wali kota",
    '"wali kota"',
    "pebruari",
    "surat-surat",
    "arsip dari:dispusip tahun:2024",
    "005/12/Setda/X/2024",
    "00512setda",
    "12/setda",
    "nomor:0005* ATAU nomor:005*",
    f"{CROWDED_WORD}~",
    f"{CROWDED_WORD}~1",
    f"-{CROWDED_WORD}~2",
    "-arsip",
    "-isi:arsip",
    "-hal:arsip",
    "hal:(-arsip)",
    "-(arsip ATAU isi:rapat)",
    "hal:(arsip -surat)",
    "isi:radioaktif",
    "-isi:radioaktif -isi:arsip",
    "kode:000.5.*",
    "kode:000.5.3",
    "-kode:000.*",
    "jenis:undangan ATAU jenis:nota_dinas",
    "arah:masuk -unit:aptika",
    "tgl:2019-02-10..2021-03-01 arsip",
    "tahun:2020.. -tahun:2022",
    "-tgl:1900..2100",
    "diterima:2019-05",
    "tgl:..2018",
    "(rapat ATAU undangan) (banjir ATAU jalan) -sekolah",
    "arsip % - 😀",
)


@pytest.mark.parametrize("person", VIEWERS)
@pytest.mark.parametrize("text", SEEDED)
def test_finds_what_was_asked_for(filled: Index, oracle: Oracle, text: str, person: str) -> None:
    assert found(filled, text, VIEWERS[person]) == oracle.newest(parse(text), VIEWERS[person])


@pytest.mark.parametrize("person", VIEWERS)
def test_random_queries_find_the_same_letters(filled: Index, oracle: Oracle, person: str) -> None:
    chance = random.Random(f"queries of {person}")
    for _ in range(40):
        text = random_query(chance)
        assert found(filled, text, VIEWERS[person]) == oracle.newest(parse(text), VIEWERS[person]), text


@pytest.mark.parametrize("text", ["%", "-", "😀", "...", '"%"', "(%)", "dari:%", "-%", "arsip ATAU %", "%*", "😀~"])
def test_signs_alone_never_find_every_letter(filled: Index, text: str) -> None:
    with pytest.raises(QueryError):
        found(filled, text)


def test_the_fuzzy_limit_is_exceeded_in_this_corpus(oracle: Oracle) -> None:
    assert len(oracle._near(CROWDED_WORD, 2)) == 50


@pytest.mark.parametrize("order", ["best", "newest"])
def test_pages_follow_each_other_without_gap_or_repeat(filled: Index, oracle: Oracle, order: str) -> None:
    viewer, query = VIEWERS["head"], parse("surat ATAU arsip ATAU rapat")
    pages = [
        hit.id
        for offset in range(0, 400, 37)
        for hit in filled.search(query, viewer=viewer, order=order, offset=offset, limit=37).hits  # type: ignore[arg-type]
    ]
    assert sorted(pages) == sorted(oracle.newest(query, viewer))
    assert filled.search(query, viewer=viewer, offset=10_000).hits == ()


def test_best_first_puts_number_subject_and_sender_before_body(new_index: Opened) -> None:
    index = new_index()
    filler = "kami sampaikan dengan hormat kepada saudara untuk dilaksanakan sebagaimana mestinya"
    plain = entry("", number="005/12/2024", sender="Dinas Pasar", subject="Laporan kegiatan", body=filler)
    index.put(replace(plain, id=f"filler{position}") for position in range(20))
    index.put(
        [
            replace(plain, id="body", body=f"{filler} radioaktif {filler}"),
            replace(plain, id="subject", subject="Pengawasan radioaktif"),
            replace(plain, id="sender", sender="Badan Pengawas Radioaktif"),
            replace(plain, id="number", number="005/radioaktif/2024"),
        ]
    )
    index.refresh()
    hits = [hit.id for hit in index.search(parse("radioaktif"), viewer=EVERYBODY).hits]
    assert hits[-1] == "body" and set(hits) == {"body", "subject", "sender", "number"}


def test_the_exact_form_comes_before_other_forms(new_index: Opened) -> None:
    index = new_index()
    index.put(entry(f"filler{position}", body="laporan kegiatan bulanan") for position in range(20))
    index.put([entry("form", body="kami memutuskan hal itu"), entry("exact", body="kami keputusan hal itu")])
    index.refresh()
    assert [hit.id for hit in index.search(parse("keputusan"), viewer=EVERYBODY).hits] == ["exact", "form"]


def test_newest_first_puts_unknown_dates_last_and_equal_dates_by_id(new_index: Opened) -> None:
    index = new_index()
    days = {"c": date(2024, 5, 1), "a": date(2024, 5, 1), "b": date(2024, 5, 1), "old": date(1987, 2, 12)}
    index.put([entry("u2"), entry("u1"), *(entry(name, letter_date=day) for name, day in days.items())])
    index.refresh()
    assert found(index, "") == ["a", "b", "c", "old", "u1", "u2"]
    page = index.search(parse(""), viewer=EVERYBODY, order="newest", offset=1, limit=2)
    assert [hit.id for hit in page.hits] == ["b", "c"] and page.total == 6 and page.total_is_exact


SECRET = replace(
    entry("secret", subject="Permintaan data", body="pengadaan perangkat jaringan radioaktif"),
    metadata_tokens=frozenset({"register"}),
    content_tokens=frozenset({"chain"}),
    deny_tokens=frozenset({"accused"}),
    clearance=2,
)
PROBES = ("radioaktif", "radio*", "radioaktip~", '"perangkat jaringan"', "isi:jaringan", "-bukankata", "data", "")


@pytest.mark.parametrize(
    ("tokens", "clearance", "seen"),
    [
        ({"chain"}, 2, set(PROBES)),
        ({"chain", "register"}, 3, set(PROBES)),
        ({"register"}, 2, {"data", "", "-bukankata"}),
        ({"chain"}, 1, set()),
        ({"chain", "accused"}, 3, set()),
        ({"register", "accused"}, 3, set()),
        ({"other"}, 3, set()),
        (set(), 3, set()),
    ],
)
def test_access_is_judged_inside_the_query(new_index: Opened, tokens: set[str], clearance: int, seen: set[str]) -> None:
    index = new_index()
    index.put([SECRET])
    index.refresh()
    viewer = Viewer(frozenset(tokens), clearance)
    answers = {probe: index.search(parse(probe), viewer=viewer) for probe in PROBES}
    assert {probe for probe, hits in answers.items() if hits.total} == seen
    assert {probe for probe, hits in answers.items() if hits.hits} == seen


def test_a_hidden_body_word_changes_nothing_for_who_sees_metadata_only(new_index: Opened) -> None:
    index, viewer = new_index(), Viewer(frozenset({"register"}), 3)
    index.put([SECRET, replace(SECRET, id="open", body="laporan tahunan")])
    index.refresh()
    for text in ("-radioaktif", "-isi:radioaktif", "-radio*", "-radioaktip~", 'data -"perangkat jaringan"'):
        hits = index.search(parse(text), viewer=viewer)
        assert {hit.id for hit in hits.hits} == {"secret", "open"}, text
    scores = {hit.id: hit.score for hit in index.search(parse("data ATAU radioaktif"), viewer=viewer).hits}
    assert scores["secret"] == pytest.approx(scores["open"], rel=0.2)


def test_an_older_version_changes_nothing(new_index: Opened) -> None:
    index = new_index()
    index.put([entry("a", version=5, subject="baru")])
    index.put([entry("a", version=4, subject="lama")])
    index.refresh()
    assert found(index, "baru") == ["a"] and found(index, "lama") == []
    index.put([entry("a", version=5, subject="sama")])
    index.refresh()
    assert found(index, "sama") == ["a"] and found(index, "baru") == []
    assert list(index.versions()) == [("a", 5)]


def test_a_changed_letter_is_found_by_its_new_words_and_date_only(new_index: Opened) -> None:
    index = new_index()
    index.put([entry("a", body="radioaktif", letter_date=date(2020, 1, 1), clearance=0)])
    index.put([entry("a", version=2, body="vaksinasi", letter_date=date(2021, 1, 1), clearance=1)])
    index.refresh()
    assert found(index, "radioaktif") == found(index, "radioaktip~") == found(index, "tahun:2020") == []
    assert found(index, "vaksinasi tahun:2021") == ["a"]
    assert found(index, "vaksinasi", Viewer(frozenset({"all"}), 0)) == []


def test_a_removed_letter_is_gone_and_may_come_back(new_index: Opened) -> None:
    index = new_index()
    index.put([entry("a", version=3, body="radioaktif"), entry("b", body="radioaktif")])
    index.remove(["a", "unknown"])
    index.refresh()
    assert found(index, "radioaktif") == ["b"]
    index.put([entry("a", version=3, body="radioaktif")])
    index.refresh()
    assert sorted(found(index, "radioaktif")) == ["a", "b"]
    assert sorted(index.versions()) == [("a", 3), ("b", 1)]


def test_create_twice_keeps_what_is_there(new_index: Opened) -> None:
    index = new_index()
    index.put([entry("a")])
    index.create()
    index.refresh()
    assert found(index, "") == ["a"]


def test_strange_ids_tokens_and_texts_are_taken_as_they_are(new_index: Opened) -> None:
    index = new_index()
    token = 'Unit "A" OR (all) é 📜'
    strange = entry("Ä\"'-%/1", body="a\x00b 'x' \"y\" 𝟜𝟚 ﬁnal ٣ " + "x" * 70_000, content_tokens=frozenset({token}))
    index.put([strange, entry("other", content_tokens=frozenset({token.lower()}), metadata_tokens=frozenset())])
    index.refresh()
    viewer = Viewer(frozenset({token}), 0)
    assert found(index, "42 final", viewer) == [strange.id] == found(index, "", viewer)
    assert found(index, "xxx*", viewer) == [strange.id]


def test_totals_are_capped(new_index: Opened) -> None:
    index = new_index()
    index.put(entry(f"{position:05}", body="arsip" if position else "arsip langka") for position in range(10_050))
    index.refresh()
    hits = index.search(parse("arsip"), viewer=EVERYBODY, limit=5)
    assert (hits.total, hits.total_is_exact, len(hits.hits)) == (10_000, False, 5)
    hits = index.search(parse("langka"), viewer=EVERYBODY)
    assert (hits.total, hits.total_is_exact) == (1, True)


def test_a_rebuild_shows_the_given_letters_and_forgets_the_rest(new_index: Opened) -> None:
    index = new_index()
    index.put([entry("gone", body="radioaktif"), entry("stays", body="radioaktif")])
    index.rebuild(iter([entry("stays", version=2, body="radioaktif"), entry("new", body="radioaktif")]))
    index.refresh()
    assert sorted(found(index, "radioaktip~")) == ["new", "stays"]
    assert sorted(index.versions()) == [("new", 1), ("stays", 2)]


def test_nothing_is_lost_that_changes_during_a_rebuild(new_index: Opened) -> None:
    index = new_index()
    old = [entry(f"{position:03}", body="lama") for position in range(450)]
    index.put(old)

    def rows() -> Iterator[Entry]:
        yield from old[:400]
        index.put([entry("000", version=2, body="baru"), entry("449", version=2, body="baru"), entry("n", body="baru")])
        index.remove(["001", "448", "447"])
        index.put([entry("447", version=1, body="kembali")])
        index.refresh()
        assert index.search(parse("lama"), viewer=EVERYBODY).total == 445  # searches go on, on the old index
        yield from old[400:]

    index.rebuild(rows())
    index.refresh()
    assert sorted(found(index, "baru")) == ["000", "449", "n"]
    assert found(index, "kembali") == ["447"]
    assert sorted(found(index, "lama")) == [
        f"{position:03}" for position in range(450) if position not in (0, 1, 447, 448, 449)
    ]


def test_searches_and_edits_go_on_while_an_index_is_rebuilt(new_index: Opened) -> None:
    index = new_index()
    letters = [entry(f"{position:03}", body="arsip") for position in range(300)]
    index.put(letters)
    index.refresh()
    reading = threading.Event()

    def rows() -> Iterator[Entry]:
        yield from letters[:150]
        reading.set()
        edited.result(60)
        yield from letters[150:]

    def edit() -> None:
        assert reading.wait(60)
        for position in range(0, 300, 10):
            index.put([entry(f"{position:03}", version=2, body="vaksinasi")])
            index.search(parse("arsip ATAU vaksinasi"), viewer=EVERYBODY)

    with ThreadPoolExecutor(1) as other:
        edited = other.submit(edit)
        index.rebuild(rows())
    index.refresh()
    assert sorted(found(index, "vaksinasi")) == [f"{position:03}" for position in range(0, 300, 10)]
    assert len(found(index, "arsip")) == 270


def test_a_rebuild_gives_way_to_a_later_one(new_index: Opened) -> None:
    index = new_index()
    letters = [entry(f"{position:03}", body="arsip") for position in range(450)]

    def rows() -> Iterator[Entry]:
        yield from letters[:250]
        index.rebuild(letters[:5])
        yield from letters[250:]

    with pytest.raises(RebuildOvertakenError):
        index.rebuild(rows())
    index.refresh()
    assert sorted(found(index, "")) == [letter.id for letter in letters[:5]]


def test_an_interrupted_rebuild_leaves_the_old_index_and_the_next_one_works(new_index: Opened) -> None:
    index = new_index()
    index.put([entry("a", body="arsip")])

    def broken() -> Iterator[Entry]:
        yield from (entry(f"{position}", body="setengah") for position in range(300))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        index.rebuild(broken())
    index.put([entry("b", body="arsip")])
    index.refresh()
    assert sorted(found(index, "")) == ["a", "b"]
    index.rebuild(iter([entry("c", body="arsip")]))
    index.refresh()
    assert found(index, "") == ["c"]


def test_forty_terms_and_deep_groups_are_answered(filled: Index) -> None:
    wide = " ".join(f"({word}~2 ATAU {word}*)" for word in ("koordinasi", "anggaran", "pegawai") for _ in range(6))
    assert filled.search(parse(wide), viewer=VIEWERS["head"]).total >= 0
    deep = "(" * 5 + "arsip -(surat ATAU -(rapat banjir))" + ")" * 5
    assert filled.search(parse(deep), viewer=VIEWERS["head"]).total >= 0
    words = " ATAU ".join(f"kata{position}" for position in range(39))
    assert filled.search(parse(f"arsip ({words})"), viewer=VIEWERS["head"]).total == 0


def test_an_index_that_was_never_made_says_so(open_index: Opened) -> None:
    index = open_index()
    with pytest.raises(IndexUnavailableError):
        index.search(parse("arsip"), viewer=EVERYBODY)
    with pytest.raises(IndexUnavailableError):
        index.put([entry("a")])
    index.rebuild([entry("a")])
    index.refresh()
    assert found(index, "") == ["a"]


def test_a_server_that_is_down_says_so() -> None:
    index = ElasticIndex(f"http://127.0.0.1:{free_port()}", name="down")
    for verb in (
        index.create,
        index.refresh,
        lambda: index.put([entry("a")]),
        lambda: index.remove(["a"]),
        lambda: index.rebuild([entry("a")]),
        lambda: list(index.versions()),
        lambda: index.search(parse("arsip"), viewer=EVERYBODY),
    ):
        with pytest.raises(IndexUnavailableError):
            verb()
    index.close()
