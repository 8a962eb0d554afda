"""Who a noun phrase is: mentions, roles and owners, lists, family names, on trees of our own."""

from __future__ import annotations

import pytest

from diplocode import syntax
from diplocode.coding import Coder, actors
from diplocode.coding.gazetteer import Gazetteer
from diplocode.coding.mentions import Mention, find
from diplocode.lexicon import Lexicon
from diplocode.model import Date, Node, Token

ACTORS = """
NORWAY_
+NORWEGIAN_
 [NOR]
CHILE_
+CHILEAN_
 [CHL]
PERU_ [PER]
UNITED_KINGDOM_ [GBR]
EUROPEAN_UNION_
+EU_
 [IGOEUREEC]
MARCH_BRIGADE_ [CHLREB]
TONY_BLAIR_
+BLAIR_
 [GBRELI <19970502]
 [GBRGOV 19970502-20070627]
 [GBRELI >20070627]
SEA_OF_PERU_ [---]
THE_LEAGUE_ [NORPTY]
LEAGUE_OF_LAKES_ [IGOEURLKS]
"""
AGENTS = """
ENVOY [~GOV]
PRESIDENT [~GOV]
SINGER [~CVL]
COMPANY [~BUS]
OPPOSITION [~OPP]
OPPOSITION_TO [---]
TROOP [~MIL]
"""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.of(Lexicon.from_text(actors=ACTORS, agents=AGENTS))


def mentions(tree: str, gazetteer: Gazetteer) -> tuple[Node, list[Mention]]:
    node = syntax.read_tree(tree)
    leaves = list(node.leaves())
    tokens, at = [], 0
    for leaf in leaves:
        tokens.append(Token(leaf.word, at, at + len(leaf.word)))
        at += len(leaf.word) + 1
    return node, find(tokens, leaves, gazetteer, Date(2004, 1, 1))


def who(tree: str, gazetteer: Gazetteer) -> list[str]:
    root, found = mentions(tree, gazetteer)
    node = root.children[0]
    return [f.code for f in actors.resolve(node, actors.Scene.of(found, list(node.leaves())))]


@pytest.mark.parametrize(
    ("tree", "codes"),
    [
        (
            "(NP (NP (NP (NNS companies)) (PP (IN in) (NP (NNP Chile)))) (, ,) (NP (NNP Peru)) (CC and)"
            " (NP (NNP Norway)))",
            ["CHLBUS", "PERBUS", "NORBUS"],
        ),
        (
            "(NP (NP (CD three) (NNP EU) (NNS countries)) (, ,) (NP (NNP Chile)) (CC and) (NP (NNP Peru)))",
            ["CHL", "PER"],
        ),
        ("(NP (DT the) (NNP United) (NNP Kingdom) (CC and) (NP (NNP Chile)))", ["GBR", "CHL"]),
        (
            "(NP (NN singer) (CC and) (NP (JJ former) (JJ Norwegian) (NNP President) (NNP Jo) (NNP Berg)))",
            ["NORGOV"],
        ),
        (
            "(NP (DT a) (NN singer) (CC and) (NP (DT the) (JJ Norwegian) (NN president)))",
            ["NORCVL", "NORGOV"],
        ),
        (
            "(NP (NP (NNS troops)) (PP (IN in) (NP (NP (NN preparation)) (PP (IN against)"
            " (NP (DT the) (NNP March) (NNP Brigade))))))",
            ["MIL"],
        ),
        (
            "(NP (NP (NNS troops)) (PP (IN in) (NP (NP (NN north)) (PP (IN of) (NP (NNP Chile))))))",
            ["CHLMIL"],
        ),
    ],
)
def test_who(tree: str, codes: list[str], gazetteer: Gazetteer) -> None:
    assert who(tree, gazetteer) == codes


