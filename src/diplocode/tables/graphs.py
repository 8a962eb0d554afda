"""Events as a network: one edge per directed dyad, for networkx and igraph.

events -edges-> a table of edges -to_networkx, to_igraph-> a graph
"""

from __future__ import annotations

from typing import Any

import polars as pl

from diplocode.errors import MissingDependency
from diplocode.tables.panels import Level, goldstein

__all__ = ["edges", "to_igraph", "to_networkx"]


def edges(
    events: pl.DataFrame, *, level: Level = "country", directed: bool = True, min_events: int = 1
) -> pl.DataFrame:
    """One row per dyad: source, target, events, mean and sum of their Goldstein scores.

    What an actor does to itself is left out, and dyads with fewer than `min_events`. The time of
    the events does not matter; undated ones are left out.
    """
    yearly = goldstein(events, "year", level=level, directed=directed)
    dyads = yearly.group_by("source", "target").agg(pl.col("events", "sum").sum())
    return (
        dyads.with_columns(mean=pl.col("sum") / pl.col("events"))
        .filter(pl.col("source") != pl.col("target"), pl.col("events") >= min_events)
        .select("source", "target", "events", "mean", "sum")
        .sort("source", "target")
    )


def to_networkx(edges: pl.DataFrame, directed: bool = True) -> Any:
    """The edges as a networkx DiGraph (or Graph), with events, mean and sum on each edge.

    Raises MissingDependency without networkx.
    """
    try:
        import networkx
    except ImportError as error:
        raise MissingDependency(
            "graphs need networkx: python3 -m pip install 'diplocode[network]'"
        ) from error
    graph = networkx.DiGraph() if directed else networkx.Graph()
    for row in edges.iter_rows(named=True):
        graph.add_edge(row.pop("source"), row.pop("target"), **row)
    return graph


def to_igraph(edges: pl.DataFrame, directed: bool = True) -> Any:
    """The edges as an igraph Graph; vertices have a name, edges events, mean and sum.

    Raises MissingDependency without igraph.
    """
    try:
        import igraph
    except ImportError as error:
        raise MissingDependency("graphs need igraph: python3 -m pip install 'diplocode[network]'") from error
    attributes = [name for name in edges.columns if name not in ("source", "target")]
    return igraph.Graph.TupleList(
        edges.select("source", "target", *attributes).iter_rows(), directed=directed, edge_attrs=attributes
    )
