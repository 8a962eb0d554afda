"""Talks and visits told in passing; where one meets or signs; ratifications."""

from __future__ import annotations

import pytest

from diplocode.coding import Coder


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(trained=False)  # the rules alone


EXPECTED = {
    # who tells of talks holds them
    "The Nigerian president said that talks with Chad have reached a good stage.": {
        "NGAGOV 046 TCD",
        "TCD 046 NGAGOV",
    },
    "Nigeria shut the border after talks with Chad failed.": {"NGA 046 TCD", "TCD 046 NGA"},
    # the two sides of the clause around
    "Nigeria halted gas deliveries to Chad during negotiations over prices.": {
        "NGA 163 TCD",
        "NGA 046 TCD",
        "TCD 046 NGA",
    },
    # a visit without a place: to whoever acts around it, else where that is
    "Peru freed a poet during a visit by the Swedish foreign minister.": {"SWEGOV 042 PER", "PER 043 SWEGOV"},
    # where one meets or signs is no party
    "ASEAN holds its annual summit in Manila, Philippines.": set(),
    "Norway and Iceland signed an accord in Lima to share fish.": {"NOR 057 ISL", "ISL 057 NOR"},
    "The Norwegian prime minister met the Icelandic president in Lima.": {
        "NORGOV 040 ISLGOV",
        "ISLGOV 040 NORGOV",
    },
    # who ratifies acts alone; a treaty may have a town's name
    "The Icelandic parliament ratified a fisheries treaty with Norway.": {"ISLLEG 057 NOR"},
    "Croatia ratified the Treaty of Lisbon.": {"HRV 057 IGOEUREEC"},
}


@pytest.mark.parametrize("text", EXPECTED)
def test_talks_and_visits_in_passing(coder: Coder, text: str) -> None:
    assert {str(e) for e in coder.code(text)} == EXPECTED[text]


NOT_TOLD = {
    # whoever another wants to talk holds no talks by that
    "The Nigerian president said that further talks with Chad would be a mistake.": "046",
    "Nigeria said that Chad wants talks with Niger.": "046",
    # a private journey is no visit
    "A Norwegian singer fell ill on her Chilean tour.": "042",
    "Norway advises its citizens to leave Chile.": "020",
}


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_is_no_talk_and_no_visit(coder: Coder, text: str) -> None:
    assert NOT_TOLD[text] not in {e.code for e in coder.code(text) if e.source and e.target}


TRIED = {
    "The Belarusian president visits Mongolia in an effort to improve relations between the two countries.": {
        "BLRGOV 042 MNG",
        "MNG 043 BLRGOV",
    },
    "Iraqi envoys received vaccines donated by Norway.": {"NOR 073 IRQGOV"},
}


@pytest.mark.parametrize("text", TRIED)
def test_what_is_only_tried_and_what_is_given(coder: Coder, text: str) -> None:
    assert {str(e) for e in coder.code(text)} == TRIED[text]


AGREED = {
    "The truce between Malta and Fiji expired.": {"MLT 0871 FJI", "FJI 0871 MLT"},
    "Fijian rebels withdrew from the town of Nadi, Fiji.": {"FJIREB 0874 FJI"},
    "The accord between Malta and Fiji came into force.": {"MLT 057 FJI", "FJI 057 MLT"},
    "Malta reopened an island after a deal with Fiji.": {"MLT 057 FJI", "FJI 057 MLT"},
    # talks on a deal have not made it
    "The island was named in talks on a deal between Malta and Fiji.": {"MLT 046 FJI", "FJI 046 MLT"},
    "Malta and Fiji signed an accord to boost trade.": {"MLT 057 FJI", "FJI 057 MLT"},
    "Austria's new chancellor vowed vigilance towards Albania.": set(),
}


@pytest.mark.parametrize("text", AGREED)
def test_agreements_told_by_their_noun(coder: Coder, text: str) -> None:
    assert {str(e) for e in coder.code(text)} == AGREED[text]
