"""The bundled datasets: found, described, sound, quick to load, rebuilt from their sources, exported."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

import diplocode
from diplocode import datasets, resources
from diplocode.cli import main
from diplocode.errors import ConfigError, InputError
from diplocode.model import Document, parse_date
from diplocode.tables.datapackage import content_hash, read_description, write_dataset

NAMES = datasets.names()


def script(name: str):
    """The script that builds a dataset, as a module."""
    path = resources.datasets() / name / "build.py"
    spec = importlib.util.spec_from_file_location(f"build_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ---- what is there


def test_the_datasets_are_there():
    assert {"current_events", "diplomatic_ruptures", "gold"} <= set(NAMES)
    assert diplocode.load_dataset is datasets.load
    assert diplocode.datasets is datasets


@pytest.mark.parametrize("name", NAMES)
def test_files_are_as_their_description_says(name):
    assert datasets.check(name) == ()


@pytest.mark.parametrize("name", NAMES)
def test_description_and_tables_agree(name):
    found = datasets.describe(name)
    for text in (found.title, found.description, found.licence, found.citation, *found.sources):
        assert text
    assert found.version in found.citation
    for table in found.tables:
        frame = datasets.load(name, table.name)
        assert len(frame) == table.rows
        assert frame.columns == [column for column, _, _ in table.columns]
        assert all(description for _, _, description in table.columns)
        assert datasets.load(name, table.name, lazy=True).collect().equals(frame)
    assert datasets.load(name).columns == datasets.load(name, found.tables[0].name).columns
    assert found.title in str(found)


@pytest.mark.parametrize("name", NAMES)
def test_versions_have_a_line_in_the_changelog_of_the_dataset(name):
    text = (resources.datasets() / name / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {datasets.describe(name).version}" in text


def test_all_is_small_enough_for_a_wheel():
    size = sum(path.stat().st_size for path in resources.datasets().rglob("*.parquet"))
    assert size < 15_000_000


def test_what_there_is_not_is_said():
    with pytest.raises(InputError, match="no dataset is named nothing; there are current_events"):
        datasets.load("nothing")
    with pytest.raises(InputError, match="no table is named nothing; the tables are events, doubtful"):
        datasets.load("current_events", "nothing")


# ---- current_events


def test_codes_are_typed_and_no_sentence_is_published():
    events = datasets.load("current_events")
    assert isinstance(events.schema["code"], pl.Enum)
    assert isinstance(events.schema["source"], pl.Categorical)
    assert events.schema["date"] == pl.Date
    assert not {"text", "source_text", "target_text", "event_text"} & set(events.columns)
    assert events["date"].is_sorted()


def test_every_item_is_there_and_events_are_counted():
    events, items = datasets.load("current_events"), datasets.load("current_events", "items")
    sentences = datasets.load("current_events", "sentences")
    counted = Counter(events["doc_id"])
    for doc_id, count in items.select("doc_id", "events").iter_rows():
        assert counted[doc_id] == count
    assert items.filter(pl.col("events") > 0)["status"].unique().to_list() == ["coded"]
    assert items["sentences"].sum() == len(sentences.filter(pl.col("sentence") > 0))


NEWS = [
    ("2021-10-06", "NATO expelled eight Russian diplomats. Moscow promised an answer."),
    ("2021-10-07", "Peru recalled its ambassador from Chile after the row over the border."),
    ("2021-10-07", "It rained in Lima."),
    ("2021-10-08", "The foreign ministers of Norway and Chad met in Geneva."),
    ("2021-10-09", "Bolivia closed its embassy in Quito and imposed sanctions on Ecuador."),
]


def test_a_slice_is_rebuilt_as_the_coder_codes_it(tmp_path):
    """The whole way of the build script, on items of our own, compared with the coder's own events."""
    build = script("current_events")
    records = [
        {"id": f"CE-{day}-{i:02}", "date": day, "text": text, "page": f"Portal/{day}"}
        for i, (day, text) in enumerate(NEWS)
    ]
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(record) + "\n" for record in records))
    coded = build.code(corpus, tmp_path, 1)
    tables = build.tables(*coded, build.read_items(corpus.open()))
    write_dataset(tmp_path, build.DATASET, tables)
    parts = [pl.read_parquet(tmp_path / f"{name}.parquet") for name in ("events", "doubtful")]
    assert parts[0]["confidence"].min() >= build.SURE > parts[1]["confidence"].fill_null(0).max()
    events = pl.concat(parts)
    documents = [Document(r["id"], r["text"], parse_date(r["date"])) for r in records]
    coder = diplocode.Coder(confidence=build.DOUBTFUL, careful=True)
    told = [
        (e.doc_id, e.sentence, e.source.code, e.code, e.target.code)
        for coding in coder.code_documents(documents)
        for e in coding.events
        if e.source and e.target
    ]
    found = events.select("doc_id", "sentence", "source", "code", "target")
    assert sorted(found.rows()) == sorted(told)
    assert {"expulsion", "recall", "closure", "sanctions"} <= set(events["act"].drop_nulls())
    items = pl.read_parquet(tmp_path / "items.parquet")
    assert len(items) == len(NEWS)
    assert items["events"].sum() + items["doubtful"].sum() == len(events)
    # Against what was published before, each event that differs is told.
    ids = [r["id"] for r in records]
    rebuilt = pl.concat([tables["events"], tables["doubtful"]])
    assert build.differences(rebuilt, events, ids) == []
    changed = events.with_columns(target=pl.col("target").cast(pl.String).replace("CHL", "BOL"))
    assert build.differences(rebuilt, changed, ids) == [
        f"only published: {ids[1]} PER 161 BOL",
        f"only rebuilt: {ids[1]} PER 161 CHL",
    ]
    # The same promise as the published tables: columns, types, enums, keys.
    published = read_description(resources.datasets() / "current_events")["resources"]
    rebuilt = read_description(tmp_path)["resources"]
    assert [r["schema"] for r in rebuilt] == [r["schema"] for r in published]


