//! Sheets, columns and rows moved, removed, copied and merged.
use super::Case;
use super::book::Book;

fn on(kind: &'static str, parameter: &str, codes: &[&'static str], edit: fn(&mut Book)) -> Case {
    Case::new(kind, parameter, codes, move |clean| {
        let mut book = Book::open(clean);
        edit(&mut book);
        book.bytes()
    })
}

/// Takes a sheet out of the list of sheets; its part stays, as some programs leave it.
fn without_sheet(book: &mut Book, sheet: &str) {
    book.edit("xl/workbook.xml", |xml| {
        let start = xml.find(&format!("<sheet name=\"{sheet}\"")).unwrap();
        let end = start + xml[start..].find("/>").unwrap() + 2;
        format!("{}{}", &xml[..start], &xml[end..])
    });
}

fn renamed(book: &mut Book, from: &str, to: &str) {
    book.edit("xl/workbook.xml", |xml| {
        xml.replace(&format!("<sheet name=\"{from}\""), &format!("<sheet name=\"{to}\""))
    });
}

pub fn cases() -> Vec<Case> {
    let mut out = sheets();
    out.extend(programs());
    out.extend(columns());
    out.extend(rows());
    out
}

fn sheets() -> Vec<Case> {
    let mut out = Vec::new();
    for sheet in ["Biểu 01", "Biểu 04", "Biểu 08", "Lời"] {
        out.push(
            Case::new("sheet-removed", sheet, &["sheet-missing"], move |clean| {
                let mut book = Book::open(clean);
                without_sheet(&mut book, sheet);
                book.bytes()
            })
            .whole(),
        );
    }
    out.push(on("sheet-removed", "derived", &[], |b| without_sheet(b, "Biểu 03")).whole());
    out.push(on("sheet-removed", "guide", &[], |b| without_sheet(b, "Hướng dẫn")).whole());
    out.push(on("sheet-removed", "all", &["not-a-report"], |b| {
        (1..=8).for_each(|n| without_sheet(b, &format!("Biểu {n:02}")));
        without_sheet(b, "Lời");
    }));
    out.push(on("sheet-renamed", "one", &["sheet-renamed"], |b| renamed(b, "Biểu 04", "Tập huấn")).whole());
    out.push(
        on("sheet-renamed", "all", &["sheet-renamed"], |b| {
            (1..=8).for_each(|n| renamed(b, &format!("Biểu {n:02}"), &format!("Sheet{n}")));
            renamed(b, "Lời", "Sheet9");
        })
        .whole(),
    );
    out.push(
        on("sheets-reordered", "", &[], |b| {
            b.edit("xl/workbook.xml", |xml| {
                let (head, rest) = xml.split_once("<sheets>").unwrap();
                let (list, tail) = rest.split_once("</sheets>").unwrap();
                let mut sheets: Vec<&str> = list.split_inclusive("/>").collect();
                sheets.reverse();
                format!("{head}<sheets>{}</sheets>{tail}", sheets.concat())
            });
        })
        .whole(),
    );
    out.push(
        on("sheet-copied", "", &["sheet-twice"], |b| {
            b.edit("xl/workbook.xml", |xml| {
                let id =
                    xml.split("<sheet name=\"Biểu 04\"").nth(1).unwrap().split("r:id=\"").nth(1).unwrap();
                let id = id.split('"').next().unwrap().to_owned();
                xml.replace(
                    "<sheets>",
                    &format!("<sheets><sheet name=\"Biểu 04 (2)\" sheetId=\"99\" r:id=\"{id}\"/>"),
                )
            });
        })
        .whole(),
    );
    out.push(on("sheet-added", "", &["sheet-extra"], |b| {
        b.edit("xl/_rels/workbook.xml.rels", |xml| {
            xml.replace("</Relationships>", "<Relationship Id=\"rIdX\" Target=\"worksheets/more.xml\"/></Relationships>")
        });
        b.edit("xl/workbook.xml", |xml| {
            xml.replace("</sheets>", "<sheet name=\"Tính thử\" sheetId=\"98\" r:id=\"rIdX\"/></sheets>")
        });
        let xml = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>nháp</t></is></c></row></sheetData></worksheet>";
        b.parts.push(("xl/worksheets/more.xml".to_owned(), xml.into()));
    })
    .whole());
    out
}

/// Files that other programs write, and what else may be in them.
fn programs() -> Vec<Case> {
    let mut out = Vec::new();
    out.push(
        on("macros", "", &["macros"], |b| b.parts.push(("xl/vbaProject.bin".to_owned(), vec![0; 64])))
            .whole(),
    );
    out.push(
        on("external-links", "", &["external-links"], |b| {
            b.parts.push(("xl/externalLinks/externalLink1.xml".to_owned(), b"<externalLink/>".to_vec()));
        })
        .whole(),
    );
    out.push(
        on("other-writer", "prefixed", &[], |b| {
            b.sheet("Biểu 05", |xml| {
                let xml = xml.replace("</", "</x:").replace('<', "<x:");
                xml.replace("<x:/x:", "</x:").replace("<x:?", "<?").replace("<x:/", "</")
            });
        })
        .whole(),
    );
    out.push(
        on("other-writer", "utf16", &[], |b| {
            let path = b.path("Biểu 05");
            let part = b.part(&path);
            let text = String::from_utf8(std::mem::take(part)).unwrap();
            *part = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        })
        .whole(),
    );
    // Some programs leave the addresses out; rows of the narrative are full, so nothing shifts.
    out.push(
        on("other-writer", "no-addresses", &[], |b| {
            b.sheet("Lời", |xml| {
                let cells = (5..=10).flat_map(|r| ["A", "B", "C", "D"].map(|c| format!("<c r=\"{c}{r}\"")));
                cells.fold(xml, |xml, cell| xml.replace(&cell, "<c"))
            });
        })
        .whole(),
    );
    out
}

