"""The tree that PETRARCH-2 codes: phrases that know their head, read from brackets or from our trees.

    (S (NP ...) (VP ...)) -read_phrases-> Phrase

Words are upper case. Phrases change while a sentence is coded: what a pattern has used is
`colored` and no longer read, a participle that modifies a noun turns into a noun phrase.
"""

from __future__ import annotations

from typing import Any

from diplocode.model import Node

OTHER, NOUN, VERB, PREP = 0, 1, 2, 3
_KINDS = {"NP": NOUN, "VP": VERB, "PP": PREP}
_NAMING = ("JJ", "DT", "NN")
Head = tuple["str | None", "Phrase | None"]
_NO_HEAD: Head = (None, None)


class Crash(Exception):
    """Where the original ends with an exception: the sentence gives no event."""


class Phrase:
    """A constituent or a word. `index` is its place among its first parent's children; `token` the number
    of a word.
    """

    __slots__ = (
        "_head_asked",
        "children",
        "code",
        "color",
        "end",
        "head",
        "head_phrase",
        "index",
        "kind",
        "label",
        "meaning",
        "naming",
        "parent",
        "passive",
        "state",
        "text",
        "token",
        "upper_s",
        "verbclass",
        "where",
        "words",
    )

    def __init__(self, label: str, kind: int, parent: Phrase | None, token: int) -> None:
        self.label = label
        self.kind = kind
        self.naming = label[:2] in _NAMING
        self.parent = parent
        self.token = token
        self.end = token
        self.text = ""
        self.children: list[Phrase] = []
        self.index = 0
        self.color = False
        self.head: str | None = None
        self.head_phrase: Phrase | None = None
        self._head_asked = False
        self.meaning: Any = ""
        self.state = 0
        self.words: Any = None
        if kind == VERB:
            self.code: Any = 0
            self.passive: bool | None = None
            self.upper_s: Any = _UNASKED
            self.verbclass = ""
            self.where: Any = None

    def __repr__(self) -> str:
        return f"<{self.label} {self.text or ' '.join(map(repr, self.children))}>"

    def first_text(self) -> str:
        """The text of the first child; a phrase without one ends the original's run."""
        if not self.children:
            raise Crash(f"{self.label} without children")
        return self.children[0].text

    def get_head(self) -> Head:
        """The head word and the phrase that holds it, (None, None) where there is none.

        Named rule `head-once`: a word, and an ADVP, tells its head to the first who asks and then
        no more; phrases remember theirs. Whoever turns a participle into a noun phrase asks again.
        """
        if self._head_asked:
            return self.head, self.head_phrase
        self._head_asked = True
        label = self.label
        if label == "S":
            for child in self.children:
                if child.label == "VP":
                    self.head, self.head_phrase = child.get_head()
                    # All verb phrases are asked, the first one answers.
                    _ask_rest(self.children, child)
                    return self.head, self.head_phrase
            return _NO_HEAD
        if label == "ADVP":
            return (self.children[0].text, self) if self.children else _NO_HEAD
        if len(label) < 2:
            return _NO_HEAD
        if label[1] != "P":
            return self.text, self.parent
        first = label[0]
        like = [child for child in self.children if child.label[:1] == first]
        if any(len(child.label) < 2 for child in like):
            return _NO_HEAD
        chosen = [child for child in like if child.label[1] != "P"] or like
        if not chosen:
            return _NO_HEAD
        for child in chosen:
            found = child.get_head()
        self.head, self.head_phrase = found
        return found


def _ask_rest(children: list[Phrase], first: Phrase) -> None:
    for child in children:
        if child is not first and child.label == "VP":
            child.get_head()


_UNASKED: Any = object()


def read_phrases(brackets: str) -> Phrase:
    """A bracketed tree, read as PETRARCH-2 reads it: a ROOT or an unlabelled bracket around it is taken off.

    Raises Crash where brackets do not close or open as the original needs it.

    >>> read_phrases("(ROOT (S (NP (NNP Arcadia)) (VP (VBZ objects))))").get_head()[0]
    'OBJECTS'
    """
    text = brackets.strip()
    if text.startswith("(ROOT") and text.endswith(")"):
        text = text[5:-1].strip()
    elif text[1:].lstrip().startswith("("):
        text = text[1:-1]
    pieces = text.replace(")", " ) ").upper().split()
    if not pieces:
        raise Crash("an empty tree")
    root = Phrase(pieces[0][1:], OTHER, None, 0)
    stack: list[Phrase] = [root]
    top: Phrase | None = root
    existentials = []
    token = 0
    kinds = _KINDS
    for piece in pieces[1:]:
        if piece[0] == "(":
            if top is None:
                raise Crash("a bracket after the end of the tree")
            label = piece[1:]
            if not label:
                raise Crash("a bracket without a label")
            new = Phrase("VB" if label == "MD" else label, kinds.get(label, OTHER), top, token)
            if label == "EX":
                existentials.append(new)
            new.index = len(top.children)
            top.children.append(new)
            stack.append(new)
            top = new
        elif piece[-1] == ")":
            if not stack:
                break
            closed = stack.pop()
            closed.end = token
            top = stack[-1] if stack else None
        else:
            if top is None:
                raise Crash("a word after the end of the tree")
            top.text = piece
            token += 1
    root.end = token
    for word in existentials:
        _convert_existential(word.parent)
    return root


def from_node(node: Node) -> Phrase:
    """Our tree as phrases; a ROOT or an unlabelled node with one child is taken off, as from brackets."""
    if node.label in ("ROOT", "") and len(node.children) == 1:
        node = node.children[0]
    existentials: list[Phrase] = []
    root = Phrase(node.label.upper(), OTHER, None, node.start)
    root.end = node.end
    root.text = node.word.upper() if node.is_leaf else ""
    stack = [(node, root)]
    kinds = _KINDS
    while stack:
        source, made = stack.pop()
        for child in source.children:
            label = child.label.upper()
            new = Phrase("VB" if label == "MD" else label, kinds.get(label, OTHER), made, child.start)
            new.end = child.end
            new.index = len(made.children)
            made.children.append(new)
            if child.children:
                stack.append((child, new))
            else:
                new.text = child.word.upper()
                if label == "EX":
                    existentials.append(new)
    existentials.sort(key=lambda word: word.token)
    for word in existentials:
        _convert_existential(word.parent)
    return root


def _convert_existential(phrase: Phrase | None) -> None:
    """ "There are X who do Y" becomes "X do Y": the phrase after the verb moves to the subject's place."""
    if phrase is None or phrase.kind != NOUN or phrase.parent is None:
        return
    clause = phrase.parent
    if len(clause.children) < 2:
        return
    verb = clause.children[1]
    if len(verb.children) < 2 or len(verb.children[1].children) < 2:
        return
    subject, predicate = verb.children[1].children[:2]
    clause.children[0] = subject
    subject.parent = clause
    verb.children[1] = predicate
    predicate.parent = verb
    phrase.parent = None
