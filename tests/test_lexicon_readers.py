"""The dictionary readers: every form of entry, every kind of fault with its place."""

from __future__ import annotations

from datetime import date

import pytest

from diplocode.errors import ConfigError, DictionaryError
from diplocode.lexicon import Lexicon
from diplocode.lexicon.config import Options, read_config
from diplocode.lexicon.names import dictionary_files, kind_of
from diplocode.model import Where


def faults(**texts: str) -> list[str]:
    return [f"{fault.line}:{fault.column} {fault.message}" for fault in Lexicon.from_text(**texts).problems]


# ---- actors


def test_an_actor_keeps_name_synonyms_codes_and_their_lines():
    text = "# realms\nARCADIA_ [ARC]  # a note\n+ARCADIAN\n\n+ARCADIAN_REALM_\n\t[ARCGOV >20100101]\n"
    (actor,) = Lexicon.from_text(actors=text).actors
    assert (actor.name, actor.where) == ("ARCADIA_", Where("<actors>", 2))
    assert actor.synonyms == (("ARCADIAN", Where("<actors>", 3)), ("ARCADIAN_REALM_", Where("<actors>", 5)))
    assert [(code.code, code.where.line) for code in actor.codes] == [("ARC", 2), ("ARCGOV", 6)]


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("<20100101", None, date(2009, 12, 31)),
        (">20100101", date(2010, 1, 1), None),
        ("> 20100101", date(2010, 1, 1), None),
        ("20050101-20100101", date(2005, 1, 1), date(2009, 12, 31)),
        ("20050101 - 20100101", date(2005, 1, 1), date(2009, 12, 31)),
        ("050101-100101", date(2005, 1, 1), date(2009, 12, 31)),
        ("310101-20100101", date(1931, 1, 1), date(2009, 12, 31)),
        ("300101-310101", date(2030, 1, 1), date(1930, 12, 31)),
        ("20050101", date(2005, 1, 1), None),
    ],
)
def test_every_form_of_a_date_restriction(written, start, end):
    (actor,) = Lexicon.from_text(actors=f"JO_DOE_\n\t[ARCGOV {written}]").actors
    assert (actor.codes[0].start, actor.codes[0].end) == (start, end)


def test_several_codes_stand_on_one_line():
    (actor,) = Lexicon.from_text(actors="JO_DOE_\t[ARCGOV <20100101][ARCELI] [---]  # retired").actors
    assert [code.code for code in actor.codes] == ["ARCGOV", "ARCELI", "---"]
    assert not Lexicon.from_text(actors="JO_DOE_\t[ARCGOV <20100101][ARCELI] [---]").problems


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("ARCADIA_ [ARC", "1:14 code is missing its closing ]"),
        ("ARCADIA_ ARC]", "1:13 a ] without its ["),
        ("ARCADIA_", "1:1 actor ARCADIA_ has no code; write it in [] after the name or below it"),
        ("ARCADIA_ [ARC 20210231-20220101]", "1:15 no such date: 20210231"),
        ("ARCADIA_ [ARC >2021]", "1:15 no such date: 2021"),
        (
            "ARCADIA_ [ARC soon]",
            "1:15 not a date restriction: soon; write <YYYYMMDD, >YYYYMMDD or YYYYMMDD-YYYYMMDD",
        ),
        ("ARCADIA_ [ARC 20220101-20210101]", "1:15 the range 20220101-20210101 is empty"),
        ("ARCADIA_ [ARC] kingdom", "1:16 text after the code is taken for a comment: kingdom"),
        ("ARCADIA_ [arc]", "1:11 arc is no actor code: capital letters and digits, three per role"),
        ("+ARCADIAN", "1:1 a synonym before any actor"),
        ("[ARC]", "1:1 a code before any actor"),
        ("A_ [AAA]\n+", "2:1 an empty synonym"),
        ("<!-- no end\nA_ [AAA]", "1:1 a comment <!-- that never ends; everything after it is hidden"),
    ],
)
def test_a_fault_in_an_actor_file_is_told_with_its_place(text, fault):
    assert fault in faults(actors=text)


