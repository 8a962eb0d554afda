"""How a clause is meant: done, planned, threatened, asked for, refused, denied, only supposed.

`operators` walks from a clause outwards and lists what lends it modality, nearest first: its
own auxiliaries and negation, then each verb or noun that embeds it and says so in the
dictionary (`@complement threatened`). `cameo.algebra` turns the code by them one by one.
"""

from __future__ import annotations

from itertools import islice

from attrs import frozen

from diplocode.cameo.algebra import compose
from diplocode.coding.clause import Clause
from diplocode.coding.grammar import BE
from diplocode.coding.matching import Match
from diplocode.coding.phrases import NOMINAL, base_of, head_of
from diplocode.coding.plans import gathers, protests
from diplocode.model import Node

CONDITIONS = frozenset({"if", "unless", "whether", "until", "till", "lest", "provided"})
FUTURE = frozenset({"will", "shall", "'ll", "wo", "going"})
POSSIBLE = frozenset({"may", "might", "could", "can", "ca"})
DUTY = frozenset({"must", "should", "ought", "needs"})
INSISTING = ("insist", "demand", "order", "requir")
ORDERING = ("order", "direct", "instruct", "command")
PROPOSING = ("propos", "suggest", "recommend", "request", "urg", "ask")
ASKING = frozenset({"requested", "demanded"})
EMBEDDED = frozenset({"to", "that", "ing", "small"})
BESIDE = frozenset(
    {
        "by",
        "after",
        "before",
        "since",
        "while",
        "upon",
        "without",
        "despite",
        "in",
        "on",
        "when",
        "until",
        "through",
    }
)
# Before an event noun, these tell that it has not happened.
PLANNED = frozenset(
    """
    planned scheduled upcoming forthcoming proposed impending expected prospective intended anticipated
    """.split()
)
HAPPEN = frozenset("take happen occur begin start convene go resume continue open".split())
# "Talks on restoring relations" have not restored them.
ABOUT = frozenset({"on", "about", "over", "for", "at"})
AHEAD = frozenset({"prep:ahead of", "prep:before"})
ARGUMENTS = frozenset({"for", "to", "of", "on", "with", "against", "into", "from", "about", "upon"})
# What these codes criticise or own up to has been done: "condemned the raid", "claimed the bombing".
FACTIVE = frozenset({"015", "111", "114"})
# What is embedded under them is content, not deed: "is open to holding talks".
CONTENT = frozenset({"02", "03", "10", "12", "13"})
FICTION = frozenset(
    """
    novel novels film films movie movies play drama opera thriller series story game comic cartoon
    exhibition musical satire sketch scenario simulation
    """.split()
)
# What is put off is not done: "postponed awarding a contract".
UNDONE = ("postpon", "delay", "defer", "cancel", "scrap", "shelv", "abandon")
TRANSPARENT = frozenset({"reported", "actual", "started", "attempted"})
# Roots whose codes are modalities: appeal, express intent, demand, reject, threaten (docs/coding.md, rule 3).
TELLING = {"02": "requested", "03": "intended", "10": "demanded", "12": "refused", "13": "threatened"}


@frozen(slots=True)
class Operator:
    """A modality and who lends it: an embedding clause, or None for the clause's own auxiliaries."""

    modality: str
    by: Clause | None = None
    match: Match | None = None
    word: str = ""

    @property
    def negates(self) -> bool:
        return self.modality in {"refused", "denied", "hypothetical"}

    @property
    def in_dictionary(self) -> bool:
        """Whether an entry says so, not a modal verb or the construction."""
        return self.match is not None and self.match.option("complement") == self.modality


