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
