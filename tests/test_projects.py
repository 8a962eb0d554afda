"""Files of other projects: read into the event table, written back; codes stay text."""

from __future__ import annotations

import gzip
import zipfile
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplocode import cameo, datasets
from diplocode.errors import InputError
from diplocode.model import Actor, Event
from diplocode.tables.projects import LAYOUTS, read_events, rescale, write_events
from diplocode.tables.schema import EVENTS, polars_schema, tabulate

DAY = date(2015, 6, 3)


def row(layout: str, **cells: str) -> str:
    """A line of a project's file with these cells, the others empty."""
    found = LAYOUTS[layout]
    assert set(cells) <= set(found.columns)
    return found.separator.join(cells.get(name, "") for name in found.columns) + "\n"


def header(layout: str) -> str:
    return LAYOUTS[layout].separator.join(LAYOUTS[layout].columns) + "\n"


GDELT = {
    "GLOBALEVENTID": "410412347",
    "SQLDATE": "20150603",
    "Actor1Code": "RUSGOV",
    "Actor1Name": "MOSCOW",
    "Actor2Code": "EST",
    "EventCode": "010",
    "EventBaseCode": "010",
    "EventRootCode": "01",
    "QuadClass": "1",
    "GoldsteinScale": "0.0",
    "DATEADDED": "20150604",
    "SOURCEURL": "http://example.org/a",
}
FILES = {
    "gdelt1": row("gdelt1", **GDELT),
    "gdelt2": row("gdelt2", **GDELT | {"DATEADDED": "20150604113000"}),
    "phoenix": row(
        "phoenix",
        EventID="7_2",
        Date="20150603",
        SourceActorFull="RUSGOV",
        TargetActorFull="EST",
        EventCode="010",
        EventRootCode="01",
        QuadClass="0",
        GoldsteinScore="0.0",
        SentenceID="5a3c_2;77b0_1",
    ),
    "cline": header("cline")
    + row(
        "cline",
        eid="SWB1",
        story_date='"06/03/2015"',
        source="RUSGOV",
        target="EST",
        code="010",
        root_code="1",
        quad_class="0",
        goldstein="0",
        aid="99",
    ),
    "icews": header("icews")
    + row(
        "icews",
        **{
            "Event ID": "23",
            "Event Date": "2015-06-03",
            "Source Name": 'Sergei "S" Ivanov',
            "Source Sectors": "Executive,Head of Government,Government",
            "Source Country": "Russian Federation",
            "Event Text": "Make statement",
            "CAMEO Code": "010",
            "Intensity": "0.0",
            "Target Name": "Estonia",
            "Target Country": "Estonia",
            "Story ID": "777",
            "Sentence Number": "4",
        },
    ),
    "polecat": header("polecat")
    + row(
        "polecat",
        **{
            "Event ID": "POL1",
            "Event Date": "2015-06-03",
            "Event Type": "CONSULT",
            "Intensity": "1.5",
            "Actor Name": "Moscow",
            "Actor Country": "RUS",
            "Primary Actor Sector": "GOV",
            "Recipient Name": "Estonia",
            "Recipient Country": "EST",
            "Primary Recipient Sector": "None",
            "Publication Date": "2015-06-04",
        },
    ),
}


ALIKE = {"source": "RUSGOV", "target": "EST", "source_country": "RUS", "target_country": "EST"}
CODED = {"code": "010", "root": "01", "plover": None, "quad_class": 1, "sentence": 0}
GDELT_SAYS = CODED | {"doc_id": "http://example.org/a"}
SAYS = {
    "gdelt1": GDELT_SAYS,
    "gdelt2": GDELT_SAYS,
    # What the file says is kept: the classes of Phoenix have a 0.
    "phoenix": CODED | {"quad_class": 0, "doc_id": "5a3c", "sentence": 2},
    "cline": CODED | {"quad_class": 0, "doc_id": "99"},
    "icews": CODED | {"doc_id": "777", "sentence": 4},
    "polecat": {"code": "04", "plover": "CONSULT", "goldstein": 1.5, "quad_class": 1, "doc_id": "POL1"},
}


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_a_file_of_each_project_is_read(tmp_path, name):
    path = tmp_path / "events.tab"
    path.write_text(FILES[name])
    events = read_events(path, LAYOUTS[name])
    assert events.schema == polars_schema(EVENTS)
    (event,) = events.rows(named=True)
    expected = ALIKE | SAYS[name] | {"event_date": DAY, "engine": name}
    assert {column: event[column] for column in expected} == expected


