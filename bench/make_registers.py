"""Invent letter registers for tuning and testing the code suggester (seeded).

What real registers show is imitated: few codes carry most letters, subjects come in forms
("Undangan …", "Surat Tugas …"), clerks file part of the letters by form instead of matter and part under a neighboring
code, words of the office are not the words of the code list, and new matters turn up as time goes on.
"""

import argparse
import csv
import random
import re
from dataclasses import dataclass
from pathlib import Path

FORMS = (
    "Undangan Rapat {}", "Undangan {}", "Permohonan {}", "Laporan {} Bulan {month} {year}", "Penyampaian {}", "{}",
    "Surat Tugas {}", "Usulan {} a.n. {name}", "Pemberitahuan {}", "Surat Pengantar {}", "Permintaan Data {}",
    "Rekomendasi {}", "Jawaban {}", "Tindak Lanjut {}", "Jadwal {}",
)  # fmt: skip
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
NAMES = (
    "Ahmad", "Siti", "Budi", "Dewi", "Agus", "Rina", "Hendra", "Sri", "Bambang",
    "Ratna", "Joko", "Eko", "Wahyu", "Yusuf", "Fitri", "Dian", "Maya", "Slamet",
)  # fmt: skip
PLACES = (
    "Hilir", "Karangsari", "Sukamaju", "Wonosari", "Mekarjaya", "Tanjung", "Cibiru", "Pandan", "Rawa",
    "Bandar", "Kalimas", "Gunung", "Teluk",
)  # fmt: skip
OFFICE_NOUNS = (
    "kegiatan", "tim", "kelompok", "panitia", "peserta", "tenaga", "sarana", "gedung", "aplikasi",
    "data", "bantuan", "dana", "lahan", "warga", "petugas", "alat", "dokumen", "program",
    "lomba", "pameran", "sosialisasi", "pelatihan", "survei", "kunjungan", "pembinaan", "pemeriksaan", "verifikasi",
    "jaringan", "pasar", "sungai", "irigasi", "ternak", "padi", "pupuk", "nelayan", "guru",
    "siswa", "obat", "gizi", "pasien", "wisata", "budaya", "pajak", "retribusi", "aset",
)  # fmt: skip
SHORT = {"laporan": "lap.", "kegiatan": "keg.", "rapat": "rpt", "koordinasi": "koord.", "pelaksanaan": "pelaks."}


@dataclass(frozen=True)
class Shape:
    """How a register is drawn: sizes, and the shares of the faults of clerks."""

    letters: int = 1200
    codes: int = 90
    by_form: float = 0.3
    by_neighbor: float = 0.1
    bare: float = 0.07
    typos: float = 0.03
    foreign: float = 0.5


class Office:
    """One office with its own codes, matters and habits."""

    def __init__(self, scheme: list[dict[str, str]], shape: Shape, *, seed: int) -> None:
        self.random = random.Random(seed)
        self.shape = shape
        self.rows = {row["code"]: row for row in scheme}
        sectors = sorted({code[0] for code in self.rows})
        main = set(self.random.sample(sectors, 3)) | {"0", "8", "9"}
        pool = [code for code in self.rows if code[0] in main and len(code) > 3] or list(self.rows)
        self.codes = self.random.sample(pool, min(shape.codes, len(pool)))
        self.weights = [1 / (place + 2) for place in range(len(self.codes))]
        self.form_codes = {form: self.random.choice(self.codes) for form in ("Undangan", "Surat Tugas", "Permohonan")}
        self.matters = {code: [self.matter(code) for _ in range(self.random.randint(1, 6))] for code in self.codes}

    def matter(self, code: str) -> str:
        """A matter of a code in office words: some of the title, some of the office's own."""
        title = re.findall(r"[A-Za-z]{4,}", f"{self.rows[code]['name']} {self.rows[code].get('description', '')}")
        kept = [word for word in title if self.random.random() > self.shape.foreign][:4]
        own = self.random.sample(OFFICE_NOUNS, self.random.randint(1, 3))
        place = [self.random.choice(PLACES)] if self.random.random() < 0.4 else []
        return " ".join([*kept, *own, *place]).lower()

    def letter(self, progress: float) -> tuple[str, str]:
        """One letter: subject and the code its clerk wrote; `progress` 0..1 through the register."""
        code = self.random.choices(self.codes, self.weights)[0]
        matters = self.matters[code][: max(1, round(len(self.matters[code]) * (0.5 + 0.5 * progress)))]
        form = self.random.choice(FORMS)
        named = self.random.choice(NAMES)
        subject = form.format(self.random.choice(matters), month=self.random.choice(MONTHS), year=2024, name=named)
        return self.written(subject), self.filed(code, form)

    def filed(self, code: str, form: str) -> str:
        """The code as filed: by matter, by form, or beside it."""
        for start, form_code in self.form_codes.items():
            if form.startswith(start) and self.random.random() < self.shape.by_form * 2:
                return form_code
        if self.random.random() < self.shape.by_neighbor:
            return self.random.choice([near for near in self.codes if near[:3] == code[:3]])
        return code

    def written(self, subject: str) -> str:
        """The subject as typed: cut short, abbreviated, misspelled, in capitals."""
        words = subject.split()
        if self.random.random() < self.shape.bare:
            words = words[: self.random.randint(0, 2)]
        typed = [SHORT.get(word.lower(), word) if self.random.random() < 0.3 else word for word in words]
        typed = [self.slip(word) if self.random.random() < self.shape.typos else word for word in typed]
        text = " ".join(typed)
        return text.upper() if self.random.random() < 0.3 else text

    def slip(self, word: str) -> str:
        """One letter lost."""
        at = self.random.randrange(len(word))
        return word[:at] + word[at + 1 :] or word

    def register(self) -> list[tuple[str, str]]:
        """All letters in order."""
        return [self.letter(place / self.shape.letters) for place in range(self.shape.letters)]


def read_scheme(path: Path) -> list[dict[str, str]]:
    """Rows of a scheme file."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Write one register per seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scheme", type=Path)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--letters", type=int, default=1200)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    for seed in options.seeds:
        office = Office(read_scheme(options.scheme), Shape(letters=options.letters), seed=seed)
        with (options.out / f"register-{options.scheme.stem}-{seed}.csv").open("w", newline="") as file:
            csv.writer(file).writerows([("subject", "code"), *office.register()])


if __name__ == "__main__":
    main()
