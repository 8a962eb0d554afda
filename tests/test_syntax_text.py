"""From text to tokens: sentences end where they should, and no character is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplocode.model import Span
from diplocode.syntax import split, tokenize
from diplocode.syntax.split import RULES, debug

# One line per rule and habit of news text; " | " stands where a sentence ends.
SPLITS = [
    "Talks failed. | Both sides blamed each other.",
    "MOSCOW — Russia closed its mission. | NATO regretted it.",
    "ANKARA, Turkey (AP) — The envoy left. | He will not return.",
    "Gen. Haddad met Sen. Ruiz on Nov. 3. | They talked for an hour.",
    "The U.S. envoy left. | The U.S. Senate voted.",
    "He was deported from the U.S. | The ministry protested.",
    "She flew to Washington, D.C. | In the evening she spoke.",
    "Acme Corp. shares fell. | Boxer Inc. said it would sue.",
    "It happened at 5 p.m. on Sunday. | Nobody was hurt.",
    "It began at 9 a.m. | The crowd grew quickly.",
    "George W. Bishop and J. R. Okoye signed. | The pact holds.",
    "No. 10 denied it. | He simply said no. | Then he left.",
    '"We regret this." | The minister then left.',
    "“We will respond,” he said. | “Soon.”",
    '"Why now?" he asked. | Nobody answered.',
    "Is it over? | Not yet! | Perhaps never ...",
    "He waited ... and nothing came. | He left ... | The door closed.",
    "Three soldiers were killed. (Reuters) | A truce was declared. (BBC)",
    "Three soldiers were killed (AFP) | ",
    "The court (see p. 4) disagreed. | It said so.",
    "Prices rose 3.5 percent. | Wages rose 2.1 percent.",
    "Yahoo! Inc. was sold. | Its name stayed.",
    "See Amazon.com and the U.S.Navy for more. | Or do not.",
    "St. Petersburg and Mt. Kenya are far apart. | Dr. Osei agreed.",
    "Lt. Col. Brandt, Ph.D., testified. | He was calm.",
    "The vote was 7 vs. 5 on Jan. 12. | 200 people watched.",
    "(They had met before.) | Nobody knew.",
    "The probe flew past the Sun. | Engineers cheered.",
    "It broke up near the sun. | Fortunately, nobody was on board.",
    "The talks are on Sat. Nov. 3. | All may come.",
    "The pilgrims went to Mass. | Clergy from six countries came.",
    "The firm, based in Salem, Mass. and Derry, N.H., sued.",
    "It dropped 900 ft. | The crew survived.",
    "Lemons are rich in vitamin C. | The body needs it.",
    "The case is Acme v. Borealis. | Judges will hear it in May.",
    "The flight left Iraq. | U.S. Officials objected.",
    "He paid Rs. 2 million. | Nobody asked why.",
    "Two were hurt. (CNN) (BBC), (example.org). | Trains were late.",
    'The crowd shouted "No more war!", then left. | It was calm.',
    'He admitted to "several crimes.". | The trial goes on.',
    "He said that was all. | ... and then he left.",
    "The quake measured 5.4. | Residents fled.",
    "They share a pro-U.N. stance and a Chad-U.S. treaty. | Nobody objects.",
    'They shouted "Out! | Out!" "',
]

# A slip for two sentences.
GLUED = [
    "The capital fell to rebels.|The army withdrew.",
    "The crisis continues.|Envoys left.",
    "Two died (BBC).|The army left.",
]


@pytest.mark.parametrize("marked", SPLITS)
def test_sentences(marked: str) -> None:
    expected = [part.strip() for part in marked.split("|") if part.strip()]
    text = " ".join(expected)
    assert [span.of(text) for span in split(text)] == expected


@pytest.mark.parametrize("marked", GLUED)
def test_sentences_without_a_space_between(marked: str) -> None:
    text = marked.replace("|", "")
    assert [span.of(text) for span in split(text)] == marked.split("|")


def test_line_breaks() -> None:
    wrapped = "The foreign ministry said on Monday that it had\nsummoned the ambassador. He did\nnot come."
    assert [s.of(wrapped).replace("\n", " ") for s in split(wrapped)] == [
        "The foreign ministry said on Monday that it had summoned the ambassador.",
        "He did not come.",
    ]
    headed = (
        "Envoy expelled\n\nThe envoy was expelled on Monday.\nHe left at once, officials in the capital said."
    )
    assert [s.of(headed) for s in split(headed)] == [
        "Envoy expelled",
        "The envoy was expelled on Monday.",
        "He left at once, officials in the capital said.",
    ]


def test_every_rule_decides_somewhere() -> None:
    texts = [s.replace(" | ", " ") for s in SPLITS] + [s.replace("|", "") for s in GLUED]
    texts.append("1. Withdraw the troops.")
    used = {rule for text in texts for _, _, rule in debug(text)}
    assert used == {rule.__name__.lstrip("_") for rule in RULES}


TOKENS = [
    ("Russia's envoys didn't leave.", "Russia 's envoys did n't leave ."),
    ("Macy’s owners’ lawyers can’t.", "Macy ’s owners ’ lawyers ca n’t ."),
    ("He cannot go.", "He can not go ."),
    ("It cost $3.5 million, or €2m.", "It cost $ 3.5 million , or € 2m ."),
    ("a US$227-million loan", "a US$ 227-million loan"),
    ("About 1,200 people (20%) fled.", "About 1,200 people ( 20 % ) fled ."),
    ("Moscow-backed al-Shabaab's well-armed men", "Moscow-backed al-Shabaab 's well-armed men"),
    ("The war—a long one -- ended – today.", "The war — a long one -- ended – today ."),
    ('"Go," he said. “Now!”', '" Go , " he said . “ Now ! ”'),
    ("Gen. A. Petrov of the U.S. left D.C.", "Gen. A. Petrov of the U.S. left D.C."),
    ("It closed at 3:30 p.m.", "It closed at 3:30 p.m."),
    ("AT&T and R&D; and/or nothing...", "AT&T and R&D ; and/or nothing ..."),
    ("the pre- and post-war '90s", "the pre- and post-war '90s"),
    ("O'Brien of Sana'a met D'Souza", "O'Brien of Sana'a met D'Souza"),
    ("See https://example.org/a,b. OK", "See https://example.org/a,b . OK"),
    ("Acme Inc. fell; No. 5 won, he said no.", "Acme Inc. fell ; No. 5 won , he said no ."),
    ("It ended (AP).", "It ended ( AP ) ."),
    ("It won 4–1 in 2019–20.", "It won 4–1 in 2019–20 ."),
    ("the Chad–Niger border – a line", "the Chad – Niger border – a line"),
    ("a Chad-U.S. pact, variant B.1.7.", "a Chad-U.S. pact , variant B.1.7 ."),
    ("It ended in retreat. then it rained.", "It ended in retreat . then it rained ."),
    ("We went to Mass.", "We went to Mass ."),
    ("the F-16s, 18-year-olds and the 2-1 win", "the F-16s , 18-year-olds and the 2-1 win"),
]


@pytest.mark.parametrize(("text", "tokens"), TOKENS)
def test_tokens(text: str, tokens: str) -> None:
    assert [token.text for token in tokenize(text)] == tokens.split()


NEWSLIKE = st.text(
    st.sampled_from(list("abcAB 019.,;:!?'\"()[]-—–’“”$%&/\n\t…€éЖ中\u200b")) | st.characters(codec="utf-8"),
    max_size=200,
)


@given(NEWSLIKE)
def test_no_character_is_lost(text: str) -> None:
    spans = split(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = "".join("".join(span.of(text).split()) for span in spans)
    assert covered == "".join(text.split())
    for span in spans:
        tokens = tokenize(text, span)
        assert tokens
        assert all(text[t.start : t.end] == t.text for t in tokens)
        assert "".join(t.text for t in tokens) == "".join(span.of(text).split())
        assert tokens[0].start == span.start
        assert tokens[-1].end == span.end


@given(NEWSLIKE)
def test_tokens_of_a_span_are_those_of_its_text(text: str) -> None:
    for span in split(text):
        inside = [(t.start - span.start, t.text) for t in tokenize(text, span)]
        assert inside == [(t.start, t.text) for t in tokenize(span.of(text))]


def test_empty() -> None:
    assert split("") == split(" \n\t") == []
    assert tokenize("") == tokenize("x y", Span(1, 2)) == ()
