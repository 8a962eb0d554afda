"""PETRARCH's files and ours around the engine: XML, CoreNLP, the pipeline, the lines, suites, nulls."""

from __future__ import annotations

import gzip
import json
from datetime import date

import pytest
from click.testing import CliRunner

from diplocode.cli import main
from diplocode.coding.coder import Coder
from diplocode.errors import ConfigError, InputError
from diplocode.lexicon import Lexicon
from diplocode.lexicon.config import Options
from diplocode.model import Diagnosis, Document
from diplocode.tables.corenlp import from_corenlp, read_corenlp
from diplocode.tables.nulls import nulls
from diplocode.tables.petrarch import (
    petrarch_lines,
    read_petrarch_xml,
    write_petrarch,
    write_petrarch_codings,
)
from diplocode.tables.pipeline import run_pipeline
from diplocode.tables.records import make_document
from diplocode.tables.schema import tabulate
from diplocode.tables.validate import read_suite, validate

ACTORS = "ARCADIA_ [ARC]\nBOHEMIA_ [BOH]\nLUTETIA_ [LUT]\nLAST_ [XXX]\n"
VERBS = "--- EXPEL [166] ---\nEXPEL {EXPELS EXPELLED EXPELLING}\n--- MEET [040] ---\nMEET {MEETS MET}\n"
TREE = "(ROOT (S (NP (NNP Arcadia)) (VP (VBZ expels) (NP (NNP Bohemia))) (. .)))"
TEXT = "Arcadia expels Bohemia ."
DAY = date(2015, 1, 2)


@pytest.fixture(scope="module")
def coder():
    return Coder(
        Lexicon.from_text(actors=ACTORS, verbs=VERBS, issues="n:expulsion [EXPULSION]\nbohemia [LAND]"),
        engine="petrarch2",
    )


def xml(*records):
    return '<?xml version="1.0"?>\n<Sentences>\n' + "\n".join(records) + "\n</Sentences>\n"


def record(id="S_1", day="20150102", text=TEXT, parse=TREE, more="", head=""):
    inner = f"<Text>\n{text}\n</Text>" + (f"<Parse>{parse}</Parse>" if parse else "")
    return (
        f'<Sentence date="{day}" id="{id}" source="AFP" sentence="True" {head}>\n{inner}\n{more}</Sentence>'
    )


# ---- XML in


def test_petrarch_xml_gives_documents(tmp_path):
    path = tmp_path / "in.xml"
    path.write_text(xml(record(head='url="http://x/1"'), record("S_2", parse="")))
    one, two = read_petrarch_xml(path)
    assert one == Document("S_1", TEXT, DAY, TREE, "AFP", "http://x/1")
    assert (two.id, two.parse) == ("S_2", None)
    packed = tmp_path / "in.xml.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert list(read_petrarch_xml(packed)) == [one, two]


def test_a_bad_record_is_reported_and_the_rest_goes_on(tmp_path):
    path = tmp_path / "in.xml"
    path.write_text(xml(record("S_1", "20150231"), record("S_2", text="", parse=""), record("S_3")))
    first, second, third = read_petrarch_xml(path)
    assert isinstance(first, Diagnosis)
    assert first.detail.startswith(f"{path}:3: date '20150231'")
    assert second.detail == f"{path}:8: neither a <Text> nor a <Parse> with words"
    assert third.id == "S_3"


def test_a_record_with_a_tree_and_no_text_takes_its_words(tmp_path):
    path = tmp_path / "in.xml"
    path.write_text(xml(record(text="")))
    assert [one.text for one in read_petrarch_xml(path)] == [TEXT]


def test_a_json_record_with_a_tree_and_no_text_takes_its_words():
    assert make_document({"id": "a", "text": "", "parse": TREE}, "x").text == TEXT
    with pytest.raises(InputError, match="text is empty"):
        make_document({"id": "a", "text": " "}, "x")


def test_entities_are_refused_before_they_expand(tmp_path):
    path = tmp_path / "in.xml"
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    path.write_text(f'<?xml version="1.0"?>\n{bomb}\n<Sentences>{record(text="&b;")}</Sentences>')
    with pytest.raises(InputError, match=r"in.xml:2:\d+: declares an entity"):
        list(read_petrarch_xml(path))


def test_broken_xml_is_told_with_its_place_after_what_came_before(tmp_path):
    path = tmp_path / "in.xml"
    path.write_text(xml(record()).replace("</Sentences>", "<Sentence"))
    found = read_petrarch_xml(path)
    assert next(found).id == "S_1"
    with pytest.raises(InputError, match=r"in.xml:\d+:\d+: broken XML"):
        next(found)


def test_xml_of_another_kind_is_told(tmp_path):
    path = tmp_path / "in.xml"
    path.write_text("<html><p>x</p></html>")
    with pytest.raises(InputError, match="holds no <Sentence>"):
        list(read_petrarch_xml(path))


