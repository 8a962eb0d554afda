"""Input: every kind of file gives documents; every kind of fault gives a message, and the rest goes on."""

from __future__ import annotations

import gzip
import io
import json
import sys
from datetime import date as Date
from types import SimpleNamespace

import polars as pl
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplocode.errors import InputError
from diplocode.model import Diagnosis, Document, KnownActor
from diplocode.tables.read import read, read_file
from diplocode.tables.records import MAX_TEXT, make_document

GOOD = {"id": "good", "date": "2021-10-18", "text": "NATO expelled eight Russian diplomats."}


def lines(*records: object) -> bytes:
    """Records as JSON lines; bytes stand for themselves."""
    return b"\n".join(r if isinstance(r, bytes) else json.dumps(r).encode() for r in records) + b"\n"


def details(items) -> list[str]:
    return [item.detail for item in items if isinstance(item, Diagnosis)]


def ids(items) -> list[str]:
    return [item.id for item in items if isinstance(item, Document)]


# ---- what can be read


def test_json_lines(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        lines(
            {
                **GOOD,
                "source": "Gazette",
                "url": "u",
                "actors": [{"start": 0, "end": 4, "code": "IGOWSTNAT"}],
            },
            b"",
            {"text": "Chad waited.", "date": 20211018, "id": 5, "unknown": [1]},
            {"text": "Mali waited."},
        )
    )
    first, second, third = read([path], Date(2000, 1, 1))
    assert first == Document(
        "good",
        GOOD["text"],
        Date(2021, 10, 18),
        source="Gazette",
        url="u",
        actors=(KnownActor(0, 4, "IGOWSTNAT"),),
    )
    assert second == Document("5", "Chad waited.", Date(2021, 10, 18))
    assert third == Document("a:4", "Mali waited.", Date(2000, 1, 1))


def test_csv_with_quotes_line_breaks_and_a_byte_order_mark(tmp_path):
    path = tmp_path / "a.csv"
    actors = json.dumps([{"start": 0, "end": 4, "code": "TCD"}]).replace('"', '""')
    body = (
        f'\ufefftext,id,date,actors\n"Chad, it\nsaid, ""waited"".",007,20211018,"{actors}"\nMali left.,,,\n'
    )
    path.write_text(body, encoding="utf-8")
    first, second = read([path])
    assert first.text == 'Chad, it\nsaid, "waited".'
    assert (first.id, first.date, first.actors) == ("007", Date(2021, 10, 18), (KnownActor(0, 4, "TCD"),))
    assert second == Document("a:2", "Mali left.")


def test_parquet_with_typed_dates_and_actors(tmp_path):
    path = tmp_path / "a.parquet"
    pl.DataFrame(
        {
            "text": ["Chad waited."] * 2500,
            "date": [Date(2020, 1, 2)] * 2500,
            "id": range(2500),
            "actors": [[{"start": 0, "end": 4, "code": "TCD"}]] * 2500,
        }
    ).write_parquet(path)
    found = list(read([path]))
    assert ids(found) == [str(n) for n in range(2500)]
    assert found[2499].date == Date(2020, 1, 2)
    assert found[0].actors == (KnownActor(0, 4, "TCD"),)


def test_a_text_file_is_one_document_named_after_it(tmp_path):
    path = tmp_path / "story.v2.txt"
    path.write_bytes("Chad waited.\r\nMali left — at once.\n".encode())
    assert list(read([path], Date(2020, 1, 2))) == [
        Document("story.v2", "Chad waited.\nMali left — at once.\n", Date(2020, 1, 2))
    ]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress], ids=["gz", "zst"])
@pytest.mark.parametrize("kind", ["txt", "jsonl", "csv", "parquet"])
def test_compressed_files_read_like_plain_ones(tmp_path, pack, kind):
    plain = tmp_path / f"a.{kind}"
    if kind == "parquet":
        pl.DataFrame([GOOD]).write_parquet(plain)
    elif kind == "csv":
        pl.DataFrame([GOOD]).write_csv(plain)
    else:
        plain.write_bytes(lines(GOOD) if kind == "jsonl" else b"Chad waited.")
    suffix = "gz" if pack is gzip.compress else "zst"
    packed = tmp_path / f"a.{kind}.{suffix}"
    packed.write_bytes(pack(plain.read_bytes()))
    assert list(read([packed])) == list(read([plain]))
    assert len(ids(read([packed]))) == 1


