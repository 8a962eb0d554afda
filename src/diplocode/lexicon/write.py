"""Entries back into text: whole dictionaries, and single entries in a file whose comments stay.

    entries -dump-> text -parse-> the same entries          text, old entry, new entry -edit-> text

Files are read again by the readers of this room; `read(write(x))` gives `x` but for the line numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from difflib import SequenceMatcher

from diplocode.lexicon.entries import (
    ActorEntry,
    AgentEntry,
    DatedCode,
    DiscardEntry,
    Example,
    IssueEntry,
    Pattern,
    Synset,
    Transformation,
    VerbBlock,
    VerbForms,
)
from diplocode.model import Where

Entry = ActorEntry | AgentEntry | DiscardEntry | IssueEntry | Synset | Transformation | VerbBlock
Body = tuple[
    str, int
]  # a line without its comment, and its number in the file it came from (0 for a new one)


def dump(entries: Iterable[Entry]) -> str:
    """A dictionary file with these entries, in their order.

    >>> from diplocode.lexicon import Lexicon
    >>> print(dump(Lexicon.from_text(actors="ARCADIA_ [ARC] # a realm\\n+ARCADIAN").actors), end="")
    ARCADIA_ [ARC]
    +ARCADIAN
    """
    out: list[str] = []
    category = ""
    for entry in entries:
        if isinstance(entry, IssueEntry) and entry.category != category:
            out += ["</ISSUE>"] if category else []
            category = entry.category
            out += [f'<ISSUE CATEGORY="{category}" TYPE="ALL">'] if category else []
        if isinstance(entry, VerbBlock | Synset) and out:
            out.append("")
        out += [body for body, _ in bodies(entry)]
    out += ["</ISSUE>"] if category else []
    return "".join(line + "\n" for line in out)


def bodies(entry: Entry) -> list[Body]:
    """The lines of an entry as they are written, each with the line that it came from; in file order."""
    if isinstance(entry, ActorEntry):
        return _actor(entry)
    if isinstance(entry, AgentEntry):
        return [(_agent(entry), entry.where.line)]
    if isinstance(entry, DiscardEntry):
        return [(("+" if entry.story else "") + entry.phrase, entry.where.line)]
    if isinstance(entry, IssueEntry):
        text = entry.code + entry.phrase if entry.ignore else f"{entry.phrase} [{entry.code}]"
        return [(text, entry.where.line)]
    if isinstance(entry, Synset):
        return [(entry.name, entry.where.line), *(("+" + member, at.line) for member, at in entry.members)]
    if isinstance(entry, Transformation):
        return [(f"~ {entry.text} {entry.code}", entry.where.line)]
    return _block(entry)


def format_code(code: DatedCode) -> str:
    """What stands in a code's brackets: as written, else made from its days.

    >>> from diplocode.model import Date
    >>> format_code(DatedCode("ARCGOV", Date(2010, 1, 1), Date(2019, 12, 31)))
    'ARCGOV 20100101-20200101'
    """
    if code.text:
        return code.text
    # The end of a restriction in a file is the first day on which the code no longer holds.
    end = (code.end + timedelta(days=1)).strftime("%Y%m%d") if code.end else ""
    start = code.start.strftime("%Y%m%d") if code.start else ""
    if start and end:
        return f"{code.code} {start}-{end}"
    return f"{code.code} >{start}" if start else f"{code.code} <{end}" if end else code.code


def _line(where: Where | None) -> int:
    return where.line if where else 0


def _actor(entry: ActorEntry) -> list[Body]:
    own = entry.where.line
    inline = [code for code in entry.codes if own and _line(code.where) == own]
    below = [code for code in entry.codes if code not in inline]
    head = " ".join([entry.name, *(f"[{format_code(code)}]" for code in inline), entry.trailing]).strip()
    rest: list[Body] = [("+" + phrase, at.line) for phrase, at in entry.synonyms]
    lines: dict[int, list[str]] = {}
    for i, code in enumerate(below):
        lines.setdefault(_line(code.where) or -i - 1, []).append(f"[{format_code(code)}]")
    rest += [("\t" + " ".join(codes), max(at, 0)) for at, codes in lines.items()]
    if all(at for _, at in rest):
        rest.sort(key=lambda body: body[1])
    return [(head, own), *rest]


def _agent(entry: AgentEntry) -> str:
    braces = "" if entry.regular or entry.expansions else " {" + " ".join(entry.plurals) + "}"
    if not entry.expansions:
        return f"{entry.phrase}{braces} [{entry.code}]"
    return f"{entry.phrase} [{entry.code}]"


def markers(entries: Iterable[AgentEntry]) -> str:
    """The definitions of the markers that agents use, to stand before them in a file.

    >>> from diplocode.lexicon import Lexicon
    >>> print(markers(Lexicon.from_text(agents="!P! = MAN, WOMAN\\nSPOKES!P! [~GOV]").agents), end="")
    !P! = MAN, WOMAN
    """
    found: dict[str, str] = {}
    for entry in entries:
        if entry.expansions and entry.phrase.count("!") >= 2:
            before, name, after = entry.phrase.split("!", 2)
            words = [one[len(before) : len(one) - len(after)] for one in entry.expansions]
            found.setdefault(name, ", ".join(words))
    return "".join(f"!{name}! = {words}\n" for name, words in found.items())


def _verb_word(word: str) -> str:
    return "+" + word if "_" in word and "+" not in word else word


def _verb(verb: VerbForms) -> str:
    parts = [_verb_word(verb.base)]
    if not verb.regular:
        parts.append("{" + " ".join(_verb_word(form) for form in verb.forms) + "}")
    if verb.code:
        parts.append(f"[{verb.code}]")
    return " ".join(parts)


def _pattern(pattern: Pattern) -> str:
    code = pattern.code + (":" + pattern.passive_code if pattern.passive_code else "")
    options = "".join(f" @{key} {value}".rstrip() for key, value in pattern.options)
    return f"- {pattern.text} [{code}]{options}"


def _example(example: Example) -> str:
    told = "; ".join(f"{source} {code} {target}" for source, target, code in example.events)
    line = f"    {'=' if example.matches else '!'} {example.text}" + (f" => {told}" if told else "")
    return f"{line}  # {example.comment}" if example.comment else line


def _block(block: VerbBlock) -> list[Body]:
    out = [(f"--- {block.name} [{block.code}] ---", block.where.line)]
    out += [(_verb(verb), verb.where.line) for verb in block.verbs]
    nouns: dict[int, list[str]] = {}
    for word, at in block.nouns:
        nouns.setdefault(at.line, []).append(word)
    out += [("@noun " + " ".join(words), at) for at, words in nouns.items()]
    out += [(f"@{key} {value}".rstrip(), 0) for key, value in block.options]
    out += [(_example(example), example.where.line) for example in block.examples]
    for pattern in block.patterns:
        comment = f"  # {pattern.comment}" if pattern.comment else ""
        out.append((_pattern(pattern) + comment, pattern.where.line))
        out += [(_example(example), example.where.line) for example in pattern.examples]
    return out


def edit(text: str, old: Entry | None, new: Entry | None) -> str:
    """The text of a dictionary with `old` replaced by `new`; comments stay where they are.

    Lines that both have are left as they are written; a changed line keeps its indent and its
    comment; the comment of a line that goes stays as a line of its own. Without `old`, `new` is
    added at the end; without `new`, `old` is taken out. `old` must have been read from this text.

    >>> from diplocode.lexicon import Lexicon
    >>> text = "# realms\\nARCADIA_ [ARC]  # checked\\n+ARCADIAN\\n"
    >>> (entry,) = Lexicon.from_text(actors=text).actors
    >>> changed = entry._replace(synonyms=(*entry.synonyms, ("ARCADY_", Where("x", 0))))
    >>> print(edit(text, entry, changed), end="")
    # realms
    ARCADIA_ [ARC]  # checked
    +ARCADIAN
    +ARCADY_
    """
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.split("\n")
    lines = [line.rstrip("\r") for line in lines]
    before = bodies(old) if old else []
    after = [body for body, _ in bodies(new)] if new else []
    if not before:
        while lines and not lines[-1].strip():
            lines.pop()
        return ending.join([*lines, *after, ""])
    shown: dict[int, list[str]] = {}
    last = before[0][1]
    matcher = SequenceMatcher(None, [body for body, _ in before], after, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            last = before[i2 - 1][1] or last
            continue
        added = after[j1:j2]
        for body, at in before[i1:i2]:
            if not at:
                continue
            comment = _comment(lines[at - 1], body)
            replacement = added.pop(0) if added else None
            if replacement is not None:
                shown[at] = [replacement if comment in replacement else f"{replacement}  {comment}"]
            else:
                shown[at] = [comment] if comment else []
            last = at
        if added:
            shown.setdefault(last, [lines[last - 1]]).extend(added)
    out = []
    for number, line in enumerate(lines, 1):
        out += shown.get(number, [line])
    return ending.join(out)


def _comment(line: str, body: str) -> str:
    """The comment at the end of a line, with its #; "" if there is none."""
    at = line.find("#")
    return line[at:].rstrip() if at >= 0 else ""