def test_an_item_without_a_diagnosis_is_an_error(tmp_path):
    build = script("current_events")
    events, sentences = datasets.load("current_events"), datasets.load("current_events", "sentences")
    items = datasets.load("current_events", "items").select("doc_id", "date", "page").head(3)
    items = items.with_columns(text=pl.lit(""))
    with pytest.raises(ValueError, match="items have no diagnosis"):
        build.tables(
            events.head(0).with_columns(event_text=pl.lit(""), actor_rules=pl.lit([], pl.List(pl.String))),
            sentences.head(1),
            items,
        )


# ---- diplomatic_ruptures


def test_ruptures_are_rebuilt_from_the_bundled_events_and_facts():
    build = script("diplomatic_ruptures")
    folder = resources.datasets() / "diplomatic_ruptures"
    reviews = build.read_reviews(folder / "reviews.csv")
    tables = build.tables(
        build.read_events(resources.datasets() / "current_events"),
        build.read_facts(folder / "facts.csv"),
        reviews,
    )
    for table in build.DATASET.tables:
        published = datasets.load("diplomatic_ruptures", table.name)
        rebuilt = tables[table.name].select(pl.col(c.name).cast(c.dtype) for c in table.columns)
        by = [pl.col(name).cast(pl.String) for name in table.sort]
        assert content_hash(rebuilt.sort(by)) == content_hash(published.sort(by))


def test_rows_say_what_they_rest_on():
    episodes = datasets.load("diplomatic_ruptures")
    machine = episodes.filter(pl.col("evidence") == "machine")
    checked = episodes.filter(pl.col("evidence") == "checked")
    assert machine["tellings"].min() > 0
    assert machine["page"].null_count() == len(machine)
    assert checked["page"].null_count() == 0
    items = set(datasets.load("current_events", "items")["doc_id"])
    assert {i for ids in episodes["items"].drop_nulls() for i in ids.split(";")} <= items


def test_what_readers_found_wrong_is_left_out_and_the_rest_is_marked(tmp_path):
    build = script("diplomatic_ruptures")
    found = pl.DataFrame({"episode_id": ["a", "b", "c"], "persons": [None, 2, 3]}).cast({"persons": pl.Int32})
    path = tmp_path / "reviews.csv"
    path.write_text("episode_id,verdict,persons,note\na,confirmed,4,\nb,wrong,,other target\n")
    kept = build.reviewed(found, build.read_reviews(path)).sort("episode_id")
    assert kept.rows() == [("a", 4, True), ("c", 3, False)]
    path.write_text("episode_id,verdict,persons,note\na,perhaps,,\n")
    with pytest.raises(ValueError, match="verdict of a is neither"):
        build.read_reviews(path)


def test_every_checked_fact_is_in_the_table_once():
    build = script("diplomatic_ruptures")
    facts = build.read_facts(resources.datasets() / "diplomatic_ruptures" / "facts.csv")
    checked = datasets.load("diplomatic_ruptures").filter(pl.col("evidence") == "checked")
    assert sorted(checked["episode_id"]) == sorted(facts["fact"])
    known = dict(checked.select("episode_id", "persons").iter_rows())
    assert known["GBR-RUS-expulsion-2018-03-14"] == 23
    assert "RUS-GBR-expulsion-2018-03-17" in known
    answers = datasets.load("diplomatic_ruptures", "answers").select("episode_id", "answers").rows()
    assert ("RUS-GBR-expulsion-2018-03-17", "GBR-RUS-expulsion-2018-03-14") in answers
    # What is mutual holds for both sides.
    assert {"USA-CUB-restoration-2015-07-20", "CUB-USA-restoration-2015-07-20"} <= set(known)


# ---- export and command


