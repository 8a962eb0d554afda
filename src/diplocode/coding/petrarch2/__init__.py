"""PETRARCH-2's coding algorithm, written anew: same dictionaries, same trees, same events.

    brackets -read_phrases-> Phrase -Reading-> Told -> Event

Where the original's behaviour is an accident that its results depend on, the engine has it too,
as a named rule in the module that does it. docs/from-petrarch2.md tells the differences that are
left, and what the default engine does better.
"""

from diplocode.coding.petrarch2.engine import Engine
from diplocode.lexicon.config import Options

__all__ = ["Engine", "Options"]
