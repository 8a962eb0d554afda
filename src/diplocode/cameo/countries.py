"""The country behind an actor code: ISO 3166-1 alpha-3, Kosovo as XKX.

Actor codes begin with the state (RUSGOV) or with the kind of a non-state actor
(IGOWSTNAT); only the first kind has a country.
"""

from __future__ import annotations

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