@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl", "parquet", "rds"])
def test_export(tmp_path, suffix):
    path = tmp_path / f"out.{suffix}"
    datasets.export("diplomatic_ruptures", path, "answers")
    rows = datasets.describe("diplomatic_ruptures").table("answers").rows
    if suffix == "csv":
        assert len(pl.read_csv(path)) == rows
    elif suffix == "json":
        assert len(json.loads(path.read_text())) == rows
    elif suffix == "jsonl":
        assert len(path.read_text().splitlines()) == rows
    elif suffix == "parquet":
        assert pl.read_parquet(path).equals(datasets.load("diplomatic_ruptures", "answers"))
    assert path.stat().st_size


def test_export_to_stata(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    datasets.export("current_events", tmp_path / "out.dta")
    frame, meta = pyreadstat.read_dta(tmp_path / "out.dta", row_limit=100, output_format="polars")
    assert frame["code"].str.len_chars().min() >= 2
    assert meta.column_names_to_labels["code"] == "CAMEO code"


def test_unknown_kinds_of_files_are_refused(tmp_path):
    with pytest.raises(ConfigError, match=r"\.dta"):
        datasets.export("diplomatic_ruptures", tmp_path / "out.xlsx")


def run(*args: str):
    return CliRunner().invoke(main, ["datasets", *args])


def test_the_command_lists_describes_exports_and_checks(tmp_path):
    listed = run()
    assert listed.exit_code == 0
    assert all(name in listed.output for name in NAMES)
    described = run("diplomatic_ruptures")
    assert "persons" in described.output
    assert "licence: Creative Commons" in described.output
    table = run("diplomatic_ruptures", "--table", "answers").output
    assert table.startswith("answers (")
    assert "persons" not in table
    path = tmp_path / "answers.csv"
    assert run("diplomatic_ruptures", "--table", "answers", "--export", str(path)).exit_code == 0
    assert path.read_text().startswith("episode_id,answers,days,same_act\n")
    assert "as published" in run("--check").output
    assert "as published" in run("diplomatic_ruptures", "--check").output


def test_the_command_says_what_is_wrong(tmp_path):
    assert run("nothing").exit_code == 1
    assert "no dataset is named nothing" in run("nothing").output
    assert "no table is named x" in run("gold", "--table", "x").output
    assert "name the dataset, too" in run("--export", str(tmp_path / "x.csv")).output


def test_a_spoilt_file_is_found(tmp_path, monkeypatch):
    for name in ("datapackage.json", "episodes.parquet", "answers.parquet"):
        source: Path = resources.datasets() / "diplomatic_ruptures" / name
        (tmp_path / "diplomatic_ruptures").mkdir(exist_ok=True)
        (tmp_path / "diplomatic_ruptures" / name).write_bytes(source.read_bytes())
    monkeypatch.setattr(resources, "datasets", lambda: tmp_path)
    pl.read_parquet(tmp_path / "diplomatic_ruptures" / "answers.parquet").head(1).write_parquet(
        tmp_path / "diplomatic_ruptures" / "answers.parquet"
    )
    result = run("diplomatic_ruptures", "--check")
    assert result.exit_code == 1
    assert "answers.parquet: the checksum is not that of datapackage.json" in result.output


# ---- gold


def gold_records() -> list[dict]:
    text = (resources.datasets() / "gold" / "gold.jsonl").read_text(encoding="utf-8")
    return script("gold").read_records(text.splitlines())


def test_gold_is_built_from_the_hand_written_file(tmp_path):
    build = script("gold")
    write_dataset(tmp_path, build.DATASET, build.tables(gold_records()))
    published, rebuilt = (
        [resource["contentHash"] for resource in read_description(folder)["resources"]]
        for folder in (resources.datasets() / "gold", tmp_path)
    )
    assert published == rebuilt, "run datasets/gold/build.py"


def test_every_gold_sentence_and_event_has_its_row():
    sentences, events = datasets.load("gold"), datasets.load("gold", "events")
    required = events.filter(pl.col("status") == "required")
    assert len(sentences) == 400
    assert len(required) == sentences["events"].sum() == sum(len(r["events"]) for r in gold_records())
    assert len(events) - len(required) == sum(len(r["optional"]) for r in gold_records())
    assert required["modality"].null_count() == 0


def test_gold_dates_keep_their_precision():
    event = {"source": "NOR", "target": "CHL", "code": "161", "also": ["160"], "modality": "actual"}
    record = {
        "id": "G001",
        "category": "core",
        "date": "2015-07-06",
        "text": "Norway recalled its ambassador to Chile last month.",
        "events": [event | {"event_date": "2015-06", "core": True}, event | {"core": False}],
        "optional": [["NOR", "CHL", "112"]],
    }
    rows = script("gold").tables([record])["events"].to_dicts()
    assert [str(row["event_date"]) for row in rows] == ["2015-06-01", "None", "None"]
    assert [row["event_date_precision"] for row in rows] == ["month", None, None]
    assert [row["also"] for row in rows] == ["160", "160", None]
