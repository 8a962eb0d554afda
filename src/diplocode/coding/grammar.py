"""Closed classes of words, and what a constituent's form tells: the grammar that the clause finder rests
on."""

from __future__ import annotations

from diplocode.coding.phrases import head_of
from diplocode.model import Node

BE = frozenset(
    """
    be is are was were been being am 's 're 'm ai
    """.split()
)
HAVE = frozenset(["have", "has", "had", "having", "'ve", "'d"])
DO = frozenset(["do", "does", "did"])
GET = frozenset(["get", "gets", "got", "gotten", "getting"])
AUXILIARY = BE | HAVE | DO | GET
NEGATORS = frozenset(["not", "n't", "never", "no", "neither", "nor", "cannot", "hardly"])
CLAUSAL = frozenset(
    {"S", "SINV", "SQ", "SBARQ", "ROOT", "S1", "TOP", "FRAG", "UCP", "RRC", "", "X", "INTJ", "NAC"}
)
ADVERBIAL = frozenset(
    """
    after before since while because as if unless until till although though once whereas when
    whenever wherever where lest provided so in amid following despite without by upon on
    """.split()
)
PARTICIPIAL = frozenset(["reduced", "adjunct", "beside", "ing", "small", "participle"])
PREPOSITIONAL = frozenset(
    """
    following including regarding concerning according excluding involving pending considering
    """.split()
)
ADDRESSED = ("call", "appeal", "plead", "press", "push", "wait", "rely", "count", "urg", "lobb")
ADJUNCT = frozenset(
    {
        "after",
        "before",
        "during",
        "following",
        "amid",
        "despite",
        "because of",
        "due to",
        "since",
        "until",
        "ahead of",
        "because",
        "due",
    }
)
# What introduces why somebody is punished.
OVER = frozenset({"after", "because", "since", "as", "following", "over", "for", "due to", "because of"})
CONTAINERS = frozenset(
    """
    package round series set wave raft range number kind form spate campaign string batch bundle barrage
    host slew lot variety list couple pair programme program type part start beginning resumption
    continuation combination night day week hour minute month year decade
    """.split()
)
# What lies between a place and another: "at the border with Ghana" is not in Ghana.
BEARING = frozenset(
    """
    border borders frontier connection relation association response retaliation exchange
    """.split()
)
# How people come to harm.
HURT = ("kill", "injur", "wound", "maim", "hurt")
# What nobody does to somebody: a past tense that a parser may take for a passive participle.
INTRANSITIVE = tuple(
    """
    trad fast negotiat cooperat collaborat clash fought march rall protest met agreed talk retreat withdr
    resign died fled surrender arriv depart return emerg collaps explod erupt began start vot conferr quarrel
    warn vow
    """.split()
)
# How a document becomes the act of those who have made it.
ENACTING = ("adopt", "pass", "issu", "sign", "approv", "enact", "promulgat", "publish", "endors")
DOCUMENTS = frozenset(
    """
    law bill legislation act decree order motion resolution statement letter petition declaration ruling
    amendment measure directive regulation note communiqué communique text document video message edict
    ordinance verdict injunction notice announcement
    """.split()
)
EQUATES = BE | {"become", "becomes", "became", "becoming"}
RANKS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth only sole last latest".split()
)
OCCASIONS = frozenset(
    """
    response retaliation reaction protest view light wake front order exchange return connection
    accordance violation request behalf result part account addition relation reference regard case
    event terms eve basis reply answer presence absence support
    """.split()
)
# What is of whoever does the deed: "the decision of Chile to recall its envoy".
RESOLVES = frozenset(
    """
    decision refusal plan intention attempt failure readiness willingness bid effort move threat promise
    pledge vow offer right determination desire wish inability
    """.split()
)
OWN_SUBJECT = ("promis", "threat", "vow", "pledg", "offer", "agree", "swear", "swore", "sworn")
OBJECT_CONTROL = tuple(
    """
    order ask tell told urg forc allow permit help enabl press push compel compell requir request
    beg persuad convinc encourag instruct direct advis warn invit lead led caus want expect get got
    forbid forbad authori let mak made appoint select train send sent deploy task prompt oblig coerc
    implor summon call appeal plead command challeng recommend trust empower entic induc mandat
    nominat motivat pay paid prepar provok remind sentenc teach taught assign choos chos elect hir
    inspir need leav left bring brought wish would demand giv gave grant prohibit assist bar ban
    hire recruit commission contract believe consider report say said think find found accus alleg
    """.split()
)
TELL = frozenset({"tel", "tol"})
PARTICLES = frozenset(
    """
    out off back away up down over in on through forward apart aside ahead together along around
    """.split()
)