def test_a_code_with_an_impossible_date_holds_on_no_day_and_the_rest_is_read():
    lexicon = Lexicon.from_text(actors="JO_\n\t[ARCGOV 20210231-20220101]\n\t[ARCELI]\nBO_ [BOH]")
    assert [code.holds(date(2021, 6, 1)) for code in lexicon.actors[0].codes] == [False, True]
    assert lexicon.actors[1].codes[0].code == "BOH"


def test_xml_comments_hide_lines():
    text = "<!-- head -->\nA_ [AAA]\n<!-- B_ [BBB]\nC_ [CCC]\n-->\nD_ [DDD] <!-- x -->\n"
    assert [actor.name for actor in Lexicon.from_text(actors=text).actors] == ["A_", "D_"]


def test_crlf_marks_and_bad_bytes(tmp_path):
    path = tmp_path / "my.actors.txt"
    path.write_bytes(b"\xef\xbb\xbfARCADIA_ [ARC]\r\nBOH\xe9MIA_ [BOH]\r\n")
    lexicon = Lexicon.from_dir(tmp_path)
    assert [actor.name for actor in lexicon.actors] == ["ARCADIA_", "BOH�MIA_"]
    (fault,) = lexicon.problems
    assert (fault.path, fault.line) == ("my.actors.txt", 2)
    assert "UTF-8" in fault.message


# ---- agents, discards, issues


def test_agents_have_plurals_and_markers():
    text = "!P! = MAN, WOMEN\nDEPUTY [~LEG]\nPOLICE {} [~COP]\nSPOKES!P! [~GOV]\n"
    text += "ATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~JUD]"
    phrases = [agent.phrases() for agent in Lexicon.from_text(agents=text).agents]
    assert phrases == [
        ("DEPUTY", "DEPUTIES"),
        ("POLICE",),
        ("SPOKESMAN", "SPOKESWOMEN"),
        ("ATTORNEY_GENERAL", "ATTORNEYS_GENERAL"),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("CLERIC", "1:1 an agent needs a code in []"),
        ("CLERIC [~REL", "1:13 code is missing its closing ]"),
        ("CLERIC {CLERGY [~REL]", "1:8 plural is missing its closing }"),
        ("SPOKES!P! [~GOV]", "1:7 the marker !P! is not defined above"),
        ("SPOKES!P [~GOV]", "1:7 a marker needs a ! at both ends"),
        ("CLERIC [rel]", "1:9 rel is no agent code: write ~GOV or NGO~"),
        ("ENVOY [~GOV] a diplomat", "1:14 text after the code is left out: a diplomat"),
    ],
)
def test_a_fault_in_an_agent_file_is_told_with_its_place(text, fault):
    assert fault in faults(agents=text)


def test_discards_of_sentence_and_story():
    found = Lexicon.from_text(discards="REGATTA  # sport\n+ WORLD CUP\n+").discards
    assert [(entry.phrase, entry.story) for entry in found] == [("REGATTA", False), ("WORLD CUP", True)]
    assert faults(discards="+") == ["1:1 a + without a phrase"]


def test_issues_keep_their_category_and_ignored_phrases():
    text = '<ISSUE CATEGORY="TRADE" TYPE="ALL">\nn:tariff [TARIFF]\n~trade wind\n~~dust bowl\n</ISSUE>\nloan'
    lexicon = Lexicon.from_text(issues=text)
    told = [(one.phrase, one.code, one.ignore, one.category) for one in lexicon.issues]
    assert told == [
        ("n:tariff", "TARIFF", False, "TRADE"),
        ("trade wind", "~", True, "TRADE"),
        ("dust bowl", "~~", True, "TRADE"),
    ]
    assert faults(issues=text) == ["6:1 an issue phrase needs a code in []"]


# ---- verbs

VERBS = """\
&ENVOY
+AMBASSADOR
+CHARGE_D'AFFAIRES_

--- EXPEL [166] ---
OUST
THROW {THROWS THREW THROWN THROWING} [160]
+KICK_OUT {+KICKED_OUT}
WIRE_+TAP
@noun EXPULSION OUSTER
@target OF
= Arcadia ousted Bohemia. => ARC 166 BOH
- * &ENVOY [161:174] @reciprocal  # diplomats
    = Arcadia ousted an ambassador of Bohemia. => ARC 161 BOH; BOH 174 ARC
    ! Arcadia ousted its own ambassador.
~ a (b . OUST) SAY = a b 112
"""


