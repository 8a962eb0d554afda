"""Which dictionary a file is, by its name, and which files a folder holds.

PETRARCH's names    NAME.actors.txt  NAME.agents.txt  NAME.verbs.txt  CAMEO*.txt
                        NAME.discards.txt  *Issue*.txt
our own layout      actors/*.txt  agents/*.txt  verbs/*.txt  discards/*.txt  issues/*.txt
"""

from __future__ import annotations

import re
from pathlib import Path

KINDS = ("actors", "agents", "verbs", "discards", "issues")
_VALIDATION = "PETR.Validate."
_BY_NAME = (
    (re.compile(r"\.actors(\.|$)", re.IGNORECASE), "actors"),
    (re.compile(r"\.agents(\.|$)", re.IGNORECASE), "agents"),
    (re.compile(r"\.verbs(\.|$)|^CAMEO", re.IGNORECASE), "verbs"),
    (re.compile(r"\.discards(\.|$)", re.IGNORECASE), "discards"),
    (re.compile(r"\.issues(\.|$)|issue", re.IGNORECASE), "issues"),
)


def kind_of(path: Path) -> str | None:
    """The kind of a dictionary file: by its name, else by the folder it lies in; None if neither tells.

    >>> kind_of(Path("My.actors.txt")), kind_of(Path("verbs/core.txt")), kind_of(Path("notes.txt"))
    ('actors', 'verbs', None)
    """
    for pattern, kind in _BY_NAME:
        if pattern.search(path.name):
            return kind
    return path.parent.name if path.parent.name in KINDS else None


def dictionary_files(folder: Path) -> list[tuple[Path, str]]:
    """The dictionary files of a folder, each with its kind, in a fixed order: by kind, then by name.

    Files at the top and in the five folders of our own layout count; a .txt file of no known
    kind (a list of prepositions, notes) is left alone. So is what belongs to PETRARCH's validation
    suite (PETR.Validate.*) where the folder has other files of the kind: it is made for test
    sentences, and its codes don't mix with real ones.
    """
    found = [path for path in folder.glob("*.txt") if path.is_file()]
    for kind in KINDS:
        found += [path for path in (folder / kind).rglob("*.txt") if path.is_file()]
    known = [(path, kind_of(path.relative_to(folder)) or kind_of(path)) for path in found]
    chosen = [(path, kind) for path, kind in known if kind]
    real = {kind for path, kind in chosen if not path.name.startswith(_VALIDATION)}
    chosen = [one for one in chosen if one[1] not in real or not one[0].name.startswith(_VALIDATION)]
    return sorted(chosen, key=lambda pair: (KINDS.index(pair[1]), pair[0].relative_to(folder).as_posix()))
