import type { Database } from './types';

const CHECKSUM_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
/** In ASCII order, so that ids of one object sort by age. */
const COUNTER_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_PATTERN = /^[0-9A-Za-z]{15}(?:[A-Z0-5]{3})?$/;
const COUNTER_LENGTH = 12;
const BLOCK_SIZE = 500;

/** The three characters that make a 15-character id safe where case gets lost: one per five characters, one bit per capital. */
function checksum(id15: string): string {
  let suffix = '';
  for (let block = 0; block < 15; block += 5) {
    let bits = 0;
    for (let i = 0; i < 5; i++) {
      const code = id15.charCodeAt(block + i);
      if (code >= 65 && code <= 90) bits |= 1 << i;
    }
    suffix += CHECKSUM_ALPHABET.charAt(bits);
  }
  return suffix;
}

/** Whether `text` has the form of an id: 15 letters and digits, or 18 with the right case checksum. */
export function isValidId(text: string): boolean {
  if (!ID_PATTERN.test(text)) return false;
  return text.length === 15 || checksum(text) === text.slice(15);
}

/**
 * Restores an 18-character id whose letters were all made upper-case or lower-case: the last three characters say which were upper-case.
 */
function restored(text: string): string | null {
  if (text.length !== 18 || (text !== text.toUpperCase() && text !== text.toLowerCase())) return null;
  const suffix = text.slice(15).toUpperCase();
  const id15 = [...text.slice(0, 15)].map((sign, index) => {
    const isCapital = (CHECKSUM_ALPHABET.indexOf(suffix.charAt(Math.floor(index / 5))) & (1 << (index % 5))) !== 0;
    return isCapital ? sign.toUpperCase() : sign.toLowerCase();
  });
  const id = id15.join('') + suffix;
  return isValidId(id) ? id : null;
}

/**
 * The 18-character form of a 15 or 18-character id, also where the 18 characters lost their case; `null` if `text` is no id.
 * See "What is the difference between 15 and 18 digit IDs" in Salesforce Help.
 */
export function to18(text: string): string | null {
  if (!isValidId(text)) return restored(text);
  return text.length === 18 ? text : text + checksum(text);
}

/** The first three characters, which tell the object. */
export function prefixOf(id: string): string {
  return id.slice(0, 3);
}

/** The 18-character id with this key prefix and running number. */
export function formatId(keyPrefix: string, counter: number): string {
  let digits = '';
  for (let rest = counter; rest > 0; rest = Math.floor(rest / 62)) digits = COUNTER_ALPHABET.charAt(rest % 62) + digits;
  const id15 = keyPrefix + digits.padStart(COUNTER_LENGTH, '0');
  return id15 + checksum(id15);
}

interface Block {
  next: number;
  end: number;
  /** `db.rollbacks` when the end of the block was last written. */
  rollbacks: number;
}

/**
 * Hands out ids, counted per key prefix. The database keeps how far each prefix has been handed out, written once per
 * block of ids, so that bulk inserts cost next to nothing. An id is never handed out twice for the life of the database file:
 * a rollback undoes the note of a block taken in it, so the note is written again before the next id of that block leaves.
 */
export class IdGenerator {
  private readonly blocks = new Map<string, Block>();

  constructor(private readonly db: Database) {
    db.exec('CREATE TABLE IF NOT EXISTS "_Ids" (KeyPrefix TEXT PRIMARY KEY, NextNumber INTEGER NOT NULL) WITHOUT ROWID');
  }

  /** A new 18-character id. @param keyPrefix three letters or digits */
  next(keyPrefix: string): string {
    let block = this.blocks.get(keyPrefix);
    if (!block || block.next === block.end) block = this.reserve(keyPrefix, block);
    else if (block.rollbacks !== this.db.rollbacks) this.note(keyPrefix, block);
    return formatId(keyPrefix, block.next++);
  }

  private reserve(keyPrefix: string, used: Block | undefined): Block {
    const stored = this.db.get('SELECT NextNumber FROM "_Ids" WHERE KeyPrefix = ?', [keyPrefix]);
    const start = Math.max(used?.end ?? 1, Number(stored?.['NextNumber'] ?? 1));
    const block: Block = { next: start, end: start + BLOCK_SIZE, rollbacks: 0 };
    this.note(keyPrefix, block);
    this.blocks.set(keyPrefix, block);
    return block;
  }

  private note(keyPrefix: string, block: Block): void {
    this.db.run(
      'INSERT INTO "_Ids" VALUES (?, ?) ON CONFLICT (KeyPrefix) DO UPDATE SET NextNumber = max(NextNumber, excluded.NextNumber)',
      [keyPrefix, block.end]
    );
    block.rollbacks = this.db.rollbacks;
  }
}
