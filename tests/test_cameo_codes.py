"""The ontology's tables: complete, consistent with each other, right where the codebook is known."""

from __future__ import annotations

import pytest

from diplocode import cameo

# How many codes CAMEO 1.1b3 has under each root, the root itself left out.
COUNTS = (10, 27, 28, 7, 8, 5, 6, 25, 5, 27, 12, 26, 22, 26, 6, 13, 13, 14, 9, 7)


def test_every_root_has_the_codebooks_number_of_codes():
    roots = [f"{n:02d}" for n in range(1, 21)]
    counted = [sum(code.startswith(root) and code != root for code in cameo.codes()) for root in roots]
    assert tuple(counted) == COUNTS


@pytest.mark.parametrize("code", cameo.codes())
def test_every_code_is_complete(code):
    assert cameo.parent(code) is None or cameo.is_code(cameo.parent(code))
    assert -10 <= cameo.goldstein(code) <= 10
    assert -10 <= cameo.goldstein(code, "phoenix") <= 10
    assert cameo.quad_class(code) in {1, 2, 3, 4}
    assert (cameo.plover(code) is None) == (cameo.root(code) == "01")
    assert cameo.plover(code) is None or cameo.plover(code) in cameo.PLOVER_TYPES
    assert cameo.name(code)


def test_the_scales_differ_on_six_codes_and_what_stands_below_them():
    differing = {c for c in cameo.codes() if cameo.goldstein(c) != cameo.goldstein(c, "phoenix")}
    assert differing == {"016", "022", "124", "1246", "163", "165", "166"}


def test_signs_follow_the_quad_class_of_action():
    for code in cameo.codes():
        if cameo.quad_class(code) == 2:
            assert cameo.goldstein(code) > 0, code
        if cameo.quad_class(code) == 4:
            assert cameo.goldstein(code) < 0, code


def test_a_code_unknown_to_the_codebook_takes_its_parents_values():
    assert not cameo.is_code("1213")
    assert cameo.name("1213") is None
    assert cameo.goldstein("1213") == cameo.goldstein("121")
    assert cameo.plover("1213") == "REJECT"
    assert cameo.goldstein("") is None
    assert cameo.quad_class("21") is None


def test_plover_exceptions():
    assert [cameo.plover(c) for c in ("163", "1712", "1711", "175", "1751", "162")] == [
        "COERCE",
        "ASSAULT",
        "COERCE",
        "ASSAULT",
        "ASSAULT",
        "SANCTION",
    ]


@pytest.mark.parametrize(
    ("code", "country"),
    [("RUSGOV", "RUS"), ("TWN", "TWN"), ("XKXGOV", "XKX"), ("PSEREBHAM", "PSE"), ("SUN", "SUN")],
)
def test_states_have_a_country(code, country):
    assert cameo.country_of(code) == country


@pytest.mark.parametrize("code", ["IGOUNO", "NGOIRC", "IMGMUSISI", "MNC", "---", "", "RU", "rusgov", "GOV"])
def test_others_have_none(code):
    assert cameo.country_of(code) is None
