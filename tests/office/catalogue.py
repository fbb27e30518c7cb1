#!/usr/bin/env python3
"""Reads the published catalogue with programs that are not ours.

    catalogue.py PROGRAM       makes the demonstration in a temporary folder, serves it, and asks for

1. JSON: valid by the schema that the program publishes (JSON Schema 2020-12); its SHA-256 is the
   checksum on the page. One field is then broken, and the schema must say so.
2. CSV and XLSX: read with Python's csv and openpyxl, every cell of a call is what the JSON has.
3. Atom: holds by the grammar of RFC 4287 (atom.rng, xmllint); read by feedparser without complaint;
   ids, dates, links and authors as RFC 4287 demands.
4. DOCX and PDF, in both languages: python-docx and pdftotext find the code of every call.
"""
import csv
import hashlib
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.request
import xml.etree.ElementTree as xml
from datetime import datetime

import docx
import feedparser
import jsonschema
import openpyxl

TODAY = "2025-11-07"
GRAMMAR = pathlib.Path(__file__).with_name("atom.rng")
ATOM = "{http://www.w3.org/2005/Atom}"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def get(base, path):
    with urllib.request.urlopen(base + path, timeout=60) as answer:
        return answer.read(), answer.headers.get_content_type()


def check_json(base, page, raw):
    schema = json.loads(get(base, "/keu-goi/schema.json")[0])
    content = json.loads(raw)
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    checker.validate(content)
    assert hashlib.sha256(raw).hexdigest() in page, "the checksum on the page is that of the JSON"
    broken = json.loads(raw)
    broken["calls"][0]["facts"]["budget"][0]["donor_vnd"] = "1,5 tỷ"
    assert not checker.is_valid(broken), "an amount in words must not pass"
    assert len(content["calls"]) == 40, f"{len(content['calls'])} calls"
    return content


def expected(call):
    """A call as the flat table should have it: the columns that people sort and count by."""
    facts, said = call["facts"], call["said"]
    row = {"code": call["code"], "status": call["status"], "status_on": said.get("on") or "",
           "area": facts["area"], "place": facts["place"], "owner": facts["owner"],
           "support": " ".join(facts["support"]), "sectors": " ".join(facts["sectors"]),
           "starts": facts["starts"] or "", "closes_on": facts["closes_on"] or "",
           "sought_vnd": str(sum(b["donor_vnd"] for b in facts["budget"])),
           "counterpart_vnd": str(sum(b["counterpart_vnd"] for b in facts["budget"]))}
    for text in ("name", "summary", "need", "goal", "results", "sustainability"):
        for lang in ("vi", "en", "km"):
            row[f"{text}_{lang}"] = facts[text].get(lang, "")
    for who in ("households", "people", "minority", "women", "poor"):
        n = facts["beneficiaries"].get(who)
        row[who] = "" if n is None else str(n)
    return row


def compare(what, rows, content):
    by_code = {row["code"]: row for row in rows}
    assert len(by_code) == len(content["calls"]), f"{what}: {len(by_code)} rows"
    for call in content["calls"]:
        for column, value in expected(call).items():
            found = by_code[call["code"]][column]
            assert found == value, f"{what}: {call['code']} {column}: {found!r}, not {value!r}"
        budget = by_code[call["code"]]["budget"]
        assert json.loads(budget) == call["facts"]["budget"], f"{what}: budget of {call['code']}"


def read_csv(raw):
    assert raw.startswith(b"\xef\xbb\xbf"), "spreadsheets know UTF-8 by its mark"
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    for row in rows:
        assert not any(v.startswith(FORMULA) for v in row.values()), "a cell that begins a formula"
    unguard = lambda v: v[1:] if v[:1] == "'" and v[1:2] in FORMULA else v
    return [{k: unguard(v) for k, v in row.items()} for row in rows]


