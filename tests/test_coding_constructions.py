"""Hard constructions: sentences and the events that a reader finds in them, by what makes them hard."""

from __future__ import annotations

import pytest

from diplocode.coding import Coder

SENTENCES: dict[str, list[tuple[str, list[str]]]] = {
    "coordination": [
        ("Estonia recalled its envoy from Minsk and sanctioned Belarus.", ["EST 161 BLR", "EST 163 BLR"]),
        ("Brazil expelled a Bolivian attaché and two Paraguayan diplomats.", ["BRA 161 BOLGOV", "BRA 161 PRYGOV"]),
        (
            "Oslo summoned the ambassadors of Iran and Belarus and a Russian envoy on Tuesday.",
            ["NOR 110 IRNGOV", "NOR 110 BLRGOV", "NOR 110 RUSGOV"],
        ),
        ("Malaysia, the Maldives and Brunei recognised Kosovo.", ["MYS 054 XKX", "MDV 054 XKX", "BRN 054 XKX"]),
        (
            "The Austrian, Belgian and Dutch governments shut their embassies in Damascus.",
            ["AUTGOV 161 SYR", "BELGOV 161 SYR", "NLDGOV 161 SYR"],
        ),
        ("Tunisia, Algeria sign gas deal", ["TUN 057 DZA", "DZA 057 TUN"]),
        ("Both Togo and the government of Ghana condemned Benin.", ["TGO 111 BEN", "GHAGOV 111 BEN"]),
    ],
    "relatives and participles": [
        ("The general whom Sudanese police arrested was tried in Khartoum.", ["SDNCOP 173 SDNMIL"]),
        (
            "Sanctioned by Japan in March and condemned by Australia, Myanmar kept silent.",
            ["JPN 163 MMR", "AUS 111 MMR"],
        ),
        ("Finland sanctioned a firm which it said had built Iranian drones.", ["FIN 163 IRN"]),
        ("In response to Norway banning Chilean fish, Chile recalled its envoy.", ["NOR 163 CHL", "CHL 161 NOR"]),
        ("Ireland's parliament passes a law banning imports from Chile.", ["IRLLEG 163 CHL"]),
    ],
    "infinitives": [
        ("Indonesia promised Timor-Leste to reopen the crossing.", ["IDN 0351 TLS"]),
        ("Ghana asked Togo to extradite a former minister.", ["GHA 0213 TGO"]),
    ],
    "who says it": [
        ("Armenian troops, officials in Baku said, shelled two Azerbaijani villages.", ["ARMMIL 194 AZE"]),
        ("Cuba, the foreign minister told reporters, has broken off relations with Honduras.", ["CUB 161 HND"]),
    ],
    "before and after": [
        (
            "Two days after it severed relations with Canada, Nicaragua expelled the Canadian consul.",
            ["NIC 161 CAN", "NIC 161 CANGOV"],
        ),
        ("Kenya reprimanded Uganda after its troops shelled a Kenyan town.", ["KEN 111 UGA", "UGAMIL 194 KEN"]),
    ],
    "blame told by a statement": [
        ("Fijian police say that Tonga was involved in the kidnapping.", ["FJICOP 112 TON"]),
        ("Fijian police say that Tonga was not involved in the kidnapping.", []),
        ("Fiji insists Tonga was wrong to reopen the mine.", ["FJI 111 TON"]),
    ],
    "a word of a pattern in another sense": [
        ("A Fijian colonel goes on trial in Tonga.", ["TON 115 FJIMIL"]),
        ("Fijian soldiers removed the last Tongan militants from the valley.", []),
        ("Fijian police resorted to tear gas to disperse protesters.", ["FJICOP 175 FJIOPP"]),
        ("Fiji's minister supplied a flat to a Tongan drug dealer.", []),
    ],
    "whose the role is": [
        ("The Supreme Court of Nepal rejected a Chinese request.", ["NPLJUD 120 CHN", "CHN 020 NPLJUD"]),
        ("Envoys sent by Qatar met leaders of Hamas.", ["QATGOV 040 PSEREBHMS", "PSEREBHMS 040 QATGOV"]),
        ("A militia known as the Libyan Dawn kidnapped two Chilean nurses.", ["LBYREB 181 CHLHLH"]),
        ("Portugal cut ties with its former ruler, Spain.", ["PRT 161 ESP"]),
    ],
    "pronouns and descriptions": [
        ("Belize said that Guatemalan jets had bombed its base.", ["GTMMIL 195 BLZMIL"]),
        ("Jordan has released two Israeli tourists. It had arrested them in the spring.", ["JOR 0841 ISRCVL", "JOR 173 ISRCVL"]),
        ("Gambia sued Myanmar. The African country accuses it of genocide.", ["GMB 115 MMR", "GMB 112 MMR"]),
        ("Accusing Rwanda of backing militias, Burundi condemned its neighbour.", ["BDI 112 RWA", "BDI 111 RWA"]),
        ("Chile's president was praised by Amnesty International before Peru arrested him.", ["NGOHRIAMN 051 CHLGOV", "PER 173 CHLGOV"]),
    ],
    "no party, no act": [
        ("A rocket struck a market in Ghana, wounding no one.", []),
        ("Nine Togolese are thought to have been killed by Ghanaian troops.", ["GHAMIL 190 TGO"]),
        ("Norway approved the use of the Pfizer vaccine.", []),
        ("Two Norwegian tourists entered the country in May, Chile said.", []),
    ],
}  # fmt: skip
CASES = [(kind, text, events) for kind, pairs in SENTENCES.items() for text, events in pairs]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(trained=False)  # the rules alone


@pytest.mark.parametrize(("kind", "text", "events"), CASES, ids=[text for _, text, _ in CASES])
def test_construction(coder: Coder, kind: str, text: str, events: list[str]) -> None:
    assert sorted(str(e) for e in coder.code(text, "2022-05-11")) == sorted(events)
