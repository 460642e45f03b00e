"""`./telusur start`: check, prepare the office, then keep web and worker running until Ctrl-C or TERM.

Order: preconditions (one sentence when one fails) → `manage.py prepare_office` → granian and `manage.py worker`.
"""

import argparse
import os
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from config.preconditions import DISK_FULL, StartRefusedError, check_port, lock_data_folder, open_data_folder
from config.supervisor import Program, Supervisor, flush

ROOT = Path(__file__).resolve().parent.parent
MANAGE = (sys.executable, str(ROOT / "manage.py"))
DEATHS_BEFORE_GIVING_UP = 5


def say(indonesian: str, english: str) -> None:
    """Print one line pair for the person who started us."""
    print(f"{indonesian}\n{english}", flush=True)


def read_arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Return host and port from the command line, else from TELUSUR_HOST and TELUSUR_PORT."""
    parser = argparse.ArgumentParser(prog="./telusur start", description=__doc__)
    parser.add_argument("--host", default=os.environ.get("TELUSUR_HOST", "127.0.0.1"), help="address to listen on")
    parser.add_argument("--port", default=os.environ.get("TELUSUR_PORT", "8000"), help="port to listen on (8000)")
    arguments = parser.parse_args(argv)
    if not arguments.port.isdigit() or not 0 < int(arguments.port) < 65536:
        raise StartRefusedError(
            f"Port harus angka 1 sampai 65535, bukan {arguments.port!r}.",
            f"The port must be a number from 1 to 65535, not {arguments.port!r}.",
        )
    arguments.port = int(arguments.port)
    return arguments


def prepare(supervisor: Supervisor) -> bool:
    """Migrate, load the office on first run; False when a signal ended us meanwhile."""
    report = os.memfd_create("telusur-prepare")  # in memory: the disk may be what is full
    code = supervisor.complete(Program("prepare", (*MANAGE, "prepare_office"), stderr=report))
    text = os.pread(report, 100_000, 0).decode(errors="replace").strip()
    os.close(report)
    if code is None:
        return False
    if code != 0:
        raise _preparing_refusal(text)
    if text:
        print(text, file=sys.stderr)
    return True


def _preparing_refusal(text: str) -> StartRefusedError:
    if "No space left" in text or "disk is full" in text:
        return StartRefusedError(*DISK_FULL)
    last = text.splitlines()[-1] if text else "?"
    return StartRefusedError(
        f"Kantor tidak dapat disiapkan: {last} Periksa dengan: ./telusur doctor",
        f"The office could not be prepared: {last} Look with: ./telusur doctor",
    )


def web(host: str, port: int) -> Program:
    """Return the web server: granian, one process, eight threads."""
    options = ["--interface", "wsgi", "--host", host, "--port", str(port), "--blocking-threads", "8", "--no-ws"]
    quiet = ["--log-level", "error", "--respawn-failed-workers", "--workers-kill-timeout", "5"]
    return Program("web", [sys.executable, "-m", "granian", *options, *quiet, "config.wsgi:application"])


def worker() -> Program:
    """Return the worker, which carries out the jobs."""
    return Program("worker", [*MANAGE, "worker"])


def visible_address(host: str, port: int) -> str:
    """Return the address to type into a browser; for a server open to the LAN, the name others can use."""
    if host in ("0.0.0.0", "::", ""):  # noqa: S104  # compared, not bound
        host = lan_address()
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def lan_address() -> str:
    """Return this machine's address on the LAN (no packet is sent), else the loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def answers(url: str) -> bool:
    """Tell whether the web server answers URL at all, with whatever status."""
    try:
        urllib.request.urlopen(url, timeout=2).close()  # noqa: S310  # our own http address
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def give_up(program: Program, code: int, pause_seconds: float) -> None:
    """Tell that PROGRAM died; refuse to go on when it never came up."""
    if program.deaths >= DEATHS_BEFORE_GIVING_UP:
        raise StartRefusedError(
            f"{program.name} berhenti {program.deaths} kali berturut-turut (kode {code}). Lihat pesan di atas.",
            f"{program.name} stopped {program.deaths} times in a row (code {code}). See the messages above.",
        )
    report_death(program, code, pause_seconds)


def report_death(program: Program, code: int, pause_seconds: float) -> None:
    """Tell that PROGRAM died and when it starts again."""
    say(
        f"{program.name} berhenti (kode {code}); dijalankan lagi dalam {pause_seconds:.0f} detik.",
        f"{program.name} stopped (code {code}); starting it again in {pause_seconds:.0f} s.",
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until a signal; return the exit code: 0 after Ctrl-C or TERM."""
    data = Path(os.environ.get("TELUSUR_DATA", ROOT / "data")).expanduser().absolute()
    address = visible_address(arguments.host, arguments.port)
    os.environ.update(TELUSUR_HOST=arguments.host, TELUSUR_PORT=str(arguments.port), TELUSUR_DATA=str(data))
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    os.chdir(ROOT)
    open_data_folder(data)
    lock_data_folder(data, address=address)
    check_port(arguments.host, arguments.port)
    with Supervisor() as supervisor:
        say(f"Menyiapkan kantor di {data}", f"Preparing the office in {data}")
        if prepare(supervisor):
            supervisor.keep([web(arguments.host, arguments.port), worker()])
            if supervisor.serve(give_up, until=lambda: answers(address)):
                say(f"Telusur siap: {address}  (Ctrl-C: berhenti)", f"Telusur is ready: {address}  (Ctrl-C: stop)")
            supervisor.serve(report_death)
        say("Menghentikan Telusur …", "Stopping Telusur …")
    return 0


def main() -> int:
    """Run `./telusur start`; a refusal is its sentence and exit code 1."""
    try:
        return run(read_arguments())
    except StartRefusedError as refusal:
        flush()
        print(f"\n{refusal}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
