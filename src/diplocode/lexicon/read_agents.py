"""Agent dictionaries: roles and their codes.

AMBASSADOR [~GOV]                          the regular plural counts as well
ATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~GOV]  an irregular plural; {} for none
!PERSON! = MAN, MEN, WOMAN                 a marker, and a phrase that uses it:
CONGRESS!PERSON! [~LEG]
"""

from __future__ import annotations

import re
from pathlib import Path

from diplocode.lexicon.entries import AgentEntry
from diplocode.lexicon.lines import Line, Problems, decode, lines, read_text
from diplocode.model import Where

_MARKER = re.compile(r"!([^!]*)!")
_CODE = re.compile(r"~?[A-Z0-9]+~?$|---$")  # --- is nobody


def read_agents(
    path: str | Path, name: str = "", strict: bool = False
) -> tuple[tuple[AgentEntry, ...], Problems]:
    """The agents of a file, in its order, and what is wrong with it. `name`: how entries call the file."""
    name = name or str(path)
    problems = Problems(name, strict)
    return parse_agents(decode(read_text(path), problems), name, problems), problems


def parse_agents(text: str, name: str, problems: Problems) -> tuple[AgentEntry, ...]:
    """The agents of a dictionary's text; markers are written out.

    >>> text = "!PERSON! = MAN, WOMAN\\nSPOKES!PERSON! [~GOV]\\nMEDIA {} [~MED]\\n"
    >>> [(entry.phrases(), entry.code) for entry in parse_agents(text, "x", Problems("x"))]
    [(('SPOKESMAN', 'SPOKESWOMAN'), '~GOV'), (('MEDIA',), '~MED')]
    """
    markers: dict[str, list[str]] = {}
    out: list[AgentEntry] = []
    for line in lines(text, problems):
        if "!" in line.text and "=" in line.text:
            _read_marker(line, problems, markers)
            continue
        phrase, bracket, rest = line.text.partition("[")
        phrase = phrase.strip()
        if not bracket:
            problems.add("an agent needs a code in []", line, 1)
            continue
        if not phrase:
            problems.add("a code without an agent phrase", line, "[")
            continue
        code, closing, after = rest.partition("]")
        if not closing:
            problems.add("code is missing its closing ]", line, len(line.raw.rstrip()) + 1)
        if after.strip():
            problems.add(f"text after the code is left out: {after.strip()}", line, after.strip())
        code = code.strip().rstrip("}").strip()
        if not _CODE.match(code):
            problems.add(f"{code} is no agent code: write ~GOV or NGO~", line, code)
        plurals: tuple[str, ...] = ()
        regular = True
        if "{" in phrase:
            phrase, _, braces = phrase.partition("{")
            phrase, regular = phrase.strip(), False
            plural, closing, _ = braces.partition("}")
            if not closing:
                problems.add("plural is missing its closing }", line, "{")
            plurals = (plural.strip(),) if plural.strip() else ()
        elif "}" in phrase:
            problems.add("a } without its {", line, "}")
        expansions: tuple[str, ...] = ()
        if "!" in phrase:
            expansions, plurals, regular = _expand(phrase, line, problems, markers), (), False
        out.append(AgentEntry(phrase, code, Where(name, line.number), plurals, regular, expansions))
    return tuple(out)


def _read_marker(line: Line, problems: Problems, markers: dict[str, list[str]]) -> None:
    match = _MARKER.match(line.text)
    names, equals, values = line.text.partition("=")
    if not match or not equals:
        problems.add("a marker is written !NAME! = WORD, WORD", line, "!")
        return
    if names.strip() != match.group(0):
        problems.add("only the marker may stand before the =", line, 1)
    markers[match.group(1)] = [value.strip() for value in values.split(",") if value.strip()]


def _expand(phrase: str, line: Line, problems: Problems, markers: dict[str, list[str]]) -> tuple[str, ...]:
    match = _MARKER.search(phrase)
    if not match:
        problems.add("a marker needs a ! at both ends", line, "!")
        return (phrase,)
    if match.group(1) not in markers:
        problems.add(f"the marker {match.group(0)} is not defined above", line, match.group(0))
        return (phrase,)
    return tuple(phrase[: match.start()] + word + phrase[match.end() :] for word in markers[match.group(1)])
