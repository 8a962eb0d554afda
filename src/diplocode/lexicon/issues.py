"""The phrases that an issue entry stands for: n: both numbers of a noun, v: the regular forms of a verb, +
space or hyphen.
"""

from __future__ import annotations


def issue_forms(phrase: str) -> list[list[str]]:
    """Every form of an issue phrase as words in capitals. Plurals and verb forms are the plain regular ones.

    >>> issue_forms("war n:crime"), issue_forms("al+shabaab")
    ([['WAR', 'CRIME'], ['WAR', 'CRIMES']], [['AL', 'SHABAAB'], ['AL-SHABAAB']])
    """
    text = phrase.upper()
    if "+" in text:
        return [form for joint in " -" for form in issue_forms(text.replace("+", joint, 1))]
    for mark, endings in (("N:", _noun), ("V:", _verb)):
        if mark in text:
            before, _, rest = text.partition(mark)
            word, _, after = rest.partition(" ")
            return [form for one in endings(word) for form in issue_forms(f"{before}{one} {after}")]
    return [text.split()] if text.split() else []


def _noun(word: str) -> tuple[str, ...]:
    return (word, word[:-1] + "IES" if word.endswith("Y") else word + "S")


def _verb(word: str) -> tuple[str, ...]:
    stem = word[:-1] if word.endswith("E") else word
    return (word, word + "S", stem + "ED", stem + "ING")
