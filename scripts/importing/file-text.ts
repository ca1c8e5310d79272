import { isUtf8 } from 'node:buffer';
import fs from 'node:fs';

/** A file that cannot be read as a whole: nothing of it is imported. The message names the file, what was found, and where. */
export class FileRefusal extends Error {
  override readonly name = 'FileRefusal';

  constructor(file: string, finding: string) {
    super(`${file} ${finding}`);
  }
}

/** More than this does not fit into one string of JavaScript. */
const MOST_BYTES = 500_000_000;

/** How files of other kinds begin, in hexadecimal. */
const SIGNATURES: readonly (readonly [hex: string, finding: string])[] = [
  ['504b0304', 'is a ZIP file, as Excel workbooks are. Save the sheet as "CSV UTF-8" or unpack the file first.'],
  ['504b0506', 'is an empty ZIP file.'],
  ['d0cf11e0a1b11ae1', 'is an Excel workbook of an older format. Save the sheet as "CSV UTF-8".'],
  ['1f8b', 'is compressed with gzip. Unpack it first.'],
  ['425a68', 'is compressed with bzip2. Unpack it first.'],
  ['fd377a585a00', 'is compressed with xz. Unpack it first.'],
  ['28b52ffd', 'is compressed with Zstandard. Unpack it first.'],
  ['377abcaf271c', 'is a 7-Zip file. Unpack it first.'],
  ['25504446', 'is a PDF document, not a CSV file.'],
  ['0000feff', 'is UTF-32. Save it as UTF-8.'],
  ['fffe0000', 'is UTF-32. Save it as UTF-8.'],
  ['feff', 'is UTF-16. Save it as UTF-8.'],
  ['fffe', 'is UTF-16. Save it as UTF-8.']
];
/** UTF-16 without a mark shows by its NUL bytes: at least so many of its first bytes, in each hundred. */
const NULS_OF_UTF_16 = 20;
const SAMPLE_BYTES = 1000;

const LF = 0x0a;
const CR = 0x0d;

/** The bytes of a text file in UTF-8, without byte order mark. @throws FileRefusal */
export function readTextFile(file: string): Buffer {
  const bytes = readBytes(file);
  if (bytes.length === 0) throw new FileRefusal(file, 'is empty: its first line must name the columns.');
  const hex = bytes.toString('hex', 0, 8);
  const signature = SIGNATURES.find(([start]) => hex.startsWith(start));
  if (signature) throw new FileRefusal(file, signature[1]);
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const nuls = sample.filter((byte) => byte === 0).length;
  if (nuls * 100 >= sample.length * NULS_OF_UTF_16) throw new FileRefusal(file, 'is UTF-16 or not a text file. Save it as UTF-8.');
  if (!isUtf8(bytes)) throw new FileRefusal(file, `is not UTF-8: ${firstWrongByte(bytes)}. Save it as UTF-8.`);
  return hex.startsWith('efbbbf') ? bytes.subarray(3) : bytes;
}

function readBytes(file: string): Buffer {
  try {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (!stat) throw new FileRefusal(file, 'is not there.');
    if (stat.isDirectory()) throw new FileRefusal(file, 'is a folder, not a file.');
    if (!stat.isFile()) throw new FileRefusal(file, 'is a device or pipe, not a file.');
    if (stat.size > MOST_BYTES) throw new FileRefusal(file, `has more than ${MOST_BYTES / 1_000_000} MB. Split it.`);
    return fs.readFileSync(file);
  } catch (error) {
    if (error instanceof FileRefusal) throw error;
    throw new FileRefusal(file, `cannot be read: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return code === 'EACCES' || code === 'EPERM' ? 'you have no permission.' : String(error);
}

/** Line and value of the first byte that cannot be UTF-8. */
function firstWrongByte(bytes: Buffer): string {
  for (let start = 0, line = 1; start < bytes.length; line++) {
    const end = endOfLine(bytes, start);
    const text = bytes.subarray(start, end);
    if (!isUtf8(text)) return `line ${line} has the byte 0x${wrongByte(text).toString(16).toUpperCase()}`;
    start = afterBreak(bytes, end);
  }
  return 'its last letter is cut off';
}

/** The byte that ends the longest part that is UTF-8. */
function wrongByte(line: Buffer): number {
  let sound = 0;
  for (let end = 1; end <= line.length; end++) if (isUtf8(line.subarray(sound, end))) sound = end;
  return line[sound] ?? 0;
}

/** Where the line that holds `start` ends, before its line break. Editors break lines at LF, CRLF, and CR alone. */
export function endOfLine(bytes: Uint8Array, start: number): number {
  let end = start;
  while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end++;
  return end;
}

/** @param end where a line ends @returns where the next one begins */
export function afterBreak(bytes: Uint8Array, end: number): number {
  return end + (bytes[end] === CR && bytes[end + 1] === LF ? 2 : 1);
}
