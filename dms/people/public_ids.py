"""Random public ids: the only ids in URLs, QR codes, the index, receipts and exports; never reused.

Ten of 31 characters (no I, L, O, U, Z: nothing to misread on paper) and one check character, the sum of the values
weighed by their place, modulo 31. As 31 is a prime and each character has a value of its own, every single slip and
every swap is caught.
"""

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    TextColumn = models.CharField[str, str]
else:
    TextColumn = models.CharField

ALPHABET = "0123456789abcdefghjkmnpqrstvwxy"
RANDOM_CHARACTERS = 10
LENGTH = RANDOM_CHARACTERS + 1


def check_character(body: str) -> str:
    """Return the check character of BODY, the random part of an id."""
    return ALPHABET[sum(place * ALPHABET.index(letter) for place, letter in enumerate(body, start=1)) % len(ALPHABET)]


def new_public_id() -> str:
    """Return a fresh id: 49 random bits and a check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    return body + check_character(body)


def is_public_id(text: str) -> bool:
    """Tell whether TEXT could be an id: right length, right letters, right check character."""
    if len(text) != LENGTH or any(letter not in ALPHABET for letter in text):
        return False
    return text[-1] == check_character(text[:-1])


class PublicIdField(TextColumn):
    """The column that holds an object's public id."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", LENGTH)
        options.setdefault("default", new_public_id)
        options.setdefault("unique", True)
        options.setdefault("editable", False)
        super().__init__(**options)
