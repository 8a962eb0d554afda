"""Acts told without saying who did them to whom: what the words around tell."""

from __future__ import annotations

import pytest

from diplocode.coding import Coder
from diplocode.model import Document

TOLD = {
    "held before": ("Peru freed two Chileans after a year in detention.", {"PER 0841 CHL", "PER 173 CHL"}),
    "envoy": ("The Kenyan ambassador to Peru is arrested.", {"PER 173 KENGOV"}),
    "conducted": (
        "Kenyan forces conducted an operation that killed ten al-Shabaab insurgents in Somalia.",
        {"KENMIL 190 SOMREB"},
    ),
    "announced": (
        "Kenya says that four al-Shabaab militants have been killed in airstrikes in Somalia.",
        {"KEN 195 SOMREB"},
    ),
    "struck back": (
        "Hamas fires rockets into Israel. Israel responds with airstrikes.",
        {"PSEREBHMS 194 ISR", "ISR 195 PSEREBHMS"},
    ),
    "repaid": (
        "Kenyan forces shell Somalia after rockets hit Kenyan settlements.",
        {"KENMIL 194 SOM", "SOM 194 KENCVL"},
    ),
    "repaid in a phrase": (
        "In response to the mortars fired into Israel, Israeli warplanes bomb tunnels in the Gaza Strip.",
        {"ISRMIL 195 PSEGZA", "PSEGZA 194 ISR"},
    ),
    "two sides fall": (
        "Clashes kill 30 Boko Haram militants and five Niger Armed Forces soldiers.",
        {"NERMIL 190 NGAREB", "NGAREB 190 NERMIL"},
    ),
    "two armies fall": (
        "Several Armenian and Azerbaijani soldiers are killed after a clash at the border.",
        {"AZEMIL 190 ARMMIL", "ARMMIL 190 AZEMIL"},
    ),
    "crackdown": ("Norway condemns Syria's violent crackdown.", {"NOR 111 SYR", "SYR 175 SYROPP"}),
    "blockade": (
        "Seven people die due to the Israeli blockade, according to the Gaza Health Ministry.",
        {"ISR 191 PSE"},
    ),
    "purpose": ("Kenyan students gathered in Nairobi to protest against Uganda.", {"KENEDU 141 UGA"}),
    "mission": ("Kenyans gather outside the Chinese embassy in Nairobi to protest.", {"KEN 141 CHN"}),
    "purpose of a march": (
        "Tens of thousands of Kenyans have converged on Nairobi to protest against Uganda.",
        {"KEN 141 UGA"},
    ),
    "shots both ways": (
        "Norway and Chile exchange gunfire on the Andes border.",
        {"NOR 193 CHL", "CHL 193 NOR"},
    ),
    "plan of the arrested": (
        "Peruvian police arrest three people for planning attacks on the Kenyan embassy in Lima.",
        {"PERCOP 173 PERCVL"},
    ),
    "troops to come": ("Kenya says it will send troops to Chad.", {"KEN 0332 TCD"}),
    "troops along a border": (
        "Kenya will deploy 500 soldiers along its border with Somalia.",
        {"KEN 154 SOM"},
    ),
    "missiles at": ("Kenya says it would target its missiles at Somalia.", {"KEN 138 SOM"}),
    "sanctions defended": ("Norway defended the EU's sanctions on Russia.", {"IGOEUREEC 163 RUS"}),
    "under sanctions": ("Norway is under EU sanctions.", {"IGOEUREEC 163 NOR"}),
    "licences under sanctions": ("Norway issued licences under EU sanctions.", set()),
    "a score, no year": (
        "Peruvian rebels killed two Danish soldiers and wounded 20 in Lima.",
        {"PERREB 190 DNKMIL"},
    ),
    "not done": ("Kenya fails to sign a treaty with Uganda.", set()),
    "name of a story": ("2011 Kenyan protests: the president of Uganda rests.", set()),
}


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(trained=False)  # the rules alone


@pytest.mark.parametrize(("text", "events"), TOLD.values(), ids=list(TOLD))
def test_told(coder: Coder, text: str, events: set[str]) -> None:
    coding = coder.code_document(Document("told", text, None))
    assert {str(e) for e in coding.events if e.source and e.target} == events
