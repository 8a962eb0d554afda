"""Where a sentence names actors and agents: the longest dictionary phrases over its tokens.

"The Russian foreign minister"   Russian -> actor RUS;  foreign minister -> agent ~GOV

A phrase with the code --- names nobody and hides the shorter phrases in it: the Sea of Japan is no Japan.
A family name counts only where the words around it do not make it somebody else's ("Betty Blair").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, evolve

from diplocode.coding.gazetteer import PERSON, PLACE, Gazetteer, Named, dated
from diplocode.lexicon.compile import Words as Normal
from diplocode.lexicon.compile import normalise
from diplocode.model import Date, KnownActor, Node, Token, Where

NOBODY = "---"
# The kind of a mention in "anti-Chilean": who is opposed, and does nothing.
OPPOSED = "opposed"
BROKER = "broker"
NAMES = frozenset({"NNP", "NNPS"})
# What may stand before a family name without being a first name.
TITLES = frozenset(
    """
    mr mrs ms miss dr sir lord lady dame gen general col colonel lt maj major capt captain adm admiral sen
    senator rep gov governor prof professor rev reverend sheikh sheik imam ayatollah mullah hajj judge justice
    cardinal archbishop bishop king queen prince princess emperor sultan comrade president premier chancellor
    minister secretary chairman speaker mayor ambassador commissioner first lady team candidate
    """.split()
)
BELONGING = frozenset(
    {"led", "based", "born", "owned", "flagged", "registered", "run", "controlled", "held", "occupied"}
)
# What makes fighters those of an armed group, though not of a state: "ISIL-linked gunmen".
AFFILIATED = frozenset({"linked", "affiliated", "allied", "aligned", "inspired"})
# What names who brought others together: "a Norwegian-brokered truce".
BROKERED = frozenset({"brokered", "mediated", "facilitated"})
QUARTERS = frozenset({"north", "south", "east", "west"})
DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december
    """.split()
)

# Tags of words that name nobody: "Who" is not the WHO, "Is" not Islamic State.
CLOSED = frozenset(
    {
        "WP",
        "WDT",
        "WRB",
        "PRP",
        "PRP$",
        "DT",
        "IN",
        "TO",
        "MD",
        "CC",
        "EX",
        "RB",
        "VBZ",
        "VBD",
        "VBP",
        "VB",
        "UH",
    }
)


# What is named after people: "Lind Airport" is neither Lind nor Lind's.
NAMESAKES = frozenset(
    """
    airport airfield airbase base barracks camp fort hospital clinic university college school academy
    institute foundation center centre library museum memorial mausoleum street avenue boulevard road
    highway square plaza park bridge tunnel dam station stadium arena hall theatre theater tower gate mosque
    church cathedral canal prize award medal trophy cup doctrine act law commission inquiry report
    """.split()
)
# What stands before a town's name, and is no first name.
OF_TOWNS = QUARTERS | frozenset(
    """
    northern southern eastern western northeast northwest southeast southwest northeastern northwestern
    southeastern southwestern central downtown greater metro metropolitan inner outer upper lower old new port
    lake fort mount camp saint city village town province state district county governorate san santa los las
    radio club hotel university airport operation treaty embassy consulate near outside inside around from the
    """.split()
)
STREETS = frozenset({"street", "avenue", "boulevard", "road", "square", "gate"})
FAR = 3  # words of a name between whom it is named after and what it names


@define(slots=True, eq=False)
class Mention:
    """A phrase of the sentence (tokens start:end) and what the dictionaries say of it, on the report's
    date."""

    start: int
    end: int
    kind: str
    code: str
    text: str
    rules: tuple[Where, ...] = ()
    like: str = ""
    """What a name also matches as in verb patterns: PLACENAME for a town, PERSONNAME for a person."""

    @property
    def person(self) -> bool:
        """Whether it names a person."""
        return self.like == PERSON