def test_a_folder_gives_its_files_sorted_and_leaves_others_alone(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.txt").write_text("Mali left.")
    (tmp_path / "a.txt").write_text("Chad waited.")
    (tmp_path / "notes.docx").write_bytes(b"\0\1")
    (tmp_path / ".hidden.txt").write_text("no")
    assert ids(read([tmp_path])) == ["a", "sub/b"]


def test_standard_input_is_json_lines(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(lines(GOOD, {"text": "Mali left."}))))
    assert ids(read(["-"])) == ["good", "stdin:2"]


# ---- what cannot


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({**GOOD, "text": ""}, "text is empty"),
        ({**GOOD, "text": " \n"}, "text is empty"),
        ({**GOOD, "text": None}, "no text: the record has id, date, text"),
        ({"id": "x", "body": "b"}, "no text: the record has id, body"),
        ({**GOOD, "text": 7}, "text must be a string, not a number"),
        ({**GOOD, "text": ["a"]}, "text must be a string, not a list"),
        ({**GOOD, "text": "a" * (MAX_TEXT + 1)}, "text has 1,000,001 characters"),
        ({**GOOD, "text": "a\0b"}, "text is binary data (a zero byte at character 1)"),
        ({**GOOD, "date": "18 October"}, "date '18 October' is neither ISO 8601"),
        ({**GOOD, "date": "2021-02-31"}, "date '2021-02-31' is neither"),
        ({**GOOD, "date": 1.5}, "date must be a string, not a number"),
        ({**GOOD, "date": {}}, "date must be a string, not an object"),
        (
            {**GOOD, "text": "half \ud83d"},
            "text has a broken character (half of a surrogate pair at character 5)",
        ),
        ({**GOOD, "url": "\udc00"}, "url has a broken character"),
        ({**GOOD, "id": "\ud83d"}, "id has a broken character"),
        ({**GOOD, "id": []}, "id must be a string, not a list"),
        ({**GOOD, "url": True}, "url must be a string, not true or false"),
        ({**GOOD, "actors": "x"}, "actors is not valid JSON"),
        ({**GOOD, "actors": {"start": 1}}, "actors must be a list"),
        ({**GOOD, "actors": [1]}, "actor 1 must be an object with start, end and code"),
        (
            {**GOOD, "actors": [{"start": 0, "end": 99, "code": "X"}]},
            "actor 1 (X): characters 0:99 lie outside",
        ),
        (
            {**GOOD, "actors": [{"start": 5, "end": 5, "code": "X"}]},
            "actor 1 (X): characters 5:5 lie outside",
        ),
        (
            {**GOOD, "actors": [{"start": -1, "end": 2, "code": "X"}]},
            "actor 1 (X): characters -1:2 lie outside",
        ),
        ({**GOOD, "actors": [{"start": "0", "end": 2, "code": "X"}]}, "start and end must be whole numbers"),
        ({**GOOD, "actors": [{"start": 0, "end": 2, "code": ""}]}, "code must be a non-empty string"),
        ([1, 2], "a record must be an object with a text, not a list"),
        (None, "a record must be an object with a text, not null"),
        (b'{"id": "cut", "text": "Cha', "not valid JSON: Unterminated string starting at (column 23)"),
        (b"{'id': 'x'}", "not valid JSON: Expecting property name"),
        (b'{"text": "caf\xe9"}', "not UTF-8 text (byte 0xe9 at 13)"),
        (b"[" * 100_000, "not valid JSON"),
        (b"\x89PNG\r", "not UTF-8 text (byte 0x89 at 0)"),
    ],
)
def test_a_bad_record_is_reported_with_its_place_and_the_others_are_read(tmp_path, record, message):
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines({**GOOD, "id": "first"}, record, {**GOOD, "id": "last"}))
    found = list(read([path]))
    assert ids(found) == ["first", "last"]
    (bad,) = details(found)
    assert f"{path}:2: " in bad
    assert message in bad
    (diagnosis,) = (item for item in found if isinstance(item, Diagnosis))
    assert (diagnosis.status, diagnosis.sentence) == ("invalid", 0)