def is_verbal(node: Node) -> bool:
    """Whether a verb phrase holds a verb, an auxiliary or another verb phrase at its top."""
    return any(
        c.label in {"VP", "TO", "MD"} or (c.is_leaf and c.label[:2] in {"VB", "AU"}) for c in node.children
    )


def is_adjectival(node: Node) -> bool:
    """Whether a verb phrase is an adjective's: "is [VP willing to leave]", as parsers make it at times."""
    return (
        node.children[0].label in {"JJ", "JJR"}
        and not has_verb(node)
        and all(c.label != "VP" for c in node.children)
    )


def is_container(phrase: Node) -> bool:
    """Whether a noun phrase only counts what its of-phrase names: "a series of raids", "years of talks"."""
    word = head_of(phrase).word.lower()
    return word in CONTAINERS or word.rstrip("s") in CONTAINERS


def is_none(phrase: Node) -> bool:
    """Whether a noun phrase says that there is none: "no envoy", "nobody", "neither side"."""
    words = [word.lower() for word in phrase.words(2)]
    return words[0] in {"no", "none", "nobody", "neither"} and words[-1] not in {"fewer", "less", "longer"}


def is_ranked(phrase: Node) -> bool:
    """Whether a noun phrase singles out who did something: "the first state", "the largest party"."""
    leaves = [leaf for leaf in phrase.leaves() if leaf.start <= head_of(phrase).start]
    return any(leaf.label == "JJS" or leaf.word.lower() in RANKS for leaf in leaves)


def is_document(phrase: Node, participle: Node) -> bool:
    """Whether a participle tells what a law or a letter does ("a law banning imports"): its makers do it."""
    return head_of(phrase).word.lower().rstrip("s") in DOCUMENTS and verb_form(participle) == "ing"


def after_comma(node: Node) -> bool:
    if node.parent is None:
        return False
    before = [c for c in node.parent.children if c.start < node.start]
    return bool(before) and before[-1].label == ","


def is_participle(node: Node) -> bool:
    """Whether a phrase is headed by a present participle without a subject of its own."""
    if node.label == "S" and all(c.label == "VP" or c.is_leaf or c.label == "ADVP" for c in node.children):
        phrase = next((c for c in node.children if c.label == "VP"), None)
        return phrase is not None and verb_form(phrase) == "ing"
    return node.label == "VP" and verb_form(node) == "ing"


def is_reason(word: str, governed: Node) -> bool:
    """Whether a phrase tells a reason or an occasion; see `Prep.reason`."""
    if word in ADJUNCT:
        return True
    return (
        word in {"in", "at", "as", "on", "by", "under", "for"} and head_of(governed).word.lower() in OCCASIONS
    )


def has_verb(node: Node) -> bool:
    return any(c.is_leaf and (c.label[:2] == "VB" or c.label in {"MD", "TO"}) for c in node.children)


def verb_form(phrase: Node) -> str:
    """to, bare, ing, participle or finite: the form of a verb phrase's first verb."""
    for child in phrase.children:
        if child.label == "TO":
            return "to"
        if child.label in {"VBG"}:
            return "ing"
        if child.label == "VBN":
            return "participle"
        if child.label == "VB":
            return "bare"
        if child.label[:2] == "VB" or child.label == "MD":
            return "finite"
        if child.label == "VP":
            return verb_form(child)
    return "finite"