def find(
    tokens: Sequence[Token],
    leaves: Sequence[Node],
    gazetteer: Gazetteer,
    day: Date | None,
    known: Iterable[KnownActor] = (),
) -> list[Mention]:
    """All mentions in a sentence, left to right, not overlapping. Known actors come first and shut out
    others.

    `leaves` are the tree's, one per token: their tags tell a name from a common word ("Who", "Is").
    """
    words = [leaf.word for leaf in leaves]
    out: list[Mention] = []
    taken = [False] * len(tokens)
    for actor in known:
        covered = [i for i, t in enumerate(tokens) if t.start < actor.end and t.end > actor.start]
        if covered:
            start, end = covered[0], covered[-1] + 1
            taken[start:end] = [True] * (end - start)
            text = " ".join(t.text for t in tokens[start:end])
            out.append(Mention(start, end, "known", actor.code, text, (Where("input actors"),)))
    normal = Normal(words)
    flat, owner = normal.norm, normal.token
    brokered = not BROKERED.isdisjoint(flat)
    position = past = 0
    while position < len(flat):
        mention = None
        reach = gazetteer.trie.longest(flat, position + 1) if flat[position] == "the" else None
        for end, names in reversed(gazetteer.trie.matches(flat, position)):
            if reach is not None and reach[0] > end:
                break  # "the Commonwealth" in "the Commonwealth of Independent States"
            first, last = owner[position], owner[end - 1]
            if any(taken[first : last + 1]) or (last + 1 < len(words) and sum_of_money(words, last)):
                continue
            whole = (position == 0 or owner[position - 1] != first) and (
                end == len(flat) or owner[end] != last
            )
            if (
                whole
                or belonging(flat, owner, position, end)
                or (first == last and compound(normal, gazetteer, first))
            ):
                common = first == last and leaves[first].label in CLOSED and not words[first].isupper()
                if any(n.first for n in names):
                    names = [n for n in names if not n.first or own_name(n, first, leaves, past, gazetteer)]
                mention = None if common else choose(names, first, last + 1, words, day)
                if (
                    mention is not None
                    and mention.kind == "agent"
                    and swallows(normal, gazetteer, first + 1, last + 1, words)
                ):
                    mention = None
                if mention is not None and (namesake(mention, leaves) or surname(mention, leaves, past)):
                    mention = None
                if mention is not None and not whole and not armed(mention.code):
                    mention = None if flat[end : end + 1] and flat[end] in AFFILIATED else mention
                if mention is not None:
                    if mention.code != NOBODY:
                        out.append(mention)
                    position, past = end, last + 1
                    break
        if mention is None:
            against = opposed(normal, gazetteer, position, words, day) if flat[position] == "anti" else None
            if against is not None and not any(taken[against.start : against.end]):
                out.append(against)
            if brokered:
                out += brokers(normal, gazetteer, position, words, day)
            half = sharing(normal, gazetteer, position, words, day) if flat[position] in QUARTERS else None
            if half is not None and not any(taken[half.start : half.end]):
                out.append(half)
            position += 1
    out.sort(key=lambda m: (m.start, m.end))
    return out


def sum_of_money(words: Sequence[str], at: int) -> bool:
    """Whether a token is the currency of what follows: "US $ 500", "NIS 300,000"."""
    word, after = words[at], words[at + 1]
    return after[:1] in "$£€" or (word.isupper() and len(word) < 4 and after[:1].isdigit() and "," in after)


def own_name(named: Named, at: int, leaves: Sequence[Node], past: int, gazetteer: Gazetteer) -> bool:
    """Whether the words around a family name leave it to the person in the dictionary.

    Names before it must begin as this person's do ("V. Putin"), and no other name may follow
    ("Martin Schulz"). `past`: where the mention before it ends; titles and roles are no names.
    """
    before = []
    for leaf in reversed(leaves[past:at]):
        word = leaf.word.lower().strip(".")
        if leaf.label not in NAMES or word in TITLES or not leaf.word[:1].isupper():
            break
        before.append(word)
    if before and not any(word[0] in named.first for word in before):
        return False
    if at + 1 < len(leaves):
        after = leaves[at + 1]
        word = after.word.lower()
        if after.label == "NNP" and word not in DAYS and after.word[:1].isupper() and not before:
            return gazetteer.trie.longest(normalise(after.word), 0) is not None
    return True


def namesake(mention: Mention, leaves: Sequence[Node]) -> bool:
    """Whether a person's or a place's name is part of the name of something else: "Lind Memorial Hospital",
    "Oslo Street"."""
    if not mention.person and (mention.kind != "actor" or len(mention.code) != 3):
        return False
    kinds, far = (NAMESAKES, FAR) if mention.person else (STREETS, 1)
    for leaf in leaves[mention.end : mention.end + far]:
        if not leaf.word[:1].isupper() or leaf.label not in NAMES:
            return False
        if leaf.word.lower() in kinds:
            return True
    return False


def surname(mention: Mention, leaves: Sequence[Node], past: int) -> bool:
    """Whether a town's name is somebody's family name: "Ana Lagos", not "Greater Lagos".

    `past`: where the mention before it ends.
    """
    at = mention.start
    if mention.like != PLACE or mention.end - at != 1 or at == 0 or at <= past:
        return False
    first = leaves[at - 1]
    word = first.word
    given = first.label == "NNP" and word[:1].isupper() and word[1:].islower() and len(word) > 2
    return given and leaves[at].label == "NNP" and word.lower() not in TITLES | DAYS | OF_TOWNS


