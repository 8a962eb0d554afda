"""The event table: its columns, and that what is written is what is read."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from table_helpers import EVENTS as ANY_EVENT
from table_helpers import WORDS

from diplocode.errors import ConfigError, InputError
from diplocode.model import Actor, Diagnosis, Event, Span, Where
from diplocode.tables.schema import DIAGNOSTICS, EVENTS, tabulate, tabulate_diagnoses
from diplocode.tables.write import FORMATS, atomic, format_of, json_lines, read_table, write_table

# The columns that users, scripts and benchmarks rely on, in this order.
COLUMNS = """
    story_event_id first_telling event_id doc_id sentence date event_date event_date_precision
    source target source_country target_country source_text target_text event_text
    source_start source_end target_start target_end event_start event_end
    code root quad_class goldstein plover modality count confidence rule actor_rules
    engine lexicon_version diplocode_version
""".split()


def example() -> Event:
    return Event(
        Actor("RUSGOV", Span(4, 10), "Moscow", (Where("actors/states.actors.txt", 7),)),
        Actor("IGOWSTNAT", Span(30, 34), "NATO", (Where("actors/states.actors.txt", 7), Where("b.txt", 2))),
        "0254",
        doc_id="010",
        sentence=2,
        date=datetime.date(2021, 10, 18),
        count=8,
        span=Span(0, 40),
        rule=Where("verbs/core.verbs.txt", 12),
    )


def test_the_published_columns():
    assert tabulate([]).columns == COLUMNS
    assert tabulate([example()]).columns == COLUMNS


def test_a_row_says_all_that_the_event_knows():
    row = tabulate([example()], "abc").row(0, named=True)
    assert row["doc_id"] == "010"
    assert (row["source"], row["source_country"], row["source_text"]) == ("RUSGOV", "RUS", "Moscow")
    assert (row["target"], row["target_country"]) == ("IGOWSTNAT", None)
    assert (row["code"], row["root"], row["quad_class"], row["goldstein"]) == ("0254", "02", 1, -0.3)
    assert row["plover"] == "REQUEST"
    assert row["event_date"] == row["date"] == datetime.date(2021, 10, 18)
    assert (row["source_start"], row["source_end"], row["event_start"], row["event_end"]) == (4, 10, 0, 40)
    assert row["rule"] == "verbs/core.verbs.txt:12"
    assert row["actor_rules"] == ["actors/states.actors.txt:7", "b.txt:2"]
    assert row["event_text"] is None
    assert row["lexicon_version"] == "abc"


def test_required_columns_have_no_nulls():
    table = tabulate([example(), Event(None, None, "010")])
    for column in EVENTS:
        if column.required:
            assert table[column.name].null_count() == 0, column.name


@pytest.mark.parametrize("suffix", ["parquet", "csv", "jsonl"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=st.lists(ANY_EVENT, max_size=8))
def test_reading_what_was_written_gives_the_same_table(tmp_path, suffix, events):
    table = tabulate(events, "v")
    path = tmp_path / f"events.{suffix}"
    write_table(table, path, format_of(path))
    back = read_table(path, EVENTS)
    assert back.schema == table.schema
    assert back.equals(table)


@pytest.mark.parametrize("suffix", ["parquet", "csv", "jsonl"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.builds(Diagnosis, WORDS, st.integers(0, 99), st.just("no_verb"), WORDS), max_size=5))
def test_diagnostics_too(tmp_path, suffix, rows):
    table = tabulate_diagnoses(rows)
    path = tmp_path / f"d.{suffix}"
    write_table(table, path, format_of(path))
    assert read_table(path, DIAGNOSTICS).equals(table)


@given(events=st.lists(ANY_EVENT, max_size=4))
@settings(max_examples=30, deadline=None)
def test_json_lines_are_json_with_the_same_names(events):
    lines = json_lines(tabulate(events)).splitlines()
    assert [list(json.loads(line)) for line in lines] == [COLUMNS] * len(events)


def test_codes_stay_strings_in_csv(tmp_path):
    path = tmp_path / "e.csv"
    write_table(tabulate([example()]), path, "csv")
    assert read_table(path, EVENTS)["doc_id"].to_list() == ["010"]
    assert ",0254,02," in path.read_text(encoding="utf-8")


def test_an_interrupted_write_leaves_the_old_file_and_no_litter(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("old")

    def interrupted() -> None:
        with atomic(path) as temporary:
            temporary.write_text("half of the ne")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["events.csv"]


def test_writing_where_nothing_can_be_written_says_so(tmp_path):
    with pytest.raises(ConfigError, match="cannot write there: No such file or directory"):
        write_table(tabulate([]), tmp_path / "no" / "such" / "folder.csv", "csv")


def test_a_missing_table_says_so(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_table(tmp_path / "no.csv", EVENTS)


def test_a_file_that_is_no_table_says_so(tmp_path):
    path = tmp_path / "e.parquet"
    path.write_bytes(b"PAR1 or not")
    with pytest.raises(InputError, match=r"e\.parquet: not a table of this kind"):
        read_table(path, EVENTS)


@pytest.mark.parametrize(("name", "given", "format"), [("a.PARQUET", None, "parquet"), ("a", "csv", "csv")])
def test_formats(name, given, format):
    assert format_of(name, given) == format


def test_a_format_that_nothing_tells_is_asked_for():
    with pytest.raises(ConfigError, match="--format"):
        format_of("events.xlsx")
    with pytest.raises(ConfigError, match="unknown format"):
        format_of("a.csv", "xlsx")
    assert FORMATS == ("parquet", "csv", "jsonl", "json", "rds", "stata", "petrarch")


def test_a_lazy_table_is_written_like_an_eager_one(tmp_path):
    table = tabulate([example()] * 3)
    write_table(table.lazy(), tmp_path / "a.csv", "csv")
    write_table(table, tmp_path / "b.csv", "csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert isinstance(table.lazy(), pl.LazyFrame)


def test_the_page_about_the_table_describes_every_column():
    page = (Path(__file__).parents[1] / "docs" / "events.md").read_text(encoding="utf-8")
    for column in (*EVENTS, *DIAGNOSTICS):
        ending = "" if column.required or "null" in column.description else "; may be null"
        row = rf"^\| `{column.name}` \| [\w/ ]+ \| {re.escape(column.description + ending)} \|$"
        assert re.search(row, page, re.MULTILINE), column.name
