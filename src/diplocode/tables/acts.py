"""Which diplomatic act an event is: CAMEO has one code for an expulsion, a recall and a closure.

    code, words of the event -act_of-> "expulsion", "recall", "closure", ... or None

CAMEO's 161 holds everything that reduces relations, 050 everything that mends them; who studies
diplomacy wants to know which. The act follows from the code and from the words that tell the
event: from its own words, not from a clause behind them ("recalled its envoy after Chile expelled
..."). Of the rules that fit, the one whose words come first decides, then the first in the list;
`rule_of` tells which it was.
"""

from __future__ import annotations

import re

from attrs import frozen

__all__ = ["ACTS", "MENDING", "RUPTURES", "act_of", "rule_of"]

RUPTURES = (
    "expulsion",
    "recall",
    "closure",
    "severance",
    "suspension",
    "downgrade",
    "derecognition",
    "summons",
    "sanctions",
)
"""Acts that reduce relations, from the codes 161, 110, 114 and 163."""

MENDING = ("restoration", "reopening", "return", "recognition", "establishment")
"""Acts that mend relations or begin them, from the codes 050 and 054."""

ACTS = (*RUPTURES, *MENDING)


@frozen(slots=True)
class _Rule:
    codes: tuple[str, ...]
    act: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None


def _rule(codes: str, act: str, pattern: str, unless: str = "") -> _Rule:
    flags = re.IGNORECASE
    return _Rule(
        tuple(codes.split()),
        act,
        re.compile(pattern, flags),
        re.compile(unless, flags) if unless else None,
    )


_PERSON = (
    r"(?:\bdiplomats?\b|ambassador|envoy|attach[eé]|\bconsuls?\b|charg[eé]|official|staff|personnel"
    r"|\bspies|\bspy\b)"
)
_MISSION = r"(?:embass|consulate|\bmissions?\b|liaison office|high commission|diplomatic (?:post|facilit))"
_TIES = r"(?:relation|ties\b|links\b|contacts\b)"
_ORGANISATION = r"(?:league|commonwealth|union|council|commission|summit|alliance|organi[sz]ation|group of)"

# Verbs that bring sanctions about; "under UN sanctions" and "in response to sanctions" do not.
_IMPOSE = (
    r"\b(?:impos|expand|widen|tighten|extend|increas|announc|adopt|approv|enact|plac|lev[iy]|appl[iy]|add|pass"
    r"|strengthen|toughen|slap|issu|sign|broaden|introduc|renew|reinstat|re-?impos|declar|order|put|unveil|agree"
    r"|hit|target|set)\w*\b"
)
_NOT_YET = r"\b(?:discuss|consider|delay|postpone|plan|prepar|mull|debat|threaten)\w*\b"
_UNDONE = r"\bto be (?:suspend|lift|eas|remov|waiv)ed\b|\bpossible sanctions\b|\bincentives and\b"
# Who is kept out: "banned tourists from entering" is no sanction on a state, "banned two senators" is.
_PUBLIC = (
    r"\b(?:ban|bar)\w* (?:all |most |some |\d+ )?\w+ "
    r"(?:citizens |nationals |people |residents )?from entering"
)

# A state that summons its own ambassador calls him home.
_OWN_ENVOY = rf"\bsummon\w* (?:its|their|his|her) (?:own )?{_PERSON}"
# What is recognised beside states: facts, rights, money, days.
_NO_STATE = (
    r"\bcapital\b|\belection|\bresult|\bgenocide|\bannexation|\bclaim|\bunion\b|\bmarriage|currenc|\btender\b"
    r"|\bdefeat|\bvictory|\bright\b|\brights\b|\bholiday|\bimportance|\bneed\b|\bneeds\b|\bvaccin|\bcertificat"
    r"|\bpassport|\blanguage|\bconsensus|\bterritor|\bsovereignty over\b|\bmiracle|\bone.china\b|\bheritage\b"
    r"|^\w+ recognition$|\bfrom (?:19|20)\d\d\b"
    # Parts of a state that want to leave it: its code is not theirs.
    r"|\bbreakaway|\bseparatist|\bself-proclaimed|\brebel (?:region|republic)|\boblast|\bprovinces?\b"
    r"|\bpeople's republics?\b(?! of\b)|\bindependence of the republics"
)
_WITHDRAWN = r"\b(?:withdr[ae]w|revok|rescind|cancel|fr[eo]+z|suspend|switch|transfer|retract)\w*\b"

