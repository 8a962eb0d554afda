"""The records of actors in a sentence, and the codes they get: country and role combined as CAMEO prescribes.

"Chilean police" holds two mentions, the state CHL and the agent COP; the `Scene` tells at which tokens they
stand, and what a rule makes of them is a `Found`:

    combine("CHL", ["COP"])       CHLCOP, the phrase's own actor
    role_only                     COP alone, `partial`: "the police", whose country the phrase does not tell
    complete                      that one again as CHLCOP, once the context gives the country
"""

from __future__ import annotations

from attrs import define, frozen

from diplocode.coding.mentions import BROKER, OPPOSED, Mention
from diplocode.model import Node, Step, Where

RULING = frozenset({"GOV", "MIL", "COP", "JUD", "SPY", "LEG"})  # the organs of a state
INTERNATIONAL = ("IGO", "NGO", "NGM", "IMG", "MNC", "INT")
# CAMEO's codes of regions ("the West" is more: an alliance in all but name).
PARTS_OF_THE_WORLD = frozenset(
    "AFR ARB ASA BLK CAS CAU CFR CRB EAF EEU EUR LAM MDT MEA NAF NMR PGS SAF SAS SCN SEA SSA WAF WEU".split()
)
# Roles of those under arms, and of those who fight a state.
ARMED = frozenset({"MIL", "COP", "REB"})
BANDS = frozenset({"REB", "UAF", "CRM", "SEP"})


@frozen(slots=True)
class Found:
    """An actor in a noun phrase: its code, the tokens that show it, how surely it is the phrase's own actor.

    `strength`: 3 the phrase is the actor, 2 its possessor, 1 a modifier, 0 somewhere in its phrases.
    `partial`: a role without a country ("the police"), for the story to complete. `whose`: of "their
    citizens", the code of those whose they are: with several, each has its own.
    """

    code: str
    start: int
    end: int
    strength: int = 3
    partial: bool = False
    place: bool = False
    completed: bool = False
    whose: str = ""
    rules: tuple[Where, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def country(self) -> str:
        return self.code[:3]


@define(slots=True, eq=False)
class Scene:
    """The mentions of one sentence by token, and what the story adds (learned names).

    `opposed`: who stands in words like "anti-Chilean", and `brokers`: who in words like "Chilean-brokered";
    they are no parties by that.
    """

    mentions: list[Mention]
    at: dict[int, Mention]
    leaves: list[Node]
    known: bool = False
    given: frozenset[str] = frozenset()
    opposed: tuple[Mention, ...] = ()
    brokers: tuple[Mention, ...] = ()

    @classmethod
    def of(cls, mentions: list[Mention], leaves: list[Node]) -> Scene:
        opposed = tuple(m for m in mentions if m.kind == OPPOSED)
        brokers = tuple(m for m in mentions if m.kind == BROKER)
        mentions = [m for m in mentions if m.kind not in {OPPOSED, BROKER}]
        at = {i: m for m in mentions for i in range(m.start, m.end)}
        given = frozenset(m.code for m in mentions if m.kind == "known")
        return cls(mentions, at, leaves, bool(given), given, opposed, brokers)

    def roled(self) -> list[Found]:
        """Those of a state who are told with a role by words alone: "Chilean soldiers", a firm or an army."""
        out = []
        for i, one in enumerate(self.mentions):
            after = self.mentions[i + 1] if i + 1 < len(self.mentions) else None
            if one.kind != "actor" or one.code[:3] in INTERNATIONAL or one.code == "---":
                continue
            if len(one.code) > 3:
                out.append(Found(one.code, one.start, one.end, rules=one.rules))
            elif after is not None and after.kind == "agent" and after.start - one.end <= 1:
                rules = (*one.rules, *after.rules)
                out.append(Found(combine(one.code, roles_of([after])), one.start, after.end, rules=rules))
        return out

    def between(self, start: int, end: int) -> list[Mention]:
        return [m for m in self.mentions if m.start >= start and m.end <= end]


def combine(country: str, roles: list[str]) -> str:
    """A country's (or organisation's) code with the roles behind it, each once.

    >>> combine("RUS", ["GOV", "GOV"]), combine("IGOWSTNAT", ["GOV"]), combine("PSEREB", ["REB"])
    ('RUSGOV', 'IGOWSTNAT', 'PSEREB')
    """
    if country[:3] in INTERNATIONAL or (len(country) > 3 and country[3:6] not in {"GOV", ""}):
        return country
    chunks = [country[i : i + 3] for i in range(0, len(country), 3)] if country else []
    for role in roles:
        for i in range(0, len(role), 3):
            chunk = role[i : i + 3]
            if chunk not in chunks:
                chunks.append(chunk)
    return "".join(chunks)


def roles_of(agents: list[Mention]) -> list[str]:
    """The role codes of agents, from the head outwards: the head's own comes first and alone unless it only
    adds rank."""
    codes = [a.code.strip("~ ") for a in agents]
    return codes[-1:] if codes else []


def role_only(agents: list[Mention], start: int, end: int, roles: list[str] | None = None) -> Found:
    roles = roles if roles is not None else roles_of(agents)
    step = Step(
        "role",
        f"{agents[-1].text} ({'+'.join(roles)}), country not told",
        agents[-1].rules[0] if agents[-1].rules else None,
    )
    return Found("".join(roles), start, end, 3, partial=True, rules=agents[-1].rules, steps=(step,))


def complete(found: Found, country: str, why: str, rules: tuple[Where, ...] = ()) -> Found:
    """A role with the country that the context gives."""
    step = Step("context", f"{found.code or 'actor'} {why} ({country})")
    code = combine(country, [found.code])
    rules = (*found.rules, *rules)
    return Found(
        code, found.start, found.end, found.strength, completed=True, rules=rules, steps=(*found.steps, step)
    )


def from_mention(mention: Mention, rule: str) -> Found:
    step = Step(rule, f"{mention.text} is {mention.code}", mention.rules[0] if mention.rules else None)
    return Found(mention.code, mention.start, mention.end, 3, rules=mention.rules, steps=(step,))


def bare(found: Found) -> bool:
    """Whether it is a state or organisation as such, not one of its roles."""
    return not found.partial and found.strength == 3 and (found.place or found.code[:3] in INTERNATIONAL)
