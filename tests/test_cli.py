"""The commands as a user meets them, in processes of their own, on real dictionaries and the real parser."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

import diplocode
from diplocode.cli import main
from diplocode.tables.schema import DIAGNOSTICS, EVENTS
from diplocode.tables.write import read_table

SENTENCE = "NATO expelled eight Russian diplomats on Wednesday."
STORY = f"{SENTENCE} Russia suspended its mission to NATO."


def run(*arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "diplocode", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=120)


def invoke(*arguments: object, stdin: str = ""):
    """The same in this process: quicker, for what needs no process of its own."""
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin, prog_name="diplocode")


def triples(rows) -> list[tuple[str, str, str]]:
    return [(row["source"], row["code"], row["target"]) for row in rows]


@pytest.mark.parametrize("command", sorted(main.list_commands(None)))
def test_every_command_has_help(command):
    result = invoke(command, "--help")
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: diplocode {command}")


def test_version_and_unknown_commands():
    assert invoke("--version").output == f"diplocode, version {diplocode.__version__}\n"
    assert invoke("no-such-command").exit_code == 2


# ---- code


def test_a_story_in_rows_out(tmp_path):
    story = tmp_path / "story.txt"
    story.write_text(STORY)
    result = run("code", story, "--date", "20211018")
    assert result.returncode == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert triples(rows) == [("IGOWSTNAT", "161", "RUSGOV"), ("RUS", "161", "IGOWSTNAT")]
    for row in rows:
        for part in ("source", "target", "event"):
            assert STORY[row[f"{part}_start"] : row[f"{part}_end"]] == row[f"{part}_text"]
        assert re.fullmatch(r"verbs/[\w.]+:\d+", row["rule"])
        assert row["date"] == "2021-10-18"
        assert row["diplocode_version"] == diplocode.__version__
        assert row["lexicon_version"]
    assert "1 records, 2 sentences, 2 events" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("suffix", ["parquet", "csv", "jsonl"])
def test_files_of_every_format_hold_the_same_table(tmp_path, suffix):
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "date": "2021-10-18", "text": STORY}))
    output, why = tmp_path / f"e.{suffix}", tmp_path / f"d.{suffix}"
    result = invoke("code", tmp_path / "a.jsonl", "-o", output, "--diagnostics", why)
    assert result.exit_code == 0, result.output
    events = read_table(output, EVENTS)
    (expected,) = [
        diplocode.Coder().code_frame(pl.DataFrame({"id": ["a"], "date": ["2021-10-18"], "text": [STORY]}))
    ]
    assert events.equals(expected)
    assert read_table(why, DIAGNOSTICS)["status"].to_list() == ["coded", "coded"]


def test_an_explicit_format_wins_over_the_name(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    assert invoke("code", tmp_path / "a.txt", "-o", tmp_path / "events.out", "--format", "csv").exit_code == 0
    assert (tmp_path / "events.out").read_text().startswith("story_event_id,first_telling,")


def test_workers_give_the_same_bytes(tmp_path):
    news = tmp_path / "news.jsonl"
    news.write_text("".join(json.dumps({"id": f"{i}", "text": SENTENCE}) + "\n" for i in range(260)))
    for workers in (1, 2):
        result = run("code", news, "-o", tmp_path / f"{workers}.csv", "--workers", workers)
        assert result.returncode == 0, result.stderr
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()
    assert len(read_table(tmp_path / "1.csv", EVENTS)) == 260


def test_known_actors_take_precedence():
    text = "The mayor accused the firm of fraud."
    actors = [{"start": 0, "end": 9, "code": "NLDGOV"}, {"start": 18, "end": 26, "code": "NLDBUS"}]
    result = invoke("code", "-", stdin=json.dumps({"id": "a", "text": text, "actors": actors}) + "\n")
    (row,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert (row["source"], row["target"], row["root"]) == ("NLDGOV", "NLDBUS", "11")


def test_bad_input_of_every_kind_and_the_rest_is_coded(tmp_path):
    good = json.dumps({"id": "good", "date": "2021-10-18", "text": SENTENCE})
    outside = json.dumps(
        {"id": "outside", "text": "Short.", "actors": [{"start": 0, "end": 99, "code": "X"}]}
    )
    (tmp_path / "a.jsonl").write_text(
        "\n".join(
            [
                good,
                json.dumps({"id": "undated", "date": "someday", "text": SENTENCE}),
                json.dumps({"id": "empty", "text": ""}),
                outside,
                '{"id": "cut", "te',
            ]
        )
    )
    (tmp_path / "b.csv").write_text("id,body\n1,x\n")
    (tmp_path / "c.txt").write_bytes(os.urandom(3000) + b"\xff\0")
    (tmp_path / "d.txt.gz").write_bytes(gzip.compress((SENTENCE + " ").encode() * 2000)[:-20])
    (tmp_path / "e.txt").write_text((SENTENCE + " ") * 30)
    why = tmp_path / "why.csv"
    inputs = [tmp_path / n for n in ("a.jsonl", "b.csv", "c.txt", "d.txt.gz", "e.txt", "missing.txt")]
    result = run("code", *inputs, "-o", tmp_path / "e.csv", "--diagnostics", why)
    assert "Traceback" not in result.stderr
    assert result.returncode == 1
    for message in (
        "date 'someday' is neither ISO 8601",
        "text is empty",
        "characters 0:99 lie outside the text",
        "not valid JSON",
        "no column is named text; the columns are: id, body",
        "cut off",
        "no such file or folder",
    ):
        assert message in result.stderr, message
    events = read_table(tmp_path / "e.csv", EVENTS)
    assert events["doc_id"].unique().sort().to_list() == ["e", "good"]
    statuses = read_table(why, DIAGNOSTICS)
    assert len(statuses.filter(pl.col("status") == "invalid")) == 8
    assert len(statuses.filter(pl.col("doc_id") == "e")) == 30


def test_a_hundred_thousand_characters_without_a_full_stop(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("and Russia said that NATO expelled diplomats " * 2223)
    result = run("code", path, "-o", tmp_path / "e.csv", "--diagnostics", tmp_path / "d.csv")
    assert result.returncode == 0, result.stderr
    assert "Traceback" not in result.stderr
    assert len(read_table(tmp_path / "d.csv", DIAGNOSTICS)) >= 1


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["code"], 2, "Missing argument"),
        (["code", "a.txt", "--date", "soon"], 2, "date 'soon' is neither ISO 8601"),
        (["code", "a.txt", "--workers", "0"], 2, "--workers"),
        (["code", "a.txt", "--format", "csv"], 1, "name a file with -o for csv"),
        (["code", "a.txt", "-o", "e.doc"], 1, "--format"),
        (["code", "a.txt", "--resume"], 1, "resuming needs an output file"),
        (["code", "a.txt", "--dictionaries", "nowhere"], 1, "nowhere"),
        (["code", "a.txt", "--config", "no.ini"], 1, "no.ini"),
        (["code", "a.txt", "--parser", "nonesuch"], 1, "nonesuch"),
        (["explain", ""], 1, "text is empty"),
        (["explain", "a.txt"], 2, "diplocode explain - < a.txt"),
        (["parse", "--tokenized", "missing.txt"], 1, "missing.txt: No such file or directory"),
        (["parse", "missing.txt"], 1, "missing.txt: no such file"),
        (["parse", "a.txt", "-o", "."], 2, "is a directory"),
        (["parse", "a.txt", "-o", "nowhere/b.txt"], 1, "cannot write there"),
        (["parse", "a.txt", "--parser", "malt"], 1, "Error: no parser named 'malt'"),
        (["parse", "a.txt", "--parser", "corenlp:http://127.0.0.1:9"], 1, "127.0.0.1:9"),
    ],
)
def test_wrong_usage_is_a_message(tmp_path, monkeypatch, arguments, status, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(SENTENCE)
    result = invoke(*arguments)
    assert result.exit_code == status
    assert message in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


# ---- explain, parse, lookup


def test_explain_names_the_rule_and_fits_eighty_columns():
    result = invoke("explain", STORY, "--date", "2021-10-18")
    assert result.exit_code == 0
    assert "IGOWSTNAT 161 RUSGOV" in result.output
    assert re.search(r"verbs/[\w.]+:\d+", result.output)
    assert max(len(line) for line in result.output.splitlines()) <= 80


def test_careful_says_what_was_read_again():
    text = "Norway condemned Chile after its navy seized two trawlers near Peru."
    quick, careful = invoke("explain", text), invoke("explain", text, "--careful")
    assert "read again" not in quick.output
    assert re.search(r"read again: confidence 0\.\d\d before", careful.output)


def test_explain_reads_standard_input():
    assert invoke("explain", "-", stdin=SENTENCE).output == invoke("explain", SENTENCE).output


def test_the_page_stands_by_itself(tmp_path):
    path = tmp_path / "e.html"
    text = f'{STORY} <script>alert("x")</script> & nothing.'
    result = invoke("explain", text, "--html", path)
    assert result.exit_code == 0
    html = path.read_text(encoding="utf-8")
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert not re.search(r"(src|href)=", html)
    assert html.count('<div class="event">') == 2
    assert "Reduce or break diplomatic relations" in html
    assert html.count('<svg class="tree"') == html.count("<h2>Parse</h2>") >= 2


def test_parse_prints_a_tree_per_sentence(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    result = invoke("parse", tmp_path / "a.txt")
    assert result.exit_code == 0
    trees = result.output.splitlines()
    assert len(trees) == 2
    assert re.findall(r" ([^ ()]+)\)", trees[0]) == [*SENTENCE[:-1].split(), "."]


def test_parse_takes_tokens_and_keeps_them(tmp_path):
    tokens = "Mr. Smith-Jones paid $ 5 ( cash ) ."
    (tmp_path / "a.tok").write_text(f"Chad left .\n\n{tokens}\n")
    result = invoke("parse", "--tokenized", tmp_path / "a.tok", "-o", tmp_path / "trees.txt")
    assert result.exit_code == 0, result.output
    first, second = (tmp_path / "trees.txt").read_text().splitlines()
    assert re.findall(r" ([^ ()]+)\)", first) == ["Chad", "left", "."]
    assert re.findall(r" ([^ ()]+)\)", second) == tokens.replace("(", "-LRB-").replace(")", "-RRB-").split()


def test_parse_names_bad_records_and_goes_on(tmp_path):
    lines = [
        '{"id": "a", "text": "Chad left. It rained."}',
        '{"id": "b", "text": 5}',
        "none",
        '{"id": "c", "text": ""}',
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    result = run("parse", tmp_path / "a.jsonl")
    assert result.returncode == 0
    assert len(result.stdout.splitlines()) == 2
    assert [line.split("a.jsonl:")[1][0] for line in result.stderr.splitlines()] == ["2", "3", "4"]


def test_parse_reads_records_from_standard_input():
    record = '{"id": "1", "date": "2021-01-01", "text": "Chad left. (AP)"}\n'
    result = invoke("parse", "-", stdin=record)
    assert result.output.count("(ROOT") == 1
    tokens = invoke("parse", "--tokenized", "-", stdin="Chad left .\n\n( AP )\n")
    assert [line.count("(ROOT") for line in tokens.output.splitlines()] == [1, 1]


def test_lookup_shows_every_entry_with_its_place():
    result = invoke("lookup", "Russian", "diplomats", "expelled")
    assert result.exit_code == 0
    found = [line.split()[:2] for line in result.output.splitlines() if not line.startswith(" ")]
    assert ["actor", "RUSSIAN_"] in found or ["actor", "RUSSIAN"] in found
    assert ["agent", "DIPLOMAT"] in found
    assert ["verb", "EXPEL"] in found
    assert all(
        re.search(r"\S+:\d+$", line) for line in result.output.splitlines() if not line.startswith(" ")
    )


def test_lookup_minds_the_date_and_other_dictionaries(tmp_path):
    (tmp_path / "my.actors.txt").write_text("JO_DOE\n\t[ARCGOV 20100101-20191231]\n\t[ARCELI >20200101]\n")
    (tmp_path / "my.verbs.txt").write_text("--- GREET [018] ---\nGREET\n")
    for date, code in (("2015-05-01", "ARCGOV"), ("2021-01-01", "ARCELI"), ("2001-01-01", "---")):
        result = invoke("lookup", "Jo Doe", "--date", date, "--dictionaries", tmp_path)
        assert result.output.splitlines()[0].split() == ["actor", "JO_DOE", code, "my.actors.txt:1"]


def test_lookup_of_nothing_says_so():
    result = invoke("lookup", "zzyzx")
    assert result.exit_code == 1
    assert "no entry" in result.output


# ---- how quick it starts


def test_a_command_does_not_load_what_others_need():
    code = (
        "import sys\nfrom diplocode.cli import main\nmain(['lookup', 'Chad'], standalone_mode=False)\n"
        "print(sorted({'nltk', 'tqdm'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.endswith("[]\n")


def test_the_shipped_example_is_coded(tmp_path):
    example = Path(__file__).parents[1] / "examples" / "story.txt"
    result = invoke("code", example, "--date", "2024-06-11", "-o", tmp_path / "e.csv")
    assert result.exit_code == 0
    events = read_table(tmp_path / "e.csv", EVENTS)
    assert ("URY", "161", "PRY") in {
        (s[:3], c, t[:3]) for s, c, t in events.select("source", "code", "target").rows()
    }
