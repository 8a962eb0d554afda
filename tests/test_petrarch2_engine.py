"""The petrarch2 engine on invented sentences: one test for each part of the algorithm and each named rule."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplocode import syntax
from diplocode.coding.petrarch2 import Engine, Options, codes, rules
from diplocode.coding.petrarch2.sentence import discarded, issues
from diplocode.coding.petrarch2.tree import Crash, from_node, read_phrases
from diplocode.errors import ConfigError
from diplocode.lexicon import Lexicon
from diplocode.model import Document, KnownActor

ACTORS = """\
ARCADIA_ [ARC]
+ARCADIAN
+ARCADIANS
BOHEMIA_ [BOH]
+BOHEMIAN
LUTETIA_ [LUT]
ELYSIA_ [ELY]
JO_DOE_
\t[ARCGOV 20100101-20200101]
\t[ARCELI >20200101]
SPACED_MAN_
\t[BOHGOV > 20100101]
QUEEN MARGRETHE_
LAST_ [XXX]
"""
AGENTS = """\
!PERSON! = MAN, WOMAN
AMBASSADOR [~GOV]
TROOP [~MIL]
PEOPLE {} [~PPL]
DEPUTY [~LEG]
SPOKES!PERSON! [~GOV]
"""
VERBS = """\
&ENVOY
+ENVOY
+AMBASSADOR
+CONSUL_GENERAL
&ARMS
+WEAPON
+MISSILE

####### VERB PATTERNS #######

--- SAY [010] ---
SAY {SAYS SAID SAYING}
- * (THAT) [011]

--- WANT [030] ---
WANT
PLAN {PLANS PLANNED PLANNING}

--- REFUSE [120] ---
REFUSE

--- EXPEL [166] ---
EXPEL {EXPELS EXPELLED EXPELLING}
+KICK_OUT
- * &ENVOY [161]
- * {SENIOR ENVOY} [160]
- * VISITORS (FROM &ENVOY) [174]
- TROOPS * [175]

--- ATTACK [190] ---
ATTACK
- * (WITH &ARMS) [195]

--- AID [070] ---
AID
HELP

--- MEET [040] ---
MEET {MEETS MET MEETING}
CONFER

--- SUFFER [:190] ---
SUFFER

