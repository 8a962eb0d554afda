"""The teacher: the student's scorer behind a pretrained transformer and a dependency parser's hints."""

from __future__ import annotations

import torch
from encoder import Encoder
from hints import Hints
from network import Scorer
from torch import nn

HINT_SIZE = 24


class Teacher(Scorer):
    """Better and a hundred times slower than what it teaches."""

    def __init__(self, sizes, folder, **options):
        encoder, hinter = Encoder(folder), Hints()
        super().__init__(sizes, encoder.size + HINT_SIZE * len(hinter.sizes), **options)
        self.encoder, self.hinter = encoder, hinter
        self.hint = nn.ModuleList([nn.Embedding(n, HINT_SIZE) for n in hinter.sizes])

    def features(self, ids, sentences, rng):
        parts = [self.encoder(sentences, rng if self.training else None)]
        hints = torch.tensor(self.hinter(sentences))
        if self.training:  # neither a word nor a sentence may depend on them
            keep = torch.rand(hints.shape[:2]) > 0.1
            keep &= (torch.rand(len(hints)) > 0.1)[:, None]
            hints = hints * keep[:, :, None]
        return torch.cat([*parts, *(table(hints[:, :, k]) for k, table in enumerate(self.hint))], 2)

    def groups(self, rate, fine):
        """Parameters for the optimizer, with the transformer's own rate."""
        own = [p for p in self.encoder.parameters() if p.requires_grad]
        known = {id(p) for p in self.encoder.parameters()}
        rest = [p for p in self.parameters() if id(p) not in known]
        return [{"params": rest, "peak": rate}, {"params": own, "peak": fine, "weight_decay": 0.01}]
