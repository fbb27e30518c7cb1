//! `cargo xtask test`: the stages of the checks, in order. A stage whose
//! programs are missing is skipped with the reason; in CI that is a failure.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use crate::{assets, run, tidy};

/// Something that a stage cannot do without.
#[derive(Debug, Clone, Copy)]
enum Need {
    /// A program on the search path; the second word is its Debian package.
    Program(&'static str, &'static str),
    /// One of several programs that do the same.
    AnyProgram(&'static [&'static str], &'static str),
    /// A setting in the environment, and what it holds.
    Setting(&'static str, &'static str),
    /// A package of Python, by the names it is imported and installed by.
    Python(&'static str, &'static str),
}

/// What a stage does.
#[derive(Clone, Copy)]
enum Work {
    /// Commands, one after another; `cargo test` becomes `cargo nextest run`
    /// where that is installed.
    Commands(&'static [&'static [&'static str]]),
    /// A verb of this program.
    Verb(fn(&Path) -> Result<ExitCode>),
    /// Nothing of its own: another stage does it when the needs are met.
    Within(&'static str),
}

struct Stage {
    name: &'static str,
    needs: &'static [Need],
    work: Work,
}

const CARGO: Need = Need::Program("cargo", "cargo");

/// To add a stage, add an entry: a name, what it needs, what it runs.
const STAGES: &[Stage] = &[
    Stage { name: "assets", needs: &[Need::Program("npm", "npm")], work: Work::Verb(assets::fetch) },
    Stage {
        name: "unit and story tests",
        needs: &[CARGO],
        work: Work::Commands(&[&["cargo", "test", "--workspace"]]),
    },
    Stage {
        name: "PostgreSQL",
        needs: &[Need::Setting("TEST_POSTGRES", "the address of an empty database, postgres://…")],
        work: Work::Within("unit and story tests"),
    },
    Stage { name: "tidy", needs: &[], work: Work::Verb(tidy::run) },
    Stage {
        name: "browser",
        needs: &[
            Need::Program("node", "nodejs"),
            Need::AnyProgram(&["chromium", "chromium-browser", "google-chrome"], "chromium"),
        ],
        work: Work::Commands(&[
            &["cargo", "build", "--package", "nhipcau"],
            &["node", "tests/browser/run.mjs"],
        ]),
    },
    Stage {
        name: "office",
        needs: &[
            Need::Program("soffice", "libreoffice-writer-nogui libreoffice-calc-nogui"),
            Need::Program("pdftotext", "poppler-utils"),
            Need::Program("python3", "python3"),
            Need::Python("openpyxl", "openpyxl"),
            Need::Python("docx", "python-docx"),
        ],
        work: Work::Commands(&[
            &["cargo", "build", "--package", "nhipcau"],
            &["python3", "tests/office/check.py", "--run", "target/debug/nhipcau"],
        ]),
    },
    Stage {
        name: "catalogue",
        needs: &[
            Need::Program("pdftotext", "poppler-utils"),
            Need::Program("xmllint", "libxml2-utils"),
            Need::Program("python3", "python3"),
            Need::Python("openpyxl", "openpyxl"),
            Need::Python("docx", "python-docx"),
            Need::Python("jsonschema", "jsonschema"),
            Need::Python("feedparser", "feedparser"),
        ],
        work: Work::Commands(&[
            &["cargo", "build", "--package", "nhipcau"],
            &["python3", "tests/office/catalogue.py", "target/debug/nhipcau"],
        ]),
    },
    Stage {
        name: "due dates",
        needs: &[Need::Program("python3", "python3"), Need::Python("workalendar", "workalendar")],
        work: Work::Commands(&[
            &["cargo", "build", "--package", "nhipcau"],
            &["python3", "tests/office/clock.py", "target/debug/nhipcau"],
        ]),
    },
];

/// How a stage ended.
enum Outcome {
    Passed,
    Skipped(String),
    Failed(String),
}

/// Runs every stage, also after one has failed, and prints a summary.
pub(crate) fn run(root: &Path) -> Result<ExitCode> {
    let strict = run::in_ci();
    let mut summary = Vec::new();
    for stage in STAGES {
        println!("\n== {}", stage.name);
        let start = Instant::now();
        let outcome = perform(root, stage);
        let seconds = start.elapsed().as_secs();
        match &outcome {
            Outcome::Passed => println!("passed: {} ({seconds} s)", stage.name),
            Outcome::Skipped(reason) => println!("skipped: {} because {reason}", stage.name),
            Outcome::Failed(reason) => println!("failed: {}: {reason}", stage.name),
        }
        summary.push((stage.name, outcome, seconds));
    }
    println!("\n== summary");
    let mut bad = 0;
    for (name, outcome, seconds) in &summary {
        let (word, reason) = match outcome {
            Outcome::Passed => ("passed", ""),
            Outcome::Skipped(reason) => ("skipped", reason.as_str()),
            Outcome::Failed(reason) => ("failed", reason.as_str()),
        };
        println!("{word:8}{seconds:5} s  {name}  {reason}");
        bad += usize::from(is_bad(outcome, strict));
    }
    if strict && bad > 0 {
        println!("CI is set: a skipped stage counts as failed");
    }
    Ok(if bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn is_bad(outcome: &Outcome, strict: bool) -> bool {
    match outcome {
        Outcome::Passed => false,
        Outcome::Skipped(_) => strict,
        Outcome::Failed(_) => true,
    }
}

fn perform(root: &Path, stage: &Stage) -> Outcome {
    if let Some(lack) = stage.needs.iter().find_map(|need| lacking(root, *need)) {
        return Outcome::Skipped(lack);
    }
    let done = match stage.work {
        Work::Within(other) => {
            println!("done within: {other}");
            Ok(())
        }
        Work::Verb(verb) => verb(root).and_then(|code| {
            anyhow::ensure!(code == ExitCode::SUCCESS, "see above");
            Ok(())
        }),
        Work::Commands(commands) => commands.iter().try_for_each(|words| run::run(root, &quicker(words))),
    };
    match done {
        Ok(()) => Outcome::Passed,
        Err(error) => Outcome::Failed(format!("{error:#}")),
    }
}

/// nextest runs the tests of all crates side by side.
fn quicker<'a>(words: &[&'a str]) -> Vec<&'a str> {
    match words {
        ["cargo", "test", rest @ ..] if run::find("cargo-nextest").is_some() => {
            let mut quick = vec!["cargo", "nextest", "run"];
            quick.extend(rest);
            quick
        }
        _ => words.to_vec(),
    }
}

/// What is missing, in words; `None` if the need is met.
fn lacking(root: &Path, need: Need) -> Option<String> {
    match need {
        Need::Program(name, package) => run::find(name)
            .is_none()
            .then(|| format!("the program {name} is not installed (Debian: apt-get install {package})")),
        Need::AnyProgram(names, package) => names.iter().all(|name| run::find(name).is_none()).then(|| {
            format!("none of {} is installed (Debian: apt-get install {package})", names.join(", "))
        }),
        Need::Setting(name, meaning) => {
            run::setting(name).is_none().then(|| format!("{name} is not set ({meaning})"))
        }
        Need::Python(module, package) => {
            let import = format!("import {module}");
            (!run::succeeds(root, &["python3", "-c", &import]))
                .then(|| format!("Python lacks the package {package} (pip install {package})"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_named_with_its_package() {
        let said = lacking(Path::new("."), Need::Program("no-such-program", "some-package"));
        assert!(said.is_some_and(|said| said.contains("no-such-program") && said.contains("some-package")));
        assert_eq!(lacking(Path::new("."), CARGO), None);
    }

    #[test]
    fn skipping_is_a_failure_only_where_nobody_watches() {
        let skipped = Outcome::Skipped(String::new());
        assert!(!is_bad(&skipped, false));
        assert!(is_bad(&skipped, true));
        assert!(is_bad(&Outcome::Failed(String::new()), false));
        assert!(!is_bad(&Outcome::Passed, true));
    }

    #[test]
    fn a_stage_that_others_do_names_a_stage() {
        for stage in STAGES {
            if let Work::Within(other) = stage.work {
                assert!(STAGES.iter().any(|stage| stage.name == other), "{}", stage.name);
            }
        }
    }
}
