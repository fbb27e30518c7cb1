// One Chromium for the whole run, and the windows that suites look through.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const path of NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not here: the next one.
    }
  }
  throw new Error(`none of ${NAMES.join(', ')} is installed`);
}

export function launch() {
  return chromium.launch({ executablePath: onPath(), args: ARGS });
}

/** A window without JavaScript, as plain as the poorest browser in a commune. */
export async function openWindow(browser, url, session, options = {}) {
  const { width = 1280, height = 900, ...rest } = options;
  const context = await browser.newContext({
    baseURL: url,
    javaScriptEnabled: false,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    viewport: { width, height },
    reducedMotion: 'reduce',
    ...(session ? { storageState: session } : {}),
    ...rest,
  });
  context.setDefaultTimeout(20_000);
  return context;
}

/** Presses a button or a link and waits until the page it leads to is there. */
export async function press(locator) {
  await locator.click();
  await locator.page().waitForLoadState();
}

/** The words of an element, with single spaces. */
export async function words(locator) {
  return (await locator.innerText()).replaceAll(/\s+/g, ' ').trim();
}

/** The whole number at the start of a text, written in Vietnamese or English. */
export function number(text) {
  const found = /-?\d[\d.,]*/.exec(text);
  if (!found) throw new Error(`no number in «${text}»`);
  return Number(found[0].replaceAll(/[.,]/g, ''));
}
