"""Dependencies rewritten as constituents, for parsers that give dependencies.

The rewriting is the usual one (Xia and Palmer 2001), with the relations of ClearNLP as spaCy's English
models have them: a word projects the phrase of its tag; what a noun has on its left is in its own noun
phrase, what it has on its right is adjoined; auxiliaries stack verb phrases; subjects and what is fronted
stand beside the verb phrase; words in a coordination become sisters.

>>> he, left = Word(0, "He", "PRP", "nsubj", 1), Word(1, "left", "VBD", "ROOT", 1)
>>> constituents([he, left, Word(2, ".", ".", "punct", 1)]).bracketed()
'(ROOT (S (NP (PRP He)) (VP (VBD left)) (. .)))'
"""

from __future__ import annotations

from collections.abc import Sequence

from diplocode.model import Node
from diplocode.syntax.backends.phrases import Part, Phrase, Word, finished, phrase, words_of

__all__ = ["Word", "constituents"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_AUXILIARIES = frozenset({"aux", "auxpass"})
_WH = frozenset({"WP", "WP$", "WDT", "WRB"})
_NOUN_TAGS = frozenset("NN NNS NNP NNPS PRP CD EX DT WP WDT $ FW PRP$ WP$ PDT NNS".split())
# What stays inside a noun's own phrase even when it follows the noun: "May 5, 2020", "Apollo 11".
_CLOSE = frozenset({"nummod", "compound", "case", "nmod"})
_PREMODIFIERS = frozenset({"det", "predet", "preconj", "neg", "compound", "nmod", "quantmod", "punct", "cc"})
_WH_LABELS = {"NP": "WHNP", "PP": "WHPP", "ADVP": "WHADVP", "ADJP": "WHADJP"}
_DEEPEST = 40  # levels of dependencies; what lies deeper is left flat


def _holders(words: Sequence[Word]) -> list[int]:
    """The head of every word; where that is an auxiliary of a later verb, the verb."""
    below: dict[int, list[int]] = {}
    for w in words:
        below.setdefault(w.head, []).append(w.index)
    holders = list(range(len(words)))
    waiting = [w.index for w in words if w.head == w.index]
    while waiting:
        head = waiting.pop()
        helper = words[head].relation in _AUXILIARIES and holders[head] > head
        for index in below.get(head, []):
            if index != head:
                holders[index] = holders[head] if helper else head
                waiting.append(index)
    return holders


class _Rewriter:
    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.depth = 0
        self.below: list[list[Word]] = [[] for _ in words]
        for index, head in enumerate(_holders(words)):
            if head != index:
                self.below[head].append(words[index])
        self.conjuncts: list[list[Word]] = []
        self.links: list[list[Word]] = []  # conjunctions and commas between conjuncts
        self.own: list[list[Word]] = []  # all other dependents
        for w in words:
            below = self.below[w.index]
            conjuncts = [d for d in below if d.relation == "conj" and d.index > w.index]
            last = conjuncts[-1].index if conjuncts else -1
            links = [d for d in below if d.relation in ("cc", "punct") and w.index < d.index < last]
            self.conjuncts.append(conjuncts)
            self.links.append(links)
            self.own.append([d for d in below if d not in conjuncts and d not in links])

    def tree(self) -> Phrase:
        return Phrase("ROOT", [self.phrase(w) for w in self.words if w.head == w.index])

    def chain(self, word: Word) -> list[Word]:
        """The word and all that are coordinated with it, however they hang on each other."""
        found, waiting = [], [word]
        while waiting:
            found.append(waiting.pop())
            waiting += reversed(self.conjuncts[found[-1].index])
        return found

    def linked(self, chain: list[Word]) -> list[Part]:
        """The conjunctions and commas that these words have before the next conjunct."""
        return [part for w in chain for link in self.links[w.index] for part in self.subtree(link)]

    def subtree(self, word: Word) -> list[Word]:
        found, waiting = [], [word]
        while waiting:
            found.append(waiting.pop())
            waiting += self.below[found[-1].index]
        return sorted(found, key=lambda w: w.index)

    # Which kind of phrase

    def is_clause(self, word: Word) -> bool:
        if word.relation == "prep":  # "including", "according"
            return False
        verbal = word.tag.startswith("VB") or word.tag == "MD"
        return verbal or any(d.relation in _SUBJECTS for d in self.own[word.index])

    def phrase(self, word: Word) -> Part:
        """The phrase of a word with everything that depends on it."""
        if self.depth > _DEEPEST:
            return Phrase("X", list(self.subtree(word)))
        self.depth += 1
        try:
            chain = self.chain(word)
            if self.is_clause(word):
                return self.clauses(chain)
            if len(chain) == 1:
                return self.single(word)
            return self.coordinated(chain)
        finally:
            self.depth -= 1

    def single(self, word: Word) -> Part:
        """The phrase of a word that is no verb, without what is coordinated with it."""
        own = self.own[word.index]
        if word.relation in ("prep", "agent") or any(d.relation in ("pobj", "pcomp") for d in own):
            return self.prepositional(word)
        if word.relation == "prt":
            return phrase("PRT", [word, *map(self.phrase, own)])
        if word.tag in _NOUN_TAGS:
            return self.nominal(word)
        if word.tag in ("JJ", "JJR", "JJS"):
            heads_noun = any(d.relation in ("det", "poss") for d in own)
            argument = word.relation in _SUBJECTS or word.relation in ("dobj", "pobj", "appos")
            return self.nominal(word) if heads_noun or argument else self.modified("ADJP", word)
        if word.tag in ("RB", "RBR", "RBS", "WRB", "RP"):
            return word if word.relation == "neg" and not own else self.modified("ADVP", word)
        if word.tag == "UH":
            return self.modified("INTJ", word)
        if word.tag in ("IN", "TO") and word.relation not in ("mark", "aux", "quantmod", "dep", "cc"):
            return self.prepositional(word)
        return word if not own else phrase("X", [word, *map(self.phrase, own)])

    def modified(self, label: str, word: Word) -> Phrase:
        """An adjective or adverb with its dependents; lone adverbs before it need no phrase."""
        parts: list[Part] = [word]
        for d in self.own[word.index]:
            alone = d.index < word.index and not self.below[d.index] and d.relation != "npadvmod"
            parts.append(d if alone else self.phrase(d))
        return phrase(label, parts)

    def coordinated(self, chain: list[Word]) -> Part:
        """Conjuncts as sisters: flat where each is one word, else each in its own phrase."""
        links = self.linked(chain)
        members = [
            self.clauses([w]) if n and self.is_clause(w) else self.single(w) for n, w in enumerate(chain)
        ]
        head = members[0]
        if isinstance(head, Word):
            return phrase("X", [*members, *links])
        flat = all(isinstance(m, Phrase) and m.label == head.label and len(m.parts) == 1 for m in members[1:])
        if flat and all(isinstance(p, Word) for p in head.parts):
            inner = [part for m in members if isinstance(m, Phrase) for part in m.parts]
            return phrase(head.label, [*inner, *links])
        return Phrase(head.label, sorted([*members, *links], key=lambda part: part.first))

    # Nouns and prepositions

    def nominal(self, word: Word) -> Phrase:
        """What precedes the noun is in its own phrase with it, what follows is adjoined."""
        own = self.own[word.index]
        close: list[Part] = [word]
        after: list[Part] = []
        last = max((d.index for d in own if d.relation in _CLOSE), default=-1)
        number = word.tag in ("CD", "$")
        for d in own:
            if d.index < word.index or d.relation in _CLOSE or (d.relation == "punct" and d.index < last):
                close += self.premodifier(d, number)
            elif d.relation in ("acl", "ccomp") and self.is_complement(d):
                close.append(self.phrase(d))
            else:
                after.append(self.phrase(d))
        inner = [p for p in close if p.first <= word.index]
        if number and len(inner) > 1 and self.counts(inner):
            close = [phrase("QP", inner), *(p for p in close if p.first > word.index)]
        core = phrase("NP", close)
        return Phrase("NP", sorted([core, *after], key=lambda p: p.first)) if after else core

    def counts(self, parts: list[Part]) -> bool:
        """Whether the words before a number make it a quantity: "about 20", "$ 3 million", not "the 20"."""
        words = [w for p in parts for w in words_of(p)]
        return words[0].tag not in ("DT", "PRP$", "JJ") and (len(words) > 2 or words[0].tag != "$")

    def is_complement(self, clause: Word) -> bool:
        """A clause that a noun takes rather than one that describes it: to do, that something is so."""
        own = self.own[clause.index]
        to = any(d.tag == "TO" for d in own)
        return to or any(d.relation == "mark" for d in own)

    def premodifier(self, word: Word, of_number: bool) -> list[Part]:
        below = self.below[word.index]
        words = self.subtree(word)
        if not below:
            return [word]
        if word.relation == "poss":
            return [self.phrase(word)]
        if word.relation in ("nummod", "quantmod") or (word.tag == "CD" and len(words) > 1):
            if of_number:
                return list(words)
            quantity = phrase("QP", words)
            return [phrase("ADJP", [quantity]) if words[0].tag == "$" else quantity]
        if word.relation == "amod" and len(words) > 1:
            if all(w.tag in ("JJ", "CC", ",", "VBN", "NN") for w in words):
                return list(words)
            counts = any(w.tag == "CD" for w in words)
            return [phrase("ADJP", [phrase("QP", words)] if counts else words)]
        if word.relation in _PREMODIFIERS:
            return list(words)
        return [self.phrase(word)]

    def prepositional(self, word: Word) -> Phrase:
        parts: list[Part] = [word]
        for d in self.own[word.index]:
            part = self.phrase(d)
            fixed = word.text.lower() == "because" and isinstance(part, Phrase) and part.label == "PP"
            parts += part.parts if fixed and isinstance(part, Phrase) else [part]
        return phrase("PP", parts)

    # Verbs

    def clauses(self, chain: list[Word]) -> Part:
        """Coordinated predicates: those without a subject of their own share that of the one before."""
        groups: list[list[Word]] = []
        for w in chain:
            own_subject = any(d.relation in _SUBJECTS for d in self.own[w.index])
            if groups and not own_subject:
                groups[-1].append(w)
            else:
                groups.append([w])
        head = chain[0]
        opening, first = self.clause(groups[0])
        if len(groups) > 1:
            links = self.linked([g[-1] for g in groups[:-1]])
            rest = [self.wrapped(*self.clause(g), "conj", g[0]) for g in groups[1:]]
            first = phrase("S", [first, *rest, *links])
            first = self.closed(first)
        return self.wrapped(opening, first, head.relation, head)

    def closed(self, clause: Phrase) -> Phrase:
        """The full stop of the last of several clauses belongs to all of them."""
        last = clause.parts[-1]
        if isinstance(last, Phrase) and last.label == "S" and len(last.parts) > 1:
            final = last.parts[-1]
            if isinstance(final, Word) and final.tag in (".", "''"):
                last.parts.pop()
                clause.parts.append(final)
        return clause

    def wrapped(self, opening: list[Part], clause: Phrase, relation: str, head: Word) -> Part:
        """The clause as its place needs it: SBAR behind a complementiser, a bare VP as a participle ..."""
        only = clause.parts[0] if len(clause.parts) == 1 else None
        if opening:
            label = "SBARQ" if relation == "ROOT" and self.words[-1].text == "?" else "SBAR"
            return phrase(label, [*opening, clause])
        if isinstance(only, Phrase) and only.label == "VP":
            if relation == "acl" and head.tag in ("VBN", "VBG", "VBD"):
                return only
            if relation in ("amod", "compound", "conj", "nmod", "prep"):
                return only
        if self.is_finite(head) and (relation == "relcl" or (relation == "ccomp" and head.index > head.head)):
            return phrase("SBAR", [clause])
        return clause

    def is_finite(self, verb: Word) -> bool:
        helpers = [d for d in self.own[verb.index] if d.relation in _AUXILIARIES]
        return min([*helpers, verb], key=lambda w: w.index).tag in ("VBD", "VBZ", "VBP", "MD")

    def clause(self, group: list[Word]) -> tuple[list[Part], Phrase]:
        """What opens the clause (complementiser, wh-phrase), and its S."""
        verb = group[0]
        own = self.own[verb.index]
        helpers = [d for d in own if d.relation in _AUXILIARIES and d.index < verb.index]
        begin = min(w.index for w in (*helpers, verb))
        subjects = [d for d in own if d.relation in _SUBJECTS]
        opening: list[Part] = []
        beside: list[Part] = []
        between: list[Part] = []
        inside: list[Part] = []
        marks = [d.index for d in own if d.relation == "mark"]
        for d in own:
            if d in helpers:
                continue
            if d.relation == "mark" and d.index < begin:
                opening.append(d if not self.below[d.index] else phrase("X", self.subtree(d)))
            elif d.index < begin and d.relation != "ccomp" and self.is_wh(d):
                opening.append(self.as_wh(self.phrase(d)))
            elif marks and d.index < marks[0]:
                opening.append(self.phrase(d))
            elif d.index < begin or self.trails(d, verb):
                beside.append(self.phrase(d))
            elif d.index < verb.index:
                between.append(self.phrase(d))
            else:
                inside.append(self.phrase(d))
        inverted = [d for d in subjects if d.index > begin]
        label = "S"
        if inverted and not any(d.index < begin for d in subjects):
            at = inverted[0].index
            moved = [p for p in (*between, *inside) if p.first <= at and at in {w.index for w in words_of(p)}]
            if moved and (at < verb.index or verb.relation == "ROOT"):
                between = [p for p in between if p not in moved]
                inside = [p for p in inside if p not in moved]
                beside += moved
                label = "SQ" if self.words[-1].text == "?" else "SINV"
        predicate = self.predicate(verb, helpers, between, inside, group[1:])
        if label != "S" and helpers and predicate.parts[0] is helpers[0]:
            return opening, phrase(label, [*beside, *predicate.parts])
        return opening, phrase(label, [*beside, predicate])

    def predicate(
        self,
        verb: Word,
        helpers: list[Word],
        between: list[Part],
        inside: list[Part],
        others: list[Word],
    ) -> Phrase:
        """The verb phrase, with one more around it for every auxiliary, coordinated with `others`."""
        parts = self.small_clauses(inside)
        vp: Phrase = phrase("VP", [verb, *parts])
        if not (verb.tag.startswith("VB") or verb.tag == "MD"):  # a nominal predicate without a verb
            vp = phrase(*self.bare(verb, parts))
        shared = helpers and all(
            w.tag == verb.tag and not any(d.relation in _AUXILIARIES for d in self.own[w.index])
            for w in others
        )
        if others and shared:
            vp = self.joined(vp, verb, others)
        for n, helper in reversed(list(enumerate(helpers))):
            end = helpers[n + 1].index if n + 1 < len(helpers) else verb.index
            layer = [p for p in between if p.first < end and (n == 0 or p.first > helper.index)]
            vp = Phrase("VP", sorted([helper, *layer, vp], key=lambda p: p.first))
        return self.joined(vp, verb, others) if others and not shared else vp

    def bare(self, word: Word, parts: list[Part]) -> tuple[str, list[Part]]:
        label = "NP" if word.tag in _NOUN_TAGS else "ADJP" if word.tag.startswith("JJ") else "X"
        return label, [word, *parts]

    def joined(self, first: Phrase, verb: Word, others: list[Word]) -> Phrase:
        links = self.linked([verb, *others])
        rest: list[Part] = []
        for w in others:
            part = self.wrapped(*self.clause([w]), "conj", w) if self.is_clause(w) else self.single(w)
            rest.append(part)
        return Phrase("VP", sorted([first, *rest, *links], key=lambda p: p.first))

    def small_clauses(self, parts: list[Part]) -> list[Part]:
        """An object and what it is made or called are a clause: "elect (S (NP her) (NP mayor))"."""
        out: list[Part] = []
        for part in parts:
            head = self.relation_of(part)
            before = self.relation_of(out[-1]) if out else ""
            predicative = isinstance(part, Phrase) and part.label in ("NP", "ADJP")
            if head in ("oprd", "xcomp", "ccomp") and predicative:
                subject = [out.pop()] if before == "dobj" else []
                out.append(Phrase("S", [*subject, part]))
            else:
                out.append(part)
        return out

    def relation_of(self, part: Part) -> str:
        """The relation of a phrase's own head: the word whose head lies outside."""
        words = words_of(part)
        inside = {w.index for w in words}
        return next((w.relation for w in words if w.head not in inside), "")

    def trails(self, word: Word, verb: Word) -> bool:
        """Punctuation behind everything else, and clauses set beside, belong to the clause as a whole."""
        if word.index < verb.index:
            return False
        if word.relation == "parataxis":
            return True
        behind = (d for d in self.below[verb.index] if d.index > word.index)
        return word.relation == "punct" and all(d.relation == "punct" for d in behind)

    def is_wh(self, word: Word) -> bool:
        if word.relation in ("advcl", "csubj", "csubjpass", "parataxis", "punct"):
            return False
        words = self.subtree(word)
        return words[0].tag in _WH or (len(words) < 5 and any(w.tag in _WH for w in words))

    def as_wh(self, part: Part) -> Part:
        if isinstance(part, Word):
            return phrase("WHADVP" if part.tag == "WRB" else "WHNP", [part])
        if part.label not in _WH_LABELS:
            return part
        inner: list[Part] = []
        for p in part.parts:
            deep = isinstance(p, Phrase) and any(w.tag in _WH for w in words_of(p))
            inner.append(self.as_wh(p) if deep else p)
        return Phrase(_WH_LABELS[part.label], inner)


def constituents(words: Sequence[Word]) -> Node:
    """The constituency tree of a dependency parse, over exactly its words.

    `words` are numbered from 0 in order; the head of each is another word or, at a root, itself.
    """
    if not words:
        return Node("ROOT", 0, 0)
    return finished(_Rewriter(words).tree())
