"""Abbreviations of news English for splitter and tokenizer: lower case, without the full stop.

Three kinds, by what a full stop after them can mean. Titles and the like are always followed
by a name. Months, days and `No` are followed by a number or a date when abbreviated. All others
can end a sentence, and the word that follows has to decide. Some are words of their own as well
("Mass.", "the Mass"): what stands before them tells which.
"""

from __future__ import annotations

_TITLES = """
adj adm amb asst atty brig capt cdr cmdr cmdt col comdr cpl det dr fr gen gens gov govs hon insp
lt maj messrs mr mrs ms mx msgr mt ofc pfc pres prof profs pvt rep reps rev rt sen sens sgt sr sra
spc spec supt supts st ste sta ft vs v viz cf al-m mme mlle lieut const pte vice-adm wg sec dep
"""
_MONTHS = "jan feb mar apr jun jul aug sep sept oct nov dec"
_NUMBERED = f"""
{_MONTHS} no nos rs art arts fig figs p pp vol vols ch para sec
mon tue tues wed thu thur thurs fri sat sun
"""
_OTHERS = """
inc corp co cos ltd llc plc bros jr sr esq dept univ assn assoc intl govt natl ave blvd rd hwy etc est
ala ariz ark calif colo conn del fla ga ill ind kan kans ky la md mass mich minn miss mo mont neb nebr nev
okla ore pa penn pa tenn tex va vt wash wis wisc wyo ft
approx ca min max sq cu lb lbs oz km mi hr hrs mins secs deg temp tel ext ed eds trans orig
ph.d m.d b.a m.a d.c u.s u.n u.k e.u u.s.a u.s.s.r p.m a.m i.e e.g a.k.a d.p.r.k u.a.e p.l.c s.a n.y l.a
"""

# Abbreviations that are as well words, when lower case or without a comma before them.
_WORDS = """
ala ark cal colo del est ill ind ky la mass me mich miss mo ore pa wash min max temp deg ed tel ext sq
"""
# Titles that need no capital.
_SMALL = "vs v viz cf"

TITLES = frozenset(_TITLES.split())
NUMBERED = frozenset(_NUMBERED.split())
OTHERS = frozenset(_OTHERS.split())
MONTHS = frozenset(_MONTHS.split())
WORDS = frozenset(_WORDS.split())
SMALL = frozenset(_SMALL.split())
ALL = TITLES | NUMBERED | OTHERS

# Words that begin a sentence far more often than they begin a name: they decide after "U.S." or "Inc."
_STARTERS = """
the a an this that these those he she it they we i you his her its their our my your there here who what
when where why how which but and or so yet nor in on at by for from to with after before during since until
while as if although though because however meanwhile also then now some many most several all both each no
not one two three four five six seven eight nine ten dozens hundreds thousands more less another other such
about according among despite following under over last earlier later officials police authorities people
"""
STARTERS = frozenset(_STARTERS.split())

# Those that are no surname either: they decide after a single letter ("vitamin C. The ...").
SURE_STARTERS = frozenset(
    """
the this these those he she it they we his her its their in at after before during when while if although
however but meanwhile according despite following
""".split()
)
