"""Machine codes of the search language, put into words for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import search

QUERY_FAULTS: dict[str, Promise] = {}


def query_fault(error: search.QueryError) -> str:
    """Say what is wrong with a query and what would be right."""
    words = str(QUERY_FAULTS.get(error.code, _("Pencarian ini tidak dapat dipahami. Periksa tanda kutip dan kurung.")))
    return words % error.params if error.params and "%(" in words else words
