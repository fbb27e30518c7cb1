//! Nhịp Cầu, the product: use cases in [`app`], pages in [`web`], timers in [`jobs`], verbs in [`cli`].
mod address;
pub mod app;
pub mod cli;
pub mod config;
pub mod ctx;
pub mod demo;
pub mod jobs;
pub mod problem;
pub mod reference;
pub mod web;

/// A round is read in millions of small texts: with the system's allocator an import takes a tenth longer.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
