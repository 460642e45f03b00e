"""A real Redis for tests: free port, password, nothing written to disk."""

import contextlib
import secrets
import shutil
from collections.abc import Iterator

from tests.services.processes import (
    Command,
    ServiceFailedError,
    free_port,
    listens,
    running,
    scratch_folder,
    unprivileged_user,
)


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """Yield the URL of an empty Redis."""
    program = shutil.which("redis-server")
    if program is None:
        raise ServiceFailedError("Redis is not installed: apt-get install redis-server")
    user, port, password = unprivileged_user("redis"), free_port(), secrets.token_hex(12)
    with scratch_folder("redis", user=user) as folder:
        settings = folder / "redis.conf"
        lines = [f"bind 127.0.0.1\nport {port}", f"requirepass {password}", f"dir {folder}", 'save ""', "appendonly no"]
        settings.write_text("\n".join(lines))
        if user:
            shutil.chown(settings, user)
        with running(Command(argv=[program, settings], folder=folder, user=user), ready=lambda: listens(port)):
            yield f"redis://:{password}@127.0.0.1:{port}/0"
