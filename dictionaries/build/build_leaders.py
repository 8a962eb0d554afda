"""Build actors/leaders.actors.txt and actors/ministers.actors.txt from the tables of offices.

    facts/leaders.txt, ministers.txt -read-> terms -gather-> people -claim-> short names -write-> entries

A person is one entry: in office the role's code, before and after it ELI. A surname alone names a
person where no other in the tables claims it in the same years; shared surnames get an entry of
their own with the codes of whoever holds office (BUSH_ ... CLINTON_).

    python dictionaries/build/build_leaders.py
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from attrs import define, field
from build_states import ACTORS, HEADER, HERE, kept_by_hand
from names import entry, fold, key, unique

from diplocode.lexicon.dates import restriction
from diplocode.lexicon.entries import ActorEntry, DatedCode

ROLES = {
    word: role
    for role, words in {
        "GOVMIL": "defence",
        "MIL": "military wagner",
        "OPP": "candidate opposition rival tibet",
        "LEG": "legislature parliament congress senator",
        "SPY": "spy",
        "JUD": "judge",
        "COP": "police",
        "REB": "rebel militia taliban",
        "REL": "religious cleric",
        "BUS": "business",
        "ELI": "elite family scientist firstlady warcrimes elder",
        "CVL": "activist",
        "MED": "media",
        "PTY": "politician",
    }.items()
    for word in words.split()
}
"""The role that an office gives, by its first word; every other office is GOV."""

HEADS = frozenset(
    "president premier monarch leader generalsecretary executive crownprince presidency".split()
)
"""Offices whose holders keep a surname that they share with ministers and others."""

FAMILY_FIRST = {"CHN", "HKG", "MAC", "PRK", "KOR", "TWN", "VNM", "KHM"}
"""States whose names are written family name first."""

PARTICLES = frozenset("al el bin ben ibn de da di del van von der den la dos ould".split())

_TERM = re.compile(r"(\d{8})(?:-(\d{8})|(\+))? (?:-|([^\[,]+?))(?: \[([^\]]*)\])?\s*$")

FIRST, LAST = date(1900, 1, 1), date(9999, 1, 1)
ONE_DAY, MONTH = timedelta(days=1), timedelta(days=31)


@define
class Term:
    """Days in an office: `start` included, `end` not."""

    office: str
    start: date
    end: date


@define(eq=False)
class Person:
    """A person of one state with every term and name that the tables give."""

    state: str
    name: str
    table: str
    terms: list[Term] = field(factory=list)
    names: list[str] = field(factory=list)
    short: list[str] = field(factory=list)

    @property
    def is_head(self) -> bool:
        """Whether the person has led a state or government."""
        return any(term.office.split()[0] in HEADS for term in self.terms)

    def family_name(self) -> str:
        """The family name: the first word or the last ones with their particles, by the state's custom."""
        words = re.sub(r"\s+(Jr|Sr|I|II|III|IV|V|VI)\.?$", "", self.name).split()
        if self.state[:3] in FAMILY_FIRST and "-" not in words[0] and len(words) < 4:
            return words[0]
        at = len(words) - 1
        while at > 1 and words[at - 1].lower() in PARTICLES:
            at -= 1
        return " ".join(words[at:])

    def segments(self) -> list[tuple[date, date, str]]:
        """The days in office as (start, end, code), without overlaps: heads of state and government first."""

        def rank(term: Term) -> int:
            word = term.office.split()[0]
            return 0 if word in HEADS else 1 if word not in ROLES else 2 if word == "defence" else 3

        days = sorted({day for term in self.terms for day in (term.start, term.end)})
        out: list[tuple[date, date, str]] = []
        for start, end in pairwise(days):
            holding = [term for term in self.terms if term.start <= start and end <= term.end]
            if not holding:
                continue
            code = self.state + ROLES.get(min(holding, key=rank).office.split()[0], "GOV")
            if out and out[-1][1] == start and out[-1][2] == code:
                out[-1] = (out[-1][0], end, code)
            else:
                out.append((start, end, code))
        return out


