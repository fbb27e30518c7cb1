//! Nothing is lost between a file and its values: on a file with everything the standard has, on random files, and
//! on real ones.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test says what is wrong by failing")]

mod bag;
mod random;
mod real;
mod whole;

use iati::Kind;
use iati::typed::{
    Activity, ActivityDate, Budget, Date, Description, Item, Layout, Money, Narrative, ParticipatingOrg,
    Reader, RecipientCountry, ReportingOrg, Root, Sector, Transaction, Writer,
};

/// The values of a file.
fn read(file: &str) -> (Root, Vec<Item>) {
    let mut reader = Reader::new(file.as_bytes()).expect("the head can be read");
    let items = reader.by_ref().collect::<Result<_, _>>().expect("the file can be read");
    (reader.root().clone(), items)
}

/// The file of values.
fn write((root, items): &(Root, Vec<Item>), layout: Layout) -> String {
    let mut writer = Writer::new(Vec::new(), layout, root).expect("memory can be written");
    for item in items {
        writer.item(item).expect("memory can be written");
    }
    String::from_utf8(writer.finish().expect("memory can be written")).expect("the file is UTF-8")
}

/// Reads a file, writes it in both layouts, and sees that the same values come back, the same bytes the second time,
/// and that the file has all that was in the first. Gives the indented one.
fn round_trip(file: &str, kind: Kind) -> String {
    let values = read(file);
    let mut indented = String::new();
    for layout in [Layout::Compact, Layout::Indented] {
        let written = write(&values, layout);
        let again = read(&written);
        // Elements of others under the root are written last, so the order of items may be another.
        let others_last = |(root, items): &(Root, Vec<Item>)| {
            let (others, own): (Vec<Item>, Vec<Item>) =
                items.iter().cloned().partition(|item| matches!(item, Item::Other(_)));
            (root.clone(), own, others)
        };
        assert_eq!(others_last(&again), others_last(&values), "{file}\n{written}");
        assert_eq!(write(&again, layout), written);
        assert_eq!(bag::difference(file, &written, kind), Vec::<String>::new(), "{written}");
        indented = written;
    }
    indented
}

/// The same file with white space and unknown things at places where a reader may stumble.
#[test]
fn what_the_standard_does_not_have_is_kept() {
    let file = r#"<?xml version="1.0"?><iati-activities version="2.02" xmlns:x="urn:x" x:by="me">
      <!-- a comment --><x:first a="1"/>
      <iati-activity xmlns:y="urn:y" y:b="&quot;&#10;" unknown="1">stray
        <iati-identifier>A &amp; B ]]&gt;</iati-identifier> text
        <title code="9"><narrative xml:lang="vi"> Cấp
