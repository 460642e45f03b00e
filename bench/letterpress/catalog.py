"""The twelve sample letters: how each is set, signed and stamped."""

from dataclasses import dataclass, replace

from reportlab.lib.units import mm

from bench.letterpress import emblems
from bench.letterpress.typeset import A4, F4, Style


def _lines(*numbers: int) -> frozenset[int]:
    return frozenset(numbers)


@dataclass(frozen=True)
class Sheet:
    """One letter: its setting and the inks that go over it."""

    style: Style
    stamp_ring: str = ""
    stamp_center: str = ""
    signed_by_pen: bool = True
    pen_lines: dict[int, int] | None = None  # line -> column, for signatures without a gap of their own


_OFFICE = Style(
    head={1: 14, 2: 15, 3: 10, 4: 10},
    head_bold=_lines(2),
    emblem=emblems.city,
    face="serif",
)
_RING = "PEMERINTAH KOTA TIRTAWANGI * "

SHEETS = {
    "L01": Sheet(
        replace(_OFFICE, paper=F4, head={1: 14, 2: 19, 3: 10, 4: 10, 5: 10}, space=24 * mm),
        stamp_ring=_RING + "SEKRETARIAT DAERAH * ",
        stamp_center="SETDA",
    ),
    "L02": Sheet(
        replace(_OFFICE, face="sans", size=11, column_width=5.35, small=_lines(35, 36), qr_line=29),
        signed_by_pen=False,
    ),
    "L03": Sheet(
        Style(
            head={1: 12, 2: 14, 3: 14, 4: 9.5, 5: 9.5},
            head_bold=_lines(3),
            emblem=emblems.university,
            face="roman",
            size=12,
            table=(20, 23),
            bold=_lines(20),
        ),
        stamp_ring="UNIVERSITAS NEGERI SAMUDRA RAYA * FAKULTAS ILMU KOMPUTER * ",
        stamp_center="FIK",
    ),
    "L04": Sheet(
        replace(
            _OFFICE,
            face="sans",
            size=11,
            column_width=5.3,
            head={1: 13, 2: 14, 3: 10},
            centered=_lines(5),
            bold=_lines(5),
        ),
    ),
    "L05": Sheet(
        replace(_OFFICE, paper=F4, centered=_lines(6, 7, 13), bold=_lines(6, 13), column_width=5.5, space=25 * mm),
        stamp_ring=_RING + "DISKOMINFO * ",
        stamp_center="DINAS\nKOMINFO",
    ),
    "L06": Sheet(
        Style(
            paper=F4,
            face="book",
            size=11.5,
            column_width=6.35,
            head={3: 13, 4: 13},
            head_bold=_lines(3),
            emblem=emblems.state,
            emblem_above=True,
            rule="none",
            centered=_lines(6, 7, 8, 9, 10, 12, 24),
            new_page=_lines(35),
            hidden=_lines(1),
            left=25 * mm,
            leading=1.32,
        ),
        stamp_ring=_RING + "SEKRETARIAT DAERAH * ",
        stamp_center="BAGIAN\nHUKUM",
    ),
    "L07": Sheet(
        Style(
            paper=F4,
            face="sans",
            size=11.5,
            column_width=5.7,
            head={1: 14, 2: 18, 3: 9.5, 4: 11},
            head_bold=_lines(2),
            emblem=emblems.province,
            centered=_lines(15, 16, 17, 18, 19),
            bold=_lines(15, 18, 19),
            space=26 * mm,
            leading=1.25,
        ),
        stamp_ring="PEMERINTAH PROVINSI NUSA SELATAN * SEKRETARIAT DAERAH * ",
        stamp_center="SETDA",
    ),
    "L08": Sheet(
        replace(
            _OFFICE,
            head={1: 13, 2: 14, 3: 10},
            centered=_lines(5, 6),
            bold=_lines(5, 6),
            column_width=5.5,
            space=19 * mm,
        ),
    ),
    "L09": Sheet(
        Style(
            paper=F4,
            face="book",
            size=11,
            column_width=5.9,
            head={1: 13, 2: 12},
            head_bold=_lines(1),
            emblem=emblems.state,
            emblem_above=True,
            rule="none",
            centered=_lines(4, 5, 20),
            bold=_lines(4, 20),
            leading=1.4,
            gaps={32: 16, 34: 20},
        ),
        pen_lines={32: 37, 34: 36, 33: 62},
    ),
    "L10": Sheet(
        Style(
            face="serif",
            size=11.5,
            column_width=5.4,
            head={1: 13, 2: 13, 3: 15, 4: 10},
            head_bold=_lines(1, 2, 3),
            emblem=emblems.prosecutor,
            hidden=_lines(6),
            space=23 * mm,
        ),
        stamp_ring="KEJAKSAAN REPUBLIK INDONESIA * NEGERI TIRTAWANGI * ",
        stamp_center="KEJARI",
    ),
    "L11": Sheet(
        Style(
            face="roman",
            size=12.5,
            column_width=6,
            top=24 * mm,
            rule="none",
            justify=False,
            leading=1.35,
            right=20 * mm,
        )
    ),
    "L12": Sheet(
        Style(
            paper=A4,
            face="typewriter",
            size=9.6,
            column_width=5.3,
            left=20 * mm,
            right=12 * mm,
            head={1: 9.6, 2: 9.6, 3: 9.6},
            rule="thin",
            justify=False,
            uneven_type=True,
            leading=1.55,
            top=20 * mm,
            space=30 * mm,
        ),
        stamp_ring="PEMERINTAH KOTAMADYA DATI II TIRTAWANGI * SEKWILDA * ",
        stamp_center="SETWILDA",
    ),
}
