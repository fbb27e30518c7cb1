// Just enough of ZIP and SpreadsheetML to fill in a workbook as a unit would: cells by the keys
// that stand in row 4 of every table's sheet.
import { readFileSync, writeFileSync } from 'node:fs';
import { crc32 as zlibCrc, deflateRawSync, inflateRawSync } from 'node:zlib';

const KEYS_ROW = 4;
const TOTAL_ROW = 8;
const FIRST_ROW = 10;

/** Names and contents of a ZIP file's entries. */
export function unzip(bytes) {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) throw new Error('this is no ZIP file');
  const entries = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n -= 1) {
    const [packed, size] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)];
    const lengths = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const name = bytes.toString('utf8', at + 46, at + 46 + lengths[0]);
    const local = bytes.readUInt32LE(at + 42);
    const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const raw = bytes.subarray(begin, begin + packed);
    const content = bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(raw) : raw;
    if (content.length !== size) throw new Error(`${name} is ${content.length} bytes, not ${size}`);
    entries.set(name, content);
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  return entries;
}

const CRC = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes) {
  if (zlibCrc) return zlibCrc(bytes);
  let c = 0xffffffff;
  for (const byte of bytes) c = CRC[(c ^ byte) & 0xff] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function zip(entries) {
  const [files, directory] = [[], []];
  let at = 0;
  for (const [name, content] of entries) {
    const [packed, title] = [deflateRawSync(content), Buffer.from(name)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(title.length, 22);
    const head = Buffer.concat([Buffer.from('PK\x03\x04'), common, title]);
    files.push(head, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), common, rest, title);
    at += head.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.size, 8);
  end.writeUInt16LE(entries.size, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, list, end]);
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const plain = (xml) =>
  [...xml.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map((m) => m[1]).join('').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** A, B, … Z, AA as 1, 2, … 26, 27. */
const columnNumber = (letters) => [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0);

/** A formula stays, with the value that a spreadsheet program would have kept beside it. */
function cellXml(ref, old, value) {
  const style = / s="(\d+)"/.exec(old)?.[1];
  const head = `<c r="${ref}"${style ? ` s="${style}"` : ''}`;
  const formula = /<f>.*?<\/f>/s.exec(old)?.[0] ?? '';
  if (formula) return `${head}>${formula}<v>${value}</v></c>`;
  if (typeof value === 'number') return `${head}><v>${value}</v></c>`;
  return `${head} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
}

export class Workbook {
  static open(path) {
    return new Workbook(unzip(readFileSync(path)));
  }

  constructor(entries) {
    this.entries = entries;
    this.shared = [...this.#xml('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map((m) => plain(m[1]));
    const targets = new Map();
    for (const [tag] of this.#xml('xl/_rels/workbook.xml.rels').matchAll(/<Relationship [^>]*>/g)) {
      targets.set(/ Id="([^"]*)"/.exec(tag)[1], / Target="([^"]*)"/.exec(tag)[1].replace(/^\/xl\//, ''));
    }
    this.sheets = new Map();
    for (const [, name, id] of this.#xml('xl/workbook.xml').matchAll(/<sheet name="([^"]*)"[^>]* r:id="([^"]*)"/g)) {
      this.sheets.set(name, `xl/${targets.get(id)}`);
    }
    this.columns = this.#readColumns();
  }

  #xml(name) {
    return this.entries.get(name).toString('utf8');
  }

  /** table.column → sheet and letters, from the hidden row of keys. */
  #readColumns() {
    const columns = new Map();
    for (const [sheet, path] of this.sheets) {
      const row = new RegExp(`<row r="${KEYS_ROW}"[^>]*>(.*?)</row>`, 's').exec(this.#xml(path));
      for (const [, letters, n] of row?.[1].matchAll(/<c r="([A-Z]+)\d+"[^>]*t="s"[^>]*><v>(\d+)<\/v>/g) ?? []) {
        const key = this.shared[Number(n)];
        if (/^\w+\.\w+$/.test(key)) columns.set(key, { sheet, letters });
      }
    }
    return columns;
  }

  /** Writes one cell, by sheet and reference. */
  set(sheet, ref, value) {
    const path = this.sheets.get(sheet);
    if (!path) throw new Error(`there is no sheet ${sheet}`);
    const [, letters, number] = /^([A-Z]+)(\d+)$/.exec(ref);
    const xml = this.#xml(path);
    const row = new RegExp(`<row r="${number}"([^>]*?)(?:/>|>(.*?)</row>)`, 's').exec(xml);
    if (!row) throw new Error(`${sheet} has no row ${number}`);
    const cells = new Map();
    for (const [cell, at] of (row[2] ?? '').matchAll(/<c r="([A-Z]+)\d+"[^>]*?(?:\/>|>.*?<\/c>)/gs)) cells.set(at, cell);
    cells.set(letters, cellXml(ref, cells.get(letters) ?? '', value));
    const sorted = [...cells].sort(([a], [b]) => columnNumber(a) - columnNumber(b)).map(([, cell]) => cell);
    const made = `<row r="${number}"${row[1]}>${sorted.join('')}</row>`;
    this.entries.set(path, Buffer.from(xml.replace(row[0], () => made)));
    return this;
  }

  #cell(table, row, column) {
    const place = this.columns.get(`${table}.${column}`);
    if (!place) throw new Error(`there is no column ${table}.${column}`);
    return { ...place, ref: `${place.letters}${FIRST_ROW + row}`, total: `${place.letters}${TOTAL_ROW}` };
  }

  #value(sheet, ref) {
    const cell = new RegExp(`<c r="${ref}"[^/>]*>.*?</c>`, 's').exec(this.#xml(this.sheets.get(sheet)))?.[0] ?? '';
    return /<v>([^<]*)<\/v>/.exec(cell)?.[1];
  }

  /** The number in a row of a table, 0 when there is none. */
  number(table, row, column) {
    const { sheet, ref } = this.#cell(table, row, column);
    return Number(this.#value(sheet, ref) ?? 0);
  }

  /** Whether something stands in a cell. */
  has(table, row, column) {
    const { sheet, ref } = this.#cell(table, row, column);
    return this.#value(sheet, ref) !== undefined;
  }

  /**
   * Fills in a row of a table, counted from 0: `put('B4', 0, { name: '…', days: 3 })`. The totals
   * above it follow, as they do in a spreadsheet program.
   */
  put(table, row, values) {
    for (const [column, value] of Object.entries(values)) {
      const { sheet, ref, total } = this.#cell(table, row, column);
      const sum = this.#value(sheet, total);
      if (typeof value === 'number' && sum !== undefined) {
        this.set(sheet, total, Number(sum) + value - this.number(table, row, column));
      }
      this.set(sheet, ref, value);
    }
    return this;
  }

  /** Says that a table has nothing to report. */
  nil(table) {
    const place = [...this.columns].find(([key]) => key.startsWith(`${table}.`))[1];
    return this.set(place.sheet, 'B3', 'Có');
  }

  /** Writes the sections of the narrative. */
  tell(text, sections = 6) {
    for (let n = 0; n < sections; n += 1) this.set('Lời', `D${5 + n}`, text);
    return this;
  }

  save(path) {
    writeFileSync(path, zip(this.entries));
    return path;
  }
}
