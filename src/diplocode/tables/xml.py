"""XML as a stream of elements, safe against documents that are made to harm.

    bytes -elements-> Element("Sentence", attributes, children, line)

Only what is below the named tags is kept, one element at a time. A document type with entities
is refused before anything expands: news XML needs none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from attrs import define, field

from diplocode.errors import InputError

_CHUNK = 1 << 16


@define
class Element:
    """An element with its attributes, its text, the elements in it, and the line it begins on."""

    tag: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list[Element] = field(factory=list)

    def child(self, tag: str) -> Element | None:
        """The first element in it called `tag`."""
        return next((one for one in self.children if one.tag == tag), None)

    def all(self, tag: str) -> list[Element]:
        """Every element called `tag` at any depth below."""
        return [
            found for one in self.children for found in (([one] if one.tag == tag else []) + one.all(tag))
        ]

    def said(self, tag: str) -> str:
        """The text of the first element called `tag`, "" if there is none."""
        found = self.child(tag)
        return found.text.strip() if found else ""


def elements(stream: IO[bytes], tags: tuple[str, ...], path: str) -> Iterator[Element]:
    """The elements called one of `tags`, as each ends; first the root, without its content.

    Raises InputError with line and column for XML that is broken or declares entities; what
    came before the fault has been yielded by then.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    stack: list[Element] = []
    ready: list[Element] = []
    seen_root = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal seen_root
        element = Element(tag, attributes, parser.CurrentLineNumber)
        if not seen_root:
            seen_root = True
            ready.append(element)
        if stack or tag in tags:
            if stack:
                stack[-1].children.append(element)
            stack.append(element)

    def end(tag: str) -> None:
        if stack:
            done = stack.pop()
            if not stack:
                ready.append(done)

    def characters(data: str) -> None:
        if stack:
            stack[-1].text += data

    def entity(*_: object) -> int:
        raise InputError(
            "declares an entity, which is refused: entities can expand without end; write the text itself",
            path,
            parser.CurrentLineNumber,
            parser.CurrentColumnNumber + 1,
        )

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters
    parser.EntityDeclHandler = parser.UnparsedEntityDeclHandler = entity
    parser.ExternalEntityRefHandler = entity
    try:
        while True:
            chunk = stream.read(_CHUNK)
            parser.Parse(chunk, not chunk)
            yield from ready
            ready.clear()
            if not chunk:
                return
    except expat.ExpatError as error:
        yield from ready
        reason = expat.ErrorString(error.code)
        raise InputError(f"broken XML: {reason}", path, error.lineno, error.offset + 1) from None
