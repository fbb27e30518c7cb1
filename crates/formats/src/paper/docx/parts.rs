//! The parts beside the document: styles, headers, properties, and how they hang together.
use super::super::decree30::{
    self, BODY_SIZE, BODY_SPACING, DEMO_SIZE, FIRST_LINE, FONT, KHMER_FONT, PAGE_NUMBER_SIZE, PARAGRAPH_GAP,
    SIGNING_INFO_SIZE,
};
use super::super::model::{Dated, Paper};
use super::table::CELL_STYLES;
use super::xml::{self, DECLARATION, Face, Look, NAMESPACES, escape, half, twips};

pub(super) const NUMBER_HEADER: &str = "rIdNumber";
pub(super) const FIRST_HEADER: &str = "rIdFirst";
pub(super) const BLANK_HEADER: &str = "rIdBlank";
pub(super) const FOOTER: &str = "rIdFooter";

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Name in the package and content of every part but the document itself.
pub(super) fn all(paper: &Paper) -> Vec<(&'static str, String)> {
    vec![
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", core(paper)),
        ("word/_rels/document.xml.rels", document_relations()),
        ("word/styles.xml", styles(paper)),
        ("word/settings.xml", settings(paper)),
        ("word/header1.xml", page_number()),
        ("word/header2.xml", signing_info(paper)),
        ("word/header3.xml", part("hdr", |out| xml::paragraph(out, &Look::of("Center"), "", PLAIN))),
        ("word/footer1.xml", demo(paper)),
    ]
}

const PLAIN: Face = Face { bold: false, italic: false, size: 0.0 };

fn content_types() -> String {
    let part = |name: &str, kind: &str| format!("<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>");
    let word = |name: &str, kind: &str| part(&format!("word/{name}.xml"), &format!("{WORD}.{kind}+xml"));
    [
        DECLARATION,
        &format!("<Types xmlns=\"{PACKAGE}/content-types\">"),
        "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/>",
        &word("document", "document.main"),
        &word("styles", "styles"),
        &word("settings", "settings"),
        &word("header1", "header"),
        &word("header2", "header"),
        &word("header3", "header"),
        &word("footer1", "footer"),
        &part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        "</Types>",
    ]
    .concat()
}

fn relations(of: &[(&str, String, &str)]) -> String {
    let one = |(id, kind, target): &(&str, String, &str)| {
        format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
    };
    let all: String = of.iter().map(one).collect();
    format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>")
}

fn package_relations() -> String {
    relations(&[
        ("rId1", format!("{RELATION}/officeDocument"), "word/document.xml"),
        ("rId2", format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml"),
    ])
}

fn document_relations() -> String {
    let kind = |name: &str| format!("{RELATION}/{name}");
    relations(&[
        ("rIdStyles", kind("styles"), "styles.xml"),
        ("rIdSettings", kind("settings"), "settings.xml"),
        (NUMBER_HEADER, kind("header"), "header1.xml"),
        (FIRST_HEADER, kind("header"), "header2.xml"),
        (BLANK_HEADER, kind("header"), "header3.xml"),
        (FOOTER, kind("footer"), "footer1.xml"),
    ])
}

fn core(paper: &Paper) -> String {
    let created = match paper.title_block.dated {
        Dated::On(date) => {
            format!("<dcterms:created xsi:type=\"dcterms:W3CDTF\">{date}T00:00:00Z</dcterms:created>")
        }
        Dated::Month { .. } | Dated::Year(_) => String::new(),
    };
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <dc:language>{}</dc:language>{created}</cp:coreProperties>",
        escape(&decree30::clean(&decree30::title(paper))),
        escape(&decree30::clean(&paper.title_block.issuer)),
        decree30::tag(paper.lang)
    )
}

fn settings(paper: &Paper) -> String {
    let tag = decree30::tag(paper.lang);
    format!(
        "{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"{}\"/>\
         <w:characterSpacingControl w:val=\"doNotCompress\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"{tag}\"/>\
         </w:settings>",
        twips(FIRST_LINE)
    )
}

