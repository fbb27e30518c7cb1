#!/usr/bin/env node
// Looks at the product as people do: in Chromium, most of the time without JavaScript.
//
//     node tests/browser/run.mjs [part of a suite's name]...
//
// Makes one demonstration, copies its database for every suite that writes, and prints each check
// that failed with the page and a picture in target/browser/. Pictures of every page are left in
// target/browser/shots/. NHIPCAU_PROGRAM names another program than target/debug/nhipcau.
import { rmSync } from 'node:fs';

import { launch } from './browser.mjs';
import { Product } from './product.mjs';
import { runAll } from './runner.mjs';
import { budgetSuites } from './budget.mjs';
import { callsSuites } from './calls.mjs';
import { consolidationSuites } from './consolidation.mjs';
import { frameSuites } from './frame.mjs';
import { iatiSuites } from './iati.mjs';
import { listSuites } from './lists.mjs';
import { pageSuites } from './every_page.mjs';
import { arrange } from './pages.mjs';
import { reportSuites } from './report.mjs';
import { roundSuites } from './round.mjs';
import { signInSuites } from './sign_in.mjs';
import { storySuites } from './story.mjs';
import { workbookSuites } from './workbook_story.mjs';

const started = Date.now();
const wanted = process.argv.slice(2);
const seconds = () => ((Date.now() - started) / 1000).toFixed(0);

rmSync('target/browser', { recursive: true, force: true });
const browser = await launch();
const product = await Product.make(browser);
product.found = await arrange(product, product.shown);
console.log(`demonstration ready after ${seconds()} s`);
let passed = false;
try {
  // Long ones first, so that the two lanes end together.
  const suites = [
    ...storySuites(product),
    ...consolidationSuites(product),
    ...workbookSuites(product),
    ...callsSuites(product),
    ...listSuites(product),
    ...signInSuites(product),
    ...roundSuites(product),
    ...reportSuites(product),
    ...pageSuites(product),
    ...frameSuites(product),
    ...iatiSuites(product),
    ...budgetSuites(product),
  ];
  const chosen = suites.filter((s) => wanted.length === 0 || wanted.some((w) => s.name.includes(w)));
  const { passed: n, failed } = await runAll(chosen, 2);
  console.log(`${n} passed, ${failed} failed (${chosen.length} suites, ${seconds()} s)`);
  passed = failed === 0 && n > 0;
} finally {
  await browser.close();
  product.end();
}
process.exit(passed ? 0 : 1);
