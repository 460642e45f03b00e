"""The access rule as part of the query, the same for both engines.

A letter that the viewer may read is judged over all its fields; one of which only the metadata may be seen is judged
over metadata fields; the rest is neither found nor counted. The parts cannot overlap.
"""

from __future__ import annotations

from dataclasses import dataclass

from search.contract import Order, Viewer
from search.language import Query
from search.plan import Both, Every, Neither, Nowhere, Plan, Tagged, planned, restricted, simplified, wanted_terms
from search.tags import access_tags


@dataclass(frozen=True)
class Part:
    """Letters that are `allowed` to be judged by the plan `wanted`; simplified, never Nowhere. Parts do not overlap."""

    wanted: Plan
    allowed: Plan

    @property
    def plan(self) -> Plan:
        """Both conditions as one plan."""
        return simplified(Both((self.wanted, self.allowed)))


def visible_parts(query: Query, viewer: Viewer) -> list[Part]:
    """Parts of the answer, each with its condition; none where nothing can be found."""
    tags = access_tags(viewer)
    if not tags.content:
        return []
    plan, content = planned(query), Tagged(tags.content)
    seen = restricted(plan)
    open_ = Neither(Tagged(tags.closed)) if tags.closed else Every()
    if seen == simplified(plan):  # no clause about the body: one question for both kinds of letters
        parts = [Part(seen, Both((Tagged(tags.content + tags.metadata), open_)))]
    else:
        known = Both((Tagged(tags.metadata), open_, Neither(content)))
        parts = [Part(plan, Both((content, open_))), Part(seen, known)]
    plain = (Part(simplified(part.wanted), simplified(part.allowed)) for part in parts)
    return [part for part in plain if not isinstance(part.wanted, Nowhere)]


def sensible_order(query: Query, order: Order) -> Order:
    """Where a query has filters only there is nothing to rank by: newest first."""
    return order if wanted_terms(planned(query)) else "newest"
