"""Trees made even: what parsers leave flat, or hang in the wrong place, is put where the coder looks for it.

A tree is rebuilt from below. Each node's children go through one ordered list of repairs, those that concern
its label, each a short function that returns the new children or None where it has nothing to do:

    bare_nouns      (S (NNP Chile) (VP ...))            ->  (S (NP (NNP Chile)) (VP ...))
    nested          (NP (JJ dead) (NP (CD two) (NNS men)))  ->  (NP (JJ dead) (CD two) (NNS men))
    bare_verb       (S (NP Two men) (VBP die))          ->  (S (NP Two men) (VP (VBP die)))
    headline_verb   (S (NP U.S.) (VP (NNS strikes) ..)) ->  (S (NP U.S.) (VP (VBZ strikes) ..))
    nominal         (VP announces (VP (NNS plans) ...)) ->  (VP announces (NP (NNS plans) ...))
    preposition     (VP killed (IN in) (NP Lima))       ->  (VP killed (PP (IN in) (NP Lima)))
    auxiliary       (VP (MD will) (VB cut) (NP ties))   ->  (VP (MD will) (VP (VB cut) (NP ties)))
    chain           (VP (VBZ risks) (VBG losing) ..)    ->  (VP (VBZ risks) (VP (VBG losing) ..))
    adjoined        (VP (VP cut (NP it)) , (S taking ..))  ->  (VP cut (NP it) , (S taking ..))
    trailing        (VP cut (NP ties , (S citing ..)))  ->  (VP cut (NP ties) , (S citing ..))
    raised          (VP cut (NP ties and (VP left)))    ->  (VP (VP cut (NP ties)) and (VP left))
    sunk            (VP hails (NP plans (VP to (VP (VP go) and (VP is)))))  ->  (VP (VP hails ..) and (VP is))
    verbs           (VP closed (NP it) and (VP left))   ->  (VP (VP closed (NP it)) and (VP left))
    willing         (VP is (NP (RB about) (S to go)))   ->  (VP is (ADJP (RB about) (S to go)))
    hollow          (VP sought (S (VP (NP aid) (PP ..))))  ->  (VP sought (NP aid) (PP ..))
    infinitive      (NP (NP envoys) (VP to go))         ->  (NP (NP envoys) (S (VP to go)))
    quoted          (VP called (NP (NP it) " (ADJP unjust) ")) -> (VP called (NP it) " (ADJP unjust) ")
    objects         (VP gave (NP (NP Peru) (NP a day))) ->  (VP gave (NP Peru) (NP a day))
    predicated      (VP held (S (NP Peru) (ADJP guilty)))  ->  (VP held (NP Peru) (ADJP guilty))
    stacked         (VP sent (PP (PP of ..) (PP to ..)))  ->  (VP sent (PP of ..) (PP to ..))
    of_phrase       (VP withdrew (NP envoys) (PP of ..))->  (VP withdrew (NP (NP envoys) (PP of ..)))
    name_list       (NP (NNP Chile) , (NNP Peru) and (NNP Cuba))  ->  one noun phrase each
    names           (NP (NNP Chile) and (NP Peru))      ->  (NP (NP (NNP Chile)) and (NP Peru))
    listed          (NP (NP Chile , (NP Peru)) and ..)  ->  (NP (NP Chile) , (NP Peru) and ..)
    alike           (NP (NP envoys (PP of Chile)) and (NP Peru)) -> (NP envoys (PP of (NP Chile and Peru)))
    placed          (S (NP raid (PP in Lima)) , (NP Peru) (VP))  ->  (S (NP raid (PP in (NP Lima , Peru))) VP)
    subjects        (S (S (NP Chile)) and (S (NP Peru) (VP ...)))  ->  (S (NP Chile and Peru) (VP ...))
    pair            (S (NP (NNP Chile) , (NP Peru)) (VP sign))  ->  (S (NP Chile) , (NP Peru) (VP sign))
    side_by_side    (S (NP Chile) , (NP Peru) (VP sign ..)) ->  (S (NP (NP Chile) , (NP Peru)) (VP sign ..))
    inserted        (S (NP it) , (NP he) (VP (VP said) , (VP left))) -> (S (NP it) (PRN he said) (VP left))
    fronted         (S (VP (S hit by ..) , (NP it) (VP fell))) -> (S (S hit by ..) , (NP it) (VP fell))
    relative        (SBAR whom (NP (NP police) (VP held))) ->  (SBAR whom (S (NP police) (VP held)))
    reported        (SBAR which (S he (VP (VP said) (VP fell)))) -> (SBAR which (S (PRN he said) (VP fell)))
    speech          (VP left , (S (NP he) (VP said)))   ->  (VP left) (PRN , (S (NP he) (VP said)))
    headline        (S (NP Oslo) (S (VP to cut ties)))  ->  (S (NP Oslo) (VP to cut ties))
    participial     (S (VP (VBN hit) ..) , (NP Peru) (VP left))  ->  (S (S (VP hit ..)) , (NP Peru) (VP left))
    day             (S (PP in (NP May Chile)) (VP left))  ->  (S (PP in (NP May)) (NP Chile) (VP left))
    gerund          (PP to (VBG holding) (NP talks))    ->  (PP to (S (VP (VBG holding) (NP talks))))
    partners        (PP (PP by (NP Chile)) and (NP Peru)) -> (PP by (NP (NP Chile) and (NP Peru)))
    particle        (VP called (PP (PRT in) (PP by ..)))  ->  (VP called (PRT in) (PP by ..))
    after           (VP fled (PP after (NP it)) (VP fell)) -> (VP fled (SBAR after (S (NP it) (VP fell))))
    lifted          (VP fled (SBAR after (S (S it fell) but (VP won))))  ->  (VP (VP fled ..) but (VP won))
    second          (VP had (NP work and (PP (PP in reply) (SBAR (S he left)))))  ->  two clauses
    adverbial       (SBAR (PP after (NP they)) (VP left)) -> (SBAR after (S (NP they) (VP left)))

Four of them make a verb phrase of loose children and send it through the whole list in its turn: `bare_verb`,
`headline_verb`, `auxiliary` and `chain` therefore stand here, beside the list; the others are in `repairs`.
"""

