"""Indonesian number words up to some thousands: "dua ribu dua puluh lima" is 2025 (DOMAIN.md 1.5)."""

UNITS = {
    word: value
    for value, word in enumerate(
        ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
    )
}
SCALES = {"puluh": 10, "ratus": 100, "ribu": 1000}
ONES = {"seratus": 100, "seribu": 1000}


def number_in_words(text: str) -> int | None:
    """Return the number that TEXT spells; words behind it that are no numbers end it; None when it begins with none."""
    total = group = last = 0
    seen = False
    for word in text.lower().split():
        step = one_word(word, last)
        if step is None:
            break
        seen = True
        scale, value = step
        if scale == 1000:
            total, group, last = total + max(1, group + last) * 1000, 0, 0
        elif scale > 1:
            group, last = group + max(1, last) * scale, 0
        else:
            group, last = (group, value) if value < 10 else (group + value, 0)
    return total + group + last if seen else None


def one_word(word: str, last: int) -> tuple[int, int] | None:
    """Return (scale, value) of one number word: "puluh" scales by ten, "belas" adds ten to the LAST unit."""
    if word in UNITS:
        return 1, UNITS[word]
    if word in SCALES:
        return SCALES[word], 0
    if word == "belas":
        return 1, 10 + last
    return (1, ONES[word]) if word in ONES else None
