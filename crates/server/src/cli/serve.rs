//! `nhipcau serve`: the web and the timers in one process.
use std::net::SocketAddr;

use anyhow::Context;
use tokio::net::TcpListener;

use super::output::line;
use super::{Done, Ended};
use crate::ctx::Ctx;
use crate::{jobs, web};

/// Serves until the process is told to stop.
pub async fn run(ctx: Ctx, listen: SocketAddr) -> Ended {
    let listener = TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
    let address = listener.local_addr().map_err(anyhow::Error::from)?;
    let timers = tokio::spawn(jobs::run(ctx.clone()));
    let app = web::router(ctx).into_make_service_with_connect_info::<SocketAddr>();
    line(&format!("ready: http://{address}"));
    axum::serve(listener, app).with_graceful_shutdown(stop()).await.map_err(anyhow::Error::from)?;
    timers.abort();
    Ok(Done::Well)
}

async fn stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}
