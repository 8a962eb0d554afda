"""The cache of compiled dictionaries: what comes out is what was compiled, whatever happens to the files."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from diplocode.cli import main
from diplocode.coding import Coder
from diplocode.coding.tables import Tables, compile_lexicon
from diplocode.lexicon import Lexicon, cache
from diplocode.lexicon.cache import cached
from diplocode.lexicon.compile import PhraseTrie
from diplocode.lexicon.rows import ROW, SEP, Filing

TEXTS = (
    "Norway expelled two diplomats of Chile and recalled its ambassador from Santiago on Monday.",
    "President Vladimir Putin met Chinese leader Xi Jinping in Moscow.",
    "The Taliban said that they had captured a town near the border with Tajikistan.",
    "The foreign minister of Peru threatened to impose sanctions on Bolivia if talks break down.",
    "Thousands of workers went on strike in Athens. The government refused to raise their pay.",
    "The tennis player won the final of the Wimbledon Championships.",
)


def told(coder: Coder) -> list[str]:
    """Everything that a coder says of some texts."""
    return [str(coder.explain(text, date="2016-03-01")) for text in TEXTS]


def test_a_cached_lexicon_codes_as_one_that_was_read(tmp_path, monkeypatch):
    monkeypatch.setenv("DIPLOCODE_CACHE", "off")
    plain = Coder()
    monkeypatch.setenv("DIPLOCODE_CACHE", str(tmp_path / "cache"))
    first = Coder()
    assert not Lexicon.bundled()._read
    second = Coder()
    assert second.lexicon._read == {}, "what is cached needs no reading of the entries"
    assert told(plain) == told(first) == told(second)
    assert len(list((tmp_path / "cache").iterdir())) == 1


@pytest.mark.parametrize("change", ["dictionary", "programme"])
def test_what_has_changed_is_compiled_anew(tmp_path, monkeypatch, change):
    monkeypatch.setenv("DIPLOCODE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(cache, "WORTH_CACHING", 0)
    verbs = "--- EXPEL [166] ---\nEXPEL\n"
    Tables.of(Lexicon.from_text(verbs=verbs))
    if change == "dictionary":
        verbs = verbs.replace("166", "161")
    else:
        monkeypatch.setattr(cache, "programme", lambda: "another")
        monkeypatch.setattr(
            "diplocode.coding.tables.compile_lexicon",
            lambda lexicon: compile_lexicon(Lexicon.from_text(verbs=verbs.replace("166", "161"))),
        )
    (predicate,) = Tables.of(Lexicon.from_text(verbs=verbs)).index.verbs["expel"]
    assert predicate.code == "161"


RACE = (
    "from diplocode.coding.tables import Tables; from diplocode.lexicon import Lexicon; "
    "index = Tables.of(Lexicon.bundled()).index; print(*(p.where for p in index.verbs['expel']))"
)


def test_two_processes_may_fill_it_at_once(tmp_path):
    environment = {**os.environ, "DIPLOCODE_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-c", RACE]
    running = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=60) for process in running]
    assert said[0] == said[1]
    assert "verbs/core.verbs.txt" in said[0][0]
    assert not said[0][1]
    assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".json"], "no half-written file stays"


def test_old_tables_are_removed(tmp_path):
    for number in range(cache.KEEP + 3):
        cached(str(number), lambda: {}, tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == cache.KEEP


def test_the_cache_gives_what_was_compiled_and_notices_a_change(tmp_path):
    made = []

    def compile_as(value):
        def compile():
            made.append(value)
            return {"value": value}

        return compile

    folder = tmp_path / "cache"
    assert cached("one", compile_as(1), folder) == {"value": 1}
    assert cached("one", compile_as(1), folder) == {"value": 1}
    assert cached("two", compile_as(2), folder) == {"value": 2}
    assert made == [1, 2]


@pytest.mark.parametrize("harm", ["cut", "changed", "swapped", "empty", "open"])
def test_a_harmed_cache_is_compiled_anew(tmp_path, harm):
    folder = tmp_path / "cache"
    cached("one", lambda: {"value": 1}, folder)
    (path,) = folder.glob("tables-*.json")
    if harm == "cut":
        path.write_bytes(path.read_bytes()[:-3])
    elif harm == "changed":
        path.write_bytes(path.read_bytes().replace(b'"value":1', b'"value":6'))
    elif harm == "swapped":
        cached("two", lambda: {"value": 2}, folder)
        other = next(one for one in folder.glob("tables-*.json") if one != path)
        path.write_bytes(other.read_bytes())
    elif harm == "empty":
        path.write_bytes(b"")
    else:
        os.chmod(path, 0o666)
    assert cached("one", lambda: {"value": 7}, folder) == {"value": 7}


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / "file").write_text("")
    assert cached("one", lambda: {"value": 1}, tmp_path / "file" / "below") == {"value": 1}


def test_only_verbose_tells_that_it_cannot_be_written(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DIPLOCODE_CACHE", str(tmp_path / "file" / "below"))
    words = ["explain", "Norway expelled two diplomats of Chile."]
    quiet = CliRunner().invoke(main, words)
    assert quiet.exit_code == 0
    assert "are not kept" not in quiet.stderr
    environment = {**os.environ, "DIPLOCODE_CACHE": str(tmp_path / "file" / "below")}
    loud = subprocess.run(
        [sys.executable, "-m", "diplocode", "--verbose", *words],
        capture_output=True,
        text=True,
        env=environment,
    )
    assert loud.returncode == 0
    assert "compiled dictionaries are not kept" in loud.stderr


@given(
    st.lists(st.text("ab_-.'\t ", min_size=1, max_size=6), max_size=12),
    st.lists(st.sampled_from(["a", "b", "ab", "ba", "aa"]), max_size=5),
)
def test_rows_are_found_as_phrases_are(phrases, words):
    filed: PhraseTrie[str] = PhraseTrie()
    filing = Filing()
    for number, phrase in enumerate(phrases):
        filed.add(phrase, str(number))
        filing.add(phrase, str(number))
    kept: PhraseTrie[str] = PhraseTrie(
        filing.table(),
        lambda rows: [(phrase, number) for phrase, number in (r.split(SEP) for r in rows.split(ROW))],
    )
    for start in range(len(words)):
        assert kept.matches(words, start) == filed.matches(words, start)
