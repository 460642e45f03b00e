"""Somebody who gives a folder of files, is killed in the middle of it, and gives it again."""

import random
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from bench import office
from bench.processes import Running

LOGIN, PASSWORD = "admin", "kata-sandi-uji-2026"


class Giver:
    """Gives FOLDER; is killed once, when the number of its lines has reached `due`."""

    kind = ""

    def __init__(self, folder: Path, due: int) -> None:
        self.folder, self.due, self.was_killed = folder, due, False
        self.process = self.start()

    def start(self) -> Running:
        """Begin to give."""
        raise NotImplementedError

    def strike(self) -> None:
        """Kill what is to be killed, and begin again."""
        raise NotImplementedError

    def is_done(self) -> bool:
        """Tell whether everything was given."""
        if self.process.process is None or self.process.process.poll() is None:
            return False
        if self.process.process.returncode:
            raise RuntimeError(f"giving {self.folder.name} failed: {self.log().read_text()[-2000:]}")
        return True

    def log(self) -> Path:
        """Return where the giving process writes what it says."""
        return office.data_folder() / f"{self.folder.name}.log"

    def kill_when_due(self) -> bool:
        """Strike once, when enough of the folder has arrived and not all; tell whether it was done now."""
        if self.was_killed or self.is_done() or self.arrived() < self.due:
            return False
        self.was_killed = True
        self.strike()
        return True

    def arrived(self) -> int:
        """Return how many files of the folder have a line."""
        from dms.intake.models import BatchItem

        return BatchItem.objects.filter(batch__name=self.folder.name).count()

    def end(self) -> None:
        """Stop whatever still runs."""
        self.process.kill()


class CommandLine(Giver):
    """`./telusur add FOLDER`, killed and typed again."""

    kind = "add command"

    def start(self) -> Running:
        """Run the command."""
        command = [sys.executable, "manage.py", "add", str(self.folder), "--batch", self.folder.name]
        return Running(command, cwd=office.ROOT, output=self.log().open("ab")).start()

    def strike(self) -> None:
        """Kill the command and type it again."""
        self.process.kill()
        self.process = self.start()


@dataclass
class Web:
    """A web server that can be killed."""

    port: int
    process: Running


class Upload(Giver):
    """A person at the web page; the server is killed under him, and he tries again."""

    kind = "web server"

    def start(self) -> Running:
        """Start the server, then the person."""
        set_password()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        self.web = Web(port, self.serve(port))
        command = [sys.executable, "-m", "bench.visitor", f"http://127.0.0.1:{port}", LOGIN, PASSWORD]
        command += [self.folder.name, str(self.folder)]
        return Running(command, cwd=office.ROOT, output=self.log().open("ab")).start()

    def serve(self, port: int) -> Running:
        """Start the web server as `./telusur start` does."""
        options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "4"]
        command = [sys.executable, "-m", "granian", *options, "--no-ws", "config.wsgi:application"]
        return Running(command, cwd=office.ROOT, output=(office.data_folder() / "web.log").open("ab")).start()

    def strike(self) -> None:
        """Kill the server and start it again; the person goes on by himself."""
        self.web.process.kill()
        self.web.process = self.serve(self.web.port)

    def is_done(self) -> bool:
        """Tell whether everything was given; then nobody needs the server any more."""
        done = super().is_done()
        if done and self.web.process.process is not None and self.web.process.process.poll() is None:
            self.web.process.kill()
        return done

    def end(self) -> None:
        """Stop person and server."""
        super().end()
        self.web.process.kill()


def set_password() -> None:
    """Give the first person a password that is known here."""
    from dms.people import services
    from dms.people.actor import MACHINE
    from dms.people.models import Person

    services.set_password(MACHINE, Person.objects.get(login=LOGIN), PASSWORD)


def giver_for(folder: Path, number: int, rng: random.Random) -> Giver:
    """Return the giver of slice NUMBER: command line and web page by turns."""
    due = rng.randint(1, max(1, len(list(folder.iterdir())) // 2))
    return Upload(folder, due) if number % 2 else CommandLine(folder, due)
