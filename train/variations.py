"""Trees varied towards newspaper text: reports, quotations, datelines, credits, headlines, sums of money."""

from __future__ import annotations

import random

from treebank import leaf, leaves, merge_hyphens

SPEAKERS = [
    "Petrov",
    "Foreign Minister Anna Lind",
    "Gen. Okafor",
    "Mr. Hassan",
    "Ms. Tanaka",
    "President Duarte",
    "Kim",
    "Reuters",
    "Secretary-General Moreau",
    "John R. Miller",
    "he",
    "she",
    "Sen. Brooks",
    "Prime Minister Orban",
    "Col. Haddad",
    "Tass",
    "Xinhua",
]
COMMON_SPEAKERS = [
    [("DT", "a"), ("NN", "spokesman")],
    [("DT", "the"), ("NN", "ministry")],
    [("NNS", "officials")],
    [("DT", "the"), ("NN", "statement")],
    [("DT", "the"), ("NN", "police")],
    [("DT", "an"), ("NN", "analyst")],
    [("DT", "the"), ("NN", "company")],
    [("NNS", "analysts")],
    [("DT", "a"), ("JJ", "senior"), ("NN", "official")],
    [("NN", "state"), ("NN", "television")],
    [("DT", "the"), ("NN", "army")],
]
CITIES = [
    "MOSCOW",
    "WASHINGTON",
    "KYIV",
    "BEIJING",
    "LONDON",
    "PARIS",
    "TEHRAN",
    "JERUSALEM",
    "NEW YORK",
    "BRUSSELS",
    "SEOUL",
    "Tokyo",
    "Ankara",
    "CAIRO",
    "ISLAMABAD",
    "NEW DELHI",
    "UNITED NATIONS",
    "Nairobi",
    "KABUL",
    "BOGOTA",
]
SOURCES = [
    "Reuters",
    "BBC",
    "AP",
    "AFP",
    "CNN",
    "Al Jazeera",
    "The Guardian",
    "BBC News",
    "Xinhua",
    "The New York Times",
    "RIA Novosti",
]
SAID = [
    "said",
    "said",
    "said",
    "said",
    "added",
    "says",
    "told",
    "warned",
    "noted",
    "explained",
    "announced",
    "claimed",
    "insisted",
]


def _speaker(rng):
    if rng.random() < 0.45:
        return ["NP", *rng.choice(COMMON_SPEAKERS)]
    words = rng.choice(SPEAKERS).split()
    return (
        ["NP", *(("PRP", w) for w in words)]
        if words in (["he"], ["she"])
        else ["NP", *(("NNP", w) for w in words)]
    )


def _said(rng):
    verb = rng.choice(SAID)
    if verb == "told":
        return ["VP", ("VBD", "told"), ["NP", ("NNS", "reporters")]]
    phrase = ["VP", ("VBZ" if verb == "says" else "VBD", verb)]
    if rng.random() < 0.3:
        day = rng.choice(
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "yesterday"]
        )
        tag = "NN" if day == "yesterday" else "NNP"
        phrase.append(
            ["PP", ("IN", "on"), ["NP", (tag, day)]]
            if tag == "NNP" and rng.random() < 0.5
            else ["NP", (tag, day)]
        )
    return phrase


def _sentence(tree):
    """(S, final stop) of a plain declarative sentence with subject and predicate, else None."""
    top = tree[1] if len(tree) == 2 and tree[0] in ("ROOT", "TOP", "S1", "") else tree
    if leaf(top) or top[0] != "S" or len(top) < 4 or top[-1] != (".", "."):
        return None
    labels = [c[0] for c in top[1:-1]]
    if (
        "NP" not in labels
        or labels[-1] != "VP"
        or any(w in ('"', "``", "''", "“", "”") for _, w in leaves(top))
    ):
        return None
    return top


def invert(tree, rng):
    """The sentence as a quotation or report with its speaker after it: `"...," X said.` and `"...," said X.`"""  # noqa: E501
    top = _sentence(tree)
    if top is None:
        return None
    inner = ["S", *top[1:-1]]
    quoted = rng.random() < 0.7
    said, who = _said(rng), _speaker(rng)
    inverted = rng.random() < 0.5 and len(said) == 2 and who[1][0] != "PRP"
    opening = [("``", '"')] if quoted else []
    closing = [(",", ","), ("''", '"')] if quoted else [(",", ",")]
    tail = [said, who] if inverted else [who, said]
    return ["ROOT", ["SINV" if inverted else "S", *opening, inner, *closing, *tail, (".", ".")]]


def report(tree, rng):
    """X said (that) S."""
    top = _sentence(tree)
    if top is None:
        return None
    sbar = ["SBAR", *([("IN", "that")] if rng.random() < 0.6 else []), ["S", *top[1:-1]]]
    said = list(_said(rng))
    return ["ROOT", ["S", _speaker(rng), [*said, sbar], (".", ".")]]


