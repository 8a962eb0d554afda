"""The default engine over dictionaries in PETRARCH's format, which has no @-options."""

from __future__ import annotations

import pytest

from diplocode.coding import Coder
from diplocode.coding.foreign import is_foreign
from diplocode.lexicon import Lexicon

ACTORS = """\
NORWAY [NOR]
+NORWEGIAN
CHILE [CHL]
+CHILEAN
PERU [PER]
ANNA_LINDQVIST [NOR]
"""
AGENTS = "PRIME_MINISTER [~GOV]\n"
VERBS = """\
--- WANT [030] ---
WANT
--- SAY [010] ---
SAY {SAYS SAID SAYING}
--- RESTORE [050] ---
RESTORE
- * TIES [050]
--- MEET [040:040] ---
MEET {MEETS MET MEETING}
--- HOST [043:042] ---
HOST
--- DELAY [120] ---
POSTPONE
- % * [120]
- * MEET [161]
"""


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(lexicon=Lexicon.from_text(actors=ACTORS, agents=AGENTS, verbs=VERBS))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway is about to restore ties with Chile.", ["NOR 050 CHL"]),
        ("Norway will restore ties with Chile.", ["NOR 050 CHL"]),
        ("Norway wants to restore ties with Chile.", ["NOR 032 CHL"]),
        ("Norway said it had restored ties with Chile.", ["NOR 050 CHL"]),
        ("Norway did not restore ties with Chile.", []),
        ("Chile hosted Norway.", ["CHL 043 NOR", "NOR 042 CHL"]),
        ("Prime Minister Anna Lindqvist met Chile.", ["NORGOV 040 CHL", "CHL 040 NORGOV"]),
        ("Norway and Chile have postponed their meeting.", ["NOR 120 CHL", "CHL 120 NOR"]),
    ],
)
def test_codes_are_those_of_the_dictionary(coder: Coder, text: str, expected: list[str]) -> None:
    assert [str(e) for e in coder.code(text, "2021-10-18")] == expected


def test_the_bundled_dictionaries_are_our_own() -> None:
    assert not is_foreign(Lexicon.bundled())
    assert not is_foreign(Lexicon.from_text(actors=ACTORS))


def test_codes_of_a_dictionarys_own_are_parties_whatever_they_stand_for():
    """Only CAMEO's codes of regions tell where: a user's three letters are a party in any act."""
    lexicon = Lexicon.from_text(
        verbs="--- VISIT [042] ---\nVISIT\n- * + [042]\n", actors="ROHAN [ROH]\nGONDOR [GON]\nASIA [ASA]\n"
    )
    coder = Coder(lexicon)
    assert [str(e) for e in coder.code("Rohan visited Gondor.")] == ["ROH 042 GON"]
    assert coder.code("Rohan visited Asia.") == ()
