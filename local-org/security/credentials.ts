import { randomBytes, scrypt, scryptSync, timingSafeEqual } from 'node:crypto';
import type { Database } from '../database/types';
import { OrgException } from '../errors';

const KEY_LENGTH = 32;
/** Work per password, a quarter of the default: an org on a laptop opens with a password per sample user, while somebody waits. */
const COST = { N: 4096 };

function hashed(password: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_LENGTH, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** Passwords of the org's users: salted scrypt hashes in a table of the org's own database. */
export class Credentials {
  constructor(private readonly db: Database) {
    db.exec('CREATE TABLE IF NOT EXISTS "_Credentials" (UserId TEXT PRIMARY KEY, Salt BLOB NOT NULL, Hash BLOB NOT NULL) WITHOUT ROWID');
  }

  /** @param userId 18-character id. @throws OrgException for an empty password */
  set(userId: string, password: string): void {
    if (password === '') throw new OrgException('INVALID_OPERATION', 'A password must not be empty.');
    const salt = randomBytes(16);
    this.db.run('INSERT INTO "_Credentials" VALUES (?1, ?2, ?3) ON CONFLICT (UserId) DO UPDATE SET Salt = ?2, Hash = ?3', [
      userId,
      salt,
      scryptSync(password, salt, KEY_LENGTH, COST)
    ]);
  }

  /** Whether this is the user's password; users without one, and ids of none, match nothing, in the same time. Runs in another thread. */
  async matches(userId: string, password: string): Promise<boolean> {
    const row = this.db.get('SELECT Salt, Hash FROM "_Credentials" WHERE UserId = ?', [userId]);
    const [salt, hash] = [row?.['Salt'], row?.['Hash']];
    const isKnown = salt instanceof Uint8Array && hash instanceof Uint8Array;
    const given = await hashed(password, isKnown ? salt : randomBytes(16));
    return isKnown && timingSafeEqual(hash, given);
  }
}
