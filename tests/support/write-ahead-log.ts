import fs from 'node:fs';

const HEADER = 32;
const FRAME_HEADER = 24;
/** Begins a log whose checksums are made of little-endian words, as the driver writes it on every machine. */
const MAGIC = 0x377f0682;

/** How a database's write-ahead log ends. */
export interface LogEnd {
  /** Pages behind the last commit: of a transaction that did not fit into the page cache and has not committed. */
  readonly uncommittedPages: number;
  /** Of the last valid frame: another one, once anything was written. */
  readonly checksum: string;
}

/** A place behind a frame that commits (or the header), from which reading can continue. */
interface Place {
  readonly offset: number;
  readonly sum: Checksum;
  readonly checksum: string;
}

/**
 * The log of a database that another process writes, looked at again and again. Frames count up to the first whose checksum is
 * wrong: what is behind is older. See https://www.sqlite.org/fileformat2.html#walformat
 */
export class WriteAheadLog {
  private header = '';
  private committed: Place | undefined;

  /** @param database the database's file */
  constructor(private readonly database: string) {}

  /** The log as the other process has left it at this moment. Reads on from the last commit it saw. */
  look(): LogEnd {
    let file: number;
    try {
      file = fs.openSync(`${this.database}-wal`, 'r');
    } catch {
      return { uncommittedPages: 0, checksum: '' };
    }
    try {
      return this.read(file);
    } finally {
      fs.closeSync(file);
    }
  }

  private read(file: number): LogEnd {
    const header = readAt(file, 0, HEADER);
    if (header.length < HEADER) return { uncommittedPages: 0, checksum: '' };
    // A log that began again has another header.
    if (!this.committed || header.toString('hex') !== this.header) {
      if (header.readUInt32BE(0) !== MAGIC) throw new Error(`${this.database}-wal is no log that can be read here`);
      const sum = new Checksum().after(header.subarray(0, HEADER - 8));
      this.header = header.toString('hex');
      this.committed = { offset: HEADER, sum, checksum: '' };
    }
    const start = this.committed;
    const frameSize = FRAME_HEADER + header.readUInt32BE(8);
    const log = readAt(file, start.offset, fs.fstatSync(file).size - start.offset);
    let { sum, checksum } = start;
    let uncommittedPages = 0;
    for (let at = 0; at + frameSize <= log.length; at += frameSize) {
      const frame = log.subarray(at, at + frameSize);
      const next = sum.after(frame.subarray(0, 8)).after(frame.subarray(FRAME_HEADER));
      if (!next.is(frame.subarray(16, FRAME_HEADER))) break;
      sum = next;
      checksum = frame.toString('hex', 16, FRAME_HEADER);
      // The frame that commits holds the size of the database then, every other one 0.
      if (frame.readUInt32BE(4) === 0) uncommittedPages++;
      else {
        uncommittedPages = 0;
        this.committed = { offset: start.offset + at + frameSize, sum, checksum };
      }
    }
    return { uncommittedPages, checksum };
  }
}

function readAt(file: number, offset: number, length: number): Buffer {
  // Not from the pool: words of checksums must stand at even places.
  const buffer = Buffer.from(new ArrayBuffer(Math.max(0, length)));
  return buffer.subarray(0, fs.readSync(file, buffer, 0, buffer.length, offset));
}

/** The log's running checksum: each frame's continues from that of the frame before. */
class Checksum {
  constructor(
    private readonly first = 0,
    private readonly second = 0
  ) {}

  after(bytes: Buffer): Checksum {
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
    let { first, second } = this;
    for (let at = 0; at < words.length; at += 2) {
      first = (first + (words[at] ?? 0) + second) | 0;
      second = (second + (words[at + 1] ?? 0) + first) | 0;
    }
    return new Checksum(first, second);
  }

  /** Whether these eight bytes of a frame hold it. */
  is(bytes: Buffer): boolean {
    return bytes.readInt32BE(0) === this.first && bytes.readInt32BE(4) === this.second;
  }
}
