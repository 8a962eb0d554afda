"""How names are written in actor dictionaries: upper case, words joined by _, no diacritics.

    "São Tomé and Príncipe" -key-> "SAO_TOME_AND_PRINCIPE_"

Shared by the build scripts of this folder.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable
from typing import TypeVar

from diplocode.lexicon.compile import normalise

T = TypeVar("T", bound=Hashable)

_LETTERS = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
        "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ı": "i", "ə": "a", "Ə": "A",
        "’": "'", "‘": "'", "ʻ": "'", "`": "'", "–": "-", "—": "-",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """`text` without diacritics, in plain ASCII where a plain form exists.

    >>> fold("Erdoğan, Türkiye, Łódź")
    'Erdogan, Turkiye, Lodz'
    """
    decomposed = unicodedata.normalize("NFD", text.translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def key(text: str) -> str:
    """The dictionary form of a name: a trailing _ closes its last word.

    >>> key("U.S."), key("Guinea-Bissau"), key("Côte d'Ivoire"), key("Washington, D.C.")
    ('US_', 'GUINEA_BISSAU_', "COTE_D'IVOIRE_", 'WASHINGTON_DC_')
    """
    plain = fold(text).replace(".", "" if re.search(r"\b[A-Za-z]\.[A-Za-z]?\.?", text) else " ")
    plain = re.sub(r"[^A-Za-z0-9'&]+", "_", plain).strip("_").upper()
    return plain + "_"


def plural(word: str) -> str:
    """The plural of a word for people, as English forms it; "X=" has none of its own, "X/Y" gives it.

    >>> [plural(w) for w in ("Afghan", "Swiss=", "Motswana/Batswana", "Frenchman", "Iraqi", "Maltese")]
    ['Afghans', '', 'Batswana', 'Frenchmen', 'Iraqis', '']
    """
    if word.endswith("="):
        return ""
    if "/" in word:
        return word.partition("/")[2]
    if word.lower().endswith("man") and word.lower() not in ("german", "roman", "ottoman", "burman"):
        return (
            word[:-3] + "men"
            if word[-4].islower() and word not in ("West German", "East German")
            else word + "s"
        )
    if re.search(r"(ese|ss|ch|sh|ois|z)$", word.lower()):
        return ""
    if word.endswith("y"):
        return word[:-1] + "ies"
    return word + "s"


def singular(word: str) -> str:
    """The word itself, without the marks that `plural` reads.

    >>> singular("Swiss="), singular("Motswana/Batswana")
    ('Swiss', 'Motswana')
    """
    return word.rstrip("=").partition("/")[0]


def split(field: str) -> list[str]:
    """The values of a table's field, written with ; between them."""
    return [value.strip() for value in field.split(";") if value.strip()]


def unique(values: Iterable[T]) -> list[T]:
    """The values in their order, each once."""
    return list(dict.fromkeys(values))


def entry(name: str, synonyms: Iterable[str], codes: Iterable[str], comment: str = "") -> str:
    """An actor entry as text: one undated code stands on the name's line, others each on their own."""
    codes = list(codes)
    note = f"  # {comment}" if comment else ""
    lines = []
    if len(codes) == 1 and " " not in codes[0]:
        lines.append(f"{name} [{codes[0]}]{note}")
        codes = []
    else:
        lines.append(f"{name}{note}")
    # Names that matching does not tell apart (AL-QAEDA_, AL_QAEDA_) stand once.
    shown = {normalise(name)}
    for synonym in synonyms:
        if normalise(synonym) not in shown:
            lines.append(f"+{synonym}")
            shown.add(normalise(synonym))
    lines += [f"\t[{code}]" for code in codes]
    return "\n".join(lines) + "\n"
