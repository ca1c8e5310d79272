import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import type { Database } from '../database/types';

const KEY_LENGTH = 32;
/** A cost fit for sample users on one's own machine: signing in takes milliseconds. */
const COST = { N: 1024, r: 8, p: 1 };

/** Passwords of users, hashed with scrypt and kept apart from the User rows, which anyone may query. */
export class Passwords {
  constructor(private readonly db: Database) {
    db.exec('CREATE TABLE IF NOT EXISTS _Password (UserId TEXT PRIMARY KEY, Salt TEXT NOT NULL, Hash TEXT NOT NULL)');
  }

  set(userId: string, password: string): void {
    const salt = randomBytes(16).toString('base64');
    this.db.run('INSERT INTO _Password VALUES (?1, ?2, ?3) ON CONFLICT (UserId) DO UPDATE SET Salt = ?2, Hash = ?3', [
      userId,
      salt,
      scryptSync(password, salt, KEY_LENGTH, COST).toString('base64')
    ]);
  }

  matches(userId: string, password: string): boolean {
    const row = this.db.get('SELECT Salt, Hash FROM _Password WHERE UserId = ?', [userId]);
    if (!row) return false;
    const given = scryptSync(password, String(row['Salt']), KEY_LENGTH, COST);
    return timingSafeEqual(given, Buffer.from(String(row['Hash']), 'base64'));
  }
}
