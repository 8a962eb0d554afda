"""CAMEO roots by what they have in common, as rules ask for them."""

from __future__ import annotations

# Both sides may be of one state.
VIOLENT = frozenset({"13", "14", "15", "17", "18", "19", "20"})
HARM = frozenset({"18", "19", "20"})
# Who suffers it has done something before.
PUNISHING = frozenset({"11", "12", "13", "16", "17"})
ANSWERED = frozenset({"13", "14", "15", "16", "17", "18", "19", "20"})
# What no state does to its own government.
AMICABLE = frozenset({"02", "03", "04", "05", "06", "08", "12", "13", "16"})
# What a state asks of, promises, gives and forbids its own people and troops is how it is ruled, no act
# between two.
DOMESTIC = frozenset({"02", "03", "06", "07", "08", "10", "12", "13", "15", "16"})
# Reforms, rights and freedom, which a state can give its own.
GRANTED = ("034", "081", "082", "083", "084")
ASKED = frozenset({"02", "10"})  # asks something of somebody