# ---- CoreNLP

TOKENS = [("Arcadia", 0), ("expels", 8), ("Bohemia", 15), (".", 22)]


def test_corenlp_json(tmp_path):
    tokens = [{"word": word, "originalText": word, "characterOffsetBegin": at} for word, at in TOKENS]
    data = {
        "docId": "n1",
        "docDate": "2015-01-02",
        "sentences": [{"parse": TREE.replace(" (VP", "\n  (VP"), "tokens": tokens}],
    }
    path = tmp_path / "n1.json"
    path.write_text(json.dumps(data))
    assert read_corenlp(path) == Document("n1", "Arcadia expels Bohemia.", DAY, TREE)
    with pytest.raises(InputError, match="sentence 1 has no parse"):
        from_corenlp({"sentences": [{"tokens": tokens}]})
    path.write_text("{")
    with pytest.raises(InputError, match=r"n1.json:1:2: not valid JSON"):
        read_corenlp(path)


def test_corenlp_xml_is_known_by_its_root(tmp_path):
    tokens = "".join(
        f"<token><word>{word}</word><CharacterOffsetBegin>{at}</CharacterOffsetBegin></token>"
        for word, at in TOKENS
    )
    path = tmp_path / "n2.xml"
    path.write_text(
        f"<root><document><sentences><sentence id='1'><tokens>{tokens}</tokens>"
        f"<parse>{TREE}</parse></sentence></sentences></document></root>"
    )
    assert list(read_petrarch_xml(path)) == [Document("n2", "Arcadia expels Bohemia.", None, TREE)]
    assert read_corenlp(path).parse == TREE


# ---- lines out


def test_the_lines_have_petrarchs_columns(coder):
    told = Document("S_1", TEXT, DAY, TREE, "AFP", "http://x/1")
    (line,) = petrarch_lines(coder.code_documents([told]), Options())
    assert line.split("\t") == ["20150102", "ARC", "BOH", "166", "LAND,1", "S_1", "http://x/1", "AFP"]
    plain = Document("S_1", TEXT, DAY, TREE)
    every = Options(write_actor_text=True, write_event_text=True, write_actor_root=True)
    (line,) = petrarch_lines(coder.code_documents([plain]), every)
    texts = ["Arcadia", "Bohemia", "expels Bohemia", "<actors>:1", "<actors>:2"]
    assert line.split("\t") == ["20150102", "ARC", "BOH", "166", "LAND,1", "S_1", "NULL", *texts]


def test_an_event_told_twice_in_a_story_is_one_line_with_the_last_telling(coder):
    codings = list(
        coder.code_documents(
            [Document(f"S_{i}", TEXT, DAY, TREE) for i in (1, 2)] + [Document("T_1", TEXT, DAY, TREE)]
        )
    )
    assert [line.split("\t")[5] for line in petrarch_lines(codings)] == ["S_2", "T_1"]


def test_a_table_of_events_is_written_as_the_same_lines(coder, tmp_path):
    codings = list(coder.code_documents([Document("S_1", TEXT, DAY, TREE), Document("S_2", TEXT, DAY, TREE)]))
    write_petrarch_codings(codings, tmp_path / "a")
    write_petrarch(tabulate(event for coding in codings for event in coding.events), tmp_path / "b")
    one, two = ((tmp_path / name).read_text().rstrip("\n").split("\t") for name in "ab")
    assert one[4] == "LAND,1"
    assert (one[:4], one[5:]) == (two[:4], two[5:])


# ---- the pipeline's form

STORY = {
    "_id": "a1",
    "date": "2015-01-02",
    "date_added": "",
    "source": "AFP",
    "title": "",
    "url": "http://x",
    "content": TEXT,
}


def test_run_pipeline_gives_events_by_story(coder, tmp_path):
    data = [
        {**STORY, "parsed_sents": [TREE]},
        {**STORY, "_id": "a2", "content": "Nobody .", "parsed_sents": ["(S (NP (NN Nobody)))"]},
    ]
    told = run_pipeline(data, parsed=True, write_output=False, coder=coder)
    assert told == {"a1": [("20150102", "ARC", "BOH", "166", "LAND,1", "a1_1", "http://x", "AFP")]}
    run_pipeline(data, tmp_path / "out.txt", parsed=True, coder=coder)
    assert (
        (tmp_path / "out.txt")
        .read_text()
        .startswith("20150102\tARC\tBOH\t166\tLAND,1\ta1_1\thttp://x\tAFP\tArcadia")
    )
    with pytest.raises(ConfigError, match="no out_file"):
        run_pipeline(data)
    with pytest.raises(InputError, match="story 1 has no content"):
        run_pipeline([{"_id": "x", "date": "20150101"}], write_output=False, coder=coder)


# ---- suites


