// What must hold of every page, in every language, light and dark, wide and narrow (UX checks 3 to
// 6 and 24). Pages have no script of their own; here JavaScript is on, because axe is one.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { press } from './browser.mjs';
import { pages } from './pages.mjs';
import { assert, equal } from './runner.mjs';

const SHOTS = 'target/browser/shots';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
/** A dark scheme changes colours and nothing else. */
const DARK_RULES = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
const WIDTHS = [1280, 390, 360, 320];
/** Elements of a page at most (UX, part 10). */
const NODES = 2500;

/** One suite for each page and language. */
export function pageSuites(product) {
  mkdirSync(SHOTS, { recursive: true });
  const titles = new Map();
  return pages(product).flatMap((page) =>
    page.langs.map((lang) => ({
      name: `page ${page.name} ${lang}`,
      run: (t) => new PageSuite(t, product, page, lang, titles).run(),
    })),
  );
}

class PageSuite {
  constructor(t, product, page, lang, titles) {
    Object.assign(this, { t, product, what: page, lang, titles });
  }

  async run() {
    this.page = await this.product.page(this.t, this.what.who, { javaScriptEnabled: true });
    await this.t.check('answers as it should, and in its other languages', () => this.#open());
    await this.t.check('has one h1, one main, its own title, its language, no script', () => this.#frame());
    await this.t.check('charts have a name with values, and the same in words', () => this.#charts());
    if (this.lang === 'km') await this.t.check('what is not in Khmer says so', () => this.#marked());
    await this.#everyLook();
    if (this.lang === 'vi') await this.t.check('is walked through by keyboard', () => this.#keyboard());
    await this.t.check('prints without navigation, light, opened', () => this.#paper());
  }

  /** Another language is chosen by its link, which keeps the page and the query. */
  async #open() {
    const response = await this.page.goto(this.what.path);
    equal(response.status(), this.what.status ?? 200, 'status');
    const before = new URL(this.page.url());
    await press(this.page.locator(`.langs a[lang=${this.lang}]`));
    const after = new URL(this.page.url());
    equal(after.searchParams.get('lang'), this.lang, 'language in the address');
    after.searchParams.delete('lang');
    equal(after.href.split('#')[0], before.href.split('#')[0], 'page and query');
  }

  async #frame() {
    const seen = await this.page.evaluate(() => ({
      h1: document.querySelectorAll('h1').length,
      main: document.querySelectorAll('main').length,
      lang: document.documentElement.lang,
      title: document.title,
      scripts: document.querySelectorAll('script').length,
      nodes: document.querySelectorAll('*').length,
    }));
    const { title, nodes, ...rest } = seen;
    equal(rest, { h1: 1, main: 1, lang: this.lang, scripts: 0 }, 'frame');
    assert(/\S – Nhịp Cầu$/.test(title), `title «${title}»`);
    assert(nodes <= NODES, `${nodes} elements, at most ${NODES}`);
    this.#uniqueTitle(title);
  }

  async #charts() {
    const all = await this.page.evaluate(() =>
      [...document.querySelectorAll('svg[role=img]:not(.i)')].map((svg) => ({
        name: svg.getAttribute('aria-label') ?? '',
        beside: Boolean(svg.closest('section, li')?.querySelector('table, .key, p')),
      })),
    );
    for (const { name, beside } of all) assert(/\d/.test(name) && beside, `chart «${name}»`);
    assert(all.length >= (this.what.charts ?? 0), `${all.length} charts`);
  }

  /** Words in other letters stand in an element that says which language they are. */
  async #marked() {
    const stray = await this.page.evaluate(strayWords);
    assert(stray.length === 0, `not marked: ${stray.slice(0, 8).join(' | ')}`);
  }

  /** The same page for another person may have the same title; another page may not. */
  #uniqueTitle(title) {
    const path = this.what.path.split('?')[0];
    const key = `${this.lang} ${title}`;
    const other = this.titles.get(key) ?? path;
    assert(other === path, `title «${title}» is also that of ${other}`);
    this.titles.set(key, path);
  }

  async #everyLook() {
    const faults = new Map();
    for (const scheme of ['light', 'dark']) {
      for (const width of [1280, 390]) {
        for (const fault of await this.#look(scheme, width)) {
          faults.set(fault, [...(faults.get(fault) ?? []), `${scheme} ${width}`]);
        }
      }
    }
    await this.page.emulateMedia({ colorScheme: 'light' });
    await this.t.check('axe finds nothing, light and dark, wide and narrow', () => {
      const lines = [...faults].map(([fault, looks]) => `${fault}\n  (${looks.join(', ')})`);
      assert(lines.length === 0, lines.join('\n'));
    });
    await this.t.check('fits 320, 360, 390 and 1280 px', () => this.#widths());
  }

  async #look(scheme, width) {
    await this.page.emulateMedia({ colorScheme: scheme });
    await this.page.setViewportSize({ width, height: 900 });
    if (this.lang === 'vi' && (scheme === 'light' || width === 1280)) await this.#picture(scheme, width);
    return this.#axe(scheme === 'dark' ? DARK_RULES : RULES);
  }

