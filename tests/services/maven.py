"""Files from Maven Central for tests: fetched by Debian's Maven, checked by their SHA-256."""

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.services.processes import ServiceFailedError

FETCHER = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"


@dataclass(frozen=True)
class Artifact:
    """One file that is published there."""

    group: str
    name: str
    version: str
    kind: str
    sha256: str

    def fetched(self, folder: Path) -> Path:
        """Return the file, fetched into FOLDER; Maven's own store goes there, too."""
        coordinates = f"{self.group}:{self.name}:{self.version}:{self.kind}"
        places = [f"-DoutputDirectory={folder}", f"-Dmaven.repo.local={folder}/repository"]
        command = [program("mvn", "maven"), "-B", "-ntp", FETCHER, f"-Dartifact={coordinates}", *places]
        environment = {**os.environ, "MAVEN_OPTS": "-XX:-UsePerfData", "TMPDIR": str(folder)}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        path = folder / f"{self.name}-{self.version}.{self.kind}"
        if done.returncode or not path.exists():
            raise ServiceFailedError(f"{coordinates} could not be fetched from Maven Central: {done.stdout[-1500:]}")
        with path.open("rb") as data:
            if hashlib.file_digest(data, "sha256").hexdigest() != self.sha256:
                raise ServiceFailedError(f"{path.name} is not the file that was expected (SHA-256 differs)")
        return path


def program(name: str, package: str) -> str:
    """Return where a program is, or say which Debian package has it."""
    found = shutil.which(name)
    if found is None:
        raise ServiceFailedError(f"{name} is not installed: apt-get install {package}")
    return found
