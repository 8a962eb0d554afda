"""State codes of other systems."""

from __future__ import annotations

import pytest

from diplocode import cameo

FACTS = [
    ("USA", "US", "840", "2", "2"),
    ("GBR", "GB", "826", "200", "200"),
    ("GRC", "GR", "300", "350", "350"),
    ("NAM", "NA", "516", "565", "565"),
    ("DEU", "DE", "276", "255", "260"),
    ("YEM", "YE", "887", "679", "678"),
    ("SRB", "RS", "688", "345", "340"),
    ("VNM", "VN", "704", "816", "816"),
    ("CZE", "CZ", "203", "316", "316"),
    ("NRU", "NR", "520", "970", "971"),
    ("KIR", "KI", "296", "946", "970"),
    ("XKX", "XK", None, "347", "347"),
    ("SSD", "SS", "728", "626", "626"),
    ("YUG", "YU", "891", "345", "345"),
    ("PSE", "PS", "275", None, None),
]


@pytest.mark.parametrize("row", FACTS, ids=lambda row: row[0])
def test_known_codes(row):
    assert tuple(cameo.state_code(row[0], system) for system in cameo.SYSTEMS) == row[1:]


def test_every_country_has_its_iso_codes_and_no_code_is_given_twice():
    for country in cameo.COUNTRIES:
        assert len(cameo.state_code(country, "iso2")) == 2
        number = cameo.state_code(country, "isonumeric")
        assert country == "XKX" or (len(number) == 3 and number.isdigit())
    for system in cameo.SYSTEMS:
        codes = cameo.state_codes(system)
        now = [code for country, code in codes.items() if country in cameo.COUNTRIES]
        assert len(now) == len(set(now))
    assert len(cameo.state_codes("cow")) > 195


def test_country_converter_agrees_on_gleditsch_and_ward():
    """It has the codes of states that are gone for Czechia, Vietnam and Yemen."""
    pandas = pytest.importorskip("pandas")
    converter = pytest.importorskip("country_converter")
    from importlib.resources import files

    table = pandas.read_csv(
        files(converter.__name__) / "country_data.tsv", sep="\t", dtype=str, keep_default_na=False
    )
    theirs = {row.ISO3: row.GWcode for row in table.itertuples() if row.GWcode}
    ours = cameo.state_codes("gw")
    assert {c for c, code in theirs.items() if ours.get(c) != code} == {"CZE", "VNM", "YEM"}