def test_a_verb_file_with_everything_in_it():
    lexicon = Lexicon.from_text(verbs=VERBS)
    assert not lexicon.problems
    (block,) = lexicon.blocks
    assert (block.name, block.code, block.where.line) == ("EXPEL", "166", 5)
    assert [(verb.base, verb.forms, verb.code, verb.regular) for verb in block.verbs] == [
        ("OUST", (), "", True),
        ("THROW", ("THROWS", "THREW", "THROWN", "THROWING"), "160", False),
        ("KICK_OUT", ("KICKED_OUT",), "", False),
        ("WIRE_+TAP", (), "", True),
    ]
    assert [word for word, _ in block.nouns] == ["EXPULSION", "OUSTER"]
    assert block.options == (("target", "OF"),)
    assert block.examples[0].events == (("ARC", "BOH", "166"),)
    (pattern,) = block.patterns
    assert (pattern.text, pattern.code, pattern.passive_code) == ("* &ENVOY", "161", "174")
    assert pattern.options == (("reciprocal", ""),)
    assert pattern.comment == "diplomats"
    assert [example.matches for example in pattern.examples] == [True, False]
    assert pattern.examples[0].events == (("ARC", "BOH", "161"), ("BOH", "ARC", "174"))
    assert lexicon.synsets[0].members[1][0] == "CHARGE_D'AFFAIRES_"
    assert (lexicon.transformations[0].text, lexicon.transformations[0].code) == (
        "a (b . OUST) SAY = a b",
        "112",
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("--- E [166] ---\n- * {A B [161]", "a { without its }; the pattern is left out"),
        ("--- E [166] ---\n- * A) [161]", "a ) without its (; the pattern is left out"),
        ("--- E [166] ---\n- * {A {B} C} [161]", "a { inside another; the pattern is left out"),
        (
            "--- E [166] ---\n- A B [161]",
            "a pattern has one *, where the verb stands; the pattern is left out",
        ),
        ("--- E [166] ---\n- * A", "a pattern needs a code in []; the pattern is left out"),
        ("--- E [166] ---\n* A [161]", "a pattern starts with -; the line is left out"),
        ("--- E [166] ---\n- * &NONE [161]", "the synset &NONE is not defined"),
        ("--- E [166] ---\nKICK_OUT", "KICK_OUT needs a + on the word that inflects; the first is taken"),
        ("--- E [166] ---\nOUST OUSTS", "forms of a verb belong in braces: BASE {FORM FORM}"),
        ("--- E\nOUST", "a block without a code; write [---] if its verbs alone mean no event"),
        ("--- E [1 ---\nOUST", "code is missing its closing ]"),
        ("&A\n+&B\n&B\n+&A", "the synset &A contains itself: &A -> &B -> &A"),
        ("&A\n--- E [1] ---", "the synset &A has no members"),
        ("@target OF\n--- E [1] ---", "an option outside any block"),
        ("--- E [1] ---\n= A ousted B.", "an example that must match ends with => SOURCE CODE TARGET"),
        ("--- E [1] ---\n= A ousted B. => ARC BOH", "an event is written SOURCE CODE TARGET, not ARC BOH"),
        (
            "--- E [1] ---\n~ a (b OUST = a b 112",
            "a transformation is written ~ a (b c VERB) VERB = a b CODE",
        ),
    ],
)
def test_a_fault_in_a_verb_file_is_told(text, fault):
    assert fault in [one.message for one in Lexicon.from_text(verbs=text).problems]


def test_what_follows_a_fault_is_read():
    lexicon = Lexicon.from_text(verbs="--- E [166] ---\nOUST\n- * {A B [161]\n- * C [162]")
    assert [pattern.code for pattern in lexicon.blocks[0].patterns] == ["162"]


def test_a_tabari_file_is_refused_with_the_reason():
    lexicon = Lexicon.from_text(verbs="ABANDON [---] ;x\n- * HOPE [120]\n")
    assert not lexicon.blocks
    assert "TABARI" in lexicon.problems[0].message
    assert lexicon.problems[0].line == 1


def test_strict_reading_raises_at_the_first_fault():
    with pytest.raises(DictionaryError, match="<actors>:2:8: code is missing"):
        Lexicon.from_text(strict=True, actors="A_ [AAA]\nB_ [BBB")


