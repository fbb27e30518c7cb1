//! Writes a file again in canonical form: `cargo run -p iati --release --example rewrite -- IN OUT`.

use std::fs::File;
use std::io::BufWriter;

use iati::typed::{Layout, Reader, Writer};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().collect();
    let [_, from, to] = &args[..] else { return Err("rewrite IN OUT".into()) };
    let mut reader = Reader::open(from.as_ref())?;
    let mut writer = Writer::new(BufWriter::new(File::create(to)?), Layout::Indented, reader.root())?;
    for item in &mut reader {
        writer.item(&item?)?;
    }
    writer.finish()?;
    Ok(())
}