def dateline(tree, rng):
    top = _sentence(tree)
    if top is None:
        return None
    city = [("NNP", w) for w in rng.choice(CITIES).split()]
    place = [["NP", *city]]
    if rng.random() < 0.3:
        place.append(
            [
                "PRN",
                ("-LRB-", "("),
                ["NP", *(("NNP", w) for w in rng.choice(SOURCES).split())],
                ("-RRB-", ")"),
            ]
        )
    return ["ROOT", ["S", ["PRN", *place, (":", rng.choice(["—", "--", "-", "–"]))], *top[1:]]]


def credit(tree, rng):
    top = _sentence(tree)
    if top is None:
        return None
    source = [
        "PRN",
        ("-LRB-", "("),
        ["NP", *(("NNP", w) for w in rng.choice(SOURCES).split())],
        ("-RRB-", ")"),
    ]
    body = top[1:] if rng.random() < 0.7 else top[1:-1]
    return ["ROOT", ["S", *body, source]]


def unstop(tree, rng):
    """Without its final stop, as headlines are; some without articles."""
    top = _sentence(tree)
    if top is None:
        return None
    words = ["S", *top[1:-1]]

    def drop(node):
        if leaf(node):
            return node
        kids = [drop(c) for c in node[1:]]
        kids = [
            c
            for c in kids
            if not (leaf(c) and c[0] == "DT" and c[1].lower() in ("the", "a", "an") and len(kids) > 1)
        ]
        return [node[0], *kids]

    return ["ROOT", drop(words) if rng.random() < 0.5 else words]


def money(tree, rng):
    """One plain object noun phrase replaced with a sum of money."""
    places = []

    def walk(node):
        if leaf(node):
            return
        for i, child in enumerate(node):
            if i and not leaf(child):
                if (
                    node[0] in ("VP", "PP")
                    and child[0] == "NP"
                    and all(leaf(c) and c[0] in ("DT", "NN", "NNS", "JJ", "CD", "PRP$") for c in child[1:])
                    and i > 1
                ):
                    places.append((node, i))
                walk(child)

    copy = deep(tree)
    walk(copy)
    if not places:
        return None
    node, i = rng.choice(places)
    sign = rng.choice(["$", "$", "$", "$", "US$", "€", "£"])
    figure = rng.choice(
        [
            f"{rng.randint(1, 900)}",
            f"{rng.randint(1, 90)}.{rng.randint(1, 9)}",
            f"{rng.randint(1, 90)},{rng.randint(100, 999)}",
        ]
    )
    scale = rng.choice(["", "", "million", "billion", "million"])
    before = rng.choice(
        [
            None,
            None,
            None,
            ("RB", "about"),
            ("IN", "over"),
            ("RB", "nearly"),
            "more than",
            "at least",
            "up to",
        ]
    )
    amount = [("$", sign), ("CD", figure)] + ([("CD", scale)] if scale else [])
    if before == "more than":
        amount = [("JJR", "more"), ("IN", "than"), *amount]
    elif before == "at least":
        amount = [("IN", "at"), ("JJS", "least"), *amount]
    elif before == "up to":
        amount = [("IN", "up"), ("TO", "to"), *amount]
    elif before:
        amount = [before, *amount]
    phrase = ["NP", ["QP", *amount]] if len(amount) > 2 else ["NP", *amount]
    if rng.random() < 0.35:
        phrase = [
            "NP",
            phrase,
            [
                "PP",
                ("IN", rng.choice(["in", "of"])),
                [
                    "NP",
                    *rng.choice(
                        [
                            [("NN", "aid")],
                            [("NNS", "loans")],
                            [("JJ", "military"), ("NN", "aid")],
                            [("NN", "debt")],
                            [("NN", "stock")],
                            [("NNS", "sales")],
                        ]
                    ),
                ],
            ],
        ]
    node[i] = phrase
    return copy


def deep(node):
    return node if leaf(node) else [node[0], *(deep(c) for c in node[1:])]


VARIATIONS = {
    "invert": (invert, 0.1),
    "report": (report, 0.02),
    "dateline": (dateline, 0.02),
    "credit": (credit, 0.02),
    "unstop": (unstop, 0.03),
    "money": (money, 0.03),
}


def vary(tree, rng: random.Random, share: float = 1.0):
    """`tree` or, with some chance, a variation of it; hyphens merged in half of the cases."""
    for change, chance in VARIATIONS.values():
        if rng.random() < chance * share:
            tree = change(tree, rng) or tree
            break
    if rng.random() < 0.55:
        tree = merge_hyphens(tree)
    return tree
