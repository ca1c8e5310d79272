import fs from 'node:fs';

const HEADER = 32;
const FRAME_HEADER = 24;
const LITTLE_ENDIAN_CHECKSUMS = 0x377f0682;

/** How a database's write-ahead log ends. */
export interface LogEnd {
  /** Pages behind the last commit: of a transaction that did not fit into the page cache and has not committed. */
  readonly uncommittedPages: number;
  /** Of the last valid frame: another one, once anything was written. */
  readonly checksum: string;
}

const EMPTY: LogEnd = { uncommittedPages: 0, checksum: '' };

/**
 * Reads the log as another process has left it at this moment. Frames count up to the first whose checksum is wrong: what
 * lies behind is older. See https://www.sqlite.org/fileformat2.html#walformat
 * @param database the database's file
 */
export function readLog(database: string): LogEnd {
  let log: Buffer;
  try {
    log = fs.readFileSync(`${database}-wal`);
  } catch {
    return EMPTY;
  }
  if (log.length < HEADER) return EMPTY;
  const sum = new Checksum(log, log.readUInt32BE(0) === LITTLE_ENDIAN_CHECKSUMS);
  sum.add(0, HEADER - 8);
  const frame = FRAME_HEADER + log.readUInt32BE(8);
  let end = EMPTY;
  for (let at = HEADER; at + frame <= log.length; at += frame) {
    sum.add(at, at + 8);
    sum.add(at + FRAME_HEADER, at + frame);
    if (!sum.isAt(at + 16)) break;
    // The frame that commits holds the size of the database then, every other one 0.
    const commits = log.readUInt32BE(at + 4) !== 0;
    end = { uncommittedPages: commits ? 0 : end.uncommittedPages + 1, checksum: log.toString('hex', at + 16, at + FRAME_HEADER) };
  }
  return end;
}

/** The log's running checksum: each frame's goes on from that of the frame before. */
class Checksum {
  private first = 0;
  private second = 0;
  private readonly view: DataView;

  constructor(
    log: Buffer,
    private readonly littleEndian: boolean
  ) {
    this.view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  }

  add(from: number, to: number): void {
    for (let at = from; at < to; at += 8) {
      this.first = (this.first + this.view.getUint32(at, this.littleEndian) + this.second) >>> 0;
      this.second = (this.second + this.view.getUint32(at + 4, this.littleEndian) + this.first) >>> 0;
    }
  }

  /** Whether the checksum stands at this place. */
  isAt(at: number): boolean {
    return this.view.getUint32(at) === this.first && this.view.getUint32(at + 4) === this.second;
  }
}
