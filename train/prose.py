"""Paragraphs of English books as JSON lines, so that the teacher also parses what is no news.

    python train/prose.py /usr/share/doc/anarchism/html /usr/share/doc/jargon-text -o prose.jsonl

Reads the paragraphs of HTML files, and of plain text those set apart by empty lines.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from html.parser import HTMLParser
from pathlib import Path

SPACE = re.compile(r"\s+")


class _Paragraphs(HTMLParser):
    def __init__(self):
        super().__init__()
        self.done, self._open = [], None

    def handle_starttag(self, tag, attrs):
        if tag == "p" or ("class", "para") in attrs:
            self.handle_endtag("p")
            self._open = []

    def handle_endtag(self, tag):
        if tag in ("p", "div") and self._open is not None:
            self.done.append("".join(self._open))
            self._open = None

    def handle_data(self, data):
        if self._open is not None:
            self._open.append(data)


def paragraphs(path):
    """The paragraphs of a file, spaces made single; no headings, tables or code."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = data.decode("utf8", "replace")
    if ".html" in path.name:
        parser = _Paragraphs()
        parser.feed(text)
        found = parser.done
    else:
        found = text.split("\n\n")
    for part in found:
        part = SPACE.sub(" ", part).strip()
        letters = sum(c.isalpha() or c == " " for c in part)
        if len(part) > 80 and part[-1] in ".?!\"'" and letters > 0.9 * len(part) and "�" not in part:
            yield part


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folders", nargs="+")
    ap.add_argument("-o", "--output", required=True)
    args = ap.parse_args()
    seen = set()
    with Path(args.output).open("w", encoding="utf8") as out:
        for folder in args.folders:
            files = [p for p in sorted(Path(folder).rglob("*")) if re.search(r"\.(html|txt)(\.gz)?$", p.name)]
            for part in (part for path in files for part in paragraphs(path)):
                if part not in seen:
                    seen.add(part)
                    out.write(json.dumps({"text": part}) + "\n")
    print(f"{len(seen)} paragraphs")


if __name__ == "__main__":
    main()