def test_a_suite_tells_what_passes_and_what_is_wrong(coder, tmp_path):
    path = tmp_path / "suite.jsonl"
    rows = [
        {"id": "a", "text": TEXT, "parse": TREE, "events": [["ARC", "BOH", "166"]]},
        {
            "id": "b",
            "text": TEXT,
            "parse": TREE,
            "events": [{"source": "ARC", "target": "BOH", "code": "161", "also": ["166"]}],
        },
        {"id": "c", "text": TEXT, "parse": TREE, "events": [["ARC", "LUT", "166"]]},
        {"id": "d", "text": TEXT, "parse": TREE, "events": [], "optional": [["ARC", "BOH", "166"]]},
        {"id": "e", "text": TEXT, "parse": TREE},
    ]
    path.write_text("\n".join(map(json.dumps, rows)) + "\nnot json\n")
    outcomes = list(validate(read_suite(path), coder))
    assert [getattr(one, "passed", None) for one in outcomes] == [True, True, False, True, None, None]
    assert str(outcomes[2].missing[0]) == "ARC 166 LUT"
    assert outcomes[2].extra == (("ARC", "BOH", "166"),)
    assert "events must be a list" in outcomes[4].detail
    assert "not valid JSON" in outcomes[5].detail


def test_a_petrarch_suite(coder, tmp_path):
    path = tmp_path / "suite.xml"
    right = '<EventCoding sourcecode="ARC" targetcode="BOH" eventcode="166"/>'
    path.write_text(
        xml(record("P_1", more=right), record("P_2", more='<EventCoding noevents="True"/>'), record("P_3"))
    )
    first, second, third = validate(read_suite(path), coder)
    assert (first.passed, second.passed) == (True, False)
    assert "no <EventCoding>" in third.detail


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "my.actors.txt").write_text(ACTORS)
    (tmp_path / "my.verbs.txt").write_text(VERBS)
    return tmp_path


def test_validate_on_the_command_line_tells_by_its_exit_status(folder):
    suite = folder / "suite.jsonl"
    call = ["validate", str(suite), "--engine", "petrarch2", "--dictionaries", str(folder)]
    suite.write_text(json.dumps({"id": "a", "text": TEXT, "parse": TREE, "events": [["ARC", "BOH", "166"]]}))
    done = CliRunner().invoke(main, call)
    assert (done.exit_code, done.output) == (0, "1 of 1 records pass\n")
    suite.write_text(json.dumps({"id": "a", "text": TEXT, "parse": TREE, "events": []}))
    done = CliRunner().invoke(main, call)
    assert done.exit_code == 1
    assert "extra    ARC 166 BOH" in done.output


# ---- what dictionaries lack


def document(number, subject, verb, target):
    tree = f"(ROOT (S (NP {subject}) (VP (VBD {verb}) (NP {target})) (. .)))"
    text = " ".join(part.split(" ")[-1] for part in tree.replace(")", "").split(" (") if " " in part)
    return Document(f"d{number}", text, DAY, tree)


def test_nulls_rank_what_cost_an_event(coder):
    documents = [
        document(1, "(NNP Arcadia)", "expelled", "(NNP Elysia)"),
        document(2, "(NNP Elysia)", "met", "(NNP Bohemia)"),
        document(3, "(NNP Arcadia)", "shunned", "(NNP Bohemia)"),
        document(4, "(NNP Arcadia)", "met", "(DT the) (NNS rowers)"),
        document(5, "(NNP Arcadia)", "met", "(NNP Bohemia)"),
        document(6, "(NNP Elysia)", "met", "(NNP Atlantis)"),
    ]
    found = nulls("actors", documents, coder)
    assert [(one.phrase, one.count, one.entry) for one in found] == [
        ("Elysia", 2, "ELYSIA_ [ ]"),
    ]
    roles = nulls("agents", documents, coder)
    assert [(one.phrase, one.count, one.entry) for one in roles] == [("rowers", 1, "ROWERS [~ ]")]
    assert found[0].examples == (("d1", "Arcadia expelled Elysia ."), ("d2", "Elysia met Bohemia ."))
    assert [(one.phrase, one.entry) for one in nulls("verbs", documents, coder)] == [("shun", "SHUN")]
    with pytest.raises(ValueError, match="no such kind"):
        nulls("nouns", documents, coder)


def test_nulls_on_the_command_line(folder):
    path = folder / "in.jsonl"
    one = document(1, "(NNP Arcadia)", "expelled", "(NNP Elysia)")
    path.write_text(json.dumps({"id": one.id, "text": one.text, "parse": one.parse}))
    done = CliRunner().invoke(main, ["nulls", "actors", str(path), "--dictionaries", str(folder)])
    assert done.output.splitlines() == [
        "phrase,count,entry,example_id,example",
        "Elysia,1,ELYSIA_ [ ],d1,Arcadia expelled Elysia .",
    ]
