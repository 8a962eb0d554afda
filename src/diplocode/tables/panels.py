"""What researchers do with events next: pick, filter, count by dyad and period, balance, join state codes.

    events -select-> events -one_a_day-> events -counts, goldstein-> a panel -balanced-> with zeros

Functions take a table in the schema of `diplocode.tables.schema` (a DataFrame or LazyFrame) and give one
of the same kind. Importing this module also puts them on every Polars frame, as the namespace `events`:

    >>> import polars as pl
    >>> row = {"source_country": "PER", "target_country": "CHL", "source": "PER", "target": "CHL"}
    >>> row |= {"code": "042", "root": "04", "quad_class": 1, "goldstein": 1.9, "event_date": "2021-05-03"}
    >>> events = pl.DataFrame([row, row | {"event_date": "2021-07-01"}]).with_columns(
    ...     pl.col("event_date").str.to_date())
    >>> events.events.counts("month").events.balanced().rows()[1]
    ('PER', 'CHL', datetime.date(2021, 6, 1), 0)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date as Date
from typing import Any, Literal, TypeVar, get_args

import polars as pl

from diplocode import cameo
from diplocode.errors import ConfigError

__all__ = [
    "Level",
    "Period",
    "balanced",
    "counts",
    "goldstein",
    "one_a_day",
    "select",
    "wide",
    "with_state_codes",
]

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)
Period = Literal["day", "week", "month", "quarter", "year"]
Level = Literal["country", "actor"]

_EVERY = {"day": "1d", "week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}
_SIDES = {"country": ("source_country", "target_country"), "actor": ("source", "target")}
_BY = ("root", "quad_class", "code", "plover", "act", "modality")


def truncation(period: str) -> str:
    """A period as Polars spells it ("1mo"). Raises ConfigError for one that there is not."""
    if period not in _EVERY:
        raise ConfigError(f"unknown period {period!r}; it is one of {', '.join(_EVERY)}")
    return _EVERY[period]


def _sides(level: str) -> tuple[str, str]:
    if level not in _SIDES:
        raise ConfigError(f"unknown level {level!r}; it is one of {', '.join(get_args(Level))}")
    return _SIDES[level]


def _listed(value: str | Iterable[str] | None, level: str = "actor") -> list[str] | None:
    """One or several actors as a list. Raises ConfigError, at the level of countries, for what is none."""
    if value is None:
        return None
    listed = [value] if isinstance(value, str) else list(value)
    unknown = sorted(set(listed) - cameo.COUNTRIES - cameo.FORMER_COUNTRIES) if level == "country" else []
    if unknown:
        raise ConfigError(
            f"no country has the code {', '.join(map(repr, unknown))}; countries are alpha-3 ('NOR'), "
            "other actors need level='actor'"
        )
    return listed


def _coded(value: str | Iterable[str] | None) -> list[str] | None:
    """One or several codes as a list. Raises ConfigError for one that no CAMEO code begins with."""
    listed = _listed(value)
    for begin in listed or ():
        if not begin or not any(code.startswith(begin) for code in cameo.codes()):
            raise ConfigError(f"no CAMEO code begins with {begin!r}")
    return listed


def select(
    events: Frame,
    *,
    source: str | Iterable[str] | None = None,
    target: str | Iterable[str] | None = None,
    dyad: tuple[str, str] | None = None,
    actor: str | Iterable[str] | None = None,
    codes: str | Iterable[str] | None = None,
    start: Date | None = None,
    end: Date | None = None,
    level: Level = "country",
    date: str = "event_date",
) -> Frame:
    """The events that satisfy all conditions given.

    `source`, `target`: one of these acts, is acted on; `actor`: either; `dyad`: between these two,
    whichever acts. They are countries (alpha-3), or full actor codes with level "actor".
    `codes`: CAMEO codes with all that lie below them: "16" takes "161" and "1621".
    `start` and `end`: days, both included, of the column `date`. Raises ConfigError for countries and
    codes that there are not.
    """
    first, second = (pl.col(side).cast(pl.String) for side in _sides(level))
    conditions: list[pl.Expr] = []
    if (names := _listed(source, level)) is not None:
        conditions.append(first.is_in(names))
    if (names := _listed(target, level)) is not None:
        conditions.append(second.is_in(names))
    if (names := _listed(actor, level)) is not None:
        conditions.append(first.is_in(names) | second.is_in(names))
    if dyad is not None:
        sides = _listed(dyad, level) or []
        if len(sides) != 2:
            raise ConfigError(f"a dyad is two actors, not {len(sides)}")
        one, other = sides
        conditions.append(
            ((first == one) & (second == other)) | ((first == other) & (second == one)),
        )
    if (names := _coded(codes)) is not None:
        code = pl.col("code").cast(pl.String)
        conditions.append(pl.any_horizontal(pl.lit(False), *(code.str.starts_with(name) for name in names)))
    if start is not None:
        conditions.append(pl.col(date) >= start)
    if end is not None:
        conditions.append(pl.col(date) <= end)
    return events.filter(*conditions) if conditions else events


def one_a_day(
    events: Frame, by: Sequence[str] = ("source", "target", "code"), date: str = "event_date"
) -> Frame:
    """The first event of each source, target and code on each day, in the order of the table.

    Several reports of one event on one day then count once. Undated events are all kept.
    """
    key = [*by, date]
    first = pl.int_range(pl.len()).over(key) == 0
    return events.filter(first | pl.col(date).is_null())


def _known(events: Frame, level: Level, date: str) -> tuple[Frame, tuple[str, str]]:
    sides = _sides(level)
    return events.filter(pl.all_horizontal(pl.col(*sides, date).is_not_null())), sides


def _panel(
    events: Frame,
    every: Period,
    by: str | None,
    level: Level,
    directed: bool,
    date: str,
    measures: list[pl.Expr],
) -> Frame:
    known, sides = _known(events, level, date)
    names = [pl.col(side).cast(pl.String) for side in sides]
    if not directed:
        names = [pl.min_horizontal(names), pl.max_horizontal(names)]
    period = pl.col(date).dt.truncate(truncation(every)).alias("period")
    category = [pl.col(by).cast(pl.String) if by != "quad_class" else pl.col(by)] if by else []
    keyed = known.with_columns(names[0].alias("_source"), names[1].alias("_target"), period, *category)
    key = [
        pl.col("_source").alias("source"),
        pl.col("_target").alias("target"),
        "period",
        *([by] if by else []),
    ]
    return keyed.group_by(key).agg(measures).sort("source", "target", "period", *([by] if by else []))


def counts(
    events: Frame,
    every: Period = "month",
    by: str | None = None,
    *,
    level: Level = "country",
    directed: bool = True,
    date: str = "event_date",
) -> Frame:
    """Number of events by dyad and period, and by root, quad class or another column.

    Columns: source, target, period (its first day), the column `by` if given, events. Events
    with a side or date that is null are left out (at level "country" those of
    organisations and groups), so the numbers add up to the rows that have them. With
    `directed=False` a dyad is counted in one row, its sides in the order of the alphabet.
    Raises ConfigError for a period or column that there is not.
    """
    if by is not None and by not in _BY:
        raise ConfigError(f"cannot count by {by!r}; it is one of {', '.join(_BY)}")
    return _panel(events, every, by, level, directed, date, [pl.len().cast(pl.Int32).alias("events")])


def goldstein(
    events: Frame,
    every: Period = "month",
    *,
    scale: cameo.Scale = "gdelt",
    level: Level = "country",
    directed: bool = True,
    date: str = "event_date",
) -> Frame:
    """Goldstein scores by dyad and period: columns source, target, period, events, mean, sum.

    `scale` "phoenix" scores the six codes on which the Phoenix data differ as they do.
    """
    scores = {code: cameo.goldstein(code, scale) for code in cameo.codes()}
    score = pl.col("code").cast(pl.String).replace_strict(scores, default=None, return_dtype=pl.Float64)
    measures = [
        pl.len().cast(pl.Int32).alias("events"),
        score.mean().alias("mean"),
        score.sum().alias("sum"),
    ]
    return _panel(events, every, None, level, directed, date, measures)


def balanced(
    panel: Frame,
    every: Period = "month",
    *,
    dyads: Iterable[tuple[str, str]] | None = None,
    start: Date | None = None,
    end: Date | None = None,
    self_dyads: bool = False,
) -> Frame:
    """A panel with a row for every dyad, period and category, also for those without events.

    Takes what `counts` or `goldstein` give for the same `every`. Dyads are those of the panel, or
    `dyads`; periods run from its first to its last, or from `start` to `end`; categories are those
    that occur. Numbers of events and sums become 0, means stay null. `self_dyads` keeps what
    a country does to itself (domestic events); without, those rows are left out.
    """
    eager: pl.DataFrame = panel.lazy().collect()
    measures: list[str] = [name for name in ("events", "mean", "sum") if name in eager.columns]
    categories: list[str] = [
        name for name in eager.columns if name not in ("source", "target", "period", *measures)
    ]
    if not self_dyads:
        eager = eager.filter(pl.col("source") != pl.col("target"))
    if dyads is not None:
        pairs = pl.DataFrame(list(dyads), schema={"source": pl.String, "target": pl.String}, orient="row")
    else:
        pairs = eager.select("source", "target")
    pairs = pairs.unique().sort("source", "target")
    every_period = periods(eager["period"], truncation(every), start, end)
    frame = pairs.join(every_period, how="cross")
    for name in categories:
        frame = frame.join(eager.select(name).unique().sort(name), how="cross")
    key = ["source", "target", "period", *categories]
    zeros = [pl.col(name).fill_null(0) for name in measures if name != "mean"]
    full = frame.join(eager, on=key, how="left", nulls_equal=True).with_columns(zeros)
    out = full.sort(key).select(*key, *measures)
    return out.lazy() if isinstance(panel, pl.LazyFrame) else out


def periods(found: pl.Series, every: str, start: Date | None = None, end: Date | None = None) -> pl.DataFrame:
    """All periods from that of `start`, or of the first of the days `found`, to that of `end` or the last.

    A table with the column period, the first days; `every` is a `truncation`.
    """
    bounds = pl.concat([found.sort().head(1), found.sort().tail(1)])
    days = [start or next(iter(bounds), None), end or next(iter(bounds.reverse()), None)]
    if None in days:
        return pl.DataFrame(schema={"period": pl.Date})
    first, last = pl.Series(days, dtype=pl.Date).dt.truncate(every)
    return pl.DataFrame({"period": pl.date_range(first, last, every, eager=True)})


def wide(panel: pl.DataFrame, by: str, values: str = "events") -> pl.DataFrame:
    """A panel with one row per dyad and period and a column for each value of `by` ("quad_class_4").

    Combinations without events are 0.
    """
    names = panel.with_columns(pl.concat_str(pl.lit(f"{by}_"), pl.col(by).cast(pl.String)).alias(by))
    columns = sorted(names[by].drop_nulls().unique())
    out = names.filter(pl.col(by).is_not_null()).pivot(
        by, index=["source", "target", "period"], values=values, aggregate_function="sum"
    )
    return out.select("source", "target", "period", pl.col(columns).fill_null(0)).sort(
        "source", "target", "period"
    )


def with_state_codes(
    frame: Frame,
    systems: Iterable[cameo.System] = ("cow", "gw"),
    columns: Sequence[str] = ("source_country", "target_country"),
) -> Frame:
    """The frame with codes of other systems beside its columns of countries: source_country_cow ...

    COW and GW codes are integers, as in those projects' data; ISO codes are text. Null where the system
    has no code for the country. `cameo.SYSTEMS` lists the systems. For a panel give
    `columns=("source", "target")`.
    """
    added = []
    for column in columns:
        for system in systems:
            if system not in cameo.SYSTEMS:
                raise ConfigError(
                    f"unknown system {system!r} of state codes; it is one of {', '.join(cameo.SYSTEMS)}"
                )
            code = (
                pl.col(column)
                .cast(pl.String)
                .replace_strict(cameo.state_codes(system), default=None, return_dtype=pl.String)
            )
            number = code.cast(pl.Int32) if system in ("cow", "gw") else code
            added.append(number.alias(f"{column}_{system}"))
    return frame.with_columns(added)


class _Namespace:
    """What this module, `graphs` and `plots` do, as methods of a frame: `frame.events.counts()`."""

    def __init__(self, frame: Any) -> None:
        self._frame = frame

    def select(self, **conditions: Any) -> Any:
        """See `diplocode.tables.panels.select`."""
        return select(self._frame, **conditions)

    def one_a_day(self, by: Sequence[str] = ("source", "target", "code"), date: str = "event_date") -> Any:
        """See `diplocode.tables.panels.one_a_day`."""
        return one_a_day(self._frame, by, date)

    def counts(self, every: Period = "month", by: str | None = None, **options: Any) -> Any:
        """See `diplocode.tables.panels.counts`."""
        return counts(self._frame, every, by, **options)

    def goldstein(self, every: Period = "month", **options: Any) -> Any:
        """See `diplocode.tables.panels.goldstein`."""
        return goldstein(self._frame, every, **options)

    def balanced(self, every: Period = "month", **options: Any) -> Any:
        """See `diplocode.tables.panels.balanced`."""
        return balanced(self._frame, every, **options)

    def wide(self, by: str, values: str = "events") -> pl.DataFrame:
        """See `diplocode.tables.panels.wide`."""
        return wide(self._frame.lazy().collect(), by, values)

    def with_state_codes(self, *systems: cameo.System, columns: Sequence[str] | None = None) -> Any:
        """See `diplocode.tables.panels.with_state_codes`; a panel's own columns are found."""
        names = self._frame.lazy().collect_schema().names()
        found = (
            columns
            or [name for name in ("source_country", "target_country") if name in names]
            or ["source", "target"]
        )
        return with_state_codes(self._frame, systems or ("cow", "gw"), found)

    def edges(self, **options: Any) -> pl.DataFrame:
        """See `diplocode.tables.graphs.edges`."""
        from diplocode.tables.graphs import edges

        return edges(self._frame.lazy().collect(), **options)

    def to_networkx(self, **options: Any) -> Any:
        """See `diplocode.tables.graphs.to_networkx`."""
        from diplocode.tables.graphs import to_networkx

        return to_networkx(self.edges(**options), directed=options.get("directed", True))

    def to_igraph(self, **options: Any) -> Any:
        """See `diplocode.tables.graphs.to_igraph`."""
        from diplocode.tables.graphs import to_igraph

        return to_igraph(self.edges(**options), directed=options.get("directed", True))

    def plot_counts(self, **options: Any) -> Any:
        """See `diplocode.tables.plots.plot_counts`."""
        from diplocode.tables.plots import plot_counts

        return plot_counts(self._frame.lazy().collect(), **options)

    def plot_network(self, **options: Any) -> Any:
        """See `diplocode.tables.plots.plot_network`."""
        from diplocode.tables.plots import plot_network

        return plot_network(self._frame.lazy().collect(), **options)


pl.api.register_dataframe_namespace("events")(_Namespace)
pl.api.register_lazyframe_namespace("events")(_Namespace)
