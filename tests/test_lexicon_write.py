"""Writers, tries and inflection: what is written is read again."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplocode.lexicon import Lexicon
from diplocode.lexicon.compile import ActorIndex, AgentIndex, PhraseTrie, Words, codes_on
from diplocode.lexicon.entries import ActorEntry, AgentEntry, DatedCode, Pattern, Synset, VerbBlock, VerbForms
from diplocode.lexicon.inflect import lemma, plural, singular, verb_forms
from diplocode.lexicon.write import dump, edit, markers
from diplocode.model import Where

NOWHERE = Where("x", 0)


def plain(value: Any) -> Any:
    """An entry without its places."""
    if isinstance(value, Where):
        return None
    if attrs.has(type(value)):
        return (type(value).__name__, *(plain(getattr(value, one.name)) for one in attrs.fields(type(value))))
    return tuple(map(plain, value)) if isinstance(value, tuple) else value


words = st.from_regex(r"[A-Z][A-Z'.-]{0,8}", fullmatch=True).filter(lambda word: "--" not in word)
phrases = st.lists(words, min_size=1, max_size=4).map("_".join)
names = st.builds(str.__add__, phrases, st.sampled_from(["", "_"]))
codes = st.from_regex(r"([A-Z]{3}){1,3}", fullmatch=True)
days = st.dates(date(1931, 1, 1), date(2029, 12, 31))


@st.composite
def dated_codes(draw):
    code, day = draw(codes), draw(days)
    end = draw(st.dates(day, date(2029, 12, 31)))
    kind = draw(st.sampled_from(["", "<", ">", "-"]))
    start = day if kind in (">", "-") else None
    return DatedCode(code, start, end if kind in ("<", "-") else None, NOWHERE)


actors = st.builds(
    lambda name, synonyms, found: ActorEntry(
        name, tuple(found), NOWHERE, tuple((one, NOWHERE) for one in synonyms)
    ),
    names,
    st.lists(names, max_size=4),
    st.lists(dated_codes(), min_size=1, max_size=3),
)
agents = st.builds(
    lambda phrase, code, forms: AgentEntry(phrase, code, NOWHERE, tuple(forms or ()), forms is None),
    phrases,
    codes.map("~{}".format),
    st.none() | st.lists(phrases, max_size=1),
)
verbs = st.builds(
    lambda base, forms: VerbForms(base, NOWHERE, tuple(forms or ()), "", forms is None),
    phrases,
    st.none() | st.lists(phrases, max_size=3),
)
patterns = st.builds(
    lambda before, after, code: Pattern(f"{before} * {after}".strip(), code, NOWHERE),
    st.sampled_from(["", "ARMY", "&SET", "{THE ARMY}"]),
    st.sampled_from(["", "TALKS", "{NEW TALKS} (WITH &SET)", "(TO LEAVE) +", "^ (OF {A B})"]),
    st.sampled_from(["010", "1661", "---", "042"]),
)
blocks = st.builds(
    lambda name, code, found, known: VerbBlock(name, code, tuple(found), tuple(known), NOWHERE),
    phrases,
    st.sampled_from(["---", "190", ":150", "010:020"]),
    st.lists(verbs, max_size=4),
    st.lists(patterns, max_size=4),
)


def strip_texts(entry: ActorEntry) -> Any:
    return plain(entry._replace(codes=tuple(code._replace(text="") for code in entry.codes)))


@given(st.lists(actors, max_size=5))
def test_actors_are_read_as_they_were_written(entries):
    found = Lexicon.from_text(actors=dump(entries))
    assert [strip_texts(one) for one in found.actors] == [strip_texts(one) for one in entries]
    again = Lexicon.from_text(actors=dump(found.actors)).actors
    assert plain(again) == plain(found.actors)


@given(st.lists(agents, max_size=5))
def test_agents_are_read_as_they_were_written(entries):
    assert plain(Lexicon.from_text(agents=dump(entries)).agents) == plain(tuple(entries))


@given(st.lists(blocks, max_size=4))
def test_verb_blocks_are_read_as_they_were_written(entries):
    synset = Synset("&SET", (("BOHEMIA", NOWHERE),), NOWHERE)
    lexicon = Lexicon.from_text(verbs=dump([synset, *entries]))
    assert plain(lexicon.blocks) == plain(tuple(entries))
    assert plain(lexicon.synsets) == plain((synset,))


def test_everything_else_is_read_as_it_was_written():
    text = "!P! = MAN, WOMAN\nSPOKES!P! [~GOV]\nPOLICE {} [~COP]\n"
    found = Lexicon.from_text(agents=text).agents
    assert plain(Lexicon.from_text(agents=markers(found) + dump(found)).agents) == plain(found)
    issues = Lexicon.from_text(
        issues='a [A]\n<ISSUE CATEGORY="X" TYPE="ALL">\nn:b [B]\n~c\n~~d e\n</ISSUE>'
    ).issues
    assert plain(Lexicon.from_text(issues=dump(issues)).issues) == plain(issues)
    discards = Lexicon.from_text(discards="A B\n+C").discards
    assert plain(Lexicon.from_text(discards=dump(discards)).discards) == plain(discards)


ACTORS = "# realms\nARCADIA_ [ARC]  # checked\n+ARCADIAN  # adjective\n+OLD_ARCADIA\n"
ACTORS += "\t[ARCGOV >20100101]  # since\n\nBO_ [BOH]\n"


def test_comments_survive_an_edit():
    arcadia, _ = Lexicon.from_text(actors=ACTORS).actors
    changed = arcadia._replace(synonyms=(arcadia.synonyms[0], ("ARCADY_", NOWHERE)))
    text = edit(ACTORS, arcadia, changed)
    assert text == ACTORS.replace("+OLD_ARCADIA", "+ARCADY_")
    gone = edit(ACTORS, arcadia, None)
    assert gone == "# realms\n# checked\n# adjective\n# since\n\nBO_ [BOH]\n"
    more = edit(ACTORS, None, ActorEntry("LUTETIA_", (DatedCode("LUT"),), NOWHERE))
    assert more == ACTORS + "LUTETIA_\n\t[LUT]\n"


@given(actors, st.booleans())
def test_an_edit_changes_its_entry_and_no_other(new, windows):
    text = ACTORS.replace("\n", "\r\n") if windows else ACTORS
    old, other = Lexicon.from_text(actors=text).actors
    found = Lexicon.from_text(actors=edit(text, old, new)).actors
    assert [strip_texts(one) for one in found] == [strip_texts(new), strip_texts(other)]


def test_a_pattern_of_a_block_is_edited_in_place():
    text = "--- E [166] ---  # head\nOUST # why\n- * TALKS [164] # walked out\n- * AID [162]\n"
    (block,) = Lexicon.from_text(verbs=text).blocks
    first = block.patterns[0]._replace(code="165")
    done = edit(text, block, attrs.evolve(block, patterns=(first, block.patterns[1])))
    assert done.splitlines()[1:] == ["OUST # why", "- * TALKS [165]  # walked out", "- * AID [162]"]


# ---- tries and inflection


def test_a_phrase_is_found_however_news_writes_it():
    lexicon = Lexicon.from_text(actors="ELYSIA_ [ELY]\n+E.L.Y._\n+AL-ELYSIYA_\n+RÉGION_ÉLYSÉENNE_\n")
    index = ActorIndex(lexicon.actors)
    for text in (
        "Elysia",
        "elysia 's",
        "Elysia's",
        "E.L.Y.",
        "ELY",
        "al-Elysiya",
        "Region Elyseenne",
        "Région élyséenne",
    ):
        tokens = text.split()
        match = index.find(Words(tokens), 0)
        assert match is not None, text
        assert match.entry.codes[0].code == "ELY"
    assert index.find(Words(["Elysian"]), 0) is None
    assert index.find(Words(["ELY-led"]), 0) is None


def test_the_longest_phrase_wins_and_case_is_told():
    lexicon = Lexicon.from_text(agents="FOREIGN_MINISTER [~GOV]\nFOREIGN_MINISTER_OF_STATE [~GOVX]\nUS [~U]")
    index = AgentIndex(lexicon.agents)
    words = Words(["The", "foreign", "minister", "of", "state", "told", "us"])
    match = index.find(words, 1)
    assert (match.start, match.end, match.entry.code, match.case) == (1, 5, "~GOVX", "lower")
    assert index.find(words, 6).case == "lower"
    assert [one.end for one in index.all_at(words, 1)] == [5, 3]


@given(
    st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=4), max_size=20),
    st.lists(st.sampled_from("abcd"), max_size=8),
)
def test_a_trie_finds_exactly_the_phrases_that_are_there(filed, words):
    trie = PhraseTrie()
    for phrase in filed:
        trie.add(" ".join(phrase), tuple(phrase))
    for start in range(len(words)):
        expected = {end for end in range(start + 1, len(words) + 1) if words[start:end] in filed}
        assert {end for end, _ in trie.matches(words, start)} == expected


def test_dated_codes_come_before_the_default():
    (entry,) = Lexicon.from_text(actors="JO_ [ARC]\n[ARCGOV 20100101-20120101]\n[ARCELI >20120101]").actors
    assert codes_on(entry, date(2011, 1, 1)) == ("ARCGOV", "ARC")
    assert codes_on(entry, date(2013, 1, 1)) == ("ARCELI", "ARC")


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("deny", "denies denied denied denying"),
        ("ban", "bans banned banned banning"),
        ("visit", "visits visited visited visiting"),
        ("expel", "expels expelled expelled expelling"),
        ("withhold", "withholds withheld withheld withholding"),
        ("agree", "agrees agreed agreed agreeing"),
        ("veto", "vetoes vetoed vetoed vetoing"),
        ("panic", "panics panicked panicked panicking"),
        ("be", "is was been being"),
    ],
)
def test_verb_forms(base, forms):
    assert verb_forms(base) == tuple(forms.split())
    assert verb_forms(base.upper()) == tuple(forms.upper().split())


def test_nouns_and_back():
    pairs = {
        "embassy": "embassies",
        "veto": "vetoes",
        "crisis": "crises",
        "spokesman": "spokesmen",
        "child": "children",
    }
    for one, many in pairs.items():
        assert (plural(one), singular(many)) == (many, one)


@given(
    st.sampled_from(
        ["expel", "withdraw", "deny", "ban", "accuse", "sign", "threaten", "meet", "visit", "agree"]
    )
)
def test_every_form_of_a_verb_leads_back_to_its_base(base):
    assert {lemma(form) for form in verb_forms(base)} == {base}
