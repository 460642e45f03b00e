"""`python -m ocr read FILE [--json] [--page N]`: the words and fields of a file, for people and for scripts."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ocr import FileRefused, Limits, PageReading, PasswordNeeded, ReadOptions, read_fields

REFUSED_EXIT_CODE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when the file was read, 2 when it was refused (the reason on standard error)."""
    parser = argparse.ArgumentParser(prog="python -m ocr", description="Paper to text.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    read = verbs.add_parser("read", help="read a PDF, TIFF, JPEG, PNG or WebP file")
    read.add_argument("file", type=Path)
    read.add_argument("--json", action="store_true", help="words with boxes, and the fields, as JSON")
    read.add_argument("--page", type=int, help="only this page (from 1)")
    read.add_argument("--engine", choices=["tesserocr", "pytesseract"], default="tesserocr")
    read.add_argument("--password", help="of an encrypted PDF")
    given = parser.parse_args(arguments)
    try:
        return _read(given)
    except FileRefused as refusal:
        print(f"{given.file}: {refusal}", file=sys.stderr)
    except PasswordNeeded as needed:
        print(f"{given.file}: {type(needed).__name__}", file=sys.stderr)
    return REFUSED_EXIT_CODE


def _read(given: argparse.Namespace) -> int:
    from ocr import inspect_file, read_page

    facts = inspect_file(given.file, limits=Limits(), password=given.password)
    numbers = [given.page] if given.page else range(1, facts.page_count + 1)
    readings = [read_page(given.file, number=number, options=ReadOptions(engine=given.engine))[0] for number in numbers]
    if given.json:
        fields = {name: asdict(field) for name, field in read_fields(readings).items()}
        pages = [_described(number, reading) for number, reading in zip(numbers, readings, strict=True)]
        print(json.dumps({"file": asdict(facts), "pages": pages, "fields": fields}, ensure_ascii=False))
    else:
        print("\f".join(reading.text + "\n" for reading in readings), end="")
    return 0


def _described(number: int, reading: PageReading) -> dict[str, Any]:
    return {"page": number, "text": reading.text, **asdict(reading)}


if __name__ == "__main__":
    sys.exit(main())