nước </narrative><x:mixed> a <b> <c/> </b> z </x:mixed></title>
        <title><narrative>the second</narrative></title>
        <sector vocabulary="1" code="14030" percentage="100.00" x:note="n"/>
        <budget><value value-date="soon" currency="USD">a lot</value></budget>
        <capital-spend percentage=" .5 "/>
        <nothing/>
        <y:kept xml:space="preserve"> <y:a/></y:kept>
        <y:all><y:in><![CDATA[<&]]>&#13;</y:in><title/></y:all>
      </iati-activity>
    </iati-activities>"#;
    let written = round_trip(file, Kind::Activities);
    let (_, items) = read(file);
    let Item::Activity(activity) = &items[1] else { panic!("{items:?}") };
    assert_eq!(activity.identifier(), "A & B ]]>");
    assert_eq!(activity.budgets[0].value.as_ref().map(|it| it.amount.good().is_none()), Some(true));
    assert!(
        written.contains(r#"<sector vocabulary="1" code="14030" percentage="100" x:note="n"/>"#),
        "{written}"
    );
    assert!(written.contains("<x:mixed> a <b><c/></b> z </x:mixed>"), "{written}");
    assert!(written.contains(r#"y:b="&quot;&#10;" unknown="1">stray text"#), "{written}");
    assert!(written.contains("<narrative xml:lang=\"vi\"> Cấp\nnước </narrative>"), "{written}");
    assert!(written.contains("<y:kept xml:space=\"preserve\"> <y:a/></y:kept>"), "{written}");
    assert!(written.contains("<y:in>&lt;&amp;&#13;</y:in>"), "{written}");
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let error = |file: &str| match Reader::new(file.as_bytes()) {
        Ok(reader) => reader.filter_map(Result::err).next(),
        Err(error) => Some(error),
    };
    // The check says the same of it, at the same place.
    let error = |file: &str| {
        let error = error(file)?;
        let mut found = Vec::new();
        iati::check(file.as_bytes(), &iati::Options::default(), |finding| found.push(finding));
        let own = error.finding().expect("it is not about opening");
        let same = |it: &iati::Finding| {
            (it.id, it.message, it.pos, &it.args) == (own.id, own.message, own.pos, &own.args)
        };
        assert!(found.iter().any(same), "{own:?} {found:?}");
        Some(error.to_string())
    };
    assert_eq!(error("<iati-activities version='2.03'/>"), None);
    let old = error("<iati-activities version='1.05'></iati-activities>").expect("an error");
    assert!(old.contains("1.05"), "{old}");
    assert!(error("<html/>").is_some_and(|text| text.contains("html")));
    assert!(error("").is_some());
    let broken = "<iati-activities version='2.03'>\n<iati-activity/>\n<iati-activity></x>";
    assert_eq!(read_until_error(broken), 1);
    assert!(error(broken).is_some_and(|text| text.starts_with("line 3, column 16")));
}

fn read_until_error(file: &str) -> usize {
    Reader::new(file.as_bytes()).expect("the head can be read").take_while(Result::is_ok).count()
}

#[test]
fn a_file_made_of_values_passes_the_check() {
    let day = |year, month, day| Date::new(year, month, day).expect("a day of the calendar");
    let mut activity = Activity::new("XM-DAC-41114-1");
    activity.reporting_org = Some(ReportingOrg::new("XM-DAC-41114", "40", "An agency"));
    activity.title =
        Some(vec![Narrative::in_lang("vi", "Nước sạch"), Narrative::in_lang("en", "Water")].into());
    activity.descriptions = vec![Description::new("1", vec!["Clean water for a commune".into()])];
    activity.participating_orgs =
        vec![ParticipatingOrg::new("1", "A fund"), ParticipatingOrg::new("4", "A body")];
    activity.activity_status = Some("2".into());
    activity.activity_dates = vec![ActivityDate::new("2", day(2025, 1, 1))];
    activity.recipient_countries = vec![RecipientCountry::new("VN")];
    activity.sectors = vec![Sector::new("14030")];
    activity.lang = Some("en".to_owned());
    activity.default_currency = Some("USD".to_owned());
    let money = Money::new("1500.50".parse().expect("a number"), "USD", day(2025, 1, 1));
    activity.budgets = vec![Budget::new("1", "2", (day(2025, 1, 1), day(2025, 12, 31)), money.clone())];
    activity.transactions = vec![Transaction::new("2", day(2025, 2, 1), money)];

    let file = write(
        &(Root::new(Kind::Activities), vec![Item::Activity(Box::new(activity.clone()))]),
        Layout::Indented,
    );
    let mut findings = Vec::new();
    let now = iati::rules::values::Instant::parse("2026-11-22").expect("a day");
    iati::check(file.as_bytes(), &iati::Options::new(now), |finding| {
        findings.push((finding.id.0, finding.severity));
    });
    findings.retain(|(_, severity)| *severity < iati::Severity::Warning);
    assert_eq!(findings, [], "{file}");
    assert!(file.contains(r#"<value currency="USD" value-date="2025-01-01">1500.5</value>"#), "{file}");
    assert_eq!(activity.title.as_ref().and_then(|title| title.in_lang("EN")), Some("Water"));
    assert_eq!(activity.date("2"), Date::new(2025, 1, 1));
    let transaction = &activity.transactions[0];
    assert_eq!((transaction.code(), transaction.day()), ("2", Date::new(2025, 2, 1)));
    assert_eq!(activity.currency(&Money::default()), Some("USD"));
}

/// An activity that is larger than what is read at once, and one that is named inside an extension.
#[test]
fn activities_are_cut_at_the_right_place() {
    let long = "x".repeat(300_000);
    let one = format!(
        "<iati-activity><iati-identifier>{long}</iati-identifier>\
         <x:copy xmlns:x='urn:x'><iati-activity></iati-activity></x:copy></iati-activity>"
    );
    let file = format!("<iati-activities version='2.03'>{}</iati-activities>", one.repeat(7));
    let (_, items) = read(&file);
    assert_eq!(items.len(), 7);
    assert!(items.iter().all(|item| *item == items[0]));
}