def test_a_line_cut_off_at_the_end_says_so(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(GOOD) + b'{"id": "b", "text": "Chad')
    assert "the last line is cut off?" in details(read([path]))[0]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"id,body\n1,x\n", "no column is named text; the columns are: id, body."),
        ("a.csv", b"", "no column is named text; the columns are: none"),
        ("a.csv", b'text\n"never closed', "not valid CSV: unexpected end of data"),
        ("a.csv", b"text\ncaf\xe9\n", "not UTF-8 text"),
        ("a.jsonl", b"\x7fELF\0\0\0\n", "binary data, not JSON lines"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0", "not UTF-8 text (byte 0x89 at 0); save it as UTF-8"),
        ("a.txt", b"GIF\0", "text is binary data"),
        ("a.txt", b" ", "text is empty"),
        ("a.parquet", b"not parquet at all", "not a Parquet file"),
        ("a.jsonl.gz", b"not gzip", "cannot be decompressed: Not a gzipped file"),
        ("a.jsonl.gz", gzip.compress(lines(GOOD) * 999)[:-9], "cut off"),
        ("a.jsonl.zst", b"not zstandard", "cannot be decompressed"),
        ("a.docx", b"x", "unknown kind of file; diplocode reads .txt, .jsonl, .csv"),
    ],
)
def test_a_bad_file_is_reported_and_the_others_are_read(tmp_path, name, content, message):
    bad = tmp_path / name
    bad.write_bytes(content)
    good = tmp_path / "good.jsonl"
    good.write_bytes(lines({**GOOD, "id": "other"}))
    failed: list[InputError] = []
    found = list(read([bad, good], failed=failed.append))
    assert ids(found)[-1] == "other"
    assert len(failed) == 1
    assert failed[0].path == str(bad)
    assert message in failed[0].message
    assert any(message in detail for detail in details(found))


def test_missing_files_and_empty_folders(tmp_path):
    failed: list[InputError] = []
    (tmp_path / "empty").mkdir()
    found = list(read([tmp_path / "no.txt", tmp_path / "empty"], failed=failed.append))
    assert [str(error) for error in failed] == [
        f"{tmp_path}/no.txt: no such file or folder",
        f"{tmp_path}/empty: the folder has no file that can be read (.txt, .jsonl, .csv, .parquet, .xml)",
    ]
    assert [item.status for item in found] == ["invalid", "invalid"]


def test_a_csv_row_of_the_wrong_length_costs_only_itself(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,text\n1,Chad waited.\n2,Mali,left.\n3,Peru stayed.\n")
    found = list(read([path]))
    assert ids(found) == ["1", "3"]
    assert details(found) == [f"{path}:3: row has 3 cells, the header 2"]


def test_a_repeated_record_is_left_out_also_across_files(tmp_path):
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_bytes(lines(GOOD))
    found = list(read([tmp_path]))
    assert ids(found) == ["good"]
    expected = f"repeats the record with the same id and text in {tmp_path}/a.jsonl; left out"
    assert details(found) == [f"{tmp_path}/b.jsonl: {expected}"]


def test_another_record_with_the_same_id_gets_one_of_its_own(tmp_path):
    path = tmp_path / "a.jsonl"
    others = [{**GOOD, "text": text} for text in ("Chad waited.", "Mali left.", "Chad waited.")]
    path.write_bytes(lines({**GOOD, "id": "good#2", "text": "Peru stayed."}, GOOD, *others))
    found = list(read([path]))
    assert ids(found) == ["good#2", "good", "good#3", "good#4"]
    assert [(item.doc_id, item.status) for item in found if isinstance(item, Diagnosis)] == [
        ("good#3", "renamed"),
        ("good#4", "renamed"),
        ("good#3", "invalid"),
    ]
    assert (
        "the id 'good' belongs to another record already; this one is coded as 'good#3'" in details(found)[0]
    )


def test_a_long_text_is_a_document_like_any_other(tmp_path):
    text = "Chad waited for Mali. " * 4546
    for kind in ("txt", "csv", "jsonl"):
        path = tmp_path / f"{kind}.{kind}"
        if kind == "txt":
            path.write_text(text)
        elif kind == "csv":
            path.write_text(f"text\n{text}\n")
        else:
            path.write_bytes(lines({"text": text}))
        (document,) = read([path])
        assert len(document.text) == 100_012


def test_the_library_call_raises_for_a_file(tmp_path):
    with pytest.raises(InputError, match="No such file"):
        list(read_file(tmp_path / "no.jsonl"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rubbish=st.binary(max_size=400),
    kind=st.sampled_from(["txt", "jsonl", "csv", "parquet", "csv.gz", "txt.zst"]),
)
def test_no_rubbish_gets_through_as_an_exception(tmp_path, rubbish, kind):
    path = tmp_path / f"a.{kind}"
    path.write_bytes(rubbish)
    for item in read([path]):
        assert isinstance(item, Document | Diagnosis)
        if isinstance(item, Document):
            assert item.text.strip()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from(["id", "text", "date", "actors", "parse", "source", "url"]), JSON) | JSON
)
def test_any_json_is_a_document_or_an_input_error(record):
    try:
        document = make_document(record, "x")
    except InputError:
        return
    assert document.text.strip()
    assert all(0 <= a.start < a.end <= len(document.text) for a in document.actors)