def day(digits: str) -> date:
    """The date that eight digits write.

    >>> day("20070516")
    datetime.date(2007, 5, 16)
    """
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def read_terms(table: str, people: dict[tuple[str, str], Person]) -> None:
    """Add the terms of a table to `people`; a line that can't be read raises ValueError with its number."""
    text = (HERE / "facts" / table).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        head, _, body = line.partition(": ")
        state, _, office = head.partition(" ")
        found: list[tuple[str, str | None, str | None, str | None]] = []
        for part in re.split(r",\s+(?=\d{8})", body):
            match = _TERM.match(part.strip())
            if not match:
                raise ValueError(f"{table}:{number}: can't read the term {part!r}")
            found.append((match[1], match[2] or match[3], match[4], match[5]))
        for place, (start, end, name, others) in enumerate(found):
            if name is None:
                continue
            stop = end or (found[place + 1][0] if place + 1 < len(found) else None)
            term = Term(office, day(start), day(stop) if stop and stop != "+" else LAST)
            if term.end <= term.start:
                raise ValueError(f"{table}:{number}: {name} ends before the term starts")
            person = people.setdefault((state[:3], fold(name)), Person(state, name, table))
            person.terms.append(term)
            if others is not None:
                add_names(person, others)


def add_names(person: Person, others: str) -> None:
    """Add the names between brackets to a person; "=" at their head means no family name of its own."""
    if others.startswith("="):
        person.short = person.short or [""]
        others = others[1:]
    for other in others.split("|"):
        if other.strip():
            person.names.append(other.strip())


def skipped() -> set[str]:
    """Family names too common to name one person: facts/common_names.txt."""
    text = (HERE / "facts" / "common_names.txt").read_text(encoding="utf-8")
    return {key(name) for line in text.splitlines() if not line.startswith("#") for name in line.split()}


def claims(people: Iterable[Person]) -> dict[str, list[Person]]:
    """Who claims each short name: family names, and single words among a person's other names."""
    common = skipped()
    out: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        shorts = [name for name in person.names if " " not in name]
        if person.short != [""]:
            family = person.family_name()
            plain = re.sub(r"^(al|el)[- ]", "", family, flags=re.IGNORECASE)
            if key(family) not in common and key(plain) not in common:
                shorts += [family, plain]
        for name in unique(key(name) for name in shorts):
            out[name].append(person)
    return out


def winners(name: str, claimants: list[Person]) -> list[Person]:
    """Of the people who share a short name, those that it can stand for: heads first, none if they clash."""
    given = [person for person in claimants if name in map(key, person.names)]
    heads = [person for person in claimants if person.is_head]
    for group in (claimants, heads, given):
        if group and not clash(group):
            return group
    return []


def clash(people: list[Person]) -> bool:
    """Whether two of the people have different codes in office for more than a month."""
    spans = sorted(segment for person in people for segment in person.segments())
    return any(b[0] + MONTH < a[1] and a[2] != b[2] for a, b in pairwise(spans))


def dated(segments: list[tuple[date, date, str]], otherwise: str) -> Iterator[str]:
    """The codes of an entry in order; `otherwise` (or nothing) holds before, between and after the segments.

    >>> list(dated([(date(2007, 5, 16), date(2012, 5, 15), "FRAGOV")], "FRAELI"))
    ['FRAELI <20070516', 'FRAGOV 20070516-20120515', 'FRAELI >20120515']
    """
    at = FIRST
    for start, end, code in sorted(segments):
        start = max(start, at)
        if otherwise and at < start:
            since = f"{at:%Y%m%d}-" if at > FIRST else "<"
            yield f"{otherwise} {since}{start:%Y%m%d}"
        if start == FIRST:
            yield f"{code} <{end:%Y%m%d}" if end != LAST else code
        else:
            yield f"{code} >{start:%Y%m%d}" if end == LAST else f"{code} {start:%Y%m%d}-{end:%Y%m%d}"
        at = end
    if otherwise and at != LAST:
        yield f"{otherwise} >{at:%Y%m%d}"


