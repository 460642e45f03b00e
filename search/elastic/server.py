"""The connection to the server, and what its refusals mean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from elasticsearch import ApiError, ConnectionError, Elasticsearch, NotFoundError, TransportError

from search.contract import IndexUnavailableError

TIMEOUT_SECONDS = 30.0
BUSY = (429, 502, 503, 504)


def connected(url: str) -> Elasticsearch:
    """A client for one server; it connects with the first request."""
    return Elasticsearch(url, request_timeout=TIMEOUT_SECONDS, max_retries=0)


@contextmanager
def reaching() -> Iterator[None]:
    """Turn "nobody answers", "too busy" and "no such index" into IndexUnavailableError."""
    try:
        yield
    except ConnectionError as error:
        raise IndexUnavailableError("the search server cannot be reached") from error
    except TransportError as error:
        raise IndexUnavailableError("the search server did not answer as it should") from error
    except NotFoundError as error:
        raise IndexUnavailableError("the search server has no such index") from error
    except ApiError as error:
        if error.status_code not in BUSY:
            raise
        raise IndexUnavailableError("the search server is too busy or not ready") from error