def test_names_stay_beside_the_codes_and_quotes_in_them_do_no_harm(tmp_path):
    path = tmp_path / "icews.tab"
    path.write_text(FILES["icews"])
    (event,) = read_events(path, LAYOUTS["icews"]).rows(named=True)
    assert event["source_text"] == 'Sergei "S" Ivanov'
    assert event["event_text"] == "Make statement"


@pytest.mark.parametrize(
    ("country", "sectors", "code"),
    [
        ("Ivory Coast", "Military, Government", "CIVMIL"),
        ("Occupied Palestinian Territory", "", "PSE"),
        ("", "International Government Organization", "IGO"),
        ("Atlantis", "Government", None),
        ("South Korea", "General Population / Civilian / Social", "KORCVL"),
    ],
)
def test_countries_and_sectors_of_icews_become_codes(tmp_path, country, sectors, code):
    path = tmp_path / "icews.tab"
    cells = {"Source Country": country, "Source Sectors": sectors, "Event Date": "2015-06-03"}
    path.write_text(header("icews") + row("icews", **cells | {"Event ID": "1", "CAMEO Code": "190"}))
    assert read_events(path, LAYOUTS["icews"])["source"].to_list() == [code]


def test_icews_names_states_and_not_their_cities(tmp_path):
    events = [Event(Actor("ISRMIL"), Actor("PSE"), "190", event_date=DAY, event_id="e", doc_id="d")]
    path = tmp_path / "icews.tab"
    write_events(tabulate(events), path, LAYOUTS["icews"])
    written = pl.read_csv(path, separator="\t").row(0, named=True)
    assert (written["Source Country"], written["Target Country"]) == ("Israel", "Palestine")
    assert written["Event Text"] == cameo.name("190")


def test_several_actors_in_a_cell_are_several_events(tmp_path):
    path = tmp_path / "polecat.tab"
    cells = {
        "Event ID": "E",
        "Event Date": "2019-01-02",
        "Event Type": "RETREAT",
        "Actor Name": "A; B",
        "Actor Country": "PER; CHL",
        "Primary Actor Sector": "GOV; MIL",
        "Recipient Country": "BOL",
    }
    path.write_text(header("polecat") + row("polecat", **cells))
    events = read_events(path, LAYOUTS["polecat"])
    assert events.select("event_id", "source", "target", "source_text", "code", "plover").rows() == [
        ("E#1", "PERGOV", "BOL", "A", "08", "YIELD"),
        ("E#2", "CHLMIL", "BOL", "B", "08", "YIELD"),
    ]
    assert events["story_event_id"].unique().to_list() == ["E"]


@given(st.sampled_from([code for code in cameo.codes() if len(code) > 2]))
@settings(deadline=None, max_examples=40)
def test_a_lost_leading_zero_comes_back_where_the_root_is_told(tmp_path_factory, code):
    path = tmp_path_factory.mktemp("gdelt") / "events.csv"
    short, root = str(int(code)), str(int(cameo.root(code)))
    path.write_text(row("gdelt1", **GDELT | {"EventCode": short, "EventRootCode": root}))
    assert read_events(path, LAYOUTS["gdelt1"])["code"].to_list() == [code]


@pytest.mark.parametrize("packed", ["zip", "gz"])
def test_compressed_files_are_read_as_they_come(tmp_path, packed):
    path = tmp_path / f"20150603.export.CSV.{packed}"
    if packed == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("20150603.export.CSV", FILES["gdelt2"])
    else:
        path.write_bytes(gzip.compress(FILES["gdelt2"].encode()))
    assert len(read_events(path, LAYOUTS["gdelt2"])) == 1


def test_gdelt_before_2013_has_no_address(tmp_path):
    path = tmp_path / "201001.csv"
    path.write_text(FILES["gdelt1"].rsplit("\t", 1)[0] + "\n")
    assert read_events(path, LAYOUTS["gdelt1"])["doc_id"].to_list() == ["410412347"]