_RULES = (
    _rule("110 114 161", "recall", _OWN_ENVOY),
    _rule("110 114", "summons", r"\bsummon|\bcalls? in\b|\bcalled in\b|\bcalling in\b|\bhauled in\b"),
    _rule(
        "161",
        "expulsion",
        r"\bexp(?:el|ul)|persona(?:e)? non grata"
        r"|\b(?:kick|throw|thr[eo]wn?|turf|boot|toss|drum)\w* out\b"
        r"|\b(?:order|tell|told|ask|instruct|give|gave|force|want)\w*\b"
        r".*\b(?:leave|depart|out of|hours|days)\b"
        rf"|\beject|\bdeport|\boust|\bremov\w*(?: of)? \w+['\u2019]s .*{_PERSON}",
        unless=rf"\bfrom\b.*{_ORGANISATION}|\bat gunpoint\b|\bnon-?essential|\bdependents"
        r"|\b(?:its|their|his) own\b|\bfamil"
        r"|^\w+ (?:some|all|most|more)? ?(?:diplomatic |embassy )?staff to\b",
    ),
    _rule(
        "161",
        "recall",
        rf"\brecall|\bcall\w* (?:back|home)\b|\bsummon\w* (?:home|back)\b"
        rf"|\b(?:withdr[ae]w|pull|remov|evacuat)\w*\b.*{_PERSON}|{_PERSON}.*\bwithdr",
        unless=r"\binvitation",
    ),
    _rule(
        "161",
        "derecognition",
        rf"\bderecogni|{_WITHDRAWN}.*\brecogni",
        unless=_NO_STATE,
    ),
    _rule(
        "161", "downgrade", r"\bdowngrad|\bscal\w+ (?:back|down)|\blower|\breduc|\bexpand|\blimit|\bcurtail"
    ),
    _rule(
        "161",
        "closure",
        rf"\b(?:clos|shut|seal|withdr[ae]w|evacuat|vacat)\w*\b.*{_MISSION}|{_MISSION}.*\b(?:clos|shut)",
        unless=r"\bfrom an? .*\bmissions?\b",
    ),
    _rule(
        "161",
        "suspension",
        rf"\b(?:suspen[ds]|fr[eo]{{1,2}}z|halt|paus)\w*\b.*(?:{_TIES}|{_MISSION}|diplomatic)",
        unless=r"\bmembership|\bfrom the\b",
    ),
    _rule(
        "161",
        "severance",
        rf"\b(?:sever|cut|br(?:eak|oke|oken)|end|terminat|rupture|dissol)\w*\b.*{_TIES}"
        rf"|{_TIES}.*\b(?:sever|cut|broken)\b",
        unless=rf"{_NOT_YET}|\bnorms?\b|\binternational relations\b",
    ),
    _rule(
        "163",
        "sanctions",
        rf"^sanction|{_IMPOSE}.*\b(?:sanction|embargo)|\bimposition of\b.*\bsanction|\bnew sanctions\b"
        r"|\bblacklist|\bfr(?:ee|o)z\w*\b.*\basset|\bassets?\b.*\bfr(?:ee|o)z"
        r"|\b(?:ban|bar|den|refus|revok)\w*\b.*\b(?:ent(?:ry|er\w*)|visas?)\b"
        r"|\b(?:travel|entry|visa) bans? on\b",
        unless=rf"{_NOT_YET}|{_UNDONE}|{_PUBLIC}|\brelief\b|\bwaiver|\bexempt|\btax\b|\blaunder|\bhavens?\b"
        r"|^sanctions in\b|\bairspace\b|\baircraft\b|\b\w+-(?:occupied|controlled|held|annexed) ",
    ),
    _rule(
        "050", "reopening", rf"\bre-?open\w*\b.*{_MISSION}|{_MISSION}.*\bre-?open|\bresum\w*\b.*{_MISSION}"
    ),
    _rule(
        "050",
        "return",
        rf"\b(?:return|send|sent|reinstat|restor|re-?appoint)\w*\b.*{_PERSON}",
        unless=rf"{_TIES}|{_NOT_YET}",
    ),
    _rule(
        "050 054",
        "restoration",
        rf"\b(?:restor|resum|normali[sz]|re-?establish|reviv|renew|repair|mend|unfreez)\w*\b.*{_TIES}"
        rf"|{_TIES}.*\b(?:restored|resumed|normali[sz]ed|re-?established)",
        # "A bid to normalise ties": the infinitive says what is wanted.
        unless=rf"{_NOT_YET}|^(?:normali[sz]e|improve|mend|repair|renew|revive)\b",
    ),
    _rule("054", "recognition", r"\brecogni", unless=rf"{_NO_STATE}|{_WITHDRAWN}|{_NOT_YET}"),
    _rule(
        "054",
        "establishment",
        rf"\b(?:establish|open|set\w* up|inaugurat)\w*\b.*(?:{_TIES}|{_MISSION})|\bexchang\w*\b.*{_PERSON}",
    ),
)


