// The program under test: one demonstration, copies of it, servers on them, verbs of the command
// line. Everyone signs in once; a copy of the database knows the same sessions.
import { execFile, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

import { openWindow, press } from './browser.mjs';

export const TODAY = '2025-11-07';
export const PASSWORD = 'nhip-cau-minh-hoa';
/** Accounts of the demonstration; units are added by the state of their report. */
const PEOPLE = {
  officer: 'tonghop@sdttg.example',
  leader: 'lanhdao@sdttg.example',
  admin: 'quantri@sdttg.example',
};
/** One commune for each state: who has nothing, a draft, a report sent back, sent, taken. */
const STATES = { late: 'not_opened', drafting: 'draft', returned: 'returned', submitted: 'submitted', accepted: 'accepted' };

const program = resolve(process.env.NHIPCAU_PROGRAM ?? 'target/debug/nhipcau');
const call = promisify(execFile);

/** One running server on one database. */
class Server {
  static async start(db, today, mail) {
    const days = today ? ['--today', today] : [];
    const args = ['serve', '--db', db, '--listen', '127.0.0.1:0', '--mail', mail, ...days];
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const told = [];
    child.stderr.on('data', (text) => told.push(text));
    const url = await new Promise((done, fail) => {
      child.once('exit', (code) => fail(new Error(`serve ended with ${code}: ${told.join('')}`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        const ready = /^ready: (http:\S+)$/.exec(line);
        if (ready) done(ready[1]);
      });
    });
    return new Server(child, url, db);
  }

  constructor(child, url, db) {
    this.child = child;
    this.url = url;
    this.db = db;
  }

  async stop() {
    if (this.child.exitCode !== null) return;
    const gone = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGTERM');
    await gone;
  }
}

export class Product {
  /** Makes the demonstration, signs everyone in, and serves it for those who only look. */
  static async make(browser) {
    const product = new Product(browser, mkdtempSync(join(tmpdir(), 'nhipcau-browser-')));
    process.once('exit', () => product.end());
    await product.#demonstrate();
    const first = await Server.start(product.db, TODAY, product.mail);
    product.running.push(first);
    await product.#signEveryoneIn(first.url);
    await first.stop();
    product.snapshot = product.#copy('snapshot');
    product.shown = await product.serve(product.db);
    return product;
  }

  constructor(browser, folder) {
    this.browser = browser;
    this.folder = folder;
    this.demo = join(folder, 'demo');
    this.db = join(this.demo, 'nhipcau.db');
    this.mail = join(folder, 'mail');
    this.people = { ...PEOPLE };
    /** Codes of the units of those people, by the same names. */
    this.units = {};
    this.sessions = {};
    this.running = [];
  }

  async #demonstrate() {
    await this.verb(['demo', '--dir', this.demo, '--no-serve']);
    const { units } = await this.status(this.db);
    const communes = units.filter((u) => u.code.startsWith('X'));
    for (const [who, status] of Object.entries(STATES)) {
      const { code } = communes.find((u) => u.status === status);
      this.units[who] = code;
      this.people[who] = `${code.toLowerCase()}@xa.example`;
    }
  }

  /** Who has reported, by the command line. */
  async status(db) {
    return JSON.parse(await this.verb(['round', 'status', '--db', db, '--today', TODAY, '--year', '2025', '--format', 'json']));
  }

  async #signEveryoneIn(url) {
    for (const [who, email] of Object.entries(this.people)) {
      const window = await openWindow(this.browser, url);
      const page = await window.newPage();
      await page.goto('/dang-nhap');
      await page.fill('#email', email);
      await page.fill('#password', PASSWORD);
      await press(page.locator('main button'));
      if (page.url().includes('/dang-nhap')) throw new Error(`${email} could not sign in`);
      this.sessions[who] = await window.storageState();
      await window.close();
    }
  }

  #copy(name) {
    const folder = join(this.folder, name);
    mkdirSync(folder, { recursive: true });
    const from = this.snapshot ? join(this.snapshot, '..') : this.demo;
    for (const file of readdirSync(from).filter((f) => f.startsWith('nhipcau.db'))) {
      copyFileSync(join(from, file), join(folder, file));
    }
    return join(folder, 'nhipcau.db');
  }

  /** A verb of the program; its standard output. */
  async verb(args, accepts = [0]) {
    const more = args[0] === 'demo' ? [] : ['--mail', this.mail];
    try {
      const { stdout } = await call(program, [...args, ...more], { cwd: this.folder, maxBuffer: 1 << 28 });
      return stdout;
    } catch (error) {
      if (accepts.includes(error.code)) return error.stdout;
      throw new Error(`nhipcau ${args.join(' ')}: ${error.stderr || error.message}`);
    }
  }

  /** A server on a database; ends with the suite when one is given. */
  async serve(db, { today = TODAY, t } = {}) {
    const server = await Server.start(db, today, this.mail);
    this.running.push(server);
    if (t) t.until(() => server.stop());
    return server;
  }

  /** A server on a copy that the suite may write to. */
  async copy(t, name, options = {}) {
    const server = await this.serve(this.#copy(name), { ...options, t });
    return server;
  }

  /** A server on an empty database with the real clock. */
  async empty(t, name, people) {
    const folder = join(this.folder, name);
    mkdirSync(folder, { recursive: true });
    const db = join(folder, 'nhipcau.db');
    await this.verb(['migrate', '--db', db]);
    for (const one of people) {
      const words = Object.entries(one).flatMap(([key, value]) => [`--${key}`, value]);
      await this.verb(['user', 'add', '--db', db, '--password', PASSWORD, ...words]);
    }
    return this.serve(db, { today: null, t });
  }

  /** A page seen by `who` (a name of `people`; nobody when empty) on a server. */
  async window(who, server, options = {}) {
    const context = await openWindow(this.browser, server.url, this.sessions[who], options);
    return context.newPage();
  }

  /** The same for a suite: closed when it is over, photographed when a check fails. */
  async page(t, who = '', { server = this.shown, ...options } = {}) {
    const page = await this.window(who, server, options);
    t.until(() => page.context().close());
    return t.on(page);
  }

  /** A path in the suite's own folder. */
  path(name) {
    return join(this.folder, name);
  }

  /** The office's own list of projects that the demonstration left. */
  list() {
    return join(this.demo, 'danh-muc-cua-so.xlsx');
  }

  /** A workbook that the demonstration left, as a unit would send it. */
  workbook(name) {
    const path = join(this.demo, 'units', name);
    if (!existsSync(path)) throw new Error(`the demonstration left no ${path}`);
    return path;
  }

  end() {
    for (const server of this.running) server.child.kill('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
