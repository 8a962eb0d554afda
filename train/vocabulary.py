"""What the network knows by name: words, affixes, shapes, tags and label chains."""

from __future__ import annotations

from collections import Counter

from diplocode.syntax import features


class Vocabulary:
    """Words, affixes, shapes, tags and label chains of the training trees; entry 0 is the unknown."""

    def __init__(self, examples, vector_words, least=2):
        counts, affix, shapes, tags, labels = (
            Counter(),
            [Counter() for _ in features.AFFIXES],
            Counter(),
            Counter(),
            Counter(),
        )
        for (words, word_tags, spans), weight in examples:
            for word in words:
                form = features.digits(features.normal(word))
                counts[form] += weight
                shapes[features.shape(form)] += weight
                for i, a in enumerate(features.affixes(form)):
                    affix[i][a] += weight
            for t in word_tags:
                tags[t] += weight
            for *_, label in spans:
                labels[label] += weight

        def listed(c, n):
            return [w for w, k in sorted(c.items(), key=lambda x: (-x[1], x[0])) if k >= n]

        self.vector = ["", *vector_words]
        self.words = ["", "<s>", "</s>", *listed(counts, least)]
        self.affixes = [["", "<s>", "</s>", *listed(c, 3)] for c in affix]
        self.shapes = ["", "<s>", "</s>", *listed(shapes, 3)]
        self.tags = listed(tags, 3)
        self.labels = listed(labels, 4)
        self.counts = counts
        self._number()

    def take(self, known):
        """The entries of a model file instead: a network that begins with its weights needs its tables."""
        self.vector, self.words, self.shapes = known["vector"], known["word"], known["shape"]
        self.affixes = [known[f"affix{i}"] for i in range(len(self.affixes))]
        self.tags, self.labels = known["tags"], known["labels"]
        self._number()

    def add_vectors(self, words):
        """More words that have a vector."""
        self.vector = [*self.vector, *words]
        self._number()

    def _number(self):
        self._index = [
            {w: i for i, w in enumerate(v)} for v in (self.vector, self.words, *self.affixes, self.shapes)
        ]
        self.tag_index = {t: i for i, t in enumerate(self.tags)}
        self.label_index = {t: i for i, t in enumerate(self.labels)}
        self._cache = {}

    def sizes(self):
        return {
            "words": len(self.words),
            "affixes": [len(a) for a in self.affixes],
            "shapes": len(self.shapes),
            "tags": len(self.tags),
            "labels": len(self.labels),
        }

    def ids(self, word):
        got = self._cache.get(word)
        if got is None:
            vec, words, *affix, shapes = self._index
            if word in ("<s>", "</s>"):
                got = [0, words[word], *(a[word] for a in affix), shapes[word]]
            else:
                form = features.digits(features.normal(word))
                v = features.lookup(form, vec)
                w = form if form in words else form.lower()
                got = [vec[v] if v else 0, words.get(w, 0)]
                got += [a.get(x, 0) for a, x in zip(affix, features.affixes(form), strict=False)]
                got.append(shapes.get(features.shape(form), 0))
            self._cache[word] = got
        return got

    def label(self, chain):
        """The chain, or its longest known shortening."""
        while chain not in self.label_index:
            parts = chain.split("+")
            if len(parts) == 1:
                return -1
            chain = "+".join(parts[:-1]) if "+".join(parts[:-1]) in self.label_index else "+".join(parts[1:])
        return self.label_index[chain]