# Words before an act that say it is not done, or not now; a coder may have taken it for one all the same.
_HELD_BACK = re.compile(
    r"\b(?:"
    r"no longer|not|nor|never|in order to|towards?|has yet to|currently|(?:is|are) (?:already|still)"
    r"|despite (?:being|having been)"
    r"|discuss(?:e[sd]|ing)?|consider(?:s|ed|ing)?|propos(?:e[sd]?|ing)|delay(?:s|ed|ing)?|reaffirm(?:s|ed|ing)?"
    r"|postpon(?:es?|ed|ing)|(?:refus|continu)(?:es?|ed|ing) to|work(?:s|ing)? to|help(?: to)?"
    r"|(?:motion|bid|move|initiative|plans?|hopes?|hoping|seeks?|seeking|tries|trying|efforts?|allies) to"
    r"|bid for|due to|which (?:was|were|had been)|since (?:the start of )?(?:the )?"
    r"|(?:talks|negotiations|discussions)\b.{0,40}\b(?:on|about)|draft resolution\b[^.]*"
    r"|(?:actions?|steps?)\b.{0,60}\b(?:relative to|towards)|rul(?:es|ed) that\b.{0,60}"
    r"|number of\b.{0,40}\b(?:members|states|countries|nations)"
    # "More than six years after it", "months after Oslo": the report is of another time.
    r"|(?:months|years|decades) after(?: \w+){1,4}"
    r")\W*$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|being)(?: \w+ly)?\s*$", re.IGNORECASE)
_SUBJECT = 48
"""Characters before a passive verb that are read for what it is said of: "the embassy is closed"."""
# Where a clause of its own begins behind the act: "after Peru expelled ...", "which broke off relations".
_BEHIND = re.compile(
    r".(?:\b(?:after|before|following|where|who|whom|whose|which|because|amid|when|while|whereas|although|once|since"
    r"|in (?:response|retaliation|protest|reaction)|in exchange)\b|, \w+ing\b)",
    re.IGNORECASE | re.DOTALL,
)


def rule_of(code: str, text: str | None, before: str | None = None) -> _Rule | None:
    """The rule that takes an event of this code and these words for an act.

    Of those whose pattern fits the words of the event itself, the one that fits earliest: "severs ties
    with Chad, reducing ..." is no downgrade. The first word that fits decides even where its rule has an
    exception that applies.
    """
    if not text or (before and _HELD_BACK.search(before)):
        return None
    behind = _BEHIND.search(text)
    own = text[: behind.start() + 1] if behind else text
    if before and _PASSIVE.search(before):
        own = before[-_SUBJECT:] + own
    found = [(m.start(), rule) for rule in _RULES if code in rule.codes and (m := rule.pattern.search(own))]
    for _, rule in sorted(found, key=lambda pair: pair[0]):
        if rule.unless is None or not rule.unless.search(text):
            return rule
    return None


def act_of(code: str, text: str | None, before: str | None = None) -> str | None:
    """The diplomatic act of an event, one of `ACTS`; None for events of other kinds.

    `code` is its CAMEO code, `text` the words that tell it (the column event_text), `before` those
    in front of them, if known: "no longer" recognises nobody.

    >>> act_of("161", "expelled two Norwegian diplomats"), act_of("161", "shut its embassy in Lima")
    ('expulsion', 'closure')
    >>> act_of("050", "restored full diplomatic ties with Chile"), act_of("042", "visited Chile")
    ('restoration', None)
    >>> act_of("054", "recognises the junta", "Peru no longer ") is None
    True
    """
    rule = rule_of(code, text, before)
    return rule.act if rule else None
