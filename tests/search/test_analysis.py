"""Words, roots and numbers."""

import pytest

from search.analysis import joined_key, number_runs, reference_runs, stem, stems, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Undang-Undang No. 43", ["undang", "undang", "no", "43"]),
        ("Jum'at, Jum’at", ["jumat", "jumat"]),
        ("'kutipan' 1'2", ["kutipan", "1", "2"]),
        ("ＳＵＲＡＴ ﬁnal ²", ["surat", "final", "2"]),
        ("kesiap\u00adsiagaan", ["kesiapsiagaan"]),
        ("a_b\tc\x00d", ["a", "b", "c", "d"]),
        ("STRASSE Straße", ["strasse", "strasse"]),
        ("x" * 100, ["x" * 64]),
        ("… -- /", []),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@pytest.mark.parametrize(
    "family",
    [
        "disposisi didisposisikan mendisposisikan pendisposisian terdisposisi disposisinya",
        "keputusan memutuskan diputuskan putus",
        "penetapan menetapkan ditetapkan tetap",
        "pemerintah pemerintahan kepemerintahan pemerintahnya",
        "perintah memerintahkan diperintahkan",
        "izin ijin perizinan perijinan mengizinkan mengijinkan diijinkan",
        "arsip kearsipan pengarsipan mengarsipkan diarsipkan",
        "surat persuratan menyurati suratnya",
        "dinas kedinasan",
        "undangan mengundang diundang",
        "peraturan mengatur diatur pengaturan",
        "bangun pembangunan dibangun membangun",
        "distribusi mendistribusikan pendistribusian",
        "koordinasi mengoordinasikan mengkoordinasikan berkoordinasi",
        "laporan melaporkan pelaporan dilaporkan",
        "kepala mengepalai dikepalai",
        "tugas penugasan menugaskan ditugaskan bertugas petugas",
        "pegawai kepegawaian",
        "anggaran menganggarkan penganggaran",
    ],
)
def test_forms_of_one_word_share_a_root(family: str) -> None:
    assert len(set(stems(family.split()))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("direktorat", "rektorat"),
        ("kepala", "kepalan"),
        ("pemerintah", "perintah"),
        ("perikanan", "perizinan"),
        ("pengadaan", "ada"),
        ("radioaktif", "radio"),
        ("kabupaten", "bupati"),
        ("anggaran", "anggar"),
        ("005", "5"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize("form", ["x2024", "ab", "radloaktif", "école", "qwertyuiopasdfg", "m" * 40])
def test_what_is_no_indonesian_word_stays_as_it_is(form: str) -> None:
    assert stem(form) == form


@pytest.mark.parametrize(
    "typed",
    [
        "005/1187/Setda/X/2024",
        "005-1187-setda-x-2024",
        "0051187SetdaX2024",
        "005 / 1187",
        "1187/Setda",
        "1187",
        "setda.x",
        "5",
        "2024",
    ],
)
def test_a_number_is_found_whole_or_by_parts_with_any_separators(typed: str) -> None:
    assert joined_key(typed) in number_runs("005/1187/Setda/X/2024")


@pytest.mark.parametrize("typed", ["118", "005/Setda", "2024/005", "1187/setda/2024", "SetdaX202"])
def test_a_number_is_not_found_by_what_does_not_stand_in_it(typed: str) -> None:
    assert joined_key(typed) not in number_runs("005/1187/Setda/X/2024")


def test_digits_read_as_letters_are_found_as_digits_too() -> None:
    runs = number_runs("800/1O3/BKD/2O19")
    assert joined_key("800/103/BKD/2019") in runs
    assert joined_key("800/1O3/BKD/2O19") in runs


def test_leading_zeros_may_be_left_out() -> None:
    assert {"0021", "21"} <= set(number_runs("000.6.5/0021/SETDA"))


def test_a_number_of_any_length_gives_few_words() -> None:
    assert len(number_runs("/".join(map(str, range(1_000))))) < 300
    assert number_runs("") == []
    assert number_runs("tanpa-nomor") == ["tanpa", "tanpanomor", "nomor"]


def test_references_are_the_numbers_with_slashes_in_a_text() -> None:
    runs = reference_runs("menunjuk surat Nomor 005/12/Setda, tanggal 1/2; dan/atau http://x.example/")
    assert {"00512setda", "12setda", "12"} <= set(runs)
    assert "danatau" not in runs
    assert len(reference_runs(" ".join(f"{number}/a" for number in range(500)))) < 200
