"""How well coded events agree with gold events: who did what to whom, precision, recall and F1.

    Case (text, gold events) + coded triples -score-> Score, summed over a set

Events are compared as (source, target, code). Parties are compared on what data users join on: the
state, whatever the role behind it (RUSGOV is RUS), and for actors of no single state the
organisation (IGOUNO, IGOWSTNAT). Codes are compared by root (161 is 16) or exactly; a gold event may name
further codes that are as right. Within a sentence the same comparison counts once. A gold and a coded event
match one to one, in order; a coded event that only matches an optional one neither counts nor harms.

    >>> from diplocode.model import Document
    >>> from diplocode.tables.validate import Case, Gold
    >>> case = Case(Document("a", "x"), (Gold("NORGOV", "CHL", ("161",)), Gold("CHL", "NOR", ("111", "112"))))
    >>> score(case, [("NOR", "CHLGOV", "160"), ("PER", "CHL", "042")])
    Score(hits=1, coded=2, gold=2)
    >>> score(case, [("CHL", "NOR", "112")], exact=True).f1
    0.6666666666666666
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from diplocode.tables.validate import Case, Gold, Triple

# Parts that say what kind an actor is and not who: two codes that share one may still name two parties.
KINDS = frozenset({"IGO", "NGO", "NGM", "IMG", "MNC", "INT", "NON", "GOV", "MIL", "REB", "OPP", "---"})


@frozen(slots=True)
class Score:
    """Counts of events: right ones, coded ones, gold ones. Scores add up.

    >>> total = Score(3, 4, 6) + Score(1, 1, 2)
    >>> print(total)
    P 0.800 R 0.500 F1 0.615 (hits 4, coded 5, gold 8)
    """

    hits: int = 0
    coded: int = 0
    gold: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.coded + other.coded, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """The share of coded events that are right; 0 where nothing was coded."""
        return self.hits / self.coded if self.coded else 0.0

    @property
    def recall(self) -> float:
        """The share of gold events that were coded; 0 where there are none."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.coded + self.gold
        return 2 * self.hits / both if both else 0.0

    def __str__(self) -> str:
        figures = f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}"
        return f"{figures} (hits {self.hits}, coded {self.coded}, gold {self.gold})"


@frozen(slots=True)
class Comparison:
    """A case beside what was coded: gold events found, and by what; missed ones; false coded ones."""

    found: tuple[tuple[Gold, Triple], ...]
    missed: tuple[Gold, ...]
    false: tuple[Triple, ...]

    @property
    def score(self) -> Score:
        """The counts."""
        hits = len(self.found)
        return Score(hits, hits + len(self.false), hits + len(self.missed))


def party(code: str) -> frozenset[str]:
    """What an actor code is compared on: its state, or the parts that name an actor of no single state.

    >>> party("RUSGOV") == party("RUSMIL"), sorted(party("IGOWSTNAT"))
    (True, ['NAT', 'WST'])
    """
    parts = [code[i : i + 3] for i in range(0, len(code), 3)]
    if parts and parts[0] not in KINDS:
        return frozenset(parts[:1])
    return frozenset(part for part in parts if part not in KINDS) or frozenset(parts[:1])


def same_party(one: str, other: str) -> bool:
    """Whether two codes name the same state, or organisations that share a part of their name.

    >>> same_party("GBRGOV", "GBR"), same_party("IGOEUREEC", "IGOEEC"), same_party("IGOUNO", "USAGOV")
    (True, True, False)
    """
    # A state is never an organisation, though the organisation's code may hold the state's.
    of_states = (one[:3] not in KINDS, other[:3] not in KINDS)
    return of_states[0] == of_states[1] and bool(party(one) & party(other))


def score(case: Case, coded: Iterable[Triple], *, exact: bool = False) -> Score:
    """The counts of a case, by root code or by the exact one; `compare_events` says which events they are."""
    return compare_events(case, coded, exact=exact).score


def compare_events(case: Case, coded: Iterable[Triple], *, exact: bool = False) -> Comparison:
    """Which gold events of a case were coded, which were missed, and which coded ones are false.

    >>> from diplocode.model import Document
    >>> case = Case(Document("a", "x"), (Gold("NOR", "CHL", ("161",)),), (Gold("NOR", "CHL", ("112",)),))
    >>> done = compare_events(case, [("NOR", "CHL", "163"), ("NOR", "CHL", "112"), ("NOR", "PER", "161")])
    >>> done.found[0][1], done.false
    (('NOR', 'CHL', '163'), (('NOR', 'PER', '161'),))
    """
    digits = 4 if exact else 2

    def same(gold: Gold, event: Triple) -> bool:
        return (
            event[2][:digits] in {code[:digits] for code in gold.codes}
            and same_party(gold.source, event[0])
            and same_party(gold.target, event[1])
        )

    def key(source: str, target: str, code: str) -> tuple[object, ...]:
        return party(source), party(target), code[:digits]

    wanted = {key(gold.source, gold.target, gold.codes[0]): gold for gold in reversed(case.events)}
    left = list({key(*event): event for event in reversed(list(coded))}.values())[::-1]
    found, missed = [], []
    for gold in list(wanted.values())[::-1]:
        match = next((event for event in left if same(gold, event)), None)
        if match is None:
            missed.append(gold)
        else:
            found.append((gold, match))
            left.remove(match)
    false = tuple(event for event in left if not any(same(gold, event) for gold in case.optional))
    return Comparison(tuple(found), tuple(missed), false)