def own(clause: Clause) -> Operator | None:
    """What a clause's own modal verb, negation or conjunction makes of it."""
    if clause.relation == "relative" and in_fiction(clause):
        return Operator("hypothetical", word="fiction")
    if clause.kind == "noun" and (word := planned(clause)):
        return Operator("intended", word=word)
    if clause.marker in CONDITIONS and clause.relation in {"adverbial", "that", "adjunct", "ing"}:
        return Operator("hypothetical", word=clause.marker)
    if clause.marker == "without" and clause.relation == "ing":
        return Operator("denied", word="without")
    if clause.relation == "that" and clause.parent is not None and subjunctive(clause, clause.parent.head):
        insists = clause.parent.head.word.lower().startswith(INSISTING)
        return Operator("demanded" if insists else "requested", word=clause.head.word)
    if clause.infinitive and yet(clause):
        return Operator("denied", word="yet to")
    modal = clause.modal
    if modal in FUTURE or modal == "would":
        if clause.negated:
            return Operator("refused", word=f"{modal} not")
        return Operator("intended", word=modal)
    if modal in POSSIBLE:
        if clause.negated:
            return Operator("refused" if modal in {"can", "ca"} else "hypothetical", word=f"{modal} not")
        return Operator("possible", word=modal)
    if modal in DUTY:
        if clause.negated:
            return Operator("hypothetical", word=f"{modal} not")
        return Operator("requested" if modal == "should" else "demanded", word=modal)
    if clause.negated and clause.kind == "noun":
        return Operator("denied", word="no")
    if clause.negated and clause.infinitive:
        return Operator("refused", word="not to")
    if clause.negated:
        present = clause.auxiliaries[-1:] in (("does",), ("do",))
        return Operator("refused" if present else "denied", word="not")
    if "have" in clause.auxiliaries[:1] and clause.infinitive is False and clause.relation == "to":
        return None
    if clause.infinitive and clause.relation in {"root", "beside"} and clause.kind == "verb":
        return Operator("intended", word="to")
    if clause.infinitive and clause.relation == "adjunct":
        return Operator("hypothetical", word="to (purpose)")
    if "going" in clause.auxiliaries:
        return Operator("intended", word="going to")
    return None


def ordered(inner: Clause, outer: Clause) -> bool:
    """Whether an act is ordered by whose act it then is: "ordered the seizure of a ship"."""
    return (
        inner.kind == "noun" and inner.relation == "object" and outer.head.word.lower().startswith(ORDERING)
    )


def planned(clause: Clause) -> str:
    """What tells of an event noun that it is still to come: "the planned visit"."""
    before = (leaf.word.lower() for leaf in base_of(clause.node).leaves() if leaf.start < clause.head.start)
    return next((word for word in before if word in PLANNED), "")


def to_come(clause: Clause, outer: Clause, match: Match | None) -> Operator | None:
    """What is still to come: "[his summit] will take place", "ahead of his visit", "talks on a treaty"."""
    if clause.kind != "noun":
        return None
    if match is not None and match.code in {"057", "0871"} and clause.relation.removeprefix("prep:") in ABOUT:
        return Operator("hypothetical", word=clause.relation.removeprefix("prep:"))
    if not told_meeting(match):
        return None
    if clause.relation == "subject" and not outer.passive and outer.head.word.lower() in HAPPEN:
        mine = own(outer)
        return mine if mine is not None and mine.modality == "intended" else None
    if clause.relation in AHEAD and any(p.word in {"with", "between", "to", "of"} for p in clause.preps):
        return Operator("intended", word=clause.relation.removeprefix("prep:"))
    return None


def told_as_fact(clause: Clause) -> bool:
    """Whether a that-clause states something: "suggested that Peru is to blame", not "that Peru leave"."""
    first = clause.auxiliaries[0] if clause.auxiliaries else clause.head.word
    tensed = clause.head.label in {"VBZ", "VBD"} or first.lower() in {
        "is",
        "are",
        "was",
        "were",
        "has",
        "had",
    }
    return clause.relation == "that" and not clause.modal and tensed


def yet(clause: Clause) -> bool:
    """Whether an act is still to come: "has yet to recognise it", "is yet to visit"."""
    node = clause.node
    while (
        node.parent is not None and node.parent.label in {"VP", "S"} and node.parent.start >= node.start - 3
    ):
        node = node.parent
        words = [leaf.word.lower() for leaf in islice(node.leaves(), 4)]
        if "yet" in words and words.index("yet") + 1 < len(words) and words[words.index("yet") + 1] == "to":
            return words[0] in {"has", "have", "had", "is", "are", "yet"}
    return False