@pytest.mark.parametrize(
    ("tree", "names"),
    [
        ("(S (NP (NNP Blair)) (VP (VBD left)))", ["Blair"]),
        ("(S (NP (NNP Tony) (NNP Blair)) (VP (VBD left)))", ["Tony Blair"]),
        ("(S (NP (NNP T.) (NNP Blair)) (VP (VBD left)))", ["Blair"]),
        ("(S (NP (NNP Mr.) (NNP Blair)) (VP (VBD left)))", ["Blair"]),
        ("(S (NP (NNP President) (NNP Blair)) (VP (VBD left) (NP (NNP Monday))))", ["President", "Blair"]),
        ("(S (NP (NNP Betty) (NNP Blair)) (VP (VBD left)))", []),
        ("(S (NP (NNP Blair) (NNP Airport)) (VP (VBD closed)))", []),
        ("(S (NP (NNP Blair) (NNP Monday)) (VP (VBD left)))", ["Blair"]),
        ("(S (NP (DT the) (NNP Sea) (IN of) (NNP Peru)) (VP (VBD rose)))", []),
        ("(S (NP (PRP$ its) (NN opposition)) (PP (TO to) (NP (NNP Peru))))", ["Peru"]),
        ("(S (NP (DT The) (NNP League)) (VP (VBD met)))", ["The League"]),
        ("(S (NP (DT The) (NNP League) (IN of) (NNPS Lakes)) (VP (VBD met)))", ["League of Lakes"]),
        ("(S (NP (DT the) (JJ Chile-led) (NN bloc)) (VP (VBD met)))", ["Chile-led"]),
        (
            "(S (NP (DT a) (NNP United) (NNP Kingdom-based) (NN firm)) (VP (VBD met)))",
            ["United Kingdom-based"],
        ),
        ("(S (NP (DT the) (JJ Chile-backed) (NN militia)) (VP (VBD met)))", []),
        ("(S (NP (DT the) (NN opposition)) (VP (VBD met) (NP (NNS envoys))))", ["opposition", "envoys"]),
    ],
)
def test_mentions(tree: str, names: list[str], gazetteer: Gazetteer) -> None:
    _, found = mentions(tree, gazetteer)
    assert [m.text for m in found] == names


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(trained=False)  # the rules alone


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Both Koreas criticised Norway.", ["PRK 111 NOR", "KOR 111 NOR"]),
        ("Seoul imposed sanctions on the North.", ["KOR 163 PRK"]),
        ("Norway sanctioned Chile, accusing it of espionage.", ["NOR 163 CHL", "NOR 112 CHL"]),
        ("Five countries, including Norway and Chile, criticised Peru.", ["NOR 111 PER", "CHL 111 PER"]),
        ("Norway urges its citizens to leave Chile.", []),
        ("Norway and Chile urge their citizens to leave Iran.", []),
        ("Hundreds of thousands marched through Lima against Norway.", ["PERCVL 141 NOR"]),
        ("Rebels ambushed Malian soldiers, Norway said.", ["MLIREB 190 MLIMIL"]),
        (
            "Norway condemned Hezbollah and accused the militant group of smuggling.",
            ["NOR 111 LBNREB", "NOR 1121 LBNREB"],
        ),
        ("Betty Blair met the Norwegian prime minister.", []),
        ("Airbus left Peru. The Peruvian regulator fined the company.", ["PERGOV 172 FRABUS"]),
        (
            "Two Danish soldiers were abducted in Peru. Rebels killed the soldiers in Lima.",
            ["PERUAF 181 DNKMIL", "PERREB 190 DNKMIL"],
        ),
        ("Police in Lima arrested two Danes. The soldiers left Chile.", ["PERCOP 173 DNK"]),
        ("Norway's premier said that the country's army would attack Chile.", ["NORMIL 1384 CHL"]),
        (
            "The Danish ambassador to Chile Jens Holm met the Peruvian president.",
            ["DNKGOV 040 PERGOV", "PERGOV 040 DNKGOV"],
        ),
        ("Norway's Chile envoy met the Peruvian president.", ["NORGOV 040 PERGOV", "PERGOV 040 NORGOV"]),
        ("Peru aided Norway's Chilean refugees.", ["PER 073 CHLREF"]),
        ("Turkish jets bombed Kurdish villages.", ["TURMIL 195 TURKUR"]),
        ("The G-20 Lima summit begins.", []),
        # a part of the world tells where; it is a party only to what is said to it
        ("The Norwegian king visited the Middle East.", []),
        ("Chile urged Africa to act.", ["CHL 020 AFR"]),
        ("Norway criticised European pork.", []),
        ("Gunmen raided a parish in Peru, according to a report from Oxfam.", ["PERUAF 190 PER"]),
        (
            "Two Danish soldiers were hurt near Lima. A bomb killed four soldiers in Peru.",
            ["PERUAF 183 DNKMIL"],
        ),
        ("Chile condemned the Nordic countries of Norway and Denmark.", ["CHL 111 NOR", "CHL 111 DNK"]),
        ("A bomb killed two UN peacekeepers and wounded three others in Mali.", ["MLIUAF 183 IGOUNO"]),
        ("Malian troops shot guerrillas near the border with Niger.", ["MLIMIL 193 MLIREB"]),
    ],
)
def test_who_is_meant(coder: Coder, text: str, events: list[str]) -> None:
    assert [str(e) for e in coder.code(text, "2003-05-05")] == events
