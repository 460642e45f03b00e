"""Run a command in server mode: `python -m tests.services.run COMMAND…` with PostgreSQL, Redis and Elasticsearch.

They are real, on free ports, and exported as the settings a real server installation has (TELUSUR_DATABASE_URL, …).
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

from tests.services.elasticsearch import elasticsearch
from tests.services.postgresql import postgresql
from tests.services.redis import redis


def end(number: int, _frame: object) -> None:
    """End by unwinding, so that every server is stopped and its folder removed."""
    sys.exit(128 + number)


@contextlib.contextmanager
def servers() -> Iterator[dict[str, str]]:
    """Yield the settings of an installation with all three servers."""
    with contextlib.ExitStack() as stack:
        settings = {"TELUSUR_TEST_MODE": "servers"}
        print("    starting the servers (the first time on a machine, Elasticsearch is fetched: 759 MB)", flush=True)
        for name, service in (
            ("TELUSUR_DATABASE_URL", postgresql),
            ("TELUSUR_BROKER_URL", redis),
            ("TELUSUR_SEARCH_URL", elasticsearch),
        ):
            begun = time.monotonic()
            settings[name] = stack.enter_context(service())
            print(f"    {service.__name__}: {time.monotonic() - begun:.1f} s", flush=True)
        settings["TELUSUR_TEST_ELASTICSEARCH_URL"] = settings["TELUSUR_SEARCH_URL"]
        yield settings


def main(argv: Sequence[str]) -> int:
    """Run ARGV against fresh servers and return its exit code."""
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGHUP, end)
    with servers() as settings, subprocess.Popen(argv, env={**os.environ, **settings}) as command:
        try:
            return command.wait()
        finally:
            command.send_signal(signal.SIGINT)  # pytest takes its fixtures down


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
