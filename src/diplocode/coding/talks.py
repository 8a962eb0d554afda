"""Talks, visits and letters told in passing: between whom, where only the clauses around say it.

"Chile said that talks with Peru had failed", "left after talks with Peru failed": whoever tells of them, or
acts in the clause around, holds them (`teller`, a rule of `sources`). "Chile shelled Peru during
negotiations": those of the clause around do, with each other (`negotiator`, a rule of `sources`, and
`counterpart`, a rule of `targets`). "Signed during a visit by Chile's
king": he visits who signs (`visited`, a rule of `targets`); whoever acts in the clause around is the one who
visits or has agreed (`visitor`, a rule of `sources`). "Wrote a letter to Chile asking for help": it is asked
(`letter`, a rule of `targets`). Where one meets is no party (`venue`).
"""

from __future__ import annotations

from diplocode.coding.clause import Clause
from diplocode.coding.implicit_sources import AROUND
from diplocode.coding.implicit_targets import SPOKEN, sites
from diplocode.coding.matching import Match
from diplocode.coding.phrases import head_of, postmodifiers, preposition
from diplocode.coding.roots import HARM
from diplocode.coding.scene import INTERNATIONAL, Found
from diplocode.coding.sides import Sides, said
from diplocode.model import Node

# Where one meets.
WHERE = frozenset({"in", "at", "near", "outside"})
# Where a pact stands that the act around it goes by.
UNDER = AROUND | {"under", "as", "through", "despite", "amid", "by"}
# The parts of a visit.
ENDS = frozenset({"end", "start", "beginning", "conclusion", "close", "leg", "stop", "day"})
# What two have agreed on.
PACTS = frozenset({"057", "0871"})
# What is written to somebody.
LETTERS = frozenset({"letter", "letters", "note", "message", "memo", "memorandum", "email", "telegram"})
# How a phrase that only tells of the occasion hangs on its clause.
OCCASION = frozenset({"prep:after", "prep:following", "prep:during", "prep:amid", "prep:despite"})
VISITING = frozenset({"prep:during", "prep:after", "prep:following", "prep:amid", "prep:on"})
# Who may be a host.
HOSTS = frozenset({"", "GOV", "MIL", "LEG"})
# Who negotiates: not courts, police or the press.
PARTIES = frozenset({"", "GOV", "MIL", "REB", "OPP", "LAB", "BUS", "SEP", "PTY", "ELI"})
# What the clause around must tell of the two.
DEALING = frozenset({"03", "05", "06", "08", "12", "16", "17", "19"})
# "after talks with Chile failed": they were held.
AFTERWARDS = frozenset({"after", "once", "as", "when"})
# What is no longer held.
ENDING = ("terminat", "suspend", "cancel", "halt", "end", "fail", "collaps", "broke", "stop", "reject")


