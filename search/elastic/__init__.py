"""The cluster engine: Elasticsearch, over HTTP."""

from search.elastic.index import ElasticIndex

__all__ = ["ElasticIndex"]