def places() -> set[str]:
    """What the files of states, organs and cities name; a family name that is also a place stays a place."""
    found = set()
    for name in ("states", "organs", "cities", "regions"):
        for line in (ACTORS / f"{name}.actors.txt").read_text(encoding="utf-8").splitlines():
            if line[:1] not in ("", "#", "\t"):
                found.add(line.lstrip("+").split(" ")[0])
    return found


def subtract(codes: Iterable[str], blocked: Iterable[DatedCode]) -> list[str]:
    """The dated codes of a person without the days on which codes kept by hand hold.

    >>> from diplocode.lexicon import Lexicon
    >>> theirs = Lexicon.from_text(actors="JO_DOE [IGOUNO 20100101-20120101]").actors
    >>> subtract(["ARCGOV 20050101-20110101", "ARCELI >20110101"], theirs[0].codes)
    ['ARCGOV 20050101-20100101', 'ARCELI >20120101']
    """
    blocked = list(blocked)
    out = []
    for text in codes:
        code, _, days = text.partition(" ")
        start, end, _ = restriction(days) if days else (None, None, "")
        first, last = start or FIRST, end + ONE_DAY if end else LAST
        free = [(first, last)]
        for theirs in blocked:
            begin, stop = theirs.start or FIRST, theirs.end + ONE_DAY if theirs.end else LAST
            free = [(a, b) for x, y in free for a, b in ((x, min(y, begin)), (max(x, stop), y)) if a < b]
        for a, b in sorted(set(free)):
            out += list(dated([(a, b, code)], ""))
    return out


def first_day(code: str) -> date:
    """The first day of a code as a dictionary writes it.

    >>> first_day("ARCGOV 20110101-20120101"), first_day("ARCELI <20110101") == FIRST
    (datetime.date(2011, 1, 1), True)
    """
    _, _, days = code.partition(" ")
    return (restriction(days)[0] if days else None) or FIRST


def gather() -> list[Person]:
    """Everyone in the tables, in their order."""
    people: dict[tuple[str, str], Person] = {}
    for table in ("leaders.txt", "ministers.txt"):
        read_terms(table, people)
    return list(people.values())


def titled(person: Person) -> Iterator[tuple[str, Term]]:
    """ "President X" and "Prime Minister X" for someone whose surname alone would be ambiguous.

    Not where the family name comes first: "President Hu" would tear "President Hu Jintao" apart.
    """
    if person.state[:3] in FAMILY_FIRST:
        return
    words = {
        "president": ["President"],
        "premier": ["Prime Minister", "Premier"],
        "foreign": ["Foreign Minister"],
    }
    for term in person.terms:
        for title in words.get(term.office.split()[0], []):
            yield key(f"{title} {person.family_name()}"), term


