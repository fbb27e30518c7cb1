//! The fonts are embedded from a folder that may appear after the first build.
fn main() {
    println!("cargo:rerun-if-changed=../../assets/vendor/fonts");
}
