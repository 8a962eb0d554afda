"""From raw text, with the bundled dictionaries and parser: what users rely on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplocode.coding import Coder
from diplocode.errors import ConfigError, InputError
from diplocode.model import Date, Document


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def events(coder: Coder, text: str, date: str = "2021-10-18") -> list[str]:
    return [str(e) for e in coder.code(text, date)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NATO expelled eight Russian diplomats on Wednesday.", ["IGOWSTNAT 161 RUSGOV"]),
        ("Russia suspended its mission to NATO.", ["RUS 161 IGOWSTNAT"]),
        ("Norway recalled its ambassador from Chile.", ["NOR 161 CHL"]),
        ("Norway imposed sanctions on Chile.", ["NOR 163 CHL"]),
        ("Norway threatened to cut diplomatic relations with Chile.", ["NOR 1313 CHL"]),
        ("Norway may expel Chilean diplomats.", ["NOR 1313 CHLGOV"]),
        (
            "Chile, Peru, Bolivia and Ecuador criticised Norway.",
            ["CHL 111 NOR", "PER 111 NOR", "BOL 111 NOR", "ECU 111 NOR"],
        ),
        (
            "The ambassadors of Chile and Peru met the Norwegian foreign minister.",
            ["CHLGOV 040 NORGOV", "NORGOV 040 CHLGOV", "PERGOV 040 NORGOV", "NORGOV 040 PERGOV"],
        ),
        ("Norway beat Chile 3-0 in a football match.", []),
    ],
)
def test_events_from_raw_text(coder: Coder, text: str, expected: list[str]) -> None:
    assert events(coder, text) == expected


def test_the_story_tells_who_is_meant(coder: Coder) -> None:
    text = "Chile summoned the ambassador of Peru on Monday. It also closed its embassy in Lima."
    assert {str(e) for e in coder.code(text, "2021-10-18")} >= {"CHL 161 PER"}


def test_tellings_of_one_event_share_a_story_event(coder: Coder) -> None:
    coding = coder.code("Norway imposed sanctions on Chile. Norway imposed sanctions on Chile.", "2021-10-18")
    assert [e.first_telling for e in coding] == [True, False]
    assert len({e.story_event_id for e in coding}) == 1
    assert len({e.event_id for e in coding}) == 2


def test_explanation_fits_a_terminal_and_names_the_rule(coder: Coder) -> None:
    explanation = coder.explain("NATO expelled eight Russian diplomats.", "2021-10-06")
    text = str(explanation)
    assert max(len(line) for line in text.splitlines() if "[" not in line) <= 80
    assert all(part in text for part in ("PARSE", "ACTORS", "CLAUSES", "EVENTS", "IGOWSTNAT 161 RUSGOV"))
    clause = explanation.to_dict()["sentences"][0]["clauses"][0]
    assert clause["tried"]
    assert clause["rule"].startswith("verbs/")


def test_unreadable_parse_is_a_diagnosis(coder: Coder) -> None:
    coding = coder.code_document(Document("x", "Norway left.", parse="(S (NP Norway"))
    assert [d.status for d in coding.diagnoses] == ["unparsed"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "....", "\x00\x01", "(((((", "ÿþ", "!" * 500])
def test_odd_texts_give_a_diagnosis_and_no_event(coder: Coder, text: str) -> None:
    coding = coder.code_document(Document("x", text))
    assert coding.diagnoses
    assert not coding.events


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=25)
def test_any_text_can_be_coded(coder: Coder, text: str) -> None:
    assert coder.code_document(Document("x", text)).diagnoses


SENTENCES = (
    "Norway imposed sanctions on Chile.",
    "Peru recalled its ambassador from Chile.",
    "Rain fell in Lima.",
    "The minister said Norway would close its embassy in Chile.",
)


@given(st.permutations(range(len(SENTENCES))))
@settings(deadline=None, max_examples=5)
def test_order_and_batch_change_nothing(coder: Coder, order: list[int]) -> None:
    documents = [Document(str(i), SENTENCES[i], Date(2021, 10, 18)) for i in order]
    together = {c.document.id: c.events for c in coder.code_documents(documents)}
    assert together == {d.id: coder.code_document(d).events for d in documents}


def test_bad_arguments_say_what_is_wrong(coder: Coder) -> None:
    with pytest.raises(InputError, match="ISO"):
        coder.code("Norway left.", "yesterday")
    with pytest.raises(InputError, match="start, end and code"):
        coder.code("Norway left.", actors=[{"start": 0}])
    with pytest.raises(ConfigError, match="petrarch2"):
        Coder(engine="nltk")


def test_the_times_of_other_acts_in_a_sentence_do_not_date_an_event(coder: Coder) -> None:
    dates = {
        "Norway expelled two Russian diplomats who had arrived in 2014.": "2021-10-20",
        "Norway expelled two Russian diplomats, after a court convicted a spy two weeks ago.": "2021-10-20",
        "Norway said on Monday that it had expelled two Russian diplomats.": "2021-10-18",
        "In 2014, Norway expelled two Russian diplomats.": "2014-01-01",
    }
    for text, date in dates.items():
        told = {str(e.event_date) for e in coder.code(text, "2021-10-20") if e.code == "161"}
        assert told == {date}, text


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("A blast in Lima, Peru left two soldiers dead.", []),
        ("Kenyan soldiers left Somalia.", ["KENMIL 0874 SOM"]),
        ("Peru's Ministry of Defence denied that it had attacked Chile.", ["PERGOV 016 CHL"]),
        ("The UK Ministry of Defence condemned Chad.", ["GBRGOVMIL 111 TCD"]),
        ("A Chadian army helicopter crashes shortly after taking off near the border with Niger.", []),
    ],
)
def test_who_and_what_in_sentences_often_misread(coder: Coder, text: str, events: list[str]) -> None:
    assert [str(e) for e in coder.code(text)] == events


def test_sums_of_money_are_no_number_of_persons(coder: Coder) -> None:
    (event,) = coder.code("Norway gave 40 million dollars to Chad.")
    assert event.count is None
    assert {e.count for e in coder.code("Norway expelled four Russian diplomats.")} == {4}


def test_a_side_that_a_rule_names_says_so() -> None:
    events = Coder().code("The two Koreas hold talks in Geneva.", "2018-01-09")
    assert {(e.source.code, e.target.code) for e in events} == {("KOR", "PRK"), ("PRK", "KOR")}
    assert all(side.rules for e in events for side in (e.source, e.target))
