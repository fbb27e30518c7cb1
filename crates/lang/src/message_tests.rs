//! What must hold for every message file, whoever adds to it.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{CallArguments, Expression, InlineExpression, Pattern, PatternElement};

use super::*;

/// Names of the variables in each message, by key.
fn variables(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for (file, source) in sources(lang) {
        let resource = FluentResource::try_new((*source).to_owned())
            .unwrap_or_else(|(_, errors)| panic!("locales/{lang}/{file}: {errors:?}"));
        for entry in resource.entries() {
            if let Entry::Message(message) = entry {
                let mut names = BTreeSet::new();
                if let Some(pattern) = &message.value {
                    collect(pattern, &mut names);
                }
                let twice = all.insert(message.id.name.to_owned(), names);
                assert!(twice.is_none(), "locales/{lang}/{file}: key {} stands twice", message.id.name);
            }
        }
    }
    all
}

fn collect(pattern: &Pattern<&str>, names: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_expression(expression, names);
        }
    }
}

fn collect_expression(expression: &Expression<&str>, names: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => collect_inline(inline, names),
        Expression::Select { selector, variants } => {
            collect_inline(selector, names);
            variants.iter().for_each(|variant| collect(&variant.value, names));
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, names: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            names.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => collect_expression(expression, names),
        InlineExpression::FunctionReference { arguments, .. } => collect_arguments(arguments, names),
        _ => {}
    }
}

fn collect_arguments(arguments: &CallArguments<&str>, names: &mut BTreeSet<String>) {
    arguments.positional.iter().for_each(|argument| collect_inline(argument, names));
}

/// A variable that only one language uses is a slip: `{ $name }` for `{ $n }`.
#[test]
fn vietnamese_and_english_have_the_same_keys_and_variables() {
    let (vi, en) = (variables(Lang::Vi), variables(Lang::En));
    let lacking: Vec<_> = vi.keys().filter(|key| !en.contains_key(*key)).collect();
    assert!(lacking.is_empty(), "English lacks: {lacking:?}");
    let surplus: Vec<_> = en.keys().filter(|key| !vi.contains_key(*key)).collect();
    assert!(surplus.is_empty(), "Vietnamese lacks: {surplus:?}");
    for (key, names) in &vi {
        assert_eq!(names, &en[key], "the variables of {key} differ");
    }
}

#[test]
fn khmer_adds_no_key_of_its_own() {
    let vi = variables(Lang::Vi);
    for (key, names) in variables(Lang::Km) {
        assert_eq!(vi.get(&key), Some(&names), "{key} in Khmer");
    }
}

/// Given every variable it names, each message must come out whole: no
/// reference to a message, term or function that does not exist.
#[test]
fn every_message_can_be_written() {
    for lang in Lang::ALL {
        for (key, names) in variables(lang) {
            let args: Vec<_> = names.iter().map(|name| (name.as_str(), Arg::Number(2))).collect();
            let written = format(lang, &key, &args);
            assert!(!written.contains('⟦'), "{key} in {lang} cannot be written");
            assert_eq!(crate::nfc(&written), written, "{key} in {lang} is not in composed form");
        }
    }
}

#[test]
fn messages_keep_the_house_style() {
    for lang in [Lang::Vi, Lang::En] {
        for key in keys(lang) {
            let Some(message) = try_text(lang, key) else {
                continue;
            };
            assert!(!message.contains('!'), "{key} in {lang} shouts: {message}");
            assert!(!message.to_lowercase().contains("vui lòng"), "{key} in {lang} begs: {message}");
            assert!(message != "Dữ liệu không hợp lệ", "{key} does not say what is wrong");
            assert_eq!(message.trim(), message, "{key} in {lang} has space around it");
        }
    }
}

#[test]
fn a_number_is_written_in_the_language_and_chooses_the_plural() {
    assert_eq!(format(Lang::En, "due-late", &[("days", 1.into())]), "1 day overdue");
    assert_eq!(format(Lang::En, "due-late", &[("days", 1_200.into())]), "1,200 days overdue");
    assert_eq!(format(Lang::Vi, "due-late", &[("days", 1_200.into())]), "Quá hạn 1.200 ngày");
}

#[test]
fn large_numbers_stay_exact_and_years_ungrouped() {
    let beyond = Arg::Number(i64::MAX);
    assert_eq!(format(Lang::Vi, "money-dong", &[("amount", beyond)]), "9.223.372.036.854.775.807 đồng");
    assert_eq!(format(Lang::Vi, "money-dong", &[("amount", 2025_i16.into())]), "2025 đồng");
}

#[test]
fn arguments_come_out_without_isolation_marks() {
    let said = format(Lang::Vi, "money-dong", &[("amount", "5".into())]);
    assert_eq!(said, "5 đồng");
}

#[test]
fn what_khmer_lacks_is_said_in_vietnamese_and_reported() {
    assert!(has(Lang::Km, "due-today"));
    assert_eq!(text(Lang::Km, "due-today"), "ថ្ងៃនេះ");
    assert!(!has(Lang::Km, "money-dong"));
    assert_eq!(format(Lang::Km, "money-dong", &[("amount", "5".into())]), "5 đồng");
    assert!(missing_keys(Lang::Km).contains(&"money-dong"));
    assert!(missing_keys(Lang::En).is_empty());
    assert!(missing_keys(Lang::Vi).is_empty());
}

#[test]
fn a_key_that_does_not_exist_is_marked() {
    assert_eq!(text(Lang::Vi, "no-such-key"), "⟦no-such-key⟧");
    assert_eq!(text(Lang::Km, "no-such-key"), "⟦no-such-key⟧");
    assert_eq!(try_text(Lang::Vi, "no-such-key"), None);
    assert_eq!(format(Lang::En, "no-such-key", &[]), "⟦no-such-key⟧");
}

#[test]
fn a_message_that_needs_arguments_is_not_a_text() {
    assert_eq!(text(Lang::Vi, "due-left"), "⟦due-left⟧");
    assert_eq!(format(Lang::Vi, "due-left", &[("day", 3.into())]), "⟦due-left⟧");
}
