"""Indonesian numbers in words, up to 9,999: "dua ribu dua puluh lima" is 2025."""

UNITS = {
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
}  # fmt: skip
SCALES = {"puluh": 10, "ratus": 100, "ribu": 1000}
WHOLE = {"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000}


def number_in_words(text: str) -> int | None:
    """The number, or None when a word is not part of one."""
    total, pending = 0, 0
    for word in text.casefold().replace(",", " ").split():
        if word in UNITS and pending == 0:
            pending = UNITS[word]
        elif word in WHOLE and pending == 0:
            total += WHOLE[word]
        elif word == "belas" and pending:
            total, pending = total + 10 + pending, 0
        elif word in SCALES and pending:
            total, pending = total + pending * SCALES[word], 0
        else:
            return None
    return total + pending or None