def swallows(normal: Normal, gazetteer: Gazetteer, start: int, end: int, words: Sequence[str]) -> bool:
    """Whether a role's phrase covers the name of an actor ("mission to NATO"): the name must stay visible."""
    for token in range(start, end):
        if words[token][:1].isupper() and "to" in words[start - 1 : token]:
            found = gazetteer.trie.longest(normal.norm, normal.first[token])
            if found is not None and any(n.kind == "actor" for n in found[1]):
                return True
    return False


def belonging(flat: Sequence[str], owner: Sequence[int], start: int, end: int) -> bool:
    """Whether words start:end are whole tokens but for a last part that says whose something is: "Saudi-led".

    "Iran-backed" is left out: whose the militia is, it does not say. Who bombs a "Houthi-held" town bombs
    Houthis.
    """
    inside = end < len(flat) and owner[end] == owner[end - 1] and flat[end] in BELONGING | AFFILIATED
    last = end + 1 == len(flat) or (inside and owner[end + 1] != owner[end])
    return inside and last and (start == 0 or owner[start - 1] != owner[start])


def opposed(
    normal: Normal, gazetteer: Gazetteer, position: int, words: Sequence[str], day: Date | None
) -> Mention | None:
    """Who is named behind "anti" in one word with it: "anti-Chilean", "anti-United Nations"."""
    flat, owner = normal.norm, normal.token
    if position + 1 == len(flat) or owner[position + 1] != owner[position]:
        return None
    for end, names in reversed(gazetteer.trie.matches(flat, position + 1)):
        if end == len(flat) or owner[end] != owner[end - 1]:
            actors = [n for n in names if n.kind == "actor"]
            found = choose(actors, owner[position], owner[end - 1] + 1, words, day)
            if found is not None and found.code != NOBODY:
                return Mention(found.start, found.end, OPPOSED, found.code, found.text, found.rules)
    return None


def sharing(
    normal: Normal, gazetteer: Gazetteer, position: int, words: Sequence[str], day: Date | None
) -> Mention | None:
    """Who the first of two is that share a name: "[North] and South Korea"."""
    flat, owner = normal.norm, normal.token
    sides = flat[position : position + 3 : 2]
    if len(sides) < 2 or not set(sides) <= QUARTERS or flat[position + 1] != "and":
        return None
    for end, _ in reversed(gazetteer.trie.matches(flat, position + 2)):
        found = gazetteer.trie.longest([flat[position], *flat[position + 3 : end]], 0)
        if end > position + 3 and found is not None and found[0] == end - position - 2:
            token = owner[position]
            one = choose([n for n in found[1] if n.kind == "actor"], token, token + 1, words, day)
            if one is not None and one.code != NOBODY:
                return one
    return None


def brokers(
    normal: Normal, gazetteer: Gazetteer, position: int, words: Sequence[str], day: Date | None
) -> list[Mention]:
    """Who is named in one word before "brokered": "a Norwegian-brokered truce", "Norwegian-Chilean-mediated
    talks"."""
    flat, owner = normal.norm, normal.token
    if position and owner[position - 1] == owner[position]:
        return []
    out: list[Mention] = []
    i = position
    while i < len(flat) and flat[i] not in BROKERED:
        found = gazetteer.trie.longest(flat, i)
        if found is None or (i > position and owner[i] != owner[i - 1]):
            return []
        i = found[0]
        last = owner[i - 1]
        one = choose([n for n in found[1] if n.kind == "actor"], last, last + 1, words, day)
        if one is None or one.code == NOBODY:
            return []
        out.append(Mention(one.start, one.end, BROKER, one.code, one.text, one.rules))
    joined = 0 < i < len(flat) and owner[i] == owner[i - 1] and normal.first[owner[i] + 1] == i + 1
    return [evolve(m, start=owner[i], end=owner[i] + 1) for m in out] if joined else []


def armed(code: str) -> bool:
    """Whether a code is an armed group's: IMGMUSISI, PERREB."""
    return code.startswith("IMG") or "REB" in code[3:]


def compound(normal: Normal, gazetteer: Gazetteer, token: int) -> bool:
    """Whether every part of a hyphenated token names an actor ("NATO-Russia", not "Iran-backed")."""
    i, stop = normal.first[token], normal.first[token + 1]
    parts = normal.norm[:stop]
    while i < stop:
        found = gazetteer.trie.longest(parts, i)
        if found is None or all(n.kind != "actor" for n in found[1]):
            return False
        i = found[0]
    return True


def choose(
    names: list[Named], start: int, end: int, words: Sequence[str], day: Date | None
) -> Mention | None:
    """The entry that holds on this day; actors need a capital letter, agents don't."""
    text = " ".join(words[start:end])
    capital = any(c.isupper() for c in text)
    # What comes later in the dictionaries takes precedence; actors come after agents.
    for named in reversed(names):
        if named.kind == "actor" and not capital:
            continue
        code = dated(named.codes, day)
        if code is None:
            continue
        return Mention(start, end, named.kind, code.code, text, (named.where,), named.like)
    return None