def teller(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "Chile said that talks with Peru had failed", "praised its talks with Peru": who tells of them; "left
    after talks with Peru failed": who acts beside them."""
    if match is None or clause.kind != "noun" or match.code != "046" or clause.subject:
        return None
    partners = reader.of([p.node for p in clause.preps if p.word == "with"], clause, 1)
    if not partners:
        return None
    told = False
    for outer in clause.embedders():
        if outer.kind != "verb":
            continue
        held = any(n.start <= clause.head.start < n.end for n in outer.subject)
        if held or (outer.passive and not outer.subject):  # "talks are stuck", "progress is made in talks"
            after = outer.relation == "adverbial" and outer.marker in AFTERWARDS and not outer.passive
            ends = outer.head.word.lower().startswith(ENDING) and not after
            if outer.modal or outer.infinitive or ends:
                return None
            told = True
            continue
        if not told and reader.root(outer) not in {"01", "05", "11"}:
            return None
        found = [f for f in reader.of(outer.subject, outer, 2) if not f.partial and f.code[3:6] in PARTIES]
        found = [f for f in found if not any(f.country == p.country for p in partners)]
        return said(found, "teller", f'"{clause.head.word}" told of by who "{outer.head.word}",') or None
    return None


def around(reader: Sides, clause: Clause, match: Match | None) -> tuple[list[Found], list[Found]]:
    """The two sides of the clause that bare talks are the occasion of."""
    none: tuple[list[Found], list[Found]] = ([], [])
    if match is None or clause.kind != "noun" or match.code != "046" or clause.relation not in OCCASION:
        return none
    if clause.subject or any(p.word in {"with", "between", "among", "of"} for p in clause.preps):
        return none
    outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
    told = reader.matches.get(outer) if outer is not None else None
    if outer is None or told is None or told.code[:2] not in DEALING:
        return none
    sources = reader.sources(outer, told)
    targets = reader.others(reader.targets(outer, told, sources, told.code), sources)
    sides = [[f for f in side if not f.partial and f.code[3:6] in PARTIES] for side in (sources, targets)]
    if any(len(side) != 1 or side[0].code[:3] in INTERNATIONAL for side in sides):
        return none
    return sides[0], sides[1]


def negotiator(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "Chile cut off gas to Peru after talks over prices failed": one of the two sides."""
    found = around(reader, clause, match)[0]
    return said(found, "negotiator", f'"{clause.head.word}" told beside') or None


def counterpart(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """The other side of the clause around, for talks whose source stands there too."""
    if not any(step.rule == "negotiator" for f in sources for step in f.steps):
        return None
    found = around(reader, clause, match)[1]
    return said(found, "counterpart", f'"{clause.head.word}" told beside') or None


def venue(found: Found, phrases: list[Node]) -> bool:
    """Whether somebody is only where it takes place: "signed [an accord in Rome]"."""
    return any(
        node.label == "PP" and node.start <= found.start < node.end and preposition(node)[0] in WHERE
        for phrase in phrases
        for node in postmodifiers(phrase)
    )


def visited(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "signed it during a visit by Chile's king", "raids in Lima during a visit by a king": the state of who
    acts in the clause around, else the one that it lies in."""
    if code != "042" or clause.kind != "noun" or not sources or clause.relation not in VISITING:
        return None
    outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
    if outer is None:
        return None
    if not all(reader.official(f) for f in sources):
        return None  # "fell ill on his Chilean tour"
    home = {f.country for f in sources}
    hosts = reader.of(outer.objects[:1] if outer.passive else outer.subject, outer, 2)
    hosts = [f for f in hosts if not f.partial and f.code[3:6] in HOSTS]
    if any(f.country in home for f in hosts):
        return None  # "Chile's king said on a visit that ..."
    lands = [f for state, f in sites(reader, outer).items() if state not in home]
    hosts = [f for f in hosts if f.country not in INTERNATIONAL]
    harm = reader.root(outer) in HARM or reader.acts(outer.objects, HARM)
    found = lands if harm else hosts or lands
    states = [Found(f.country, f.start, f.end, 1, rules=f.rules) for f in found[:1]]
    return said(states, "visited", f'"{clause.head.word}" told beside "{outer.head.word}":') or None


def visitor(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "on a visit to Chile the minister said ...", "freed them under an accord with Chile": whoever acts in
    the clause is the one who visits, meets or has agreed."""
    if match is None or (match.code[:2] != "04" and match.code not in PACTS):
        return None
    pact = match.code in PACTS
    if clause.kind == "noun":
        whole = clause.parent if clause.relation == "prep:of" else None  # "at the end of a visit"
        part = whole is not None and whole.kind == "noun" and whole.head.word.lower() in ENDS
        at = whole if whole is not None and part else clause
        if at.relation.removeprefix("prep:") not in (UNDER if pact else AROUND):
            return None
        before = reader.resolver.scene.leaves[max(0, clause.node.start - 2) : clause.node.start]
        if clause.relation == "prep:as" and [n.word.lower() for n in before] != ["part", "of"]:
            return None  # "as well as a truce with Chile"
    else:  # "in a deal [signed with Chile]"
        signed = pact and clause.passive and clause.relation == "reduced" and not clause.subject
        noun = clause.parent
        if not signed or noun is None or noun.relation.removeprefix("prep:") not in UNDER:
            return None
    outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
    if outer is None or not any(p.word in {"to", "with"} for p in clause.preps):
        return None
    found = reader.of(outer.objects[:1] if outer.passive else outer.subject, outer, 3)
    return said(found, "visitor", f'"{clause.head.word}" by who "{outer.head.word}",') or None


def letter(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "sent a letter to Chile asking for help": to whom what says so is written."""
    if clause.relation != "reduced" or clause.kind != "verb" or clause.passive or clause.objects:
        return None
    if code[:2] not in SPOKEN or reader.resolver.scene.known:
        return None
    outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
    if outer is None or not any(head_of(n).word.lower() in LETTERS for n in outer.objects):
        return None
    phrases = [*outer.objects, *(p.node for p in outer.preps if p.word == "to")]
    found = reader.others(reader.of(phrases, outer, 1), sources)
    return said([f for f in found if not f.partial], "letter", f'"{outer.head.word}" to') or None
