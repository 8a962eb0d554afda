"""The gazetteer: every name and role phrase of the dictionaries by its words, and whom it stands for.

    Lexicon -compile_names-> plain data -Gazetteer-> phrases by first word -> Named: dated codes, entry

`BLAIR_` is Tony Blair's family name, with the initials that his other names may have; `LIMA_` is a town's
name, which verb patterns call PLACENAME. Which phrases a sentence holds, and which of them count, `mentions`
tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import frozen

from diplocode.lexicon import Lexicon
from diplocode.lexicon.compile import PhraseTrie
from diplocode.lexicon.entries import ActorEntry, DatedCode
from diplocode.lexicon.read_actors import meaning
from diplocode.lexicon.rows import ROW, SEP, Filing, row
from diplocode.model import Date, Where

# Words of verb patterns that names match: "* PLACENAME" is fit by "captured Basel".
PLACE, PERSON = "placename", "personname"
# What the owner of a phrase is, and what its name also matches as in verb patterns.
KINDS = {"G": ("agent", ""), "A": ("actor", ""), "P": ("actor", PERSON), "T": ("actor", PLACE)}
GROUPS = ("REB", "OPP", "PTY", "CRM")
PARTICLES = frozenset("al el bin ben ibn de da di del van von der den la dos ould".split())


@frozen(slots=True)
class Named:
    """What a phrase stands for: an actor's dated codes, or an agent's role code."""

    kind: str
    codes: tuple[DatedCode, ...]
    where: Where
    first: str = ""
    """Of a person's family name alone: the initials of the person's other names, else empty."""
    like: str = ""


class Gazetteer:
    """All actor and agent phrases by their words: looking up costs no more in a larger dictionary.

    `table` is what `compile_names` makes of a lexicon.
    """

    def __init__(self, table: dict[str, Any]) -> None:
        self._files: list[str] = table["files"]
        self._owners: list[str] = table["owners"].split(ROW)
        self._families: dict[str, str] = table["families"]
        self.trie: PhraseTrie[Named] = PhraseTrie(table["names"], self._decode)

    @classmethod
    def of(cls, lexicon: Lexicon) -> Gazetteer:
        """The phrases of a lexicon."""
        return cls(compile_names(lexicon))

    def _decode(self, rows: str) -> Iterator[tuple[str, Named]]:
        for line in rows.split(ROW):
            phrase, owner, place = line.split(SEP)
            kind, file, *codes = self._owners[int(owner)].split(SEP)
            first = ""
            if kind == "P":
                own, codes = codes[0], codes[1:]
                first = self._initials(phrase.strip("_ "), own)
            dated = tuple(DatedCode(*meaning(code)[:3]) for code in codes)
            what, like = KINDS[kind]
            yield phrase, Named(what, dated, Where(self._files[int(file)], int(place)), first, like)

    def _initials(self, name: str, own: str) -> str:
        """The initials of the person's other names where `name` is a family name, "" where it is none; `own`
        are the person's family names."""
        for one in own.split("=") if own else ():
            family, _, letters = one.rpartition(" ")
            if family == name:
                return letters
        return self._families.get(name, "")


def compile_names(lexicon: Lexicon) -> dict[str, Any]:
    """The phrases of a lexicon's agents and actors, in that order, by first word, as plain data.

    `names` has rows of phrase, owner and line; `owners` the kind of an entry, its file, of a person the
    family names with the initials of the other names, its codes; `families` the initials of all that have a
    family name.
    """
    names = Filing()
    owners: list[str] = []
    files: list[str] = []
    families: dict[str, str] = {}
    path, town, groups = "", False, False
    for agent in lexicon.agents:
        if path != agent.where.path or not files:
            path = agent.where.path
            files.append(path)
        fields = row(str(len(owners)), str(agent.where.line))
        owners.append(row("G", str(len(files) - 1), agent.code))
        for phrase in agent.phrases():
            names.add(phrase, fields)
    for actor in lexicon.actors:
        head, codes, where, synonyms, _ = actor
        if path != where.path or not files:
            path = where.path
            files.append(path)
            file = path.rpartition("/")[2]
            town, groups = file.startswith("cities"), file.startswith("groups")
        number = str(len(owners))
        texts = [code.text for code in codes]
        own = family_names((actor,))
        for name, letters in own.items():
            families[name] = families.get(name, "") + letters
        if town:
            texts = ["T", str(len(files) - 1), *texts]
        elif own or is_elite(actor) or (not groups and holds_office(actor)):
            mine = "=".join([f"{name} {letters}" for name, letters in own.items()])
            texts = ["P", str(len(files) - 1), mine, *texts]
        else:
            texts = ["A", str(len(files) - 1), *texts]
        owners.append(row(*texts))
        names.add(head, f"{number}{SEP}{where.line}")
        for phrase, place in synonyms:
            names.add(phrase, f"{number}{SEP}{place.line}")
    return {"names": names.table(), "owners": ROW.join(owners), "families": families, "files": files}


def is_elite(actor: ActorEntry) -> bool:
    """Whether an actor is somebody who is ELI out of office."""
    return "ELI" in " ".join([code.code for code in actor.codes])


def holds_office(actor: ActorEntry) -> bool:
    """Whether an actor is one name that has nothing but terms, and no group has: "President Lind"."""
    if actor.synonyms:
        return False
    for code in actor.codes:
        if not (code.start or code.end) or any(group in code.code[3:] for group in GROUPS):
            return False
    return True


def family_names(entries: Iterable[ActorEntry]) -> dict[str, str]:
    """The family names of all people among the entries (those who are ELI out of office), each with the
    first letters of what stands before it in their full names.

    >>> from diplocode.lexicon import Lexicon
    >>> text = "TONY_BLAIR_ [GBRELI <19970502][GBRGOV >19970502]\\n+ANTHONY_BLAIR_\\n+BLAIR_"
    >>> family_names(Lexicon.from_text(actors=text).actors)
    {'BLAIR': 'ta'}
    """
    out: dict[str, str] = {}
    for actor in entries:
        if is_elite(actor):
            for phrase, _ in ((actor.name, actor.where), *actor.synonyms):
                *before, last = phrase.strip("_ ").split("_")
                if before:
                    out[last] = out.get(last, "") + _initials(before)
                    if before[-1].lower() in PARTICLES and len(before) > 1:
                        short = f"{before[-1]}_{last}"
                        out[short] = out.get(short, "") + _initials(before[:-1])
    return out


def _initials(words: Sequence[str]) -> str:
    return "".join([word[0] for word in words if word]).lower()


def dated(codes: Sequence[DatedCode], day: Date | None) -> DatedCode | None:
    """The code in force on a day: a dated one that holds, else one without limits.

    Without a day the code without limits counts, or else the last one.
    """
    fallback = None
    for code in codes:
        if code.start is None and code.end is None:
            fallback = fallback or code
        elif day is not None and code.holds(day):
            return code
    if day is None and fallback is None and codes:
        return codes[-1]
    return fallback
