"""The examples in the dictionaries, walked through raw text, parser and coder."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import diplocode
from diplocode.cli import main
from diplocode.lexicon import Lexicon
from diplocode.tables.examples import walk

FIXTURES = Path(__file__).parent / "fixtures" / "check"
KNOWN = 40  # examples at most that are marked as failing, for faults of the parser or coder
NEW = 10  # examples at most that fail unmarked: what a parser trained anew may lose before they are marked


@pytest.fixture(scope="module")
def walked():
    lexicon = Lexicon.bundled()
    return list(walk(lexicon, diplocode.Coder(lexicon, trained=False)))


def test_the_examples_are_coded_as_they_say(walked):
    failed = [one for one in walked if not one.outcome.passed]
    shown = "\n".join(("known " if one.known else "") + one.outcome.text() for one in failed)
    assert len([one for one in failed if not one.known]) <= NEW, shown
    assert len([one for one in walked if one.known]) <= KNOWN, shown


def test_there_are_examples_of_both_kinds_and_of_the_whole_core(walked):
    told = [one.example for one in walked]
    assert len([one for one in told if one.matches]) >= 1500
    assert len([one for one in told if not one.matches]) >= 100
    bare = [
        f"{block.where} {block.name}"
        for block in Lexicon.bundled().verbs
        if block.where.path == "verbs/core.verbs.txt"
        and not block.examples
        and not any(pattern.examples for pattern in block.patterns)
    ]
    assert bare == []


@pytest.mark.parametrize("code", ["V313", "V314"])
def test_the_linter_walks_examples_when_asked(code):
    folder = FIXTURES / code
    assert CliRunner().invoke(main, ["check", str(folder)]).exit_code == 0
    result = CliRunner().invoke(main, ["check", str(folder), "--examples"])
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert line.startswith(f"{folder / 'X.verbs.txt'}:4:")
    assert f" {code} " in line
    assert CliRunner().invoke(main, ["check", str(folder), "--examples", "--ignore", code]).exit_code == 0


@pytest.mark.parametrize(
    ("example", "passes"),
    [
        ("= Kenya asked Uganda for a loan. => KEN 023 UGA", True),
        ("= Kenya asked Uganda for a loan. => K 023 U", True),
        ("= Kenya asked Uganda for a loan. => KENGOV 023 UGA", False),
        ("= Kenya asked Uganda for a loan. => KEN 023 UGA; UGA 023 KEN", False),
        ("= Kenya asked Uganda for a loan, and Uganda asked Kenya. => KEN 023 UGA", False),
        ("! Kenya asked Uganda for a rest.", True),
        ("! Kenya asked Uganda for a loan.", False),
        ("! Kenya asked Uganda for a loan. => KEN 020 UGA", True),
    ],
)
def test_what_an_example_asks_for(example, passes):
    actors = "KENYA_ [KEN]\n\nUGANDA_ [UGA]\n"
    verbs = f"--- ASK [020] ---\nASK\n- * (FOR LOAN) [023]\n    {example}\n"
    lexicon = Lexicon.from_text(actors=actors, verbs=verbs)
    (one,) = walk(lexicon, diplocode.Coder(lexicon, trained=False))
    assert one.outcome.passed is passes