from __future__ import annotations

from diplocode.coding.grammar import AUXILIARY
from diplocode.coding.repairs import clauses, lists, nouns, speech, verbs
from diplocode.coding.repairs.common import AS_VERB, FINITE, RUN, Children, Repair, is_verb, made, predicative
from diplocode.model import Node


def tidy(tree: Node) -> Node:
    """The tree with all repairs made; the tree itself where nothing is to be done.

    >>> from diplocode.syntax import read_tree
    >>> tidy(read_tree("(S (NNP Chile) (VP (MD will) (VB cut) (NP (NNS ties))))")).bracketed()
    '(ROOT (S (NP (NNP Chile)) (VP (MD will) (VP (VB cut) (NP (NNS ties))))))'
    """
    if not tree.children:
        return tree
    children = [tidy(child) if child.children else child for child in tree.children]
    changed = children != list(tree.children)
    for repair in BY_LABEL.get(tree.label, ()):
        repaired = repair(tree.label, children)
        if repaired is not None:
            children, changed = repaired, True
    if not changed:
        return tree
    if len(children) == 1 and children[0].label == tree.label and children[0].children:
        return children[0]
    return Node(tree.label, tree.start, tree.end, children)


def through(label: str, children: Children) -> Children:
    for repair in BY_LABEL[label]:
        children = repair(label, children) or children
    return children


def bare_verb(label: str, children: Children) -> Children | None:
    """A finite verb that stands in a clause beside its subject, or inside it, gets its phrase."""
    if any(c.label in {"VP", "S", "SBAR"} for c in children[:3]):
        return None
    for i, child in enumerate(children):
        if child.label == "NP":
            inner = next((k for k, c in enumerate(child.children) if k and c.label in FINITE), 0)
            if inner and all(c.label in {"NP", *RUN} for c in child.children[:inner]):
                before = list(child.children[:inner])
                subject = before[0] if len(before) == 1 and before[0].children else made("NP", before)
                phrase = [*child.children[inner:], *children[i + 1 :]]
                return [*children[:i], subject, *phrased(phrase)]
        elif child.is_leaf and child.label in FINITE and i and children[i - 1].label == "NP":
            return [*children[:i], *phrased(children[i:])]
    return None


