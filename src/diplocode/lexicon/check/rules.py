"""The table of checks: a code, what it says, what to do about it."""

from __future__ import annotations

from attrs import frozen

UNUSED_NOTE = "D006"
FAILING, PASSING = "V313", "V314"  # found by walking the examples (tables.examples)


@frozen(slots=True)
class Rule:
    """A check's title, the message of its findings with {fields}, and what to do."""

    title: str
    message: str
    advice: str


@frozen(slots=True)
class Finding:
    """A fault: its code, file, line and column from 1, the line itself, what is wrong and what to do."""

    code: str
    path: str
    line: int
    column: int
    text: str
    message: str
    advice: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}"


# D: any dictionary, A: actors, G: agents, V: verbs, L: discard and issue lists.
RULES: dict[str, Rule] = {
    "D001": Rule("entry that can't be read as meant", "{fault}", "write the entry as the format says"),
    "D002": Rule(
        "text in a wrong encoding",
        "{piece!r} is text in UTF-8 that was read as something else",
        "restore the letter and save the file as UTF-8",
    ),
    "D003": Rule(
        "byte-order mark", "a byte-order mark stands at the beginning of the file", "save it without one"
    ),
    "D004": Rule(
        "invisible character", "an invisible character (U+{point:04X}) stands in the line", "take it out"
    ),
    "D005": Rule(
        "letters in pieces",
        "{piece!r} is a letter and an accent apart; the rest of the file has them in one",
        "write it as one character (Unicode's form NFC)",
    ),
    UNUSED_NOTE: Rule("note without use", "nothing is found here that {code} would excuse", "take it out"),
    "A101": Rule(
        "name with two codes",
        "{phrase} is {code} here and {other} at {where}, both in force {day}",
        "leave the name to one of them, or give the codes terms that do not meet",
    ),
    "A102": Rule(
        "name twice",
        "{phrase} stands already at {where}, with the same code",
        "take one of them out",
    ),
    "A103": Rule(
        "terms that overlap",
        "{phrase} has {code} and {other} in force {day}",
        "end the first term on the day on which the second begins",
    ),
    "A104": Rule(
        "office held by two",
        "{phrase} and {holder} at {where} are both {office} {day}",
        "end the first term on the day on which the second begins",
    ),
    "A105": Rule(
        "leader without an end",
        "{phrase} is {office} without an end, but {holder} at {where} began {day}",
        "give the term its end",
    ),
    "A106": Rule(
        "nationality word with two countries",
        "{phrase} is {code} here and {other} at {where}",
        "keep it with the country that news means by it",
    ),
    "A107": Rule(
        "ambiguous surname",
        "{phrase} alone is {code} here and {other} at {where}, both in force {day}",
        "keep the full names, and the surname for at most one of them",
    ),
    "A108": Rule(
        "singular and plural with different codes",
        "{phrase} is {code} here, but {plural} is {other} at {where}",
        "give both the same code",
    ),
    "A109": Rule(
        "name of another with an article",
        "{phrase} is {code} here, but {bare} is {other} at {where}",
        "add a word that news would not leave out (THE_ARCADIAN_NEWSPAPER_)",
    ),
    "G201": Rule(
        "role with two codes",
        "{phrase} is {code} here and {other} at {where}",
        "keep one of them",
    ),
    "G202": Rule("role twice", "{phrase} stands already at {where}, with the same code", "take one out"),
    "G203": Rule(
        "singular and plural with different codes",
        "{phrase} is {code} here, but its other number is {other} at {where}",
        "give both the same code",
    ),
    "V301": Rule(
        "verb with two codes",
        "{phrase} is {code} here, but {other} at {where} comes first",
        "keep one code, write [---] for the other block, or tell them apart by patterns",
    ),
    "V302": Rule("verb, noun or member twice", "{phrase} stands already at {where}", "take one of them out"),
    "V303": Rule("synset not defined", "{fault}", "define it, or write the word itself"),
    "V304": Rule("synset not used", "no pattern uses {phrase}", "use it or take it out"),
    "V305": Rule(
        "pattern that never decides",
        "never decides: {pattern} [{other}] at {where} fits wherever it fits, and goes first",
        "name more words in it, move it up, or take it out",
    ),
    "V306": Rule("code not in CAMEO", "CAMEO has no code {code}", "write a code of the codebook"),
    "V307": Rule(
        "code that contradicts its block",
        "{code} stands in a block of {other} without a word about why: one is conflict, one cooperation",
        "move the pattern to a block of its kind, or say why in a comment behind it",
    ),
    "V308": Rule(
        "pattern twice",
        "says no more than {pattern} at {where}, which has the same code",
        "take it out",
    ),
    "V309": Rule(
        "verb form that is a common noun",
        "{phrase} with the code {code} has the form {form}, which is more often a noun of another meaning",
        "leave the verb without a code ([---]) and give the code to patterns, or name the noun in @noun",
    ),
    "V310": Rule(
        "verb of the diplomatic core without its noun",
        "{phrase} has the code {code}, but no block names the noun ({noun})",
        "add @noun to the block",
    ),
    "V311": Rule(
        "phrase without a preposition",
        "{word} is no preposition, so the words in ( ) are looked for in the object",
        "write { } around words of the object, or begin with prepositions alone",
    ),
    "V312": Rule(
        "pattern with two codes",
        "with {verb} this is {code} here, but {other} at {where} comes first",
        "keep one of them, or name more words in one",
    ),
    FAILING: Rule(
        "example that fails",
        "is not coded as it says: {how}",
        "mend the pattern or the example; if neither is at fault, mark it with a comment '# fails: why'",
    ),
    PASSING: Rule(
        "known failure that passes", "is marked as an example that fails, and passes", "take the mark out"
    ),
    "L401": Rule("phrase twice", "{phrase} stands already at {where}", "take one of them out"),
    "L402": Rule(
        "discard that adds nothing",
        "{phrase} holds {other} ({where}), which already drops the {what}",
        "take the longer one out",
    ),
}
