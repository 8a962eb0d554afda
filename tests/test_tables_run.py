"""Long runs: same rows whatever the workers; kills lose and double nothing; a bad document costs itself."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
import warnings
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_helpers import WordCoder

from diplocode.errors import ConfigError
from diplocode.model import Diagnosis, Document
from diplocode.tables import chunks as chunking
from diplocode.tables.chunks import Keep, Settings, chunks, code_chunk, code_chunks
from diplocode.tables.files import code_files
from diplocode.tables.frame import code_frame, code_tables
from diplocode.tables.journal import Journal, fingerprint
from diplocode.tables.schema import DIAGNOSTICS, EVENTS
from diplocode.tables.write import read_table

TEXT = "RUS 161 IGOWSTNAT. It was so. RUS 161 IGOWSTNAT. --- 042 FRA."


def write_news(path: Path, count: int, text: str = TEXT) -> Path:
    records = ({"id": f"n{i}", "date": "2021-10-18", "text": text} for i in range(count))
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(chunking, "CHUNK_DOCUMENTS", 4)


# ---- chunks


def test_a_chunk_keeps_the_order_and_lets_diagnoses_through():
    items = [Document("a", TEXT), Diagnosis("b", 0, "invalid", "no text"), Document("c", "Nothing.")]
    tables = code_chunk(WordCoder(), items)
    assert tables.events["doc_id"].to_list() == ["a", "a"]
    assert tables.diagnostics.select("doc_id", "status").rows() == [
        *[("a", status) for status in ("coded", "no_verb", "coded", "coded")],
        ("b", "invalid"),
        ("c", "no_verb"),
    ]


def test_one_sided_and_repeated_events_are_kept_on_request():
    rows = {
        keep: code_chunk(WordCoder(), [Document("a", TEXT)], keep).events["sentence"].to_list()
        for keep in (Keep(), Keep(unique=True), Keep(monadic=True), Keep(unique=True, monadic=True))
    }
    assert list(rows.values()) == [[1, 3], [1], [1, 3, 4], [1, 4]]


def test_a_document_that_the_coder_fails_on_costs_only_its_own_events():
    items = [Document("a", TEXT), Document("b", "BOOM"), Document("c", TEXT)]
    tables = code_chunk(WordCoder(), items)
    assert tables.events["doc_id"].to_list() == ["a", "a", "c", "c"]
    (row,) = tables.diagnostics.filter(pl.col("status") == "failed").rows(named=True)
    assert row["doc_id"] == "b"
    assert "IndexError: list index out of range (table_helpers.py:" in row["detail"]


def test_chunks_are_bounded_in_number_and_in_size(monkeypatch):
    documents = [Document(str(i), "x" * 100) for i in range(600)]
    assert [len(c) for c in chunks(documents)] == [256, 256, 88]
    monkeypatch.setattr(chunking, "CHUNK_CHARACTERS", 250)
    assert [len(c) for c in chunks(documents[:7])] == [3, 3, 1]
    assert list(chunks([])) == []


@settings(deadline=None, max_examples=30)
@given(
    size=st.integers(1, 9),
    texts=st.lists(st.sampled_from([TEXT, "BOOM", "Nothing.", "FRA 010 DEU"]), max_size=12),
)
def test_any_split_into_chunks_gives_the_same_rows(size, texts):
    documents = [Document(str(i), text) for i, text in enumerate(texts)]
    whole = code_chunk(WordCoder(), documents)
    parts = [code_chunk(WordCoder(), documents[i : i + size]) for i in range(0, len(documents), size)]
    for name in ("events", "diagnostics"):
        joined = pl.concat([getattr(whole, name).head(0), *(getattr(part, name) for part in parts)])
        assert joined.equals(getattr(whole, name))


@settings(deadline=None, max_examples=30)
@given(st.permutations(["FRA 010 DEU.", TEXT, "Nothing.", "BOOM", "CHN 161 IND. CHN 042 IND."]))
def test_the_order_of_documents_does_not_change_what_each_gives(texts):
    documents = [Document(text, text) for text in texts]
    together = code_chunk(WordCoder(), documents).events
    alone = pl.concat([code_chunk(WordCoder(), [d]).events for d in documents])
    assert together.equals(alone)


def test_every_span_of_a_table_slices_the_text():
    tables = code_chunk(WordCoder(), [Document("a", TEXT)])
    for row in tables.events.iter_rows(named=True):
        assert TEXT[row["event_start"] : row["event_end"]].strip() == row["event_text"]
    for row in tables.diagnostics.iter_rows(named=True):
        assert TEXT[row["start"] : row["end"]].strip()


# ---- files


@pytest.mark.parametrize("suffix", ["parquet", "csv", "jsonl"])
def test_files_in_table_out(tmp_path, small_chunks, suffix):
    news = write_news(tmp_path / "news.jsonl", 11)
    with news.open("a") as stream:
        stream.write('{"id": "bad", "text": ""}\n')
    done: list[int] = []
    output, diagnostics = tmp_path / f"events.{suffix}", tmp_path / f"why.{suffix}"
    summary = code_files([news], output, coder=WordCoder(), diagnostics=diagnostics, progress=done.append)
    events = read_table(output, EVENTS)
    assert Counter(events["doc_id"]) == {f"n{i}": 2 for i in range(11)}
    assert events["doc_id"].to_list() == sorted(events["doc_id"], key=lambda name: int(name[1:]))
    why = read_table(diagnostics, DIAGNOSTICS)
    assert Counter(why["status"]) == {"coded": 33, "no_verb": 11, "invalid": 1}
    assert (summary.records, summary.events, sum(done)) == (12, 22, 12)
    assert "bad: " in summary.text()
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([news.name, output.name, diagnostics.name])


def test_without_an_output_rows_are_emitted_as_they_come(tmp_path, small_chunks):
    news = write_news(tmp_path / "news.jsonl", 9)
    lines: list[str] = []
    code_files([news], coder=WordCoder(), emit=lines.append)
    assert len(lines) == 3
    rows = [json.loads(line) for line in "".join(lines).splitlines()]
    assert [row["doc_id"] for row in rows] == [f"n{i // 2}" for i in range(18)]


def test_no_records_give_an_empty_table_with_all_columns(tmp_path):
    news = tmp_path / "none.jsonl"
    news.write_text("\n")
    code_files([news], tmp_path / "e.parquet", coder=WordCoder(), diagnostics=tmp_path / "d.csv")
    assert read_table(tmp_path / "e.parquet", EVENTS).is_empty()
    assert read_table(tmp_path / "d.csv", DIAGNOSTICS).is_empty()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"output": "e.xyz"}, "--format"),
        ({"output": "no/such/folder/e.csv"}, "cannot write there"),
        ({"output": "."}, "is a folder"),
        ({"output": "e.csv", "diagnostics": "d.xyz"}, "ending does not tell"),
        ({"resume": True}, "resuming needs an output file"),
    ],
)
def test_options_that_cannot_be_honoured_are_refused_before_anything_is_coded(
    tmp_path, monkeypatch, options, message
):
    monkeypatch.chdir(tmp_path)
    news = write_news(tmp_path / "news.jsonl", 1)

    class Refuses(WordCoder):
        def code_documents(self, documents):
            raise AssertionError("coded")

    with pytest.raises(ConfigError, match=message):
        code_files([news], coder=Refuses(), **options)


# ---- resuming


class Dies(WordCoder):
    """Stops the run, as a kill would, at the n-th document."""

    def __init__(self, after: int) -> None:
        self.left = after

    def _code(self, document):
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return super()._code(document)


@settings(deadline=None, max_examples=15)
@given(stops=st.lists(st.integers(0, 18), max_size=4))
def test_any_sequence_of_kills_gives_the_rows_of_one_run(tmp_path_factory, stops):
    folder = tmp_path_factory.mktemp("run")
    news = write_news(folder / "news.jsonl", 17)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chunking, "CHUNK_DOCUMENTS", 4)
        code_files([news], folder / "whole.csv", coder=WordCoder(), diagnostics=folder / "whole.d.csv")
        finished = 0
        for stop in stops:
            try:
                code_files(
                    [news], folder / "e.csv", coder=Dies(stop), diagnostics=folder / "e.d.csv", resume=True
                )
                finished = 0
            except KeyboardInterrupt:
                assert len(list((folder / "e.csv.partial").glob("*.json"))) >= finished
                finished = len(list((folder / "e.csv.partial").glob("*.json")))
        summary = code_files(
            [news], folder / "e.csv", coder=WordCoder(), diagnostics=folder / "e.d.csv", resume=True
        )
    assert summary.resumed == 4 * finished
    assert summary.records == 17
    assert (folder / "e.csv").read_bytes() == (folder / "whole.csv").read_bytes()
    assert (folder / "e.d.csv").read_bytes() == (folder / "whole.d.csv").read_bytes()
    assert not (folder / "e.csv.partial").exists()


def interrupted(folder: Path, news: Path, **options) -> None:
    with pytest.raises(KeyboardInterrupt):
        code_files([news], folder / "e.csv", coder=Dies(9), **options)


def test_changed_input_is_coded_again(tmp_path, small_chunks):
    interrupted(tmp_path, write_news(tmp_path / "news.jsonl", 12))
    news = write_news(tmp_path / "news.jsonl", 12, "CHN 042 IND.")
    summary = code_files([news], tmp_path / "e.csv", coder=WordCoder(), resume=True)
    assert summary.resumed == 0
    assert set(read_table(tmp_path / "e.csv", EVENTS)["source"]) == {"CHN"}


def test_other_settings_or_dictionaries_do_not_count_as_done(tmp_path, small_chunks):
    news = write_news(tmp_path / "news.jsonl", 12)
    interrupted(tmp_path, news)
    other = WordCoder()
    other.lexicon_version = "other"
    summary = code_files([news], tmp_path / "e.csv", coder=other, resume=True)
    assert (summary.resumed, summary.anew) == (0, True)
    assert "all was coded anew" in summary.text()
    interrupted(tmp_path, news)
    unique = Settings(keep=Keep(unique=True))
    assert (
        code_files([news], tmp_path / "e.csv", coder=WordCoder(), settings=unique, resume=True).resumed == 0
    )


def test_without_resume_a_run_starts_afresh(tmp_path, small_chunks):
    news = write_news(tmp_path / "news.jsonl", 12)
    interrupted(tmp_path, news)
    summary = code_files([news], tmp_path / "e.csv", coder=WordCoder())
    assert (summary.resumed, summary.anew) == (0, False)


def test_a_chunk_without_its_mark_is_not_done(tmp_path):
    journal = Journal(tmp_path / "e.csv", resume=False)
    tables = code_chunk(WordCoder(), [Document("a", TEXT)])
    key = fingerprint([Document("a", TEXT)], "")
    journal.save(0, key, tables)
    found = journal.find(0, key)
    assert found is not None
    assert found.events.equals(tables.events)
    assert journal.find(0, "another") is None
    (journal.folder / "0000000.json").write_text('{"finger')
    assert journal.find(0, key) is None


def test_a_mark_without_its_tables_is_not_done(tmp_path):
    """As a kill leaves it that hits while the folder of a finished run is being removed."""
    journal = Journal(tmp_path / "e.csv", resume=False)
    journal.save(0, "key", code_chunk(WordCoder(), [Document("a", TEXT)]))
    (journal.folder / "0000000.events").unlink()
    assert journal.find(0, "key") is None
    news = write_news(tmp_path / "news.jsonl", 3)
    code_files([news], tmp_path / "e.csv", coder=WordCoder(), resume=True)
    assert len(read_table(tmp_path / "e.csv", EVENTS)) == 6


# ---- workers and real kills, with the real program

PROGRAM = """
import sys
sys.path.insert(0, {tests!r})
import diplocode.tables.chunks as chunking
from table_helpers import WordCoder

