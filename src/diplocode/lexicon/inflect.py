"""English inflection as dictionaries need it: the forms of a verb, the plural of a noun, and back.

Irregular forms are data (`irregular.tsv`: base, past, participle; `words.tsv`: nouns, stress); the
rest follows the spelling rules that any grammar lists (consonant doubling, silent e, y after a consonant).

    >>> verb_forms("withdraw")
    ('withdraws', 'withdrew', 'withdrawn', 'withdrawing')
    >>> plural("embassy"), singular("talks")
    ('embassies', 'talk')

Case follows the input's first letters: capitals in, capitals out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

_VOWELS = "aeiou"
_DOUBLING = re.compile(r"[^aeiou]?[^aeiou]*[aeiou][bdgklmnprtvz]$")


def _words(kind: str) -> list[list[str]]:
    """The rows of one kind in words.tsv, without the kind."""
    rows = (Path(__file__).parent / "words.tsv").read_text("utf-8").splitlines()
    return [row.split("\t")[1:] for row in rows if row.startswith(kind + "\t")]


_STRESSED = frozenset(word for (word,) in _words("stressed"))
_NO_PLURAL = frozenset(word for (word,) in _words("singular"))
_PLURALS = {row[0]: row[1] for row in _words("plural")}
_SINGULARS = {plural: base for base, plural in _PLURALS.items()}


@lru_cache(maxsize=1)
def _irregular() -> dict[str, tuple[str, str]]:
    rows = (Path(__file__).parent / "irregular.tsv").read_text("utf-8").splitlines()
    table = {}
    for row in rows:
        if row and not row.startswith("#"):
            base, past, participle = row.split("\t")
            table[base] = (past, participle)
    return table


def _doubles(base: str) -> bool:
    """Whether the last consonant doubles before -ed and -ing (ban, expel; not visit, boycott)."""
    if base in _STRESSED:
        return True
    vowels = re.findall(r"[aeiouy]+", base)
    return (len(vowels) == 1 and len(vowels[0]) == 1 and bool(_DOUBLING.search(base))) or base in (
        "quit",
        "quiz",
    )


def _third(base: str) -> str:
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    if base.endswith(("s", "x", "z", "ch", "sh")) or base in (
        "go",
        "do",
        "undergo",
        "forgo",
        "veto",
        "embargo",
        "undo",
    ):
        return base + "es"
    return base + "s"


def _ing(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and len(base) > 2:
        return base[:-1] + "ing"
    if base.endswith("c"):
        return base + "king"
    return base + (base[-1] if _doubles(base) else "") + "ing"


def _ed(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    if base.endswith("c"):
        return base + "ked"
    return base + (base[-1] if _doubles(base) else "") + "ed"


def verb_forms(base: str) -> tuple[str, str, str, str]:
    """Third person, past, participle and gerund of a verb's base form.

    >>> verb_forms("BAN"), verb_forms("re-open")
    (('BANS', 'BANNED', 'BANNED', 'BANNING'), ('re-opens', 're-opened', 're-opened', 're-opening'))
    """
    lower = base.lower()
    if lower == "be":
        forms = ("is", "was", "been", "being")
    elif lower == "have":
        forms = ("has", "had", "had", "having")
    else:
        prefix, word = "", lower
        if "-" in lower:
            prefix, _, word = lower.rpartition("-")
            prefix += "-"
        past, participle = _irregular().get(word) or (_ed(word), _ed(word))
        forms = (_third(word), past, participle, _ing(word))
        forms = (prefix + forms[0], prefix + forms[1], prefix + forms[2], prefix + forms[3])
    if base.isupper():
        return (forms[0].upper(), forms[1].upper(), forms[2].upper(), forms[3].upper())
    return forms


def plural(noun: str) -> str:
    """The plural of a noun; of several words (with `_`, space or hyphen kept) the last one is inflected.

    >>> plural("ENVOY"), plural("charge_d'affaires"), plural("foreign minister")
    ('ENVOYS', "charges_d'affaires", 'foreign ministers')
    """
    lower = noun.lower()
    for start in ("charge_d'affaires", "charge d'affaires", "chargé d'affaires", "chargé_d'affaires"):
        if lower == start:
            # The head of this French compound is its first word.
            return noun[:6] + ("S" if noun.isupper() else "s") + noun[6:]
    cut = max(noun.rfind("_"), noun.rfind(" ")) + 1
    head, word = noun[:cut], lower[cut:]
    if word in _PLURALS:
        out = _PLURALS[word]
    elif word.endswith("man") and word not in (
        "german",
        "human",
        "roman",
        "ottoman",
        "shaman",
        "talisman",
        "caiman",
    ):
        out = word[:-2] + "en"
    elif word.endswith("y") and word[-2:-1] not in _VOWELS and len(word) > 1:
        out = word[:-1] + "ies"
    elif word.endswith(("s", "x", "z", "ch", "sh")):
        out = word + "es"
    else:
        out = word + "s"
    if noun[cut:].isupper():
        return head + out.upper()
    return noun[: cut + 1] + out[1:] if out[:1] == word[:1] else head + out


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """The singular of a noun in any form; what is no plural comes back as it is.

    >>> [singular(word) for word in ("embassies", "sanctions", "spokesmen", "crisis", "Gas", "Attachés")]
    ['embassy', 'sanction', 'spokesman', 'crisis', 'Gas', 'Attaché']
    """
    lower = word.lower()
    if lower in _SINGULARS:
        out = _SINGULARS[lower]
    elif (
        lower.endswith("men")
        and len(lower) > 4
        and lower not in ("yemen", "specimen", "regimen", "women", "abdomen")
    ):
        out = lower[:-2] + "an"
    elif (
        not lower.endswith("s") or lower.endswith(("ss", "us", "'s")) or lower in _NO_PLURAL or len(lower) < 4
    ):
        return word
    elif lower.endswith("ies") and len(lower) > 4:
        out = lower[:-3] + "y"
    elif lower.endswith(("sses", "shes", "ches", "xes", "zzes")):
        out = lower[:-2]
    else:
        out = lower[:-1]
    if word.isupper():
        return out.upper()
    return word[:1] + out[1:] if out[:1] == lower[:1] else out


@lru_cache(maxsize=1)
def _bases() -> dict[str, str]:
    """Irregular past forms and participles, each with its base."""
    found = {"was": "be", "were": "be", "been": "be", "am": "be", "are": "be", "had": "have"}
    for base, forms in _irregular().items():
        for form in forms:
            found.setdefault(form, base)
    return found


# Stems that a silent e follows: accus-, announc-, believ-, argu-, seiz-, engag-, relat-, handl-, requir-,
# secur-.
_SILENT_E = re.compile(r"(?:[^s]s|[cvuzi]|[adr]g|[^e]at|[bcdfgkpt]l|[uiq]ir|[^eo]ur|th|[^aeiou]in)$")


def lemma(word: str) -> str:
    """The base form of a verb in any form, in lower case; a guess by spelling where the verb is regular.

    >>> [lemma(word) for word in ("withdrew", "banning", "accused", "denies", "passes", "visited", "telling")]
    ['withdraw', 'ban', 'accuse', 'deny', 'pass', 'visit', 'tell']
    """
    lower = word.lower()
    if lower in _bases():
        return _bases()[lower]
    for ending in ("ing", "ied", "ed", "ies", "es", "s"):
        stem = lower[: -len(ending)]
        if not lower.endswith(ending) or len(stem) < 2:
            continue
        if ending == "ing" and len(stem) <= 2 and stem.endswith("y"):
            tries = [stem[:-1] + "ie"]
        elif ending in ("ied", "ies"):
            tries = [stem + "y"]
        elif stem in _irregular() or stem in _STRESSED:
            tries = [stem]
        elif (
            ending in ("ing", "ed")
            and stem[-1] == stem[-2]
            and (stem[:-1] in _STRESSED or stem[-1] not in "lsfz")
        ):
            tries = [stem[:-1], stem]
        else:
            tries = [stem + "e", stem] if _SILENT_E.search(stem) else [stem, stem + "e"]
        fitting = [base for base in tries if lower in verb_forms(base)]
        if fitting:
            return fitting[0]
    return lower
