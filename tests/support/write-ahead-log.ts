import fs from 'node:fs';

const HEADER = 32;
const FRAME_HEADER = 24;

/**
 * How many pages at the end of a database's write-ahead log belong to a transaction that has not committed: pages that did not
 * fit into the page cache. (A frame's header holds the size of the database after the commit in its last frame, 0 in the others,
 * and the log's two salts: https://www.sqlite.org/fileformat2.html#the_write_ahead_log)
 * @param file the database's file, read as another process left it at this moment
 */
export function uncommittedPages(file: string): number {
  let log: Buffer;
  try {
    log = fs.readFileSync(`${file}-wal`);
  } catch {
    return 0;
  }
  if (log.length < HEADER) return 0;
  const frame = FRAME_HEADER + log.readUInt32BE(8);
  const salts = log.subarray(16, 24);
  let pages = 0;
  for (let at = HEADER; at + frame <= log.length; at += frame) {
    if (!log.subarray(at + 8, at + 16).equals(salts)) break;
    pages = log.readUInt32BE(at + 4) === 0 ? pages + 1 : 0;
  }
  return pages;
}
