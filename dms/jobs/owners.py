"""Who holds a job: a process of a machine, told apart from a later process that got the same number."""

import os
import socket
from functools import lru_cache
from pathlib import Path


def start_ticks(pid: int) -> str:
    """Return when process PID started (clock ticks since boot), or "" when there is no such process."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]


@lru_cache(maxsize=1)
def machine() -> str:
    """Return this machine's name and its boot, so that a restart of the machine frees what it held."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()[:8]
    except OSError:
        boot = "unknown"
    return f"{socket.gethostname()}/{boot}"


def this_process() -> str:
    """Return the owner name of the process that asks."""
    pid = os.getpid()
    return f"{machine()}/{pid}/{start_ticks(pid)}"


def is_gone(owner: str) -> bool:
    """Tell whether OWNER was a process of this machine and is no more. Of other machines nothing is known."""
    name, _, rest = owner.rpartition("/")
    name, _, pid = name.rpartition("/")
    if name.split("/")[0] != socket.gethostname():
        return False
    return name != machine() or not pid.isdigit() or start_ticks(int(pid)) != rest
