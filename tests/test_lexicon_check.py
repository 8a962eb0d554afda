"""The linter: a fixture per check, named after it, and the bundled dictionaries clean."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from diplocode import cameo, resources
from diplocode.cli import main
from diplocode.lexicon import Lexicon
from diplocode.lexicon.check import CHECKS, RULES, check, read
from diplocode.lexicon.check.rules import FAILING, PASSING, UNUSED_NOTE

FIXTURES = Path(__file__).parent / "fixtures" / "check"
DOCS = Path(__file__).parents[1] / "docs"


def codes(lexicon: Lexicon, *select: str) -> list[str]:
    return [finding.code for finding in check(lexicon, cameo.codes(), select)]


def invoke(*arguments: object):
    return CliRunner().invoke(main, ["check", *map(str, arguments)], prog_name="diplocode")


@pytest.mark.parametrize("code", sorted({*CHECKS, UNUSED_NOTE}))
def test_each_check_finds_its_fixture_and_nothing_else_does(code):
    (path,) = FIXTURES.glob(f"{code}.*")
    (finding,) = check(read([path]), cameo.codes())
    assert finding.code == code
    assert finding.path == str(path)
    assert finding.line >= 1
    assert finding.column >= 1
    assert finding.text or code == "D003"
    assert finding.advice


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("clean.*")), ids=lambda path: path.name)
def test_nothing_is_found_where_nothing_is_wrong(path):
    assert check(read([path]), cameo.codes()) == ()


def test_every_code_has_a_check_a_fixture_and_a_paragraph():
    assert {*CHECKS, UNUSED_NOTE, FAILING, PASSING} == set(RULES)
    assert {path.name.split(".")[0] for path in FIXTURES.iterdir()} == {*RULES, "clean"}
    text = (DOCS / "check.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^### ([A-Z]\d{3})\b", text, re.MULTILINE)) == set(RULES)


def test_the_bundled_dictionaries_are_clean():
    found = check(read([resources.dictionaries()]), cameo.codes())
    assert [str(finding) for finding in found] == []


def test_a_note_excuses_its_line_its_entry_or_its_file():
    clash = "A_B_ [ARC]\n+C_D_\n\nE_F_ [BOH]{head}\n+C_D_{line}\n"
    for notes in ({"line": "  # allow A106: meant"}, {"head": "  # allow A106: meant"}):
        text = clash.format(**{"line": "", "head": "", **notes})
        assert codes(Lexicon.from_text(actors=text)) == []
    text = "# allow in this file A106: old names\n" + clash.format(line="", head="")
    assert codes(Lexicon.from_text(actors=text)) == []
    text = clash.format(line="  # allow A101: another code", head="")
    assert codes(Lexicon.from_text(actors=text)) == ["A106", "D006"]


def test_terms_that_only_touch_do_not_clash():
    one = "ANNA_EXAMPLE_\n+EXAMPLE_\n\t[ARCELI <20100101]\n\t[ARCGOV 20100101-20150101]\n"
    two = "BEN_EXAMPLE_\n+EXAMPLE_\n\t[BOHGOV >20150101]\n"
    assert codes(Lexicon.from_text(actors=one + two)) == []
    assert codes(Lexicon.from_text(actors=one + two.replace("20150101", "20141231"))) == ["A107"]


@pytest.mark.parametrize(
    "patterns",
    [
        ["* LOAN [0231]", "* AID|HELP|LOAN [023]"],  # the particular one first
        ["* AID|HELP|LOAN [023]", "* LOAN (FROM BANK) [0231]"],  # the longer one weighs more
        ["* AID (FROM +) [023]", "* AID [023]"],  # the first wants a phrase that may be missing
        ["* {LOAN BANK} [023]", "* {BANK LOAN} [0231]"],  # another order
        ["* (FROM LOAN) [023]", "* (FOR LOAN) [0231]"],  # another preposition
        ["LOAN * [023]", "* LOAN [0231]"],  # another place
    ],
)
def test_patterns_that_leave_room_for_each_other(patterns):
    text = "--- ASK [020] ---\nASK\n" + "".join(f"- {pattern}\n" for pattern in patterns)
    assert codes(Lexicon.from_text(verbs=text), "V") == []


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("* (FROM|OF BANK) [023]", "* (OF BANK) [0231]"),
        ("* &HELP [023]", "* &LESS [0231]"),
        ("* LOANS [023]", "* LOAN [0231]"),
        ("* LOAN [023]", "* BIG_LOAN [0231]"),
    ],
)
def test_patterns_that_never_decide(first, later):
    sets = "&HELP\n+LOAN\n+CREDIT\n\n&LESS\n+LOAN\n\n"
    text = f"{sets}--- ASK [020] ---\nASK\n- * &HELP (IN CASH) [023]\n- * &LESS (IN KIND) [023]\n"
    assert codes(Lexicon.from_text(verbs=f"{text}- {first}\n- {later}\n"), "V305") == ["V305"]


def test_exit_codes_and_output():
    bad, good = FIXTURES / "A101.actors.txt", FIXTURES / "clean.actors.txt"
    result = invoke(bad)
    assert result.exit_code == 1
    assert result.stdout == (
        f"{bad}:4:2: A101 RIVER_COUNCIL_ is BOHOPP here and ARCGOV at {bad}:1, both in force on any day\n"
    )
    assert "1 A101 name with two codes: " in result.stderr
    assert invoke(good).exit_code == 0
    assert invoke(bad, "--ignore", "A1").exit_code == 0
    assert invoke(bad, "--select", "G,V").exit_code == 0
    (row,) = json.loads(invoke(bad, "--format", "json").stdout)
    assert (row["code"], row["line"], row["column"], row["text"]) == ("A101", 4, 2, "+RIVER_COUNCIL_")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no/such/folder"], "does not exist"),
        ([FIXTURES.parent], "holds no dictionary"),
        ([__file__], "holds no dictionary"),
        ([FIXTURES, "--select", "Q9"], "no check has a code that begins with 'Q9'"),
    ],
)
def test_a_wrong_call_exits_with_2(arguments, message):
    result = invoke(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_file_by_its_own_and_a_folder_together(tmp_path):
    (tmp_path / "My.actors.txt").write_text("ARCADIA_ [BOH]\n")
    (tmp_path / "More.actors.txt").write_text("ARCADIA_ [ARC]\n")
    assert invoke(tmp_path / "My.actors.txt").exit_code == 0
    result = invoke(tmp_path)
    assert result.exit_code == 1
    assert "A106 ARCADIA_ is BOH here and ARC" in result.stdout
