"""What is planned, and what a plan comes to: of those who are arrested for it, of troops, of crowds.

protests    whether a clause is a protest: "converged on Lima to protest" tells one, and no plan for one
punished    "arrested for plotting to bomb an embassy": no event of its own
deployment  "will send troops to Chile": help, but against it a threat, along its border a deployment
"""

from __future__ import annotations

from diplocode.coding.clause import Clause
from diplocode.coding.matching import Match
from diplocode.coding.phrases import head_of

# What crowds do where they protest.
GATHERING = (
    "gather", "converg", "conven", "assembl", "travel", "arriv", "descend", "flock", "turned", "turning",
    "occurr", "stayed", "staying", "block", "storm", "walk", "pour", "join", "climb", "stopp", "closed",
    "burn",
)  # fmt: skip
GATHER = frozenset(
    """
    turn turns hold holds held holding occur take takes took taken taking go goes went gone going come comes
    came coming stay stays use uses used using line lines lined lining fill fills filled filling meet meets
    met meeting stop stops close closes closing wear wears wore wearing form forms formed forming set sets
    setting
    """.split()
)


def gathers(word: str) -> bool:
    """Whether a verb's form is one of what crowds do where they protest.

    >>> gathers("converged"), gathers("came"), gathers("committed"), gathers("settled")
    (True, True, False, False)
    """
    return word in GATHER or word.startswith(GATHERING)


def protests(match: Match | None) -> bool:
    """Whether a clause is a protest."""
    return match is not None and match.code[:2] == "14"


# What befalls those who are found out: arrest, trial, accusation, inquiry.
PUNISHED = ("17", "112", "115", "116", "09")


def punished(clause: Clause, matches: dict[Clause, Match | None]) -> bool:
    """Whether a plan is what the clause around punishes: "arrested for plotting to bomb an embassy"."""
    around = (matches.get(outer) for outer in clause.embedders())
    return any(match is not None and match.code.startswith(PUNISHED) for match in around)


# What is pointed at somebody.
AIMING = ("target", "aim", "point", "train")


def deployment(clause: Clause) -> str:
    """What a deployment to come is: help to whom troops are sent, but "against Chile" a threat to it, and
    along a border no more than a deployment."""
    words = {p.word for p in clause.preps if not p.reason}
    heads = [head_of(p.node).word.lower() for p in clause.preps]
    beside = words & {"along", "near", "off"} or any(h.startswith(("border", "frontier")) for h in heads)
    aimed = "against" in words or ("at" in words and clause.head.word.lower().startswith(AIMING))
    return "138" if aimed else "154" if beside else "0332"