# ---- files, folders, configuration


def test_kinds_follow_from_names(tmp_path):
    for name in (
        "CAMEO.2.0.txt",
        "x.actors.txt",
        "IssueList.txt",
        "verbs/core.txt",
        "README.txt",
        "prepositions.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    found = [(path.name, kind) for path, kind in dictionary_files(tmp_path)]
    assert found == [
        ("x.actors.txt", "actors"),
        ("CAMEO.2.0.txt", "verbs"),
        ("core.txt", "verbs"),
        ("IssueList.txt", "issues"),
    ]
    assert kind_of(tmp_path / "README.txt") is None


def test_a_validation_suite_does_not_mix_with_real_dictionaries(tmp_path):
    (tmp_path / "PETR.Validate.actors.txt").write_text("ELF_ [ELF]")
    (tmp_path / "PETR.Validate.verbs.txt").write_text("--- E [166] ---")
    (tmp_path / "Real.actors.txt").write_text("ARCADIA_ [ARC]")
    assert [source.name for source in Lexicon.from_dir(tmp_path).sources] == [
        "Real.actors.txt",
        "PETR.Validate.verbs.txt",
    ]


def test_a_folder_without_dictionaries_is_told(tmp_path):
    with pytest.raises(DictionaryError, match="holds no dictionary"):
        Lexicon.from_dir(tmp_path)
    with pytest.raises(DictionaryError, match="is not a folder"):
        Lexicon.from_dir(tmp_path / "none")
    with pytest.raises(DictionaryError, match="of unknown kind"):
        Lexicon.from_files(tmp_path / "x.txt")


def test_the_version_follows_the_contents():
    one, two = Lexicon.from_text(actors="A_ [AAA]"), Lexicon.from_text(actors="A_ [AAB]")
    assert one.version == Lexicon.from_text(actors="A_ [AAA]").version != two.version


INI = """\
[Dictionaries]
verbfile_name = my.verbs.txt
actorfile_list = a.actors.txt, b.actors.txt
colour = red
[Options]
new_actor_length = 4
require_dyad = False
write_actor_text = true
comma_min = 2
size = 3
"""


def test_a_configuration_is_honoured_and_what_is_unknown_warned_about(tmp_path):
    (tmp_path / "dictionaries").mkdir()
    for name in ("my.verbs.txt", "a.actors.txt", "b.actors.txt"):
        (tmp_path / "dictionaries" / name).write_text("")
    path = tmp_path / "PETR_config.ini"
    path.write_text(INI)
    config = read_config(path)
    assert [file.name for file in config.files["actors"]] == ["a.actors.txt", "b.actors.txt"]
    assert config.options == Options(new_actor_length=4, require_dyad=False, write_actor_text=True)
    assert [(one.line, one.message) for one in config.warnings] == [
        (4, "unknown option colour, left out"),
        (10, "unknown option size, left out"),
    ]
    with pytest.warns(UserWarning, match="unknown option") as shown:
        assert Lexicon.from_config(path).options == config.options
    assert [str(one.message).split(": ")[1].split("\n")[0] for one in shown] == [
        "unknown option colour, left out",
        "unknown option size, left out",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[Dictionaries]\nverbfile_name = none.txt", ":2:1: the dictionary none.txt is in none of"),
        ("[Options]\n", "has no \\[Dictionaries\\] section"),
        ("[Dictionaries]\nactorfile_list =\n", "names no verbfile_name"),
        ("verbs = x", "no section headers"),
        (
            "[Dictionaries]\nverbfile_name = ini\n[Options]\nnew_actor_length = x",
            ":4:1: new_actor_length is a whole number",
        ),
        (
            "[Dictionaries]\nverbfile_name = ini\n[Options]\nrequire_dyad = maybe",
            "require_dyad is true or false",
        ),
    ],
)
def test_a_configuration_that_cannot_be_honoured_is_told(tmp_path, text, message):
    (tmp_path / "ini").write_text(text)
    with pytest.raises(ConfigError, match=message):
        read_config(tmp_path / "ini")


def test_text_after_the_code_of_an_issue_is_told():
    assert "1:13 text after the code is left out: of all kinds" in faults(issues="tax [TRADE] of all kinds")