fn columns() -> Vec<Case> {
    vec![
        // Biểu 06 holds id, TT, content, raised, body, due, outcome in A to G.
        on("column-inserted", "filled", &["column-extra"], |b| {
            b.map("Biểu 06", |r, c| Some((r, if c >= 4 { c + 1 } else { c })));
            b.sheet("Biểu 06", |xml| {
                xml.replacen(
                    "<c r=\"F10\"",
                    "<c r=\"E10\" t=\"inlineStr\"><is><t>thêm</t></is></c><c r=\"F10\"",
                    1,
                )
            });
        })
        .whole(),
        on("column-inserted", "blank", &[], |b| {
            b.map("Biểu 06", |r, c| Some((r, if c >= 3 { c + 2 } else { c })));
        })
        .whole(),
        on("column-removed", "typed", &["column-missing"], |b| {
            b.map("Biểu 06", |r, c| (c != 4).then_some((r, if c > 4 { c - 1 } else { c })));
        })
        .whole(),
        on("column-removed", "ids", &[], |b| {
            b.map("Biểu 06", |r, c| Some((r, c.checked_sub(1)?)));
        }),
        on("columns-reordered", "two", &["columns-moved"], |b| {
            b.map("Biểu 06", |r, c| {
                Some((
                    r,
                    match c {
                        2 => 6,
                        6 => 2,
                        c => c,
                    },
                ))
            });
        })
        .whole(),
        on("columns-reordered", "all", &["columns-moved"], |b| {
            b.map("Biểu 06", |r, c| Some((r, if c < 2 { c } else { 8 - c })));
        })
        .whole(),
        on("keys-removed", "row", &["keys-lost"], |b| {
            b.map("Biểu 06", |r, c| (r != 3).then_some((if r > 3 { r - 1 } else { r }, c)));
        }),
        on("keys-removed", "headings", &["sheet-headings"], |b| {
            b.map("Biểu 06", |r, c| (!(3..=6).contains(&r)).then_some((r, c)));
        })
        .whole(),
        on("too-wide", "", &["too-many-columns"], |b| {
            b.sheet("Biểu 06", |xml| {
                xml.replacen("</row></sheetData>", "<c r=\"XFD40\"><v>1</v></c></row></sheetData>", 1)
            });
        })
        .whole(),
        on("far-cell", "", &[], |b| {
            b.sheet("Biểu 06", |xml| {
                xml.replace("</sheetData>", "<row r=\"1048576\"><c r=\"A1048576\"/></row></sheetData>")
            });
        })
        .whole(),
    ]
}

fn rows() -> Vec<Case> {
    vec![
        on("rows-inserted", "blank", &[], |b| {
            b.map("Biểu 04", |r, c| Some((if r >= 11 { r + 3 } else { r }, c)));
        })
        .whole(),
        on("rows-inserted", "above", &[], |b| {
            b.map("Biểu 04", |r, c| Some((r + 4, c)));
        })
        .whole(),
        on("rows-reordered", "", &[], |b| {
            b.map("Biểu 04", |r, c| {
                Some((
                    match r {
                        9 => 11,
                        11 => 9,
                        r => r,
                    },
                    c,
                ))
            });
        }),
        on("row-copied", "", &["row-copied", "row-twice"], |b| {
            b.sheet("Biểu 04", |xml| {
                let row = xml.split("<row r=\"10\"").nth(1).unwrap().split("</row>").next().unwrap();
                let copy = format!("<row r=\"60\"{}</row>", row.replace("10\"", "60\""));
                xml.replace("</sheetData>", &format!("{copy}</sheetData>"))
            });
        }),
        on("row-half-filled", "", &["required"], |b| {
            b.text("Biểu 04", "C13", "Lớp mới");
        }),
        on("rows-many", "", &["too-many-rows"], |b| {
            let rows: String =
                (100..21_000).map(|r| format!("<row r=\"{r}\"><c r=\"C{r}\"><v>1</v></c></row>")).collect();
            b.sheet("Biểu 06", |xml| xml.replace("</sheetData>", &format!("{rows}</sheetData>")));
        })
        .whole(),
        on("rows-styled", "", &[], |b| {
            let rows: String =
                (100..60_000).map(|r| format!("<row r=\"{r}\"><c r=\"C{r}\" s=\"3\"/></row>")).collect();
            b.sheet("Biểu 06", |xml| xml.replace("</sheetData>", &format!("{rows}</sheetData>")));
        })
        .whole(),
        on("merged", "down", &["merged-cells"], |b| merge(b, "E10:E12")).whole(),
        on("merged", "across", &["merged-cells"], |b| merge(b, "C10:D10")).whole(),
        on("merged", "all", &["merged-cells"], |b| merge(b, "A1:G100")).whole(),
        on("signature", "", &["required"], |b| {
            b.text("Biểu 06", "C30", "Người lập biểu");
        }),
    ]
}

fn merge(book: &mut Book, range: &str) {
    book.sheet("Biểu 06", |xml| {
        xml.replacen("<mergeCell ", &format!("<mergeCell ref=\"{range}\"/><mergeCell "), 1)
    });
}
