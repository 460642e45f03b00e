"""The job kinds of intake, and its schedule: looks at watched folders."""

from dms.intake.watching import looking
from dms.jobs.registry import SCHEDULES, job_kind

SCHEDULES.append(looking.ask_due)

# A file of a gigabyte over a slow share takes its time; a look takes files for LOOK_SECONDS only.
watch_folder = job_kind(looking.JOB, limit_seconds=3_600, give_up=looking.give_up)(looking.look)
