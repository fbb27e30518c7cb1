// Named checks, counted. A suite is `{ name, run(t) }`; `t.check` goes on after a failure, so that
// one run tells everything that is wrong.
import { mkdirSync } from 'node:fs';

const PICTURES = 'target/browser';

/** The suite is over; why has been told. */
class Ended extends Error {}

/** What a suite is given: it opens pages through its product and says what must hold of them. */
class Test {
  constructor(name, counts) {
    this.name = name;
    this.counts = counts;
    this.failed = 0;
    this.page = null;
    this.ends = [];
  }

  /** The page that is shown when a check fails. */
  on(page) {
    this.page = page;
    return page;
  }

  /** Something to be ended when the suite is over. */
  until(end) {
    this.ends.push(end);
  }

  /** One check. Returns what `act` returns, or undefined when it failed. */
  async check(what, act) {
    try {
      const made = await act();
      this.counts.passed += 1;
      return made;
    } catch (error) {
      await this.#fail(what, error);
      return undefined;
    }
  }

  /** A check that the rest of the suite builds upon: when it fails, the suite ends. */
  async must(what, act) {
    const before = this.failed;
    const made = await this.check(what, act);
    if (this.failed > before) throw new Ended();
    return made;
  }

  async #fail(what, error) {
    this.counts.failed += 1;
    this.failed += 1;
    const lines = [`FAILED ${this.name}: ${what}`];
    const words = String(error?.message ?? error).replaceAll(/\[\d+m/g, '');
    lines.push(...words.split('\n').slice(0, 14).map((line) => `    ${line}`));
    const at = /tests\/browser\/(\w+\.mjs:\d+)/.exec(String(error?.stack).replace(/runner\.mjs/g, ''));
    if (at) lines.push(`    in ${at[1]}`);
    if (this.page && !this.page.isClosed()) {
      lines.push(`    page ${this.page.url()}`, `    picture ${await this.#picture()}`);
    }
    console.log(lines.join('\n'));
  }

  async #picture() {
    const name = `${this.name}-${this.counts.failed}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
    const path = `${PICTURES}/${name}.png`;
    mkdirSync(PICTURES, { recursive: true });
    try {
      await this.page.screenshot({ path, fullPage: true, timeout: 5000 });
      return path;
    } catch {
      return 'none: the page did not hold still';
    }
  }

  async over() {
    for (const end of this.ends.reverse()) {
      try {
        await end();
      } catch (error) {
        console.log(`    while clearing up after ${this.name}: ${error.message}`);
      }
    }
  }
}

/** Runs suites side by side, at most `lanes` of them, in the order in which they stand. */
export async function runAll(suites, lanes) {
  const counts = { passed: 0, failed: 0 };
  const waiting = [...suites];
  const lane = async () => {
    for (let suite = waiting.shift(); suite; suite = waiting.shift()) await runOne(suite, counts);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return counts;
}

function unlessEnded(error) {
  if (!(error instanceof Ended)) throw error;
}

async function runOne(suite, counts) {
  const begin = Date.now();
  const test = new Test(suite.name, counts);
  // What a suite does between its checks must work too.
  await test.check('runs to its end', () => suite.run(test).catch(unlessEnded));
  await test.over();
  const took = ((Date.now() - begin) / 1000).toFixed(1);
  console.log(`${test.failed === 0 ? 'ok    ' : 'FAULTY'} ${suite.name} (${took} s)`);
}

/** Fails with `message` unless `fact`. */
export function assert(fact, message) {
  if (!fact) throw new Error(message);
}

export function equal(found, expected, what) {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
  assert(a === b, `${what}: expected ${b}, found ${a}`);
}

export function within(text, part, what) {
  assert(text.includes(part), `${what}: «${part}» is not in «${text.slice(0, 300)}»`);
}
