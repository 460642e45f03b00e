"""The access rule as part of the query, the same for both engines.

A letter that the viewer may read is judged over all its fields; one of which only the metadata may be seen is judged
over metadata fields; the rest is neither found nor counted. The parts cannot overlap.
"""

from __future__ import annotations

from search.contract import Order, Viewer
from search.language import Query
from search.plan import Both, Neither, Nowhere, Plan, Tagged, planned, restricted, simplified, wanted_terms
from search.tags import access_tags


def visible_parts(query: Query, viewer: Viewer) -> tuple[Plan, Plan]:
    """(letters read in full, letters known by their metadata), each with its condition; Nowhere for an empty one."""
    tags = access_tags(viewer)
    if not (tags.content or tags.metadata):
        return Nowhere(), Nowhere()
    plan = planned(query)
    denied = Neither(Tagged(tags.denied))
    content = Both((plan, Tagged(tags.content), denied))
    metadata = Both((restricted(plan), Tagged(tags.metadata), denied, Neither(Tagged(tags.content))))
    return simplified(content), simplified(metadata)


def sensible_order(query: Query, order: Order) -> Order:
    """Where a query has filters only there is nothing to rank by: newest first."""
    return order if wanted_terms(planned(query)) else "newest"
