"""The figures of the tutorial are drawn from the bundled data."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "examples" / "figures.py"


@pytest.fixture(scope="module")
def figures():
    pytest.importorskip("altair")
    if not SCRIPT.exists():
        pytest.skip("not in a checkout")
    spec = importlib.util.spec_from_file_location("figures", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["salisbury", "spring_2022", "qatar", "conflict"])
def test_a_figure_is_drawn_and_stands_in_the_tutorial(figures, name):
    chart = figures.FIGURES[name]().to_dict()
    layers = chart.get("layer", [chart])
    assert chart["title"]["text"]
    assert all(layer.get("data", chart.get("data"))["values"] for layer in layers)
    text = (SCRIPT.parents[1] / "docs" / "tutorial.md").read_text(encoding="utf-8")
    assert f"tutorial/{name}.svg" in text
    assert (SCRIPT.parents[1] / "docs" / "tutorial" / f"{name}.svg").exists()


def test_the_figure_of_2018_shows_what_the_facts_say(figures):
    chart = figures.salisbury().to_dict()
    rows = chart["data"]["values"]
    bars = {(row["party"], row["direction"]): row["persons"] for row in rows}
    assert bars["USA", "Russians expelled"] == 60
    assert bars["GBR", "Russians expelled"] == bars["GBR", "expelled by Russia"] == 23