class Slow(WordCoder):
    def _code(self, document):
        import time
        time.sleep(0.004)
        return super()._code(document)

chunking.CHUNK_DOCUMENTS = 5
chunking.make_coder = lambda settings: Slow()
from diplocode.tables.files import code_files
if __name__ == "__main__":
    code_files([{news!r}], {output!r}, workers=int(sys.argv[1]), resume=True, diagnostics={why!r})
"""


def program(tmp_path: Path, news: Path) -> Path:
    path = tmp_path / "program.py"
    names = {"news": str(news), "output": str(tmp_path / "e.csv"), "why": str(tmp_path / "d.csv")}
    path.write_text(PROGRAM.format(tests=str(Path(__file__).parent), **names))
    return path


def test_workers_give_the_same_file_as_one_process(tmp_path):
    news = write_news(tmp_path / "news.jsonl", 33)
    code_files([news], tmp_path / "one.csv", coder=WordCoder(), diagnostics=tmp_path / "one.d.csv")
    subprocess.run([sys.executable, program(tmp_path, news), "2"], check=True, timeout=60)
    assert (tmp_path / "e.csv").read_bytes() == (tmp_path / "one.csv").read_bytes()
    assert (tmp_path / "d.csv").read_bytes() == (tmp_path / "one.d.csv").read_bytes()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_kills_at_any_moment_lose_and_double_nothing(tmp_path):
    news = write_news(tmp_path / "news.jsonl", 200)
    code_files([news], tmp_path / "one.csv", coder=WordCoder())
    script = program(tmp_path, news)
    chance = random.Random(7)
    kills = 0
    for _ in range(5):
        process = subprocess.Popen([sys.executable, script, "1"])
        try:
            process.wait(timeout=0.5 + chance.random() * 0.6)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            kills += 1
    subprocess.run([sys.executable, script, "1"], check=True, timeout=60)
    assert kills
    assert (tmp_path / "e.csv").read_bytes() == (tmp_path / "one.csv").read_bytes()


def test_a_worker_that_dies_is_an_error_that_says_what_to_do(tmp_path):
    script = tmp_path / "dies.py"
    script.write_text(
        "import os\n"
        "import diplocode.tables.chunks as chunking\n"
        "from diplocode.model import Document\n"
        "chunking.make_coder = lambda settings: os._exit(9)\n"
        "if __name__ == '__main__':\n"
        "    try:\n"
        "        list(chunking.code_chunks([(0, [Document('a', 'b')])], None, chunking.Settings(), 2))\n"
        "    except chunking.DiplocodeError as error:\n"
        "        print(error)\n"
    )
    run = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60)
    assert run.stdout.startswith(
        "a worker process died, most likely out of memory; run again with fewer --workers"
    )


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs /proc")
def test_workers_do_not_outlive_a_killed_parent(tmp_path):
    news = write_news(tmp_path / "news.jsonl", 20_000)
    process = subprocess.Popen([sys.executable, program(tmp_path, news), "2"])

    def children() -> list[int]:
        found = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        return [int(pid) for pid in found.read_text().split()] if found.exists() else []

    deadline = time.monotonic() + 30
    while not list(tmp_path.glob("e.csv.partial/*.json")):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    workers = children()
    assert len(workers) >= 2
    process.kill()
    process.wait()
    while any(
        Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes() for pid in workers
    ):
        assert time.monotonic() < deadline, "workers still run"
        time.sleep(0.05)


def test_one_worker_uses_the_coder_at_hand():
    (result,) = code_chunks([(3, [Document("a", TEXT)])], WordCoder(), Settings(keep=Keep(unique=True)))
    assert result[0] == 3
    assert result[1].events["sentence"].to_list() == [1]


# ---- frames


def test_frames_in_frames_out():
    frame = pl.DataFrame(
        {"id": ["x", "y"], "text": [TEXT, "FRA 161 DEU"], "date": ["2020-01-02", "20200103"]}
    )
    events = code_frame(WordCoder(), frame)
    assert events["doc_id"].to_list() == ["x", "x", "y"]
    assert [str(day) for day in events["date"]] == ["2020-01-02", "2020-01-02", "2020-01-03"]
    assert code_frame(WordCoder(), frame.lazy()).collect().equals(events)


def test_other_column_names_and_no_ids():
    frame = pl.DataFrame({"body": ["FRA 161 DEU", TEXT], "text": ["no", "no"], "day": [None, None]})
    events = code_frame(WordCoder(), frame, text="body", date="day", id="none")
    assert events["doc_id"].to_list() == ["1", "2", "2"]


def test_bad_rows_are_left_out_with_a_warning_and_a_reason():
    frame = pl.DataFrame({"text": ["FRA 161 DEU", None, "", TEXT]})
    with pytest.warns(UserWarning, match="2 of the rows could not be coded; the first is 2: no text"):
        assert len(code_frame(WordCoder(), frame)) == 3
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tables = code_tables(WordCoder(), frame)
    assert tables.diagnostics.filter(pl.col("status") == "invalid")["doc_id"].to_list() == ["2", "3"]