/// A header or footer.
fn part(element: &str, fill: impl FnOnce(&mut String)) -> String {
    let mut out = format!("{DECLARATION}<w:{element} {NAMESPACES}>");
    fill(&mut out);
    out.push_str(&format!("</w:{element}>"));
    out
}

fn page_number() -> String {
    part("hdr", |out| {
        xml::open(out, &Look::of("Center"));
        out.push_str("<w:fldSimple w:instr=\" PAGE \">");
        xml::run(out, "2", Face { size: PAGE_NUMBER_SIZE, ..PLAIN });
        out.push_str("</w:fldSimple>");
        xml::close(out);
    })
}

fn signing_info(paper: &Paper) -> String {
    part("hdr", |out| {
        let look = Look { set: Some("right"), ..Look::of("Normal") };
        let info = paper.signing_info.as_deref().unwrap_or_default();
        xml::paragraph(out, &look, info, Face { size: SIGNING_INFO_SIZE, ..PLAIN });
    })
}

fn demo(paper: &Paper) -> String {
    part("ftr", |out| {
        let face = Face { italic: true, size: DEMO_SIZE, bold: false };
        xml::paragraph(out, &Look::of("Center"), paper.demo.as_deref().unwrap_or_default(), face);
    })
}

fn styles(paper: &Paper) -> String {
    let (size, tag) = (half(BODY_SIZE), decree30::tag(paper.lang));
    let mut out = format!(
        "{DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"{FONT}\" \
         w:hAnsi=\"{FONT}\" w:eastAsia=\"{FONT}\" w:cs=\"{KHMER_FONT}\"/><w:color w:val=\"000000\"/><w:sz w:val=\"{size}\"/>\
         <w:szCs w:val=\"{size}\"/><w:lang w:val=\"{tag}\" w:eastAsia=\"{tag}\" w:bidi=\"km-KH\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" \
         w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>"
    );
    let (after, line, first) =
        (twips(PARAGRAPH_GAP), (BODY_SPACING * 240.0).round() as i32, twips(FIRST_LINE));
    let spacing = |after: i32| {
        format!("<w:spacing w:before=\"0\" w:after=\"{after}\" w:line=\"{line}\" w:lineRule=\"auto\"/>")
    };
    let set = |to: &str| format!("<w:jc w:val=\"{to}\"/>");
    let indent = format!("<w:ind w:firstLine=\"{first}\"/>");
    let level = |n: u8| format!("<w:outlineLvl w:val=\"{n}\"/>");
    let bold = "<w:rPr><w:b/><w:bCs/></w:rPr>";
    let body = format!("{}{indent}{}", spacing(after), set("both"));
    let mut style = |id: &str, name: &str, paragraph: &str, run: &str| {
        out.push_str(&format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn \
             w:val=\"Normal\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>{run}</w:style>"
        ));
    };
    style("Body", "Body Text", &body, "");
    style("Loose", "Address", &spacing(0), "");
    style("Center", "Centered", &set("center"), "");
    style("Title", "Title", &set("center"), bold);
    style("Subtitle", "Subtitle", &set("center"), bold);
    style("Caption", "caption", &set("center"), bold);
    style("Heading1", "heading 1", &format!("<w:keepNext/>{body}{}", level(0)), bold);
    style("Heading2", "heading 2", &format!("<w:keepNext/>{body}{}", level(1)), bold);
    style("AnnexNumber", "Annex Number", &format!("<w:keepNext/>{}{}", set("center"), level(0)), bold);
    for (size, id) in CELL_STYLES {
        let (name, half) = (format!("Table Text {size}"), half(size));
        style(id, &name, "", &format!("<w:rPr><w:sz w:val=\"{half}\"/><w:szCs w:val=\"{half}\"/></w:rPr>"));
    }
    out.push_str("</w:styles>");
    out
}
