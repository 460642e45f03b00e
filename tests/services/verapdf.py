"""veraPDF, the judge of PDF/A that archives trust, for tests: one Java process judges all files of a call.

Its command line is one jar on Maven Central, fetched once into the cache like Elasticsearch.
`python -m tests.services.verapdf FILE...` judges files by hand.
"""

import fcntl
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.services.elasticsearch import cache_folder
from tests.services.maven import Artifact, program
from tests.services.processes import ServiceFailedError

VERSION = "1.28.2"
ARTIFACT = Artifact(
    group="org.verapdf.apps",
    name="greenfield-apps",
    version=VERSION,
    kind="jar",
    sha256="687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6",
)
COMMAND_LINE = "org.verapdf.apps.GreenfieldCliWrapper"
JAVA_OPTIONS = (
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:-UsePerfData",
    "-Djava.awt.headless=true",
)
VERDICTS = (0, 1)  # how the program ends when all, or not all, files conform
PATIENCE_SECONDS = 600.0


def failed_rules(paths: Sequence[Path], *, flavor: str = "2b") -> dict[Path, list[str]]:
    """Judge files; return the rules that each breaks (clause, test, what it says): none for a valid PDF/A."""
    if not paths:
        return {}
    java, jar = program("java", "openjdk-17-jre-headless"), _jar()
    names = {str(path.resolve()): path for path in paths}
    options = ("--flavour", flavor, "--maxfailuresdisplayed", "1")
    command = [java, *JAVA_OPTIONS, "-cp", str(jar), COMMAND_LINE, *options, *names]
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE_SECONDS, check=False)
    if done.returncode not in VERDICTS and not done.stdout:
        said = done.stderr.decode(errors="replace")[-1500:]
        raise ServiceFailedError(f"veraPDF ended with {done.returncode}: {said}")
    jobs = ET.fromstring(done.stdout).iter("job")
    verdicts = {names[job.findtext("item/name", "")]: _broken(job) for job in jobs}
    return {path: verdicts.get(path, ["not judged"]) for path in paths}


def _broken(job: ET.Element) -> list[str]:
    report = job.find("validationReport")
    if report is None:
        return [" ".join("".join(job.itertext()).split())[:500] or "not judged"]
    rules: Iterable[ET.Element] = (rule for rule in report.iter("rule") if rule.get("status") == "failed")
    broken = [f"{rule.get('clause')}-{rule.get('testNumber')}: {rule.findtext('description')}" for rule in rules]
    return broken if broken or report.get("isCompliant") == "true" else ["not compliant"]


def _jar() -> Path:
    """Return the program, fetching it where it is missing; two runs at once fetch it once."""
    cache = cache_folder()
    jar = cache / f"verapdf-{VERSION}.jar"
    cache.mkdir(mode=0o755, parents=True, exist_ok=True)
    with (cache / "verapdf.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not jar.is_file():
            with tempfile.TemporaryDirectory(prefix="fetching-", dir=cache) as folder:
                ARTIFACT.fetched(Path(folder)).rename(jar)
    return jar


def main() -> int:
    """Print what each file breaks."""
    verdicts = failed_rules([Path(name) for name in sys.argv[1:]])
    for path, broken in verdicts.items():
        print("ok    " if not broken else "FAILED", path, *broken, sep="\n    " if broken else " ")
    return 1 if any(verdicts.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