def build() -> dict[str, str]:
    """The texts of the two files, by name."""
    people = gather()
    taken: dict[str, list[Person]] = {}
    others, places_named = kept_by_hand(), places()
    full = {key(name) for person in people for name in (person.name, *person.names) if " " in name}
    for name, claimants in claims(people).items():
        chosen = winners(name, unique(claimants))
        if chosen and name not in full and name not in places_named:
            taken[name] = chosen
    own: dict[int, list[str]] = defaultdict(list)
    shared: list[tuple[str, list[Person]]] = []
    for name, chosen in taken.items():
        if len(chosen) == 1:
            own[id(chosen[0])].append(name)
        else:
            shared.append((name, chosen))
    used = {name for name, actors in others.items() if any(covers(actor) for actor in actors)}
    texts: dict[str, list[str]] = {"leaders.txt": [], "ministers.txt": []}
    titles: dict[str, list[tuple[Person, Term]]] = defaultdict(list)
    first_names = {key(person.name).split("_")[0] for person in people}
    for person in people:
        names = [key(name) for name in (person.name, *person.names) if " " in name] + own[id(person)]
        names = [name for name in unique(names) if name not in used]
        used.update(names)
        if not names:
            continue
        offices = ", ".join(unique(term.office for term in person.terms))
        theirs = [actor for name in map(key, (person.name, *person.names)) for actor in others.get(name, ())]
        codes = list(dated(person.segments(), person.state[:3] + "ELI"))
        if len({code.split()[0] for code in codes}) == 1:
            codes = [codes[0].split()[0]]
        held = [code for actor in theirs for code in actor.codes]
        free = subtract(codes, held)
        shorts = [name for name in own[id(person)] if name in names and name not in others]
        if theirs and free != codes and shorts:
            # The full names are kept by hand for some days; the family name has no entry there.
            names = [name for name in names if name not in shorts]
            limited = [code for code in held if code.start or code.end]
            whole = sorted([*subtract(codes, limited), *(code.text for code in limited)], key=first_day)
            texts[person.table].append(
                entry(shorts[0], shorts[1:], unique(whole), f"family name: {person.name}")
            )
        if not free or not names:
            continue
        texts[person.table].append(entry(names[0], names[1:], free, f"{person.state} {offices}"))
        if not own[id(person)] and not any(person in chosen for _, chosen in shared):
            for name, term in titled(person):
                titles[name].append((person, term))
    for name, chosen in sorted(shared, key=lambda pair: pair[0]):
        if name in used:
            continue
        segments = merged(sorted(segment for person in chosen for segment in person.segments()))
        states = {person.state[:3] for person in chosen}
        codes = list(dated(segments, states.pop() + "ELI" if len(states) == 1 else ""))
        table = "leaders.txt" if any(person.table == "leaders.txt" for person in chosen) else "ministers.txt"
        texts[table].append(entry(name, [], codes, "shared: " + ", ".join(person.name for person in chosen)))
    for name, held in sorted(titles.items()):
        parts = sorted((term.start, term.end, person.state + "GOV") for person, term in held)
        clashing = any(b[0] < a[1] and a[2] != b[2] for a, b in pairwise(parts))
        if name not in used and not clashing and name.split("_")[-2] not in first_names:
            joined = " ".join(unique(person.name + "," for person, _ in held)).rstrip(",")
            texts["leaders.txt"].append(entry(name, [], dated(merged(parts), ""), f"title: {joined}"))
    return {table: "\n".join(parts) for table, parts in texts.items()}


def covers(actor: ActorEntry) -> bool:
    """Whether an entry has a code on every day."""
    return any(code.start is None and code.end is None for code in actor.codes)


def merged(parts: list[tuple[date, date, str]]) -> list[tuple[date, date, str]]:
    """Segments in order, those that touch or overlap and have the same code joined."""
    out: list[tuple[date, date, str]] = []
    for start, end, code in parts:
        if out and start <= out[-1][1] and out[-1][2] == code:
            out[-1] = (out[-1][0], max(end, out[-1][1]), code)
        else:
            out.append((start, end, code))
    return out


def main(arguments: list[str]) -> None:
    """Write the files."""
    titles = {
        "leaders.txt": "Heads of state and of government since 2000, with their days in office.",
        "ministers.txt": "Ministers, spokespeople, envoys, commanders, legislators, opposition since 2000.",
    }
    for table, text in build().items():
        head = HEADER.format(
            title=titles[table],
            script="build_leaders.py",
            facts=f"build/facts/{table}",
            sources=f"facts/{table}, kept by hand and checked against those in dictionaries/README.md",
        )
        name = table.replace(".txt", ".actors.txt")
        (ACTORS / name).write_text(head + "\n" + text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