def read_xlsx(raw):
    sheet = openpyxl.load_workbook(io.BytesIO(raw)).worksheets[0]
    rows = [[("" if v is None else str(v)) for v in row] for row in sheet.iter_rows(values_only=True)]
    head = next(n for n, row in enumerate(rows) if row[0] == "code")
    return [dict(zip(rows[head], row)) for row in rows[head + 1:] if row[0].startswith("KG-")]


def holds(feed):
    """Whether the grammar of Atom takes it."""
    command = ["xmllint", "--noout", "--nonet", "--relaxng", str(GRAMMAR), "-"]
    return subprocess.run(command, input=feed, capture_output=True).returncode == 0


def check_feed(base, content):
    for lang in ("vi", "en"):
        raw, kind = get(base, f"/keu-goi/tin.atom?lang={lang}")
        assert kind == "application/atom+xml", kind
        assert holds(raw), "a feed by RFC 4287"
        for right, wrong in ((b"<id>tag:", b"<id>"), (b"<updated>2", b"<updated>"), (b"<link ", b'<link x="1" ')):
            assert right in raw and not holds(raw.replace(right, wrong, 1)), f"the grammar lets {wrong} through"
        read = feedparser.parse(raw)
        assert not read.bozo and read.version == "atom10", read.get("bozo_exception")
        root = xml.fromstring(raw)
        one = lambda of, name: [e.text for e in of.findall(ATOM + name)]
        for element in [root, *root.findall(ATOM + "entry")]:
            for name in ("id", "title", "updated"):
                assert len(one(element, name)) == 1 and one(element, name)[0], f"exactly one {name}"
            assert datetime.fromisoformat(one(element, "updated")[0]).tzinfo, "a moment with its zone"
            assert re.match(r"tag:[^,]+,\d{4}", one(element, "id")[0]), "an id for ever"
            assert any(e.get("rel") == "alternate" for e in element.findall(ATOM + "link"))
        assert root.find(f"{ATOM}author/{ATOM}name").text
        assert root.find(f"{ATOM}link[@rel='self']").get("href").endswith(f"/keu-goi/tin.atom?lang={lang}")
        ids = one(root, "id") + [e.find(ATOM + "id").text for e in root.findall(ATOM + "entry")]
        assert len(ids) == len(set(ids)) == len(content["calls"]) + 1, "an id each"


def check_papers(base, stem, content):
    for lang in ("vi", "en"):
        document = docx.Document(io.BytesIO(get(base, f"{stem}-{lang}.docx")[0]))
        cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
        words = "\n".join(cells + [p.text for p in document.paragraphs])
        raw = get(base, f"{stem}-{lang}.pdf")[0]
        pdf = subprocess.run(["pdftotext", "-", "-"], input=raw, check=True, capture_output=True).stdout.decode()
        for call in content["calls"]:
            assert call["code"] in words, f"{lang}.docx lacks {call['code']}"
            assert call["code"] in pdf, f"{lang}.pdf lacks {call['code']}"


def check(base):
    version = "/keu-goi/phien-ban/2026/1"
    stem = f"{version}/danh-muc-2026-1"
    page = get(base, version)[0].decode()
    content = check_json(base, page, get(base, f"{stem}.json")[0])
    compare("CSV", read_csv(get(base, f"{stem}.csv")[0]), content)
    compare("XLSX", read_xlsx(get(base, f"{stem}.xlsx")[0]), content)
    check_feed(base, content)
    check_papers(base, stem, content)
    print(f"{len(content['calls'])} calls are the same in JSON, CSV, XLSX, DOCX and PDF; both feeds are Atom")


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        common = [program, "--db", f"{folder}/demo.db", "--today", TODAY, "--mail", f"{folder}/mail"]
        subprocess.run([*common, "demo", "--dir", folder, "--no-serve"], check=True, timeout=1800,
                       stdout=subprocess.DEVNULL)
        server = subprocess.Popen([*common, "serve", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
        try:
            check(server.stdout.readline().strip().removeprefix("ready: "))
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
