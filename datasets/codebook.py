#!/usr/bin/env python3
"""Writes the codebook of a dataset from its schema and its data: docs/datasets/NAME.md and a chart beside it.

python datasets/codebook.py [NAME ...]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from diplocode import cameo, datasets
from diplocode.tables.datapackage import read_description

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs" / "datasets"
_FEW = 25  # enums up to this size are listed with their counts


def codebook(name: str) -> str:
    """The codebook as Markdown."""
    found = read_description(ROOT / "datasets" / name)
    lines = [
        f"# {found['title']}",
        "",
        found["description"],
        "",
        "```python",
        "import diplocode",
        "",
        f'frame = diplocode.load_dataset("{name}")',
        "```",
        "",
        "| | |",
        "|---|---|",
        f"| version | {found['version']} |",
        f"| licence | [{found['licenses'][0]['title']}]({found['licenses'][0]['path']}) |",
        f"| sources | {'; '.join(_link(source) for source in found['sources'])} |",
        f"| cite as | {found['citation']} |",
        f"| rebuilt by | `datasets/{name}/build.py`; this page by `datasets/codebook.py` |",
        "",
    ]
    for resource in found["resources"]:
        lines += _table(name, resource)
    lines += _chart_of(name)
    return "\n".join(lines).rstrip() + "\n"


def _link(source: dict[str, str]) -> str:
    return f"[{source['title']}]({source['path']})" if "path" in source else source["title"]


def _table(name: str, resource: dict[str, Any]) -> list[str]:
    frame = datasets.load(name, resource["name"])
    key = ", ".join(f"`{column}`" for column in resource["schema"]["primaryKey"])
    lines = [
        f"## {resource['name']}",
        "",
        f"{resource['description']} {resource['rows']:,} rows; key {key}; `{resource['path']}`.",
        "",
        "| column | type | what it holds | nulls | values |",
        "|---|---|---|---|---|",
    ]
    for field in resource["schema"]["fields"]:
        column = frame[field["name"]]
        nulls = f"{column.null_count():,}" if column.null_count() else ""
        lines.append(
            f"| `{field['name']}` | {field['type']} | {field['description']} | {nulls} | {_values(column)} |"
        )
    lines.append("")
    for key_ in resource["schema"].get("foreignKeys", ()):
        other = key_["reference"]
        home = other["resource"] or resource["name"]
        lines.append(f"`{key_['fields'][0]}` refers to `{other['fields'][0]}` of `{home}`.")
    return [*lines, ""]


def _values(column: pl.Series) -> str:
    """What the values of a column are: their range, or how often each occurs, or how many there are."""
    present = column.drop_nulls()
    if not len(present):
        return "none"
    if column.dtype == pl.Boolean:
        return f"true {present.sum():,}, false {(~present).sum():,}"
    if column.dtype == pl.Date or column.dtype.is_numeric():
        return f"{present.min()} to {present.max()}"
    counts = present.cast(pl.String).value_counts(sort=True, name="n")
    if len(counts) <= _FEW and isinstance(column.dtype, pl.Enum | pl.Categorical):
        rows = sorted(counts.iter_rows(), key=lambda row: (-row[1], row[0]))
        return ", ".join(f"{value} {n:,}" for value, n in rows)
    return f"{len(counts):,} different"


def _chart_of(name: str) -> list[str]:
    if name == "current_events":
        events = datasets.load(name).with_columns(
            year=pl.col("date").dt.year(), root=pl.col("root").cast(pl.String)
        )
        counts = events.group_by("root", "year").len().pivot("year", index="root", values="len").fill_null(0)
        years = sorted(column for column in counts.columns if column != "root")
        lines = ["## Events by year and root", "", "Dates are those of the reports.", ""]
        lines += [f"| root | {' | '.join(years)} | all |", f"|---|{'---|' * (len(years) + 1)}"]
        for row in counts.sort("root").iter_rows(named=True):
            numbers = [row[year] for year in years]
            label = f"{row['root']} {cameo.name(row['root'])}"
            lines.append(f"| {label} | {' | '.join(f'{n:,}' for n in numbers)} | {sum(numbers):,} |")
        sums = [counts[year].sum() for year in years]
        lines.append(f"| all | {' | '.join(f'{n:,}' for n in sums)} | {sum(sums):,} |")
        quads = events.group_by("year", "quad_class").len()
        names = {
            1: "verbal cooperation",
            2: "material cooperation",
            3: "verbal conflict",
            4: "material conflict",
        }
        data = {(str(y), names[q]): n for y, q, n in quads.iter_rows()}
        _draw(DOCS / f"{name}.svg", data, [names[q] for q in names], "events by year of the report")
    elif name == "diplomatic_ruptures":
        episodes = datasets.load(name).filter(pl.col("evidence") == "machine")
        by = episodes.group_by(pl.col("first_date").dt.year().alias("year"), "act").len()
        acts = episodes["act"].value_counts(sort=True)["act"].cast(pl.String).to_list()[:8]
        data = {(str(y), str(act)): n for y, act, n in by.iter_rows() if str(act) in acts}
        lines = ["## Episodes by year", "", "Those coded by machine, the eight most frequent acts.", ""]
        _draw(DOCS / f"{name}.svg", data, acts, "episodes by year")
    else:
        categories = datasets.load(name)
        data = {(str(c), "sentences"): n for c, n in categories["category"].value_counts().iter_rows()}
        lines = ["## Sentences by category", ""]
        _draw(DOCS / f"{name}.svg", data, ["sentences"], "sentences by category")
    return [*lines, "", f"![{lines[0].removeprefix('## ')}]({name}.svg)", ""]


_COLOURS = ("#0072B2", "#56B4E9", "#E69F00", "#D55E00", "#009E73", "#CC79A7", "#F0E442", "#999999")


def _draw(path: Path, data: dict[tuple[str, str], int], kinds: list[str], title: str) -> None:
    """A chart of stacked bars as SVG: one bar for each first part of the keys, one colour a kind."""
    bars = sorted({bar for bar, _ in data})
    if all(bar.isdigit() for bar in bars):
        bars = [str(year) for year in range(int(bars[0]), int(bars[-1]) + 1)]
    highest = max(sum(data.get((bar, kind), 0) for kind in kinds) for bar in bars)
    left, top, width, height = 56, 40 + 18 * ((len(kinds) + 3) // 4), 640, 240
    step, scale = width / len(bars), height / highest
    path.write_text("\n".join(_svg(data, kinds, bars, title, (left, top, width, height), step, scale)) + "\n")


def _svg(
    data: dict[tuple[str, str], int],
    kinds: list[str],
    bars: list[str],
    title: str,
    box: tuple[int, int, int, int],
    step: float,
    scale: float,
) -> Iterator[str]:
    left, top, width, height = box
    bottom = top + height
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 16} {bottom + 44}" '
        'font-family="sans-serif" font-size="11">'
    )
    yield '<rect width="100%" height="100%" fill="white"/>'
    yield f'<text x="{left}" y="18" font-size="13">{title}</text>'
    for i, kind in enumerate(kinds):
        x, y = left + 160 * (i % 4), 36 + 18 * (i // 4)
        yield f'<rect x="{x}" y="{y - 9}" width="10" height="10" fill="{_COLOURS[i % 8]}"/>'
        yield f'<text x="{x + 15}" y="{y}">{kind}</text>'
    most = height / scale
    unit = 10 ** (len(str(int(most))) - 1)
    for tick in range(0, int(most) + 1, unit if most / unit > 2 else max(unit // 2, 1)):
        y = bottom - tick * scale
        yield f'<line x1="{left}" x2="{left + width}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
        yield f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{tick:,}</text>'
    for i, bar in enumerate(bars):
        x, y = left + i * step + 0.1 * step, float(bottom)
        for j, kind in enumerate(kinds):
            size = data.get((bar, kind), 0) * scale
            y -= size
            yield (
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{0.8 * step:.1f}" height="{size:.1f}" '
                f'fill="{_COLOURS[j % 8]}"><title>{bar} {kind}: {data.get((bar, kind), 0):,}</title></rect>'
            )
        middle = left + (i + 0.5) * step
        yield (
            f'<text x="{middle:.1f}" y="{bottom + 14}" text-anchor="end" '
            f'transform="rotate(-45 {middle:.1f} {bottom + 14})">{bar}</text>'
        )
    yield "</svg>"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", default=datasets.names(), metavar="NAME")
    DOCS.mkdir(parents=True, exist_ok=True)
    for name in parser.parse_args().names:
        (DOCS / f"{name}.md").write_text(codebook(name), encoding="utf-8")
        print(f"wrote docs/datasets/{name}.md")


if __name__ == "__main__":
    main()