  async #picture(scheme, width) {
    const end = scheme === 'dark' ? `${width}-dark` : width;
    await this.page.screenshot({ path: `${SHOTS}/${this.what.name}-${end}.png`, fullPage: true });
  }

  async #axe(rules) {
    if (!(await this.page.evaluate(() => 'axe' in window))) await this.page.evaluate(AXE);
    const found = await this.page.evaluate(
      (only) => window.axe.run(document, { runOnly: only, resultTypes: ['violations'] }),
      rules,
    );
    const where = (node) => `  ${node.target} ${node.failureSummary.split('\n')[1] ?? ''}`;
    return found.violations.map((v) => [`${v.id}: ${v.help}`, ...v.nodes.slice(0, 3).map(where)].join('\n'));
  }

  async #widths() {
    for (const width of WIDTHS) {
      await this.page.setViewportSize({ width, height: 900 });
      const wide = await this.page.evaluate(tooWide);
      assert(wide === '', `at ${width} px: ${wide}`);
    }
    await this.page.setViewportSize({ width: 1280, height: 900 });
  }

  /** A receipt takes the focus itself; from there the Tab key goes on. */
  async #skipLink() {
    const { page } = this;
    await page.keyboard.press('Tab');
    equal(await page.evaluate(() => document.activeElement.className), 'skip', 'first Tab');
    await page.keyboard.press('Enter');
    equal(await page.evaluate(() => document.activeElement.id), 'main', 'Enter on the skip link');
    await page.reload();
  }

  /** The first steps as a person takes them; the rest by focus alone, which is the same to the eye. */
  async #keyboard() {
    const { page } = this;
    await page.reload();
    if (!this.what.takesFocus) await this.#skipLink();
    for (let n = 0; n < 12; n += 1) {
      await page.keyboard.press('Tab');
      const blind = await page.evaluate(focusFault);
      assert(blind === '', `Tab ${n + 1}: ${blind}`);
    }
    const blind = await page.evaluate(everyFocusFault, focusFault.toString());
    assert(blind.length === 0, blind.slice(0, 5).join('\n'));
  }

  async #paper() {
    const { page } = this;
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.evaluate(() => document.activeElement?.blur());
    const faults = await page.evaluate(paperFaults);
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    assert(faults.length === 0, faults.slice(0, 6).join('\n'));
  }
}

/** In the page: what sticks out of it; '' when nothing does. */
function tooWide() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return '';
  const out = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > clientWidth + 0.5 && !e.closest('.scroll'));
  const names = out.slice(-3).map((e) => `${e.tagName.toLowerCase()}.${e.className} «${e.textContent.trim().slice(0, 40)}»`);
  return `${scrollWidth} px wide: ${names.join(', ')}`;
}

/** In the page: texts in Latin letters that pass for Khmer. */
function strayWords() {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const inKhmer = node.parentElement.closest('[lang]').lang === 'km';
    if (inKhmer && /\p{Script=Latin}{2,}/u.test(node.textContent)) found.push(node.textContent.trim());
  }
  return found;
}

/** In the page: why the focus cannot be seen; '' when it can. */
function focusFault() {
  const at = document.activeElement;
  if (!at || at === document.body) return '';
  const look = getComputedStyle(at);
  const box = at.getBoundingClientRect();
  const name = `${at.tagName.toLowerCase()} «${(at.textContent || at.name || at.id).trim().slice(0, 40)}»`;
  if (box.width < 2 || box.height < 2) return `${name} has no size`;
  if (look.outlineStyle === 'none' || parseFloat(look.outlineWidth) < 2) return `${name} has no outline`;
  if (box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) return `${name} is out of sight`;
  return '';
}

/** In the page, after a key was pressed: faults of everything that takes the focus. */
function everyFocusFault(source) {
  const fault = new Function(`return (${source})()`);
  const able = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const faults = [];
  for (const at of document.querySelectorAll(able)) {
    if (at.tabIndex < 0 || at.disabled || !at.checkVisibility({ contentVisibilityAuto: true })) continue;
    at.focus();
    if (document.activeElement !== at) continue;
    const found = fault();
    if (found) faults.push(found);
  }
  return faults;
}

/** In the page, printed with a dark scheme: what should not be as it is. */
function paperFaults() {
  const seen = (e) => e.checkVisibility() && e.getClientRects().length > 0 && e.getBoundingClientRect().height > 1;
  const name = (e) => `${e.tagName.toLowerCase()}.${e.className} «${e.textContent.trim().slice(0, 40)}»`;
  const faults = [...document.querySelectorAll('nav, button, .btn, .skip')].filter(seen).map((e) => `prints ${name(e)}`);
  for (const details of document.querySelectorAll('details')) {
    const inside = [...details.children].find((e) => e.tagName !== 'SUMMARY');
    if (inside && details.checkVisibility() && !inside.checkVisibility()) faults.push(`prints closed: ${name(details)}`);
  }
  const bright = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
    return a === 0 ? null : (r + g + b) / 765;
  };
  for (const e of [document.documentElement, document.body, ...document.querySelectorAll('main, .panel')]) {
    const light = bright(getComputedStyle(e).backgroundColor);
    if (light !== null && light < 0.9) faults.push(`prints dark: ${name(e).slice(0, 40)}`);
  }
  const ink = bright(getComputedStyle(document.querySelector('h1')).color);
  if (ink > 0.4) faults.push('prints pale words');
  return faults;
}