def test_an_empty_file_has_no_events(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("")
    assert read_events(path, LAYOUTS["gdelt2"]).is_empty()


@pytest.mark.parametrize(
    ("layout", "content", "message"),
    [
        ("gdelt2", FILES["gdelt1"], "not a file of gdelt2"),
        ("icews", FILES["polecat"], "it has no column CAMEO Code"),
        (
            "cline",
            "eid,story_date,source,target,code,root_code,quad_class,goldstein,aid\n1,x,A,B,1,1,z,0,9\n",
            "not a file of cline",
        ),
    ],
)
def test_a_file_of_another_kind_is_refused_with_its_name(tmp_path, layout, content, message):
    path = tmp_path / "events.tab"
    path.write_text(content)
    with pytest.raises(InputError, match=message) as caught:
        read_events(path, LAYOUTS[layout])
    assert str(path) in str(caught.value)
    with pytest.raises(InputError):
        read_events(tmp_path / "none.tab", LAYOUTS[layout])


ACTORS = st.builds(
    Actor,
    st.builds(
        str.__add__,
        st.sampled_from(["PER", "CHL", "CIV", "KOR", "GBR"]),
        st.sampled_from(["", "GOV", "MIL", "REB", "CVL"]),
    ),
)
EVENTS_OF_OURS = st.builds(
    Event,
    ACTORS,
    ACTORS,
    st.sampled_from(["020", "042", "0841", "161", "163", "190"]),
    doc_id=st.sampled_from(["d1", "d2"]),
    sentence=st.integers(1, 9),
    date=st.just(DAY),
    event_date=st.dates(date(1990, 1, 1), date(2025, 12, 31)),
    event_id=st.uuids().map(str),
)


@pytest.mark.parametrize("name", sorted(LAYOUTS))
@given(events=st.lists(EVENTS_OF_OURS, min_size=1, max_size=6, unique_by=lambda e: e.event_id))
@settings(deadline=None, max_examples=15)
def test_what_is_written_is_read_back(tmp_path_factory, name, events):
    path = tmp_path_factory.mktemp("out") / "events.tab"
    layout, table = LAYOUTS[name], tabulate(events)
    write_events(table, path, layout)
    if layout.header:
        assert path.read_text().splitlines()[0] == layout.separator.join(layout.columns)
    for line in path.read_text().splitlines():
        assert line.count(layout.separator) == len(layout.columns) - 1
    back = read_events(path, layout)
    same = ["event_id", "source", "target", "event_date", *(["code"] if name != "polecat" else ["plover"])]
    assert back.select(same).equals(table.select(same))
    if name != "polecat":
        assert rescale(back)["goldstein"].equals(table["goldstein"])
        variant = rescale(table, layout.scale, layout.quad)
        assert back["goldstein"].equals(variant["goldstein"])


def test_scores_and_classes_of_the_variants_are_written(tmp_path):
    table = tabulate([Event(Actor("PER"), Actor("CHL"), "163", event_date=DAY, event_id="e", doc_id="d")])
    for name, score in (("phoenix", -6.5), ("gdelt2", -8.0)):
        write_events(table, tmp_path / name, LAYOUTS[name])
        back = read_events(tmp_path / name, LAYOUTS[name])
        assert back["goldstein"].to_list() == [score]
        assert back["quad_class"].to_list() == [{"phoenix": 3, "gdelt2": 4}[name]]


def test_statements_have_no_place_in_polecat(tmp_path):
    table = tabulate([Event(Actor("PER"), Actor("CHL"), "010", event_date=DAY, event_id="e", doc_id="d")])
    write_events(table, tmp_path / "p.tab", LAYOUTS["polecat"])
    assert read_events(tmp_path / "p.tab", LAYOUTS["polecat"]).is_empty()


def test_layouts_have_the_columns_of_their_codebooks():
    sizes = {name: len(layout.columns) for name, layout in LAYOUTS.items()}
    assert sizes == {"icews": 20, "gdelt1": 58, "gdelt2": 61, "phoenix": 26, "cline": 25, "polecat": 40}
    for layout in LAYOUTS.values():
        assert len(set(layout.columns)) == len(layout.columns)
        assert set(layout.write) <= set(layout.columns)


def test_a_table_read_from_elsewhere_makes_panels(tmp_path):
    path = tmp_path / "events.tab"
    path.write_text(FILES["gdelt1"])
    events = read_events(path, LAYOUTS["gdelt1"])
    from diplocode.tables.panels import counts

    assert counts(events, "year").rows() == [("RUS", "EST", date(2015, 1, 1), 1)]
    assert isinstance(counts(events.lazy(), "year"), pl.LazyFrame)


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_the_bundled_dataset_is_written_in_every_layout(tmp_path, name):
    events = datasets.load("current_events").head(200)
    write_events(events, tmp_path / "events.tab", LAYOUTS[name])
    back = read_events(tmp_path / "events.tab", LAYOUTS[name])
    assert back["event_date"].to_list() == [
        day
        for day, plover in events.select("event_date", "plover").iter_rows()
        if name != "polecat" or plover is not None
    ]
