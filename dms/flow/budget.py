"""How long the steps of one file may take: a file is settled after about a minute and five seconds a page.

A page may take `PAGE_SECONDS_LIMIT` as long as the file keeps to `FILE_SECONDS_LIMIT` and some seconds a page; what
quick pages leave over, slow ones may use. On a busy machine seconds count for less, so that load alone cuts no page.
"""

import os

from django.conf import settings
from django.db.models import Count, Sum

from dms.intake.models import Original, Reading
from dms.jobs.claims import Claim

SECONDS_A_PAGE = 4.0
LEAST_PAGE_SECONDS = 4.0
MOST_STRETCH = 4.0
GRACE_SECONDS = 2.0
"""What a page may take beyond its reading time, for native code that looks at no clock, before it is killed."""


def page_seconds(original: Original, claim: Claim) -> float:
    """Return how long the page of CLAIM may be read; the second try of one that broke its reader gets half."""
    share = min(float(settings.PAGE_SECONDS_LIMIT), left_for(original, claim))
    return max(LEAST_PAGE_SECONDS, share / (1 + claim.faults)) * stretch()


def reread_seconds(claim: Claim) -> float:
    """Return how long a page may be read that a person asked for again: what one page may take, whatever its file took.

    The second try of one that broke its reader gets half.
    """
    return float(settings.PAGE_SECONDS_LIMIT) / (1 + claim.faults) * stretch()


def receive_seconds() -> float:
    """Return how long a file may be looked into; a second try gets as much again."""
    return settings.FILE_SECONDS_LIMIT / 2 * stretch()


def pdf_seconds(pages: int) -> float:
    """Return how long the searchable PDF of a letter with so many PAGES may take."""
    return (10.0 + 0.5 * pages) * stretch()


def is_spent(original: Original, claim: Claim) -> bool:
    """Tell whether there is no time for a further try of a page that has failed."""
    return claim.faults > 0 and left_for(original, claim) <= 0


def left_for(original: Original, claim: Claim) -> float:
    """Return the seconds that the pages read so far and the failed tries of this one leave to it."""
    read = Reading.objects.filter(page__original=original, is_current=True).aggregate(
        pages=Count("pk"), seconds=Sum("seconds", default=0.0)
    )
    earned = settings.FILE_SECONDS_LIMIT + SECONDS_A_PAGE * (read["pages"] + 1)
    return float(earned - (read["seconds"] + claim.spent_seconds) / stretch())


def stretch() -> float:
    """Return how much longer things take than on a machine that has nothing else to do (1 to MOST_STRETCH)."""
    return min(MOST_STRETCH, max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)))
