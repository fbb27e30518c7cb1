//! The command line of `nhipcau`.
use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::main()
}
