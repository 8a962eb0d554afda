"""The country behind an actor code: ISO 3166-1 alpha-3, Kosovo as XKX.

Actor codes begin with the state (RUSGOV) or with the kind of a non-state actor
(IGOWSTNAT); only the first kind has a country.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

COUNTRIES = frozenset(
    """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR
    BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL
    COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK
    FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV
    HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO
    LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG
    MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN
    PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE
    SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO
    TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM XKX YEM ZAF ZMB ZWE
    """.split()
)
"""ISO 3166-1 alpha-3 as of 2025, and XKX (user-assigned) for Kosovo."""

FORMER_COUNTRIES = frozenset({"ANT", "CSK", "DDR", "SCG", "SUN", "YMD", "YUG"})
"""Withdrawn codes (ISO 3166-3) that dated dictionary entries use for years past."""


def country_of(actor_code: str) -> str | None:
    """The alpha-3 code that an actor code begins with, or None where its first three letters are no country.

    >>> country_of("PSEGOV"), country_of("XKX"), country_of("IGOWSTNAT"), country_of("---")
    ('PSE', 'XKX', None, None)
    """
    head = actor_code[:3]
    return head if head in COUNTRIES or head in FORMER_COUNTRIES else None


System = Literal["iso2", "isonumeric", "cow", "gw"]
SYSTEMS: tuple[System, ...] = ("iso2", "isonumeric", "cow", "gw")
"""Other systems of state codes: ISO 3166-1 alpha-2 and numeric, Correlates of War, Gleditsch and Ward."""


@cache
def _states() -> dict[str, dict[str, str]]:
    text = files("diplocode.cameo").joinpath("states.tsv").read_text(encoding="utf-8")
    header, *rows = (line.split("\t") for line in text.splitlines())
    return {row[0]: dict(zip(header[1:], row[1:], strict=True)) for row in rows}


def state_code(country: str, system: System) -> str | None:
    """The code of a country (alpha-3) in another system; None where that has none (territories, in COW).

    Codes are text: "004" is Afghanistan's numeric code. COW and GW codes are those since
    1992: Germany is 255 in COW and 260 in GW.

    >>> state_code("DEU", "cow"), state_code("DEU", "gw"), state_code("AFG", "isonumeric")
    ('255', '260', '004')
    >>> state_code("GRL", "cow") is None
    True
    """
    row = _states().get(country)
    return (row[system] or None) if row else None


def state_codes(system: System) -> dict[str, str]:
    """Alpha-3 to the codes of another system, for all that have one."""
    return {country: row[system] for country, row in _states().items() if row[system]}