def subjunctive(clause: Clause, asked: Node) -> bool:
    """Whether a that-clause asks for what it says: "insisted that Chile withdraw", without an -s or after a
    past tense."""
    if clause.modal or clause.auxiliaries:
        return False
    if clause.head.label not in {"VB", "VBP"} or not asked.word.lower().startswith((*INSISTING, *PROPOSING)):
        return False
    if clause.head.label == "VB":
        return True
    one = any(head_of(n).label in {"NN", "NNP"} for n in clause.subject[:1])
    return one or asked.label in {"VBD", "VBN"}


def in_fiction(clause: Clause) -> bool:
    """Whether a relative clause tells a story: "a novel in which Chile invades Peru"."""
    node = clause.node.parent
    while node is not None and node.label != "SBAR":
        node = node.parent
    if node is None or node.parent is None or node.parent.label not in NOMINAL:
        return False
    return head_of(node.parent).word.lower() in FICTION


VISITS = frozenset({"visit", "trip", "tour", "stopover"})
# What is put to somebody: appeals, demands, accusations.
PUT = frozenset({"02", "10", "11"})


def embeds(outer: Clause, inner: Clause) -> bool:
    """Whether a clause's content is in the scope of the clause around it."""
    if inner in outer.complements:
        if inner.relation == "ing" and inner.marker in BESIDE:
            return inner.marker == "on" and outer.head.start < inner.head.start  # "plans on leaving"
        return inner.relation in EMBEDDED or inner.relation == "adjunct"
    if inner.relation == "reduced" and outer.kind == "noun" and not inner.passive:
        return True  # "agree on a resolution [condemning ...]": as real as the resolution
    if inner.kind == "noun":
        if inner.relation == "object" or (inner.relation == "subject" and outer.passive):
            return True  # "an offensive was launched by ..."
        word = inner.relation[5:]
        if word == "on" and inner.head.word.lower() in VISITS:
            return False  # "assured Chile of help on a visit to Peru"
        return word in ARGUMENTS and any(
            p.word == word and p.node.start <= inner.head.start < p.node.end and not p.inside
            for p in outer.preps
        )
    return False


def talks(outer: Clause, matches: dict[Clause, Match | None]) -> bool:
    """Whether a verb's object is a meeting: "began talks [to restore relations]" tells their purpose."""
    found = [matches.get(noun) for noun in outer.nouns if noun.relation == "object"]
    return any(m is not None and m.code[:2] in {"04", "05"} for m in found)


def told_meeting(match: Match | None) -> bool:
    """Whether a clause is a meeting or a visit."""
    return match is not None and match.code[:2] == "04"


def answered(clause: Clause, matches: dict[Clause, Match | None]) -> bool:
    """Whether the verb around a noun refuses or denies what the noun says was put to somebody.

    "rejected Chile's demand": the demand was made, by Chile, to who rejects it.
    """
    own_, outer = matches.get(clause), matches.get(clause.parent) if clause.parent is not None else None
    if clause.kind != "noun" or own_ is None or outer is None or own_.code[:2] not in PUT:
        return False
    return outer.code[:2] == "12" or outer.option("complement") in {"refused", "denied"}


