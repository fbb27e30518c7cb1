// What a page costs on a slow line (UX check 25 and part 10): bytes, requests, seconds.
import { get } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';

import { pages } from './pages.mjs';
import { assert, equal } from './runner.mjs';

/** 400 kbit/s with 400 ms there and back. */
const LINE = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const HEADING_MS = 2500;
const REQUESTS = 2;
const STYLE_KB = 6.5;
/** Pages that a person waits for; each takes two seconds of doing nothing. */
const WAITED_FOR = ['home', 'published-report', 'sign-in', 'work-officer', 'work-late', 'round', 'report-edit', 'report-edit-projects', 'consolidation', 'project', 'projects', 'plan', 'intake'];

export function budgetSuites(product) {
  const all = pages(product);
  const slow = all.filter((page) => WAITED_FOR.includes(page.name));
  return [
    { name: 'budget bytes', run: (t) => bytes(t, product, all) },
    ...slow.map((page) => ({ name: `budget slow line ${page.name}`, run: (t) => slowLine(t, product, page) })),
  ];
}

/** The packed body as it comes over the line. */
function packed(url, session) {
  const cookie = session?.cookies.map((c) => `${c.name}=${c.value}`).join('; ');
  const headers = { 'accept-encoding': 'gzip', ...(cookie ? { cookie } : {}) };
  return new Promise((done, fail) => {
    get(url, { headers }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => done({ headers: response.headers, body: Buffer.concat(parts) }));
    }).on('error', fail);
  });
}

async function bytes(t, product, all) {
  let style = '';
  for (const page of all) {
    await t.check(`${page.name} weighs at most ${page.kb} kB`, async () => {
      const { headers, body } = await packed(product.shown.url + page.path, product.sessions[page.who]);
      const html = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
      style ||= /rel="stylesheet" href="([^"]+)"/.exec(html.toString('utf8'))[1];
      assert(body.length <= page.kb * 1000, `${body.length} bytes, ${gzipSync(html, { level: 9 }).length} when packed harder`);
    });
  }
  await t.check(`the stylesheet weighs at most ${STYLE_KB} kB and is kept for ever`, async () => {
    const { headers, body } = await packed(product.shown.url + style);
    equal(headers['content-encoding'], 'gzip', 'packed');
    assert(/immutable/.test(headers['cache-control']), `cache-control: ${headers['cache-control']}`);
    assert(body.length <= STYLE_KB * 1000, `${body.length} bytes`);
  });
}

/** A phone's first look at a page over a slow line, with an empty cache. */
async function slowLine(t, product, page) {
  const seen = await product.page(t, page.who, { width: 390, javaScriptEnabled: true });
  await seen.addInitScript(watchHeading);
  const asked = [];
  seen.on('request', (request) => {
    if (request.url().startsWith('http')) asked.push(request.url());
  });
  const line = await seen.context().newCDPSession(seen);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', LINE);
  await seen.goto(page.path);
  await t.check(`at most ${REQUESTS} requests`, () => assert(asked.length <= REQUESTS, asked.join('\n')));
  await t.check(`the heading shows within ${HEADING_MS} ms`, async () => {
    await seen.waitForFunction(() => window.headingAt !== undefined);
    const at = await seen.evaluate(() => window.headingAt);
    assert(at <= HEADING_MS, `${Math.round(at)} ms`);
  });
}

/** In the page: notes when the heading was drawn. A frame is only drawn when the style has come. */
function watchHeading() {
  const look = () => {
    const box = document.querySelector('h1')?.getBoundingClientRect();
    if (box && box.height > 0) window.headingAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
