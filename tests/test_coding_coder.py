"""The coder on trees of our own and a small lexicon: parties, modality, context, reasons for silence."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplocode.cameo import is_code
from diplocode.cameo.algebra import compose, modalities, table
from diplocode.coding import Coder
from diplocode.lexicon import Lexicon
from diplocode.model import Document, KnownActor

ACTORS = """
NATO_ [IGOWSTNAT]
NORWAY_
+NORWEGIAN_
+OSLO_
 [NOR]
CHILE_
+CHILEAN_
 [CHL]
PERU_ [PER]
ANNA_BERG_
 [NORGOV 20100101-20200101]
 [NORELI >20200101]
"""
AGENTS = """
DIPLOMAT [~GOV]
FOREIGN_MINISTER [~GOV]
POLICE_ [~COP]
SPOKESMAN [~GOV]
"""
VERBS = """
&RELATIONS
+RELATION
+TIE

--- EXPEL [166] ---
EXPEL
@noun EXPULSION
- * DIPLOMAT [161]

--- SUSPEND [---] ---
SUSPEND
- * MISSION (TO +) [161]
- * &RELATIONS (WITH +) [161]

--- MEET [040] ---
MEET
@reciprocal

--- VISIT [042] ---
VISIT
@mirror 043

--- THREATEN [130] ---
THREATEN
@complement threatened

--- URGE [020] ---
URGE
@complement requested

--- SAY [010] ---
SAY
@complement reported

--- ARREST [173] ---
ARREST

--- IMPOSE [---] ---
IMPOSE
@light