~ a (a b ATTACK) SAY = a b 015
~ a (b . ATTACK) SAY = a b 112
"""
DISCARDS = "REGATTA\n+WORLD CUP\nSUMMER GAMES"
ISSUES = "n:tariff [TARIFF]\nearly v:warn [WARNING]\n~old tale"


@pytest.fixture(scope="module")
def lexicon():
    found = Lexicon.from_text(actors=ACTORS, agents=AGENTS, verbs=VERBS, discards=DISCARDS, issues=ISSUES)
    assert [fault.message for fault in found.problems] == [
        "actor QUEEN MARGRETHE_ has no code; write it in [] after the name or below it"
    ]
    return found


@pytest.fixture(scope="module")
def engine(lexicon):
    return Engine(lexicon)


def coded(engine, tree, day=date(2015, 1, 1)):
    return sorted(str(event) for event in engine.code(tree, day))


def clause(subject, verb):
    return f"(ROOT (S {subject} {verb} (. .)))"


def np(*names):
    return "(NP " + " ".join(f"(NNP {name})" for name in names) + ")"


# ---- events


def test_subject_verb_object(engine):
    assert coded(engine, clause(np("Arcadia"), f"(VP (VBZ expels) {np('Bohemia')})")) == ["ARC 166 BOH"]


def test_no_event_without_a_target_and_with_require_dyad_off_one(engine, lexicon):
    tree = clause(np("Arcadia"), "(VP (VBZ expels) (NP (NNS strangers)))")
    assert coded(engine, tree) == []
    assert coded(Engine(lexicon, Options(require_dyad=False)), tree) == ["ARC 166 ---"]


def test_agents_are_added_to_actors(engine):
    subject = "(NP (JJ Arcadian) (NNS troops))"
    assert coded(engine, clause(subject, f"(VP (VBD attacked) {np('Bohemia')})")) == ["ARCMIL 190 BOH"]
    alone = "(NP (DT the) (NNS troops))"
    assert coded(engine, clause(alone, f"(VP (VBD attacked) {np('Bohemia')})")) == ["---MIL 190 BOH"]


def test_several_actors_give_an_event_each(engine):
    subject = "(NP (NNP Arcadia) (CC and) (NNP Lutetia))"
    target = "(NP (NNP Bohemia))"
    assert coded(engine, clause(subject, f"(VP (VBD attacked) {target})")) == ["ARC 190 BOH", "LUT 190 BOH"]


def test_cooperation_among_sources_without_a_target_is_mutual(engine):
    subject = "(NP (NNP Arcadia) (CC and) (NNP Lutetia))"
    assert coded(engine, clause(subject, "(VP (VBD met))")) == ["ARC 040 LUT", "LUT 040 ARC"]
    assert coded(engine, clause(subject, "(VP (VBD attacked))")) == []


def test_a_passive_takes_its_source_from_by_and_its_target_from_the_subject(engine):
    verb = f"(VP (VBD was) (VP (VBN attacked) (PP (IN by) {np('Arcadia')})))"
    assert coded(engine, clause(np("Bohemia"), verb)) == ["ARC 190 BOH"]


def test_a_code_for_the_passive_alone_turns_the_event_round(engine):
    verb = f"(VP (VBD suffered) (PP (IN from) {np('Arcadia')}))"
    assert coded(engine, clause(np("Bohemia"), verb)) == ["ARC 190 BOH"]


def test_negation_makes_a_refusal(engine):
    verb = f"(VP (MD will) (RB not) (VP (VB aid) {np('Bohemia')}))"
    assert coded(engine, clause(np("Arcadia"), verb)) == []
    refused = f"(VP (VBD refused) (S (VP (TO to) (VP (VB aid) {np('Bohemia')}))))"
    # What is refused is no stance of its own and so outweighs the refusal: the original codes the aid.
    assert coded(engine, clause(np("Arcadia"), refused)) == ["ARC 070 BOH"]
    plain = f"(VP (VBD refused) {np('Bohemia')})"
    assert coded(engine, clause(np("Arcadia"), plain)) == ["ARC 120 BOH"]


def test_verbs_combine_by_their_numbers(engine):
    verb = f"(VP (VBZ wants) (S (VP (TO to) (VP (VB aid) {np('Bohemia')}))))"
    assert coded(engine, clause(np("Arcadia"), verb)) == ["ARC 033 BOH"]


def test_a_transformation_rewrites_a_nested_event(engine):
    inner = f"(SBAR (S {np('Lutetia')} (VP (VBD attacked) {np('Bohemia')})))"
    assert coded(engine, clause(np("Arcadia"), f"(VP (VBD said) {inner})")) == ["ARC 112 LUT"]
    own = f"(SBAR (S {np('Arcadia')} (VP (VBD attacked) {np('Bohemia')})))"
    assert coded(engine, clause(np("Arcadia"), f"(VP (VBD said) {own})")) == ["ARC 015 BOH"]


def test_existential_there_is_turned_into_a_plain_clause(engine):
    people = f"(NP (NP (NNP Arcadians)) (VP (VBG attacking) {np('Bohemia')}))"
    tree = clause("(NP (EX There))", f"(VP (VBP are) {people})")
    assert coded(engine, tree) == ["ARC 190 BOH"]


def test_compound_verbs_need_their_particle(engine):
    with_it = f"(VP (VBZ kicks) (PRT (RP out)) {np('Bohemia')})"
    assert coded(engine, clause(np("Arcadia"), with_it)) == ["ARC 166 BOH"]
    assert coded(engine, clause(np("Arcadia"), f"(VP (VBZ kicks) {np('Bohemia')})")) == []


def test_a_pronoun_is_the_first_phrase_beside_its_clause(engine):
    inner = f"(SBAR (S (NP (PRP it)) (VP (VBD aided) {np('Lutetia')})))"
    # "Bohemia said it aided Lutetia": the general rule aims the statement at whom "it" is.
    assert coded(engine, clause(np("Bohemia"), f"(VP (VBD said) {inner})")) == ["BOH 010 BOH"]


# ---- patterns


def test_a_pattern_on_the_object_wins_and_colors_it(engine):
    verb = f"(VP (VBZ expels) (NP (DT an) (NN ambassador)) (PP (IN of) {np('Bohemia')}))"
    assert coded(engine, clause(np("Arcadia"), verb)) == ["ARC 161 BOH"]


def test_the_longer_phrase_wins(engine):
    verb = f"(VP (VBZ expels) (NP (DT a) (JJ senior) (NN envoy)) (PP (IN of) {np('Bohemia')}))"
    assert coded(engine, clause(np("Arcadia"), verb)) == ["ARC 160 BOH"]


def test_a_pattern_on_a_preposition(engine):
    verb = f"(VP (VBD attacked) {np('Bohemia')} (PP (IN with) (NP (NNS missiles))))"
    assert coded(engine, clause(np("Arcadia"), verb)) == ["ARC 195 BOH"]


def test_a_pattern_on_the_subject(engine):
    verb = f"(VP (VBD expelled) {np('Bohemia')})"
    assert coded(engine, clause("(NP (JJ Arcadian) (NNS TROOPS))", verb)) == ["ARC 175 BOH"]


def test_members_of_several_words_are_matched(engine):
    verb = f"(VP (VBZ expels) (NP (DT a) (NNP Consul) (NNP General)) (PP (IN of) {np('Bohemia')}))"
    assert coded(engine, clause(np("Arcadia"), verb)) == ["ARC 161 BOH"]


# ---- dictionary rules


@pytest.mark.parametrize(
    ("day", "source"), [("20150101", "ARCGOV"), ("20210101", "ARCELI"), ("20200101", "ARCELI")]
)
def test_codes_follow_the_date(engine, day, source):
    tree = clause(np("Jo", "Doe"), f"(VP (VBZ expels) {np('Bohemia')})")
    assert coded(engine, tree, date(int(day[:4]), 1, 1)) == [f"{source} 166 BOH"]


def test_an_actor_whose_codes_do_not_hold_is_met_without_one(engine):
    tree = clause(np("Jo", "Doe"), f"(VP (VBZ expels) {np('Bohemia')})")
    assert coded(engine, tree, date(2005, 1, 1)) == []


def test_rule_last_actor_lost(engine):
    assert coded(engine, clause(np("Last"), f"(VP (VBZ expels) {np('Bohemia')})")) == []


def test_rule_last_word_code(engine):
    tree = clause(np("Queen"), f"(VP (VBZ expels) {np('Bohemia')})")
    assert coded(engine, tree) == ["MARGRETHE_ 166 BOH"]


def test_rule_codes_add_up():
    text = "JO_ [OLD <20100101]\nBO_ [BBB]\nJO_ [NEW]\nLAST_ [XXX]"
    tables = Engine(Lexicon.from_text(actors=text, verbs="--- E [010] ---")).tables
    filed = tables.actor_trie("JO")["#"]
    assert [filed.code_on(date(year, 1, 1).toordinal()) for year in (2005, 2015)] == ["OLD", "NEW"]


def test_a_spaced_date_is_read(engine):
    tree = clause(np("Spaced", "Man"), f"(VP (VBZ expels) {np('Arcadia')})")
    assert coded(engine, tree) == ["BOHGOV 166 ARC"]


def test_rule_plural_again(lexicon):
    filed = dict(rules.agent_phrases(lexicon.agents))
    # The marker's entry gives its own code to the plural of the entry before it.
    assert filed["DEPUTY"].code == "~LEG"
    assert filed["DEPUTIES"].code == "~GOV"
    assert filed["SPOKESWOMAN"].code == "~GOV"


def test_rule_cut_plural():
    synset = Lexicon.from_text(verbs="&A\n+AID_\n+LOAN\n+BUDGET_HELP").synsets[0]
    assert rules.synset_terms(synset) == ["AID ", "AID S", "LOAN", "LOANS", "{BUDGET HELP}"]


def test_regular_forms_are_spelt_as_the_original_spells_them():
    assert rules.regular_forms("BAN") == ["BANS", "BANED", "BANING"]
    assert rules.regular_forms("DENY") == ["DENIES", "DENYED", "DENYING"]
    assert rules.regular_forms("FREE") == ["FREES", "FREED", "FREEING"]


# ---- the code algebra


def test_the_algebra():
    number, combine = codes.number, codes.combine
    assert number("020:110") == (0x2000, 0x7000)
    assert number("0259") == number("020")
    assert codes.code_of(combine(number("030")[0], number("070")[0])) == "033"
    assert codes.code_of(combine(number("070")[0], number("120")[0] + 1)) == ""
    assert codes.code_of(combine(0, number("120")[0] + number("070")[0])) == ""
    assert combine(number("020")[0], number("040")[0]) == number("040")[0]
    assert codes.code_of(0) == ""
    with pytest.raises(KeyError):
        number("XY")


@given(st.sampled_from(["010", "020", "0231", "036", "111", "163", "1244", "190", "---"]))
def test_combining_with_nothing_changes_nothing(code):
    value = codes.number(code)[0]
    assert codes.combine(0, value) == value
    if value >= 0:
        assert codes.combine(value, 0) == value


# ---- discards and issues


HELD = "(S (NP (DT A) (NN regatta)) (VP (VBZ is) (VP (VBN held))) (. .))"


def test_a_discard_drops_its_sentence_or_the_story(engine):
    tree = clause(np("Arcadia"), f"(VP (VBZ expels) {np('Bohemia')})")
    story = Document("s", "A regatta is held . Arcadia expels Bohemia .", date(2015, 1, 1), f"{HELD}\n{tree}")
    assert [one.status for one in engine.code_document(story).diagnoses] == ["discarded", "coded"]
    single = Document("s", "The regatta : Arcadia expels Bohemia .", date(2015, 1, 1), tree)
    assert [one.status for one in engine.code_document(single).diagnoses] == ["discarded"]
    whole = Document("s", "The World Cup : Arcadia expels Bohemia .", date(2015, 1, 1), tree)
    coding = engine.code_document(whole)
    assert not coding.events
    assert "whole story" in coding.diagnoses[0].detail


def test_rules_discard_next_and_discard_restart(engine):
    tables = engine.tables
    assert discarded(tables, "a regatta was held") == (False, "REGATTA")
    assert discarded(tables, "they held a regatta") is None
    assert discarded(tables, "the world world cup was held") is None
    assert discarded(tables, "the world cup was held") == (True, "WORLD CUP")


def test_issues_are_counted_unless_an_ignored_phrase_stands_there(engine):
    assert issues(engine.tables, "Tariffs and a tariff, early warned of early tariff") == (
        ("TARIFF", 2),
        ("WARNING", 1),
    )
    assert issues(engine.tables, "an old tale of tariffs") == ()


# ---- documents


def test_an_event_knows_its_words_and_rules(engine):
    verb = f"(VP (VBZ expels) (NP (DT an) (NN ambassador)) (PP (IN of) {np('Bohemia')}))"
    tree = clause(np("Arcadia"), verb)
    document = Document("d1", "Arcadia expels an ambassador of Bohemia.", date(2015, 1, 1), tree)
    (event,) = engine.code_document(document).events
    assert (event.source.text, event.target.text) == ("Arcadia", "Bohemia")
    assert event.text == "expels an ambassador of Bohemia"
    assert str(event.rule) == "<verbs>:25"
    assert [str(rule) for rule in event.source.rules] == ["<actors>:1"]
    assert (event.engine, event.doc_id, event.sentence) == ("petrarch2", "d1", 1)


def test_known_actors_take_precedence(engine):
    tree = clause(np("Arcadia"), f"(VP (VBZ expels) {np('Bohemia')})")
    known = (KnownActor(0, 7, "SRCGOV"),)
    document = Document("d", "Arcadia expels Bohemia .", date(2015, 1, 1), tree, actors=known)
    assert [str(event) for event in engine.code_document(document).events] == ["SRCGOV 166 BOH"]


def test_new_actors_stand_in_where_the_length_allows(lexicon):
    tree = clause(np("John", "Smith"), f"(VP (VBZ expels) {np('Bohemia')})")
    assert coded(Engine(lexicon, new_actor_length=2), tree) == ["*JOHN_SMITH* 166 BOH"]
    assert coded(Engine(lexicon, new_actor_length=1), tree) == []
    with pytest.raises(ConfigError, match="no option named 'actor_length'"):
        Engine(lexicon, actor_length=2)


@pytest.mark.parametrize(
    ("verb", "status"),
    [
        ("(VP (VBZ expels) (NP (NNS strangers)))", "no_target"),
        ("(VP (VBZ dances))", "no_verb"),
    ],
)
def test_a_sentence_without_an_event_says_why(engine, verb, status):
    document = Document("d", "x", date(2015, 1, 1), clause(np("Arcadia"), verb))
    assert [one.status for one in engine.code_document(document).diagnoses] == [status]


def test_a_broken_tree_is_told_with_its_place_and_the_rest_goes_on(engine):
    broken = engine.code_document(Document("d7", "x", None, "(S (NP (NNP Arcadia))"))
    assert [one.status for one in broken.diagnoses] == ["invalid"]
    assert "d7:1:1: this bracket is never closed" in broken.diagnoses[0].detail
    assert engine.code_document(Document("d8", "x", None, "")).diagnoses[0].status == "unparsed"


def test_two_runs_give_the_same_events_and_ids(lexicon):
    tree = clause("(NP (NNP Arcadia) (CC and) (NNP Lutetia))", f"(VP (VBD attacked) {np('Bohemia')})")
    document = Document("d", "Arcadia and Lutetia attacked Bohemia .", date(2015, 1, 1), tree)
    first, second = (Engine(lexicon).code_document(document) for _ in range(2))
    assert first.events == second.events
    assert len({event.event_id for event in first.events}) == 2


# ---- any tree

labels = st.sampled_from(["NP", "VP", "PP", "S", "SBAR", "ADVP", "PRT", "ADJP", "QP", "WHNP", "FRAG"])
TAGGED = """
NNP Arcadia, NNP Bohemia, JJ Arcadian, NNS troops, DT the, PRP it, PRP themselves, VBD said, VBN attacked,
VBZ wants, TO to, VB aid, RB not, IN by, IN from, IN with, MD will, CC and, EX There, VBP are, : -, . .,
NN envoy, RP out, VBZ kicks, VBD was
"""
leaves = st.sampled_from([f"({one.strip()})" for one in TAGGED.split(",")])
trees = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda label, found: f"({label} {' '.join(found)})", labels, st.lists(inner, min_size=1, max_size=4)
    ),
    max_leaves=25,
)


@given(trees)
@settings(max_examples=300, deadline=None)
def test_any_tree_is_coded_the_same_however_it_is_read(tree):
    engine = ANY
    brackets = f"(ROOT (S {tree}))"
    direct = engine.code_document(Document("d", "x", date(2015, 1, 1), brackets))
    again = engine.code_document(Document("d", "x", date(2015, 1, 1), brackets))
    assert (direct.events, direct.diagnoses) == (again.events, again.diagnoses)
    node = syntax.read_tree(brackets)
    through = engine.code_document(Document("d", "x", date(2015, 1, 1)), (syntax_sentence(node),))
    assert sorted(map(str, direct.events)) == sorted(map(str, through.events))


def syntax_sentence(node):
    from diplocode.model import Sentence, Span

    return Sentence(1, Span(0, 1), syntax.align(node, " ".join(node.words())), node)


ANY = Engine(Lexicon.from_text(actors=ACTORS, agents=AGENTS, verbs=VERBS))


@given(st.text(alphabet="()SNPV .a\n", max_size=30))
def test_any_text_for_a_tree_gives_a_diagnosis(text):
    coding = ANY.code_document(Document("d", "x", None, text or " "))
    assert len(coding.diagnoses) >= 1 or coding.events == ()


def test_reading_brackets_and_nodes_gives_the_same_phrases():
    brackets = "(ROOT (S (NP (NNP Arcadia)) (VP (MD will) (VP (VB meet)))))"

    def shape(phrase):
        return (
            phrase.label,
            phrase.text,
            phrase.token,
            phrase.end,
            [shape(child) for child in phrase.children],
        )

    assert shape(read_phrases(brackets)) == shape(from_node(syntax.read_tree(brackets)))
    with pytest.raises(Crash):
        read_phrases("")


def test_heads_are_told_once():
    root = read_phrases("(ROOT (S (NP (NNP Arcadia)) (VP (VBZ meets))))")
    word = root.children[0].children[0]
    assert word.get_head() == ("ARCADIA", root.children[0])
    assert word.get_head() == (None, None)
    assert root.get_head()[0] == "MEETS"
    assert root.get_head()[0] == "MEETS"
