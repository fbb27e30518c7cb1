#!/usr/bin/env python3
"""Reads what the demonstration left behind with programs that are not ours.

    check.py DEMO_DIR
    check.py --run PROGRAM       makes the demonstration in a temporary folder first

1. Figures: every total in report/2025.json is summed again from units/*.xlsx with openpyxl.
   Then one cell of one workbook is changed in a copy, and the same check must fail.
2. Documents: report/2025.docx opens in python-docx and in LibreOffice with the margins, paper
   and repeated table heads of Decree 30/2020/ND-CP; its text is the text of report/2025.pdf.
3. Fonts: every font of the PDF is embedded.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

import docx
import openpyxl
from docx.shared import Mm

MILLION = 1_000_000
KEY_ROW, FIRST_ROW = 4, 10
# Columns that the workbook computes, written out here a second time on purpose.
SUMS = {
    ("B1", "committed"): ["aid", "oda", "loan", "cp_province", "cp_commune", "cp_community"],
    ("B1", "cumulative"): ["before", "disbursed"],
}
NOT_SUMMED = {("B1", "rate"), ("B1", "amount")}


def code_of(label):
    """«a - Giải quyết…» → a; «xã Khánh Lâm (2025:32062)» → 2025:32062."""
    text = str(label)
    place = re.search(r"\((\d{4}:\d+)\)$", text)
    if place:
        return place.group(1)
    area = re.match(r"^(\w) - ", text)
    return area.group(1) if area else None


def sheet_rows(sheet):
    keys = {}
    for cell in sheet[KEY_ROW]:
        if isinstance(cell.value, str) and "." in cell.value and "#" not in cell.value:
            table, column = cell.value.split(".", 1)
            keys[cell.column - 1] = (table, column)
    for values in sheet.iter_rows(min_row=FIRST_ROW, values_only=True):
        row = {keys[i][1]: v for i, v in enumerate(values) if i in keys and v is not None}
        if any(isinstance(v, str) and v.strip() for v in row.values()):
            yield next(iter(keys.values()))[0], row


def money_columns(figures):
    return {(f["table"], f["column"]) for f in figures if f["unit_of_measure"] == "VND"}


def add(sums, money, table, row, source=None):
    groups = ["total"]
    for column in ("area", "place"):
        code = code_of(row.get(column, ""))
        if code:
            groups.append(f"{column}={code}")
    for (t, computed), parts in SUMS.items():
        if t == table:
            known = [row[p] for p in parts if isinstance(row.get(p), (int, float))]
            if known:
                row[computed] = sum(known)
    for group in groups:
        sums[(table, group, "rows")] += 1
        for column, value in row.items():
            if isinstance(value, (int, float)) and (table, column) not in NOT_SUMMED:
                scale = MILLION if (table, column) in money else 1
                sums[(table, group, column)] += round(value * scale)


def sums_of(folder, money):
    """Totals by (table, row, column) over all workbooks; B3 is left to its source B1."""
    sums = collections.Counter()
    files = sorted(pathlib.Path(folder).glob("*.xlsx"))
    for path in files:
        book = openpyxl.load_workbook(path, data_only=True, read_only=False)
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible" or sheet.max_row < FIRST_ROW:
                continue
            for table, row in sheet_rows(sheet):
                if table != "B3":
                    add(sums, money, table, row)
        book.close()
    return sums, len(files)


def compare(figures, sums):
    """Figures that differ, among those this reader can sum by itself."""
    wrong, checked = [], 0
    for f in figures:
        table, row, column = f["table"], f["row"], f["column"]
        if sum(p["value"] for p in f["parts"]) != f["value"]:
            wrong.append((table, row, column, f["value"], "parts do not add up"))
        if not (row == "total" or row.startswith(("area=", "place="))):
            continue
        if table == "B3":
            if row == "total" and column == "rows":
                continue
            table = "B1"
            if column == "rows":
                continue
        checked += 1
        if sums[(table, row, column)] != f["value"]:
            wrong.append((table, row, column, f["value"], sums[(table, row, column)]))
    return wrong, checked


def check_figures(demo):
    figures = json.loads((demo / "report/2025.json").read_text("utf-8"))
    money = money_columns(figures)
    sums, files = sums_of(demo / "units", money)
    wrong, checked = compare(figures, sums)
    assert files >= 80, f"only {files} workbooks"
    assert checked > 300, f"only {checked} figures"
    assert not wrong, f"{len(wrong)} of {checked} figures differ: {wrong[:5]}"
    print(f"figures: {checked} of {len(figures)} summed again from {files} workbooks, all equal")
    check_can_fail(demo, figures, money)


def check_can_fail(demo, figures, money):
    with tempfile.TemporaryDirectory() as copy:
        files = sorted((demo / "units").glob("*.xlsx"))
        for path in files:
            (pathlib.Path(copy) / path.name).write_bytes(path.read_bytes())
        changed = change_one_cell(pathlib.Path(copy))
        wrong, _ = compare(figures, sums_of(copy, money)[0])
        assert wrong, f"{changed} was changed and nobody noticed"
        print(f"figures: after changing {changed}, {len(wrong)} differ, as they must")


def change_one_cell(folder):
    for path in sorted(folder.glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        for sheet in book.worksheets:
            if sheet.max_row < FIRST_ROW or sheet.sheet_state != "visible":
                continue
            for cell in sheet[KEY_ROW]:
                if cell.value == "B8.needed" and isinstance(sheet.cell(FIRST_ROW, cell.column).value, (int, float)):
                    sheet.cell(FIRST_ROW, cell.column).value += 1
                    book.save(path)
                    return f"{path.name} {sheet.title} {sheet.cell(FIRST_ROW, cell.column).coordinate}"
    raise AssertionError("no cell to change")


def plain(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def docx_text(document):
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    paragraphs = document.element.body.iter(word + "p")
    said = lambda e: e.text or "" if e.tag == word + "t" else " " if e.tag in (word + "br", word + "tab") else ""
    return "\n".join("".join(said(e) for e in p.iter()) for p in paragraphs)


def check_document(demo):
    path = demo / "report/2025.docx"
    document = docx.Document(path)
    first = document.sections[0]
    # Word keeps lengths in twips; a millimetre is 56.7 of them.
    for name, want in [("top_margin", 20), ("bottom_margin", 20), ("left_margin", 30), ("right_margin", 20)]:
        got = getattr(first, name)
        assert abs(got - Mm(want)) < Mm(0.1), f"{name} is {got / Mm(1):.1f} mm, not {want}"
    assert abs(first.page_width - Mm(210)) < Mm(0.2) and abs(first.page_height - Mm(297)) < Mm(0.2), "not A4"
    assert any(s.page_width > s.page_height for s in document.sections), "no landscape annex"
    heads = sum(1 for _ in document.element.body.iter(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tblHeader"))
    assert heads >= 9, f"{heads} repeated table heads"
    text = docx_text(document)
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số:", "Kính gửi", "Nơi nhận", "./."):
        assert words in text, words
    with tempfile.TemporaryDirectory() as out:
        subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", out, str(path)],
                       check=True, capture_output=True, timeout=300)
        assert (pathlib.Path(out) / "2025.pdf").stat().st_size > 10_000, "LibreOffice wrote nothing"
    check_same_text(demo, text)


def check_same_text(demo, text):
    """The same letters in both, apart from page numbers and heads repeated by the page."""
    pdf = subprocess.run(["pdftotext", "-raw", str(demo / "report/2025.pdf"), "-"],
                         check=True, capture_output=True).stdout.decode()
    in_docx, in_pdf = collections.Counter(plain(text)), collections.Counter(plain(pdf))
    missing = {c: n for c, n in (in_docx - in_pdf).items() if c.isalpha()}
    assert not missing, f"letters of the DOCX that the PDF lacks: {missing}"
    for word in set(re.findall(r"\w{4,}", unicodedata.normalize("NFC", text))):
        if word.isalpha() and len(word) <= 7:
            assert word in unicodedata.normalize("NFC", pdf), f"«{word}» is in the DOCX and not in the PDF"
    print(f"documents: margins, A4, landscape annexes, repeated heads; {sum(in_docx.values())} characters in both")


def check_fonts(demo):
    lines = subprocess.run(["pdffonts", str(demo / "report/2025.pdf")], check=True, capture_output=True).stdout.decode()
    fonts = [line.split() for line in lines.splitlines()[2:]]
    assert fonts, "no font"
    for font in fonts:
        assert font[-5] == "yes", f"{font[0]} is not embedded"
    print(f"fonts: {len(fonts)}, all embedded")


def check(demo):
    check_figures(demo)
    check_document(demo)
    check_fonts(demo)


def main():
    if sys.argv[1] != "--run":
        return check(pathlib.Path(sys.argv[1]))
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv[2], "demo", "--dir", folder, "--no-serve"], check=True, timeout=1800)
        check(pathlib.Path(folder))


if __name__ == "__main__":
    main()