--- SANCTION [163] ---
@noun SANCTION
@target ON AGAINST
"""


@pytest.fixture(scope="module")
def coder() -> Coder:
    lexicon = Lexicon.from_text(actors=ACTORS, agents=AGENTS, verbs=VERBS)
    assert not lexicon.problems
    return Coder(lexicon=lexicon)


def coded(coder: Coder, tree: str, date: str | None = "2021-10-18") -> list[str]:
    return [str(e) for e in coder.code_tree(tree, date)]


NORWAY = "(NP (NNP Norway))"
ENVOYS = "(NP (CD eight) (JJ Chilean) (NNS diplomats))"


@pytest.mark.parametrize(
    ("tree", "events"),
    [
        (f"(S {NORWAY} (VP (VBD expelled) {ENVOYS}))", ["NOR 161 CHLGOV"]),
        (f"(S {ENVOYS} (VP (VBD were) (VP (VBN expelled) (PP (IN by) {NORWAY}))))", ["NOR 161 CHLGOV"]),
        (
            "(S (NP (NP (NP (NNP Norway) (POS 's)) (NN expulsion)) (PP (IN of) (NP (JJ Chilean) (NNS diplomats)))) (VP (VBD followed)))",
            ["NOR 161 CHLGOV"],
        ),
        (
            f"(S {NORWAY} (VP (VBD suspended) (NP (PRP$ its) (NNS ties)) (PP (IN with) (NP (NNP Chile)))))",
            ["NOR 161 CHL"],
        ),
        (
            f"(S {NORWAY} (VP (VBD threatened) (S (VP (TO to) (VP (VB expel) {ENVOYS})))))",
            ["NOR 1313 CHLGOV"],
        ),
        (f"(S {NORWAY} (VP (MD will) (VP (VB expel) {ENVOYS})))", ["NOR 1313 CHLGOV"]),
        (f"(S {NORWAY} (VP (VBD did) (RB not) (VP (VB expel) {ENVOYS})))", []),
        (f"(S {NORWAY} (VP (MD may) (VP (VB expel) {ENVOYS})))", ["NOR 1313 CHLGOV"]),
        (
            f"(S (NP (NNP Peru)) (VP (VBD said) (SBAR (S {NORWAY} (VP (VBD expelled) {ENVOYS})))))",
            ["NOR 161 CHLGOV"],
        ),
        (
            "(S (NP (NP (NNP Norway)) (CC and) (NP (NNP Chile))) (VP (VBD met) (PP (IN in) (NP (NNP Peru)))))",
            ["NOR 040 CHL", "CHL 040 NOR"],
        ),
        (f"(S {NORWAY} (VP (VBD visited) (NP (NNP Chile))))", ["NOR 042 CHL", "CHL 043 NOR"]),
        (
            f"(S (NP (NP (NNS Dozens)) (PP (IN of) {ENVOYS})) (VP (VBD visited) {NORWAY}))",
            ["CHLGOV 042 NOR", "NOR 043 CHLGOV"],
        ),
        (
            f"(S (NP (NNP Peru)) (VP (VBD urged) {NORWAY} (S (VP (TO to) (VP (VB visit) (NP (NNP Chile)))))))",
            ["PER 026 NOR"],
        ),
        (
            f"(S {NORWAY} (VP (VBD imposed) (NP (NNS sanctions)) (PP (IN on) (NP (NNP Chile)))))",
            ["NOR 163 CHL"],
        ),
        (
            "(S (NP (NP (DT A) (NN spokesman)) (PP (IN for) (NP (NNP NATO)))) (VP (VBD visited) (NP (NNP Chile))))",
            ["IGOWSTNAT 042 CHL", "CHL 043 IGOWSTNAT"],
        ),
    ],
)
def test_events(coder: Coder, tree: str, events: list[str]) -> None:
    assert coded(coder, tree) == events


@pytest.mark.parametrize(("date", "source"), [("2015-01-01", "NORGOV"), ("2021-01-01", "NORELI")])
def test_codes_follow_the_date(coder: Coder, date: str, source: str) -> None:
    tree = "(S (NP (NNP Anna) (NNP Berg)) (VP (VBD visited) (NP (NNP Chile))))"
    assert coded(coder, tree, date)[0] == f"{source} 042 CHL"


def test_pronoun_is_the_speaker(coder: Coder) -> None:
    tree = f"(S {NORWAY} (VP (VBD said) (SBAR (S (NP (PRP it)) (VP (MD would) (VP (VB expel) {ENVOYS}))))))"
    assert coded(coder, tree) == ["NOR 1313 CHLGOV"]


def test_known_actors_take_precedence(coder: Coder) -> None:
    text = "Norway expelled eight Chilean diplomats ."
    tree = f"(S {NORWAY} (VP (VBD expelled) {ENVOYS}) (. .))"
    known = (KnownActor(0, 6, "SRC"), KnownActor(16, 39, "TGT"))
    coding = coder.code_document(Document("x", text, parse=tree, actors=known))
    assert [str(e) for e in coding.events] == ["SRC 161 TGT"]


def test_every_event_says_where_its_rules_are_written(coder: Coder) -> None:
    (event,) = coder.code_tree(f"(S {NORWAY} (VP (VBD expelled) {ENVOYS}))", "2021-10-18")
    assert event.rule is not None
    assert event.source is not None
    assert event.target is not None
    assert str(event.rule).startswith("<verbs>:")
    assert [str(w).split(":")[0] for w in event.source.rules] == ["<actors>"]
    assert {str(w).split(":")[0] for w in event.target.rules} == {"<actors>", "<agents>"}
    assert event.count == 8


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Norway expelled ten of the Chilean diplomats.", 10),
        ("Norway ordered the expulsion of three Chilean diplomats.", 3),
        ("Norway expelled a Chilean diplomat and two attaches.", 3),
        ("Norway expelled two Chilean diplomats and their families.", 2),
        ("Norway expelled the Chilean ambassador.", 1),
        ("Norway gave the acting Chilean envoy 72 hours to leave.", 1),
        ("Norway expelled two dozen Chilean diplomats.", 24),
        ("Norway expelled more than two hundred Chilean diplomats.", 200),
        ("Norway told Chile to cut its embassy staff by 755 people.", 755),
        ("Norway expelled several Chilean diplomats.", None),
        ("Norway expelled the Chilean embassy staff.", None),
        ("Norway closed its consulate in Chile.", None),
        ("Norway gave Chile 50 million dollars in aid.", None),
    ],
)
def test_how_many_persons_an_event_concerns(text: str, count: int | None) -> None:
    events = _bundled().code_document(Document("x", text)).events
    assert {e.count for e in events} == {count}


@cache
def _bundled() -> Coder:
    return Coder(trained=False)  # the rules alone


@pytest.mark.parametrize(
    ("tree", "status"),
    [
        ("(S (NP (DT The) (NN rain)) (VP (VBD fell)))", "no_actor"),
        (f"(S {NORWAY} (VP (VBD slept)))", "no_verb"),
        (f"(S (NP (DT The) (NN rain)) (VP (VBD expelled) {ENVOYS}))", "no_source"),
        (f"(S {NORWAY} (VP (VBD visited) (NP (DT the) (NN moon))))", "no_target"),
        (f"(S {NORWAY} (VP (VBD did) (RB not) (VP (VB expel) {ENVOYS})))", "no_event"),
    ],
)
def test_silence_has_a_reason(coder: Coder, tree: str, status: str) -> None:
    coding = coder.code_document(Document("x", "", parse=tree))
    assert [d.status for d in coding.diagnoses] == [status]
    assert coding.diagnoses[0].detail


LEAVES = [
    "(NNP Norway)",
    "(NNP Chile)",
    "(JJ Chilean)",
    "(NNS diplomats)",
    "(NN expulsion)",
    "(PRP it)",
    "(PRP$ its)",
]
nodes = st.recursive(
    st.sampled_from(
        [
            *LEAVES,
            "(VBD expelled)",
            "(VBN expelled)",
            "(VBD said)",
            "(TO to)",
            "(VB visit)",
            "(IN of)",
            "(CC and)",
            "(, ,)",
            "(MD will)",
        ]
    ),
    lambda inner: st.builds(
        lambda label, parts: f"({label} {' '.join(parts)})",
        st.sampled_from(
            """
    S NP VP PP SBAR SINV PRN ADJP ADVP FRAG X
    """.split()
        ),
        st.lists(inner, min_size=1, max_size=4),
    ),
    max_leaves=14,
)


@given(nodes)
def test_any_tree_is_coded_and_spans_slice_the_text(coder: Coder, tree: str) -> None:
    coding = coder.code_document(Document("x", "", parse=f"(ROOT {tree})"))
    assert len(coding.diagnoses) == 1
    for event in coding.events:
        assert is_code(event.code)
        for part in (event.source, event.target):
            assert part is not None
            if part.span is not None:
                assert part.span.of(coding.document.text) == part.text


def test_algebra_gives_codes_or_nothing() -> None:
    for modality in modalities():
        for prefix, result in table()[modality].items():
            assert result in {"=", "-"} or is_code(result), (modality, prefix)
    assert compose("refused", "0872") == "1246"


@pytest.mark.parametrize(
    ("tree", "event"),
    [
        ("(S (NP (DT The) (NN rain)) (VP (VBD expelled) (NP (NNP Chile))))", "--- 166 CHL"),
        (f"(S {NORWAY} (VP (VBD visited) (NP (DT the) (NN moon))))", "NOR 042 ---"),
    ],
)
def test_one_sided_events_for_those_who_ask(coder: Coder, tree: str, event: str) -> None:
    assert coded(coder, tree) == []
    assert coded(Coder(coder.lexicon, monadic=True), tree) == [event]


def test_of_patterns_that_fit_as_closely_the_first_in_the_file_counts_in_every_process():
    """Words come as a set, whose order differs from process to process."""
    from diplocode.lexicon.predicates import VerbIndex, compile_verbs

    lexicon = Lexicon.from_text(
        verbs="--- WITHDRAW [---] ---\nWITHDRAW\n- * EMBASSY [161]\n- * STAFF [166]\n"
    )
    (predicate,) = VerbIndex.of(compile_verbs(lexicon.verbs, lexicon.synsets)).verbs["withdraw"]
    for words in (["embassy", "staff"], ["staff", "embassy"]):
        assert [c.pattern.code for c in predicate.group.candidates(words)] == ["161", "166"]
