"""Which verb pattern fits a clause: the one with the most, and the most particular, words found in their
places."""

from __future__ import annotations

from attrs import evolve, field, frozen

from diplocode.coding.clause import Clause
from diplocode.coding.phrases import NOMINAL, base_of, conjuncts, head_of
from diplocode.coding.words import Words
from diplocode.coding.zones import Zones, extent
from diplocode.lexicon.patterns import PREPOSITIONS, Compiled, Need
from diplocode.lexicon.predicates import Predicate, VerbIndex
from diplocode.model import Node, Where

LENT = ("complement", "light")


@frozen(slots=True)
class Match:
    """What a clause means: its code ("" if none), the entry that says so, the block's and pattern's options.

    `tokens` are those that the pattern's words were found in: what it names is told by it alone.
    """

    predicate: Predicate
    code: str
    where: Where
    pattern: Compiled | None = None
    weight: int = 0
    tokens: frozenset[int] = frozenset()
    lemma: dict[str, str] = field(factory=dict)

    @property
    def rank(self) -> tuple[int, bool, bool]:
        """What makes it better than another of its clause."""
        return self.weight, self.pattern is not None, bool(self.code)

    @property
    def reciprocal(self) -> bool:
        """Whether it means one event each way."""
        return self.option("reciprocal") is not None

    def option(self, name: str) -> str | None:
        """A pattern's own option, else its block's; "" for one without a value, None if absent.

        What a verb lends (complement, light) belongs to the verb: any block of it may say so.
        """
        if self.pattern is not None and name in self.pattern.options:
            return self.pattern.options[name]
        own = self.predicate.group.options.get(name)
        return self.lemma.get(name) if own is None else own

    @property
    def target(self) -> str:
        return self.pattern.target if self.pattern is not None else ""

    @property
    def source(self) -> str:
        return self.pattern.source if self.pattern is not None else ""


def match(clause: Clause, words: Words, index: VerbIndex) -> Match | None:
    """The best entry for a clause, or None if the dictionaries don't know its predicate.

    A pattern beats a default code, more and rarer words beat fewer, a multi-word verb ("break off")
    beats the bare verb, and what comes first in the files beats what comes later.
    """
    best: Match | None = None
    rank = (-1, False, False)
    lent: dict[tuple[str, ...], dict[str, str]] = {}
    zones: Zones | None = None
    first: Predicate | None = None
    plain: list[tuple[int, int]] = []
    for predicate in lookup(clause, words, index):
        if zones is None:
            zones = Zones(clause, words)
            plain = zones.object
        zones.object = plain
        if predicate.extra:
            if not has_extra(predicate, clause, words):
                continue
            zones.object = plain + [extent(n) for n in particle_objects(predicate, clause)]
        first = first or predicate
        extra = 2 * len(predicate.extra)
        for name in LENT:
            if name in predicate.group.options:
                lent.setdefault(predicate.extra, {}).setdefault(name, predicate.group.options[name])
        mine = in_block(predicate, clause, words, zones, extra, rank)
        if mine is not None and mine.rank > rank:
            best, rank = mine, mine.rank
    if (
        best is None and () in lent and first is not None
    ):  # no code, but what the verb lends its complement stays
        return Match(first, "", first.where, lemma=lent[()])
    return evolve(best, lemma=lent.get(best.predicate.extra, {})) if best is not None and lent else best


def in_block(
    predicate: Predicate,
    clause: Clause,
    words: Words,
    zones: Zones,
    extra: int,
    least: tuple[int, bool, bool],
) -> Match | None:
    """What one block says of a clause: its best pattern, else its own code; None where a null pattern
    silences it, or where its code does not beat the rank `least`.

    A null pattern ([---]) means that this block has nothing to say here; other blocks of the verb still may.
    """
    best: Match | None = None
    top = -1
    for compiled in predicate.group.candidates(words.every):
        weight = compiled.weight + extra
        if weight < top or (weight == top and best is not None and compiled.where.line > best.where.line):
            continue
        zones.found = []
        fits = roles_present(compiled, clause, words) and all(
            zones.satisfied(need) for need in compiled.needs
        )
        if fits and zones.in_place():
            code = compiled_code(compiled, clause)
            best = Match(predicate, code, compiled.where, compiled, weight, frozenset(zones.found))
            top = weight
    if best is None:
        beats = (extra, False, bool(predicate.code)) > least
        return Match(predicate, predicate.code, predicate.where, None, extra) if beats else None
    if not best.code and best.pattern is not None and not any(name in best.pattern.options for name in LENT):
        return None
    return best


@frozen(slots=True)
class Tried:
    """A rule that was tried on a clause: its text, code and place, whether it fits, and if not what is
    missing."""

    text: str
    code: str
    where: Where
    fits: bool
    missing: str = ""
    weight: int = 0


