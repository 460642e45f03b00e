"""What sources and docs cite is there to be read: no page is named that this checkout does not hold."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HOMES = ("config", "dms", "ocr", "search", "bench", "tests", "docs")
CITED = re.compile(r"[\w./-]*\w\.md\b")


def test_every_cited_page_is_there() -> None:
    pages = {path.relative_to(ROOT).as_posix() for home in HOMES for path in (ROOT / home).rglob("*.md")}
    known = pages | {path.name for path in ROOT.glob("*.md")} | {Path(page).name for page in pages}
    files = [path for home in HOMES for ending in ("py", "md") for path in (ROOT / home).rglob(f"*.{ending}")]
    lost = {(str(path.relative_to(ROOT)), name) for path in files for name in CITED.findall(path.read_text())}
    assert {(path, name) for path, name in lost if name.lstrip("./") not in known} == set()
