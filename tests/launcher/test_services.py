"""The servers of the tests are real and leave nothing: not after use, not when their starter is killed."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis as client

from tests.launcher.starting import ROOT, until
from tests.services.chromium import executable
from tests.services.postgresql import postgresql
from tests.services.processes import Command, ServiceFailedError, listens, running, scratch_folder
from tests.services.redis import redis

HELD = """
import time
from tests.services.postgresql import postgresql
from tests.services.redis import redis
with postgresql() as database, redis() as broker:
    print(database, broker, flush=True)
    time.sleep(600)
"""


def port_of(url: str) -> int:
    """Return the port in an address."""
    return int(url.rpartition("@")[2].rpartition(":")[2].partition("/")[0])


def test_postgresql_is_real_and_gone_afterwards() -> None:
    with postgresql() as url:
        with psycopg.connect(url) as connection:
            row = connection.execute("SELECT current_setting('server_encoding'), current_user").fetchone()
        assert row == ("UTF8", "telusur")
    assert not listens(port_of(url))


def test_redis_is_real_and_gone_afterwards() -> None:
    with redis() as url:
        connection = client.Redis.from_url(url)
        assert connection.set("word", "telusur")
        connection.close()
        with pytest.raises(client.AuthenticationError), client.Redis(port=port_of(url)) as stranger:
            stranger.get("word")
    assert not listens(port_of(url))


def test_servers_end_with_a_starter_that_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", HELD], cwd=ROOT, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout
        ports = [port_of(url) for url in starter.stdout.readline().split()]
        assert all(map(listens, ports))
        starter.kill()
    until(lambda: not any(map(listens, ports)), what="the servers to end")


def test_the_folder_of_a_killed_run_is_swept(tmp_path: Path) -> None:
    with subprocess.Popen(["true"]) as dead:
        dead.wait()
    left = tmp_path / f"telusur-redis-{dead.pid}-abcdefgh"
    left.mkdir()
    with scratch_folder("redis", inside=tmp_path) as folder:
        assert not left.exists()
        assert folder.is_dir()
    assert not folder.exists()


def test_a_server_that_does_not_start_shows_its_log(tmp_path: Path) -> None:
    command = Command(argv=["sh", "-c", "echo no room here; exit 3"], folder=tmp_path)
    with pytest.raises(ServiceFailedError, match="no room here"), running(command, ready=lambda: False):
        pytest.fail("it never became ready")


def test_chromium_is_there() -> None:
    said = subprocess.run([executable(), "--version"], capture_output=True, text=True, check=True).stdout
    assert "Chrom" in said
