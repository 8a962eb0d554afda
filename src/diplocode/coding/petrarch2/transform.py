"""Transformations: nested events that the dictionary, or a general rule, makes into one.

    ~ a (a b ATTACK) SAY = a b 015     X says that X attacked Y: X acknowledges it to Y

The dictionary's are tried first; else "X does P to (Y did Q)", where Q is no stance of its own,
becomes X to Y with both numbers combined.

Named rules
    swapped-variables  a variable is bound to whatever stands in its place, the first free one in
                       reverse alphabetical order, and a dead end is not taken back
    failed-transform   where following the dictionary's path breaks off, the event stays as it is
"""

from __future__ import annotations

from typing import Any

from diplocode.coding.petrarch2.codes import STANCE, combine, number

_ANY = -1


def transform(paths: dict[Any, Any], event: Any) -> list[Any]:
    """The events that one event becomes; itself where nothing applies."""
    if not isinstance(event, tuple):
        return [event]
    try:
        found = _follow(paths, event, {}, {})
    except (KeyError, IndexError, TypeError):
        return [event]
    if found:
        return [event._replace(source=s, target=t, number=n) for s, t, n in found]  # type: ignore[attr-defined]
    inner = event[1]
    if event[0] and event[2] and isinstance(inner, tuple) and inner[0] and _blends(inner[2]):
        if isinstance(inner[0], list):
            value = combine(inner[2], event[2])
            return [event._replace(target=item, number=value) for item in inner[0]]  # type: ignore[attr-defined]
        return [event._replace(target=inner[0], number=combine(event[2], inner[2]))]  # type: ignore[attr-defined]
    return [event]


def _blends(value: int) -> bool:
    """Whether an inner event's number may be combined with the outer one."""
    return 0 <= value < STANCE


def _follow(
    paths: Any, event: Any, actor_of: dict[str, Any], variable_of: dict[Any, str]
) -> list[tuple[Any, Any, int]]:
    """Walk the transformations' trie along a nested event; at its end the new events."""
    if isinstance(paths, tuple):
        source, target, code = paths
        value = actor_of["Q"] if code == "Q" else number(code)[0]
        sources = list(actor_of[source])
        if isinstance(actor_of[target], tuple):
            return [(sources, item, value) for item in actor_of[target]]
        return [(sources, actor_of[target], value)]
    if isinstance(event, tuple):
        actor = tuple(event[0]) if event[0] else None
        value = event[2]
        for mask in (value, value - value % 0x10, value - value % 0x100, value - value % 0x1000):
            if mask in paths:
                paths = paths[mask]
                break
        else:
            if _ANY not in paths:
                return []
            actor_of["Q"] = value
            paths = paths[_ANY]
    else:
        actor = event
    name = variable_of.get(actor, actor) or "_"
    if name in paths:
        return _follow(paths[name], event[1], actor_of, variable_of)
    if name != "_":
        for variable in sorted(paths, reverse=True):
            if variable in actor_of:
                continue
            if variable != ".":
                actor_of[variable] = actor
                variable_of[actor] = variable
            return _follow(paths[variable], event[1], actor_of, variable_of)
    return []