def tried(clause: Clause, words: Words, index: VerbIndex) -> list[Tried]:
    """Every rule of a clause's predicate that shares a word with the sentence, best first: the material of
    `explain`."""
    out: list[Tried] = []
    zones = Zones(clause, words)
    for predicate in lookup(clause, words, index):
        name = " ".join((clause.head.word.lower(), *predicate.extra))
        extra = 2 * len(predicate.extra)
        if predicate.extra and not has_extra(predicate, clause, words):
            continue
        if predicate.code:
            out.append(
                Tried(f"{name} (the block's own code)", predicate.code, predicate.where, True, weight=extra)
            )
        for compiled in predicate.group.candidates(words.every):
            zones.found = []
            missing = ""
            if not roles_present(compiled, clause, words):
                missing = "nobody where it wants its source or target"
            for need in compiled.needs:
                if not missing and not zones.satisfied(need):
                    missing = describe(need)
            if not missing and not zones.in_place():
                missing = "its words belong to another phrase"
            code = compiled_code(compiled, clause) or "no code"
            out.append(
                Tried(
                    compiled.pattern.text.strip(),
                    code,
                    compiled.where,
                    not missing,
                    missing,
                    compiled.weight + extra,
                )
            )
    seen: set[Where] = set()
    unique = [t for t in out if t.where not in seen and not seen.add(t.where)]  # type: ignore[func-returns-value]
    return sorted(unique, key=lambda t: (not t.fits, -t.weight))


def describe(need: Need) -> str:
    """A need in words, for what is missing."""
    words = [
        min((" ".join(a) for a in group), key=lambda w: (len(w), w)) if group else "?" for group in need.words
    ]
    where = {"subject": "subject", "object": "object"}.get(
        need.zone, f'phrase with "{"/".join(sorted(need.preps))}"'
    )
    return f'no {where} with "{" ... ".join(words)}"' if words else f"no {where}"


def compiled_code(compiled: Compiled, clause: Clause) -> str:
    code = (
        compiled.pattern.passive_code
        if clause.passive and compiled.pattern.passive_code
        else compiled.pattern.code
    )
    code = code.split(":")[0].strip()
    return "" if code in {"", "---"} else code


def roles_present(compiled: Compiled, clause: Clause, words: Words) -> bool:
    """A pattern that names a phrase for its target or source needs that phrase; a bare + needs an actor as
    the object."""
    if (
        compiled.target == "object"
        and words.actors
        and not any(head_of(o).start in words.actors for n in clause.objects for o in conjuncts(n))
    ):
        return False
    if compiled.compound and not any(leaf.label == "CC" for n in clause.subject for leaf in n.leaves()):
        return False
    for role in (compiled.target, compiled.source):
        if role.startswith("phrase:"):
            preps = role[7:].split("|")
            if not any(p.word in preps for p in clause.preps) and not (
                "to" in preps and any(c.relation == "to" for c in clause.complements)
            ):
                return False
        elif role == "subject" and not clause.subject:
            return False
    return True


def particle_objects(predicate: Predicate, clause: Clause) -> list[Node]:
    """The objects of a phrasal verb whose particle was parsed as a preposition: "took [in [refugees]]"."""
    return [p.node for p in clause.preps if p.word in predicate.extra and not p.inside]


def lookup(clause: Clause, words: Words, index: VerbIndex) -> list[Predicate]:
    """The entries under a clause's lemma."""
    word = words.low[clause.head.start]
    if clause.kind == "noun":
        found: list[Predicate] = []
        for form in sorted(words.forms[clause.head.start]):
            found += index.nouns.get(form, ())
        return found
    found = []
    if "-" in word and clause.relation == "reduced" and clause.subject == [clause.head]:
        word = word.rsplit("-", 1)[1]  # "a Norwegian-brokered truce"
    for lemma in sorted(index.lemmas(word)):
        found += index.verbs.get(lemma, ())
    return found


def has_extra(predicate: Predicate, clause: Clause, words: Words) -> bool:
    """Whether the further words of a multi-word verb or noun stand near its head, inside its clause."""
    if clause.kind == "noun":
        base = base_of(conjuncts(clause.node)[0])
        start, end = base.start, clause.head.start
        return all(words.find((word,), start, end) >= 0 for word in predicate.extra)
    start, end = clause.head.end, min(clause.node.end, clause.head.end + 8)
    for word in predicate.extra:
        at = words.find((word,), start, end)
        if at < 0:
            return False
        leaf = words.leaves[at]
        if (
            word in PREPOSITIONS
            and at > start
            and leaf.label != "RP"
            and (at > start + 1 or (len(predicate.extra) == 1 and governs(leaf)))
        ):
            return False  # "called him on Tuesday" is not "called on", nor is "gave birth in Lima" "gave in"
    return True


def governs(leaf: Node) -> bool:
    """Whether a word is a preposition with its own noun phrase, no particle."""
    parent = leaf.parent
    return parent is not None and parent.label == "PP" and any(c.label in NOMINAL for c in parent.children)
