"""Trees to events: clauses, actors, verb patterns, context, modality; two engines behind one `Coder`."""

from diplocode.coding.coder import Coder

__all__ = ["Coder"]