def phrased(children: Children) -> Children:
    """A verb and what follows as one verb phrase, final punctuation left outside."""
    end = len(children)
    while end > 1 and children[end - 1].is_leaf and children[end - 1].label in {".", "''", ":"}:
        end -= 1
    return [made("VP", through("VP", children[:end])), *children[end:]]


def headline_verb(label: str, children: Children) -> Children | None:
    """ "Norway [strikes a deal]": what follows a clause's subject is its verb, whatever its tag."""
    for i, child in enumerate(children):
        if child.label == "VP" and predicative("VP", list(child.children)):
            if not any(c.label == "NP" for c in children[:i]):
                return None
            first, *rest = child.children
            verb = Node(AS_VERB[first.label], first.start, first.end, (), first.word)
            phrase = made("VP", through("VP", [verb, *rest]))
            return [*children[:i], phrase, *children[i + 1 :]]
    return None


def auxiliary(label: str, children: Children) -> Children | None:
    """Auxiliary and verb side by side: the verb gets its own phrase."""
    for i, child in enumerate(children[:-1]):
        if not child.is_leaf:
            if child.label not in {"ADVP", "RB"}:
                return None
            continue
        word = child.word.lower()
        helps = child.label in {"MD", "TO"} or (is_verb(child) and word in AUXILIARY)
        if not helps:
            if child.label == "RB":
                continue
            return None
        k = i + 1
        while k < len(children) and children[k].label in {"RB", "ADVP"}:
            k += 1
        if k == len(children) or not is_verb(children[k]):
            continue
        verb = children[k]
        fits = verb.label in ({"VB", "VBP"} if child.label in {"MD", "TO"} else {"VBN", "VBG", "VBD"})
        if fits:
            return [*children[:k], made("VP", through("VP", children[k:]))]
    return None


def chain(label: str, children: Children) -> Children | None:
    """Two verbs side by side, the second a participle: it heads a phrase of its own."""
    if not is_verb(children[0]) or len(children) < 2:
        return None
    second = children[1]
    if is_verb(second) and second.label in {"VBG", "VBN"}:
        return [children[0], made("VP", through("VP", children[1:]))]
    return None


# Each repair behind the labels of the phrases that it concerns.
REPAIRS: tuple[tuple[str, Repair], ...] = (
    ("S SINV", bare_verb),
    ("S SINV", headline_verb),
    ("VP", nouns.nominal),
    ("S SINV SQ VP PP SBAR FRAG ROOT", nouns.bare_nouns),
    ("NP", nouns.nested),
    ("VP S NP", nouns.preposition),
    ("VP", auxiliary),
    ("VP", chain),
    ("VP", verbs.adjoined),
    ("VP", verbs.trailing),
    ("VP", verbs.raised),
    ("VP", verbs.verbs),
    ("VP", verbs.sunk),
    ("VP", nouns.willing),
    ("VP PP", nouns.hollow),
    ("NP", nouns.infinitive),
    ("VP", speech.quoted),
    ("VP", nouns.objects),
    ("VP", nouns.predicated),
    ("VP NP S", nouns.stacked),
    ("VP", nouns.of_phrase),
    ("NP", lists.name_list),
    ("NP", lists.names),
    ("NP", lists.listed),
    ("NP", lists.alike),
    ("S", clauses.subjects),
    ("S", clauses.fronted),
    ("S", clauses.pair),
    ("S", clauses.side_by_side),
    ("S", speech.inserted),
    ("SBAR", clauses.relative),
    ("SBAR", speech.reported),
    ("S", clauses.placed),
    ("PP", lists.partners),
    ("PP", nouns.gerund),
    ("VP", verbs.particle),
    ("VP", clauses.after),
    ("VP", clauses.lifted),
    ("S", clauses.second),
    ("SBAR", clauses.adverbial),
    ("S", clauses.headline),
    ("S", clauses.participial),
    ("S", clauses.day),
    ("S ROOT", speech.speech),
)
BY_LABEL = {
    label: tuple(repair for labels, repair in REPAIRS if label in labels.split())
    for label in {label for labels, _ in REPAIRS for label in labels.split()}
}
