"""Dictionaries: their entries, the readers and writers of every format, and what engines match with."""

from diplocode.lexicon.lexicon import Lexicon

__all__ = ["Lexicon"]
