"""A constituency tree as a picture: SVG with words at the foot and phrases above them."""

from __future__ import annotations

from html import escape

from diplocode.model import Node

__all__ = ["draw"]

_CHARACTER = 7.3  # width of a character in the 12-pixel monospace font of the page
_GAP = 14.0
_LEVEL = 34


def draw(tree: Node) -> str:
    """The tree as an `<svg>` element of its natural size; class names are left to the page's style.

    >>> leaf = Node("NNP", 0, 1, word="Chad")
    >>> draw(Node("NP", 0, 1, [leaf])).count("<text")
    3
    """
    height = _depth(tree)
    parts: list[str] = []
    right = 0.0

    def place(node: Node, level: int) -> float:
        """Draw the node and what is below; give the x of its middle."""
        nonlocal right
        y = 14 + _LEVEL * level
        if node.is_leaf:
            width = max(len(node.word), len(node.label)) * _CHARACTER
            x = right + width / 2
            right += width + _GAP
            foot = 14 + _LEVEL * height
            parts.append(_line(x, y + 4, x, foot - 12, "word-line"))
            parts.append(_text(x, y, node.label, "tag"))
            parts.append(_text(x, foot, node.word, "word"))
            return x
        middles = [place(child, level + 1) for child in node.children]
        x = (middles[0] + middles[-1]) / 2
        parts.extend(_line(x, y + 4, middle, y + _LEVEL - 11, "edge") for middle in middles)
        parts.append(_text(x, y, node.label, "phrase"))
        return x

    place(tree, 0)
    size = f'width="{right:.0f}" height="{_LEVEL * height + 22}"'
    return f'<svg class="tree" role="img" aria-label="parse tree" {size}>{"".join(parts)}</svg>'


def _depth(tree: Node) -> int:
    """Levels from the root to the words."""
    return 1 + max((_depth(child) for child in tree.children), default=0)


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(x: float, y: float, text: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'
