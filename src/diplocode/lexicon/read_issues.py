"""Issue lists: phrases and the issue that a sentence with them is about.

<ISSUE CATEGORY="ECONOMY" TYPE="ALL">
n:tariff [TRADE]           n: noun, singular and plural; v: verb, its regular forms
post+war n:loan [CREDIT]   + a space or a hyphen
~trade wind                ignored: no issue is counted in a sentence (~~ story) with it
</ISSUE>
"""

from __future__ import annotations

import re
from pathlib import Path

from diplocode.lexicon.entries import IssueEntry
from diplocode.lexicon.lines import Problems, decode, lines, read_text
from diplocode.model import Where

_CATEGORY = re.compile(r'<ISSUE\s+CATEGORY="([^"]*)"', re.IGNORECASE)


def read_issues(
    path: str | Path, name: str = "", strict: bool = False
) -> tuple[tuple[IssueEntry, ...], Problems]:
    """The issues of a file, in its order, and what is wrong with it. `name`: how entries call the file."""
    name = name or str(path)
    problems = Problems(name, strict)
    return parse_issues(decode(read_text(path), problems), name, problems), problems


def parse_issues(text: str, name: str, problems: Problems) -> tuple[IssueEntry, ...]:
    """The issues of a list's text.

    >>> parse_issues("n:tariff [TRADE]\\n~trade wind", "x", Problems("x"))[1].ignore
    True
    """
    out = []
    category = ""
    for line in lines(text, problems):
        body, where = line.text, Where(name, line.number)
        if body.startswith("<"):
            match = _CATEGORY.match(body)
            if match:
                category = match.group(1)
            elif not body.upper().startswith("</ISSUE"):
                problems.add("a tag that is neither <ISSUE CATEGORY=...> nor </ISSUE>", line, "<")
        elif body.startswith("~"):
            story = body.startswith("~~")
            phrase = body.lstrip("~").strip()
            if not phrase:
                problems.add("a ~ without a phrase", line, "~")
            else:
                out.append(IssueEntry(phrase, "~~" if story else "~", where, True, category))
        else:
            phrase, bracket, rest = body.partition("[")
            phrase, (code, closing, after) = phrase.strip(), rest.partition("]")
            if not bracket:
                problems.add("an issue phrase needs a code in []", line, 1)
            elif not phrase or not code.strip():
                problems.add("an issue is a phrase and a code in []", line, "[")
            else:
                if not closing:
                    problems.add("code is missing its closing ]", line, len(line.raw.rstrip()) + 1)
                if after.strip():
                    problems.add(f"text after the code is left out: {after.strip()}", line, after.strip())
                out.append(IssueEntry(phrase, code.strip(), where, False, category))
    return tuple(out)
