"""When it happened: the dates that a sentence tells, against the day of the report (a Wednesday)."""

from __future__ import annotations

import pytest

from diplocode import Coder
from diplocode.coding.dates import when
from diplocode.model import Date

REPORT = Date(2021, 10, 20)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Monday", (Date(2021, 10, 18), "day")),
        ("on Wednesday", (Date(2021, 10, 20), "day")),
        ("late on Tuesday night", (Date(2021, 10, 19), "day")),
        ("last Wednesday", (Date(2021, 10, 13), "day")),
        ("next Tuesday", (Date(2021, 10, 26), "day")),
        ("yesterday", (Date(2021, 10, 19), "day")),
        ("tomorrow", (Date(2021, 10, 21), "day")),
        ("last night", (Date(2021, 10, 19), "day")),
        ("last week", (Date(2021, 10, 13), "month")),
        ("next week", (Date(2021, 10, 27), "month")),
        ("last month", (Date(2021, 9, 1), "month")),
        ("next month", (Date(2021, 11, 1), "month")),
        ("earlier this month", (Date(2021, 10, 1), "month")),
        ("later this year", (Date(2021, 1, 1), "year")),
        ("last year", (Date(2020, 1, 1), "year")),
        ("next year", (Date(2022, 1, 1), "year")),
        ("three years ago", (Date(2018, 1, 1), "year")),
        ("a decade ago", (Date(2011, 1, 1), "year")),
        ("two weeks ago", (Date(2021, 10, 6), "day")),
        ("ten months ago", (Date(2020, 12, 1), "month")),
        ("two days earlier", (Date(2021, 10, 18), "day")),
        ("three weeks before , and", (Date(2021, 9, 29), "day")),
        ("the previous day", (Date(2021, 10, 19), "day")),
        ("the day before", (Date(2021, 10, 19), "day")),
        ("in 2014", (Date(2014, 1, 1), "year")),
        ("in late 2014", (Date(2014, 1, 1), "year")),
        ("in mid-2014", (Date(2014, 1, 1), "year")),
        ("at the end of 2014", (Date(2014, 1, 1), "year")),
        ("from 2003 to 2006", (Date(2003, 1, 1), "year")),
        ("in the 1990s", (Date(1990, 1, 1), "year")),
        ("in March 2014", (Date(2014, 3, 1), "month")),
        ("in March", (Date(2021, 3, 1), "month")),
        ("in November", (Date(2021, 11, 1), "month")),
        ("last November", (Date(2020, 11, 1), "month")),
        ("in May", (Date(2021, 5, 1), "month")),
        ("on 5 March", (Date(2021, 3, 5), "day")),
        ("on 25 October", (Date(2021, 10, 25), "day")),
        ("on 28 December", (Date(2020, 12, 28), "day")),
        ("on March 5 , 2012", (Date(2012, 3, 5), "day")),
        ("on the 5th of March", (Date(2021, 3, 5), "day")),
        ("on 4 October 2007", (Date(2007, 10, 4), "day")),
        ("from 5 to 8 March", (Date(2021, 3, 5), "day")),
        ("on May 5–7", (Date(2021, 5, 5), "day")),
        ("on 2021-03-05", (Date(2021, 3, 5), "day")),
    ],
)
def test_a_date_in_the_text_dates_the_event(words: str, expected: tuple[Date, str]) -> None:
    assert when(words.split(), REPORT) == expected


@pytest.mark.parametrize(
    "words",
    [
        "since 2011",
        "since Monday",
        "since early March",
        "until next year",
        "by 2030",
        "before Friday",
        "after the Monday attack",
        "following last year 's war",
        "years ago",
        "the 2016 election",
        "two days before the election",
        "in 2035",
        "on 31 February",
        "Norway may leave",
        "week",
    ],
)
def test_a_date_that_bounds_or_names_dates_nothing(words: str) -> None:
    assert when(words.split(), REPORT) == (REPORT, "day")


def test_a_bound_does_not_reach_a_date_beyond_it() -> None:
    assert when("after the attack , Norway closed its embassy in 2014".split(), REPORT) == (
        Date(2014, 1, 1),
        "year",
    )


def test_without_a_day_only_full_dates_tell() -> None:
    assert when("in March 2014".split(), None) == (Date(2014, 3, 1), "month")
    assert when("in March".split(), None) == (None, "day")
    assert when("on Monday last week".split(), None) == (None, "day")


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(trained=False)  # the rules alone


MONDAY, TUESDAY = Date(2021, 10, 18), Date(2021, 10, 19)
CHILE, PERU = "(NP (NNP Chile))", "(NP (NNP Peru))"
ENVOY = "(NP (DT a) (JJ Peruvian) (NN diplomat))"
ON_MONDAY = "(PP (IN on) (NP (NNP Monday)))"
CAPTURE = f"(NP (NP (DT the) (NN capture)) (PP (IN of) (NP (NN fishermen))) {ON_MONDAY})"


@pytest.mark.parametrize(
    ("tree", "day"),
    [
        (f"(S {CHILE} (VP (VBD expelled) {ENVOY} {ON_MONDAY}))", MONDAY),
        # What it is done for, over or in answer to has a time of its own.
        (f"(S {CHILE} (VP (VBD expelled) {ENVOY} (S (VP (TO to) (VP (VB avenge) {CAPTURE})))))", REPORT),
        (f"(S {CHILE} (VP (VBD expelled) {ENVOY} (PP (IN over) {CAPTURE})))", REPORT),
        (
            f"(S (PP (IN In) (NP (NP (NN answer)) (PP (TO to) {CAPTURE}))) (, ,) {CHILE} "
            f"(VP (VBD expelled) {ENVOY}))",
            REPORT,
        ),
        (
            f"(S {CHILE} (VP (VBD expelled) {ENVOY} (ADVP (PP (IN over) (NP (DT a) (NN week))) (RB ago))))",
            Date(2021, 10, 13),
        ),
        # So has what belongs to a day, unless it is the act itself or its occasion.
        (
            f"(S {CHILE} (VP (VBD condemned) (NP (NP (NN yesterday) (POS 's)) (NN attack) "
            f"(PP (IN by) {PERU}))))",
            REPORT,
        ),
        (
            f"(S (NP (NP (NN Yesterday) (POS 's)) (NN expulsion) (PP (IN of) {ENVOY}) (PP (IN by) {CHILE})) "
            "(VP (VBD surprised) (NP (DT the) (NN market))))",
            TUESDAY,
        ),
        (
            f"(S {CHILE} (VP (VBD expelled) {ENVOY} "
            "(PP (IN at) (NP (NP (NN yesterday) (POS 's)) (NN session)))))",
            TUESDAY,
        ),
    ],
)
def test_the_time_of_another_act_is_not_that_of_this_one(coder: Coder, tree: str, day: Date) -> None:
    (event,) = (e for e in coder.code_tree(tree, REPORT) if e.source and e.source.code == "CHL")
    assert event.event_date == day
