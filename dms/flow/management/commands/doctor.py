"""`./telusur doctor`: what is wrong, and the cure."""

import json
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext_lazy as _

from dms.flow import health
from dms.flow.health import Finding
from dms.people.verbs import RefusalError, Verb, both

NAMES = {
    "data_folder": _("Folder data"),
    "free_space": _("Ruang disk"),
    "database": _("Basis data"),
    "office": _("Kantor"),
    "index": _("Indeks pencarian"),
    "failed_jobs": _("Pekerjaan gagal"),
    "stuck_jobs": _("Pekerjaan berjalan"),
    "receipt_lines": _("Tanda terima"),
    "waiting_lines": _("Menunggu orang"),
    "worker": _("Pekerja"),
    "reader": _("Pembaca teks"),
    "stray_parts": _("Fail setengah jadi"),
}


class Command(Verb):
    """Checks the installation; exit code 1 when something is wrong."""

    help = "Periksa apa yang salah dan cara memperbaikinya. / Check what is wrong, and the cure."
    needs_office = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the form, and the two cures that the doctor can carry out."""
        parser.add_argument("--json", action="store_true", help="satu objek JSON / one JSON object")
        parser.add_argument("--retry", action="store_true", help="coba lagi pekerjaan gagal / retry failed jobs")
        parser.add_argument(
            "--clean", action="store_true", help="hapus fail setengah jadi / remove half-received files"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Cure what was asked for, then examine."""
        if options["retry"]:
            health.retry_failed()
        if options["clean"]:
            health.clean_parts()
        findings = list(health.examine())
        if options["json"]:
            self.stdout.write(json.dumps(as_json(findings), ensure_ascii=False, indent=1))
        else:
            for finding in findings:
                self.stdout.write(as_text(finding))
        faults = [finding for finding in findings if not finding.is_sound]
        if faults and options["json"]:
            raise SystemExit(1)
        if faults:
            raise RefusalError(_("{count} hal perlu diperbaiki."), count=len(faults))


def as_text(finding: Finding) -> str:
    """Return FINDING for the terminal, the cure below a fault."""
    mark = "!" if finding.is_news else "ok" if finding.is_sound else "X"
    name = both(NAMES[finding.name], between=" / ")
    lines = [f"{mark:>2}  {name}: {both(finding.said, between=' / ')}"]
    if finding.cure:
        lines.append(f"    → {both(finding.cure, between=' / ')}")
    return "\n".join(lines)


def as_json(findings: list[Finding]) -> dict[str, Any]:
    """Return FINDINGS with plain values; `ok` is the whole answer."""
    rows = [
        {"check": row.name, "ok": row.is_sound, "message": str(row.said), "cure": str(row.cure)} for row in findings
    ]
    return {"ok": all(finding.is_sound for finding in findings), "findings": rows}