def operators(clause: Clause, matches: dict[Clause, Match | None], foreign: bool = False) -> list[Operator]:
    """All that lends a clause modality, nearest first.

    With foreign dictionaries only their entries and negation do: see `coding.foreign`.
    """
    out: list[Operator] = []
    mine = own(clause)
    if mine is not None:
        out.append(mine)
    inner = clause
    if mine is None and clause.parent is not None and not foreign:
        out += filter(None, [to_come(clause, clause.parent, matches.get(clause))])
    while inner.parent is not None:
        outer = inner.parent
        if not embeds(outer, inner):
            found = matches.get(outer)
            if (
                inner.relation == "reduced"
                and not inner.passive
                and found is not None
                and found.code[:2] == "12"
            ):
                out.append(
                    Operator("denied", outer, found, outer.head.word)
                )  # "vetoed a text condemning ..."
            crowd = gathers(outer.head.word.lower()) and protests(matches.get(clause))
            if inner.infinitive and inner.relation in {"to", "reduced"} and mine is None and not crowd:
                out.append(Operator("hypothetical", word="to (purpose)"))
            break
        found = matches.get(outer)
        kind = found.option("complement") if found is not None else None
        light = found is not None and found.option("light") is not None
        if inner.kind == "noun" and found is not None and found.code in FACTIVE:
            break
        if inner is clause and answered(clause, matches):
            break
        if kind == "demanded" and ordered(inner, outer):
            kind = "actual"
        if kind == "ended" and outer.kind == "noun" and told_meeting(matches.get(clause)):
            kind = None  # "at the end of a visit": it was made
        if inner.relation == "ing" and outer.head.word.lower().startswith(UNDONE):
            kind = "denied"
        if kind == "reported" and outer.head.word.lower().startswith("announc"):
            met = inner.kind == "noun" and inner.relation == "object" and clause is inner
            if (inner.infinitive and outer.passive) or (met and told_meeting(matches.get(inner))):
                kind = "intended"  # "is announced to visit Chile", "announced a visit"
        if kind == "requested" and outer.head.word.lower().startswith("suggest") and told_as_fact(inner):
            kind = "reported"
        topic = inner.infinitive or (inner.relation == "ing" and inner.marker in ABOUT)
        if kind in {"started", "actual"} and topic and talks(outer, matches):
            kind = ""
            out.append(Operator("hypothetical", outer, found, "to (purpose)"))
        if kind:
            if kind in ASKING and out and out[-1].by is None and out[-1].modality in ASKING:
                out.pop()  # "demanded that Chile withdraw" asks once
            out.append(Operator(kind, outer, found, outer.head.word))
        elif inner.kind == "noun" and not light:
            if clause.relation == "reduced" and found is not None and found.code[:2] == "12":
                out.append(Operator("denied", outer, found, outer.head.word))
            if inner is not clause or inner.relation != "prep:for" or not told_meeting(matches.get(inner)):
                break
            if not told_meeting(found):  # "agreed to meet for talks": as far ahead as the meeting
                break
        elif found is not None and found.pattern is not None and found.code[:2] in CONTENT:
            out.append(Operator("hypothetical", outer, found, outer.head.word))
        elif topic and found is not None and found.code[:2] == "04":
            out.append(
                Operator("hypothetical", outer, found, "to (purpose)")
            )  # "hold talks to restore relations"
        elif inner.kind != "noun" and inner.relation in {"to", "small"}:
            word = outer.head.word.lower()
            done = "have" in inner.auxiliaries[:1] and word not in BE  # "thought to have been killed"
            done = done or (gathers(word) and protests(matches.get(clause)))
            if inner.infinitive and not done and (word in BE or found is None or not found.code):
                out.append(Operator("intended", outer, found, word))
        mine = own(outer)
        if mine is not None:
            out.append(mine)
        inner = outer
    if (
        inner is not clause
        and inner.relation == "adverbial"
        and inner.marker in CONDITIONS
        and not any(o.modality == "hypothetical" for o in out)
    ):
        out.append(Operator("hypothetical", word=inner.marker))
    return [op for op in out if op.negates or op.in_dictionary] if foreign else out


def told(modality: str, code: str) -> str:
    """An event's modality: what a word lent it, else what its code tells by itself.

    >>> told("actual", "1313"), told("actual", "161"), told("agreed", "036")
    ('threatened', 'actual', 'agreed')
    """
    return TELLING.get(code[:2], modality) if modality == "actual" else modality


def composed(code: str, ops: list[Operator]) -> tuple[str | None, str, list[str]]:
    """A code taken through its operators: the resulting code (None: no event), modality, and the steps in
    words."""
    current: str | None = code
    modality = "actual"
    steps = []
    threatened = any(op.modality == "threatened" for op in ops)
    for op in ops:
        if op.modality in {"reported", "actual"} or (op.modality == "possible" and threatened):
            continue  # "warned that it could": the threat is in the warning
        before = current
        try:
            current = compose(op.modality, current or "")
        except KeyError:
            continue
        if op.modality not in TRANSPARENT:
            modality = op.modality
        if current != before or op.modality not in TRANSPARENT:
            steps.append(f'{op.modality} by "{op.word}": {before} becomes {current or "no event"}')
        if current is None:
            return None, op.modality, steps
    return current, modality, steps
