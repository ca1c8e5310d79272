import fs from 'node:fs';
import path from 'node:path';

/** A record that seeding wrote. */
export interface SeededRecord {
  readonly object: string;
  readonly id: string;
}

interface Manifest {
  readonly organizationId: string;
  readonly records: readonly SeededRecord[];
}

const FOLDER = path.join('.local-org', 'seeded');

/** What was written to an org, so that exactly that can be removed: kept on disk, complete at every moment. */
export class SeedManifest {
  private readonly file: string;
  private readonly known: SeededRecord[];

  private constructor(
    private readonly organizationId: string,
    folder: string
  ) {
    this.file = path.join(folder, `${organizationId}.json`);
    this.known = fs.existsSync(this.file) ? [...read(this.file).records] : [];
  }

  /** The manifest of an org; empty where nothing has been seeded. */
  static of(organizationId: string, folder = FOLDER): SeedManifest {
    return new SeedManifest(organizationId, folder);
  }

  get records(): readonly SeededRecord[] {
    return this.known;
  }

  /** Ids of an object's records, in the order in which they were written. */
  ids(object: string): string[] {
    return this.known.filter((record) => record.object === object).map((record) => record.id);
  }

  add(object: string, ids: readonly string[]): void {
    this.known.push(...ids.map((id) => ({ object, id })));
    this.write();
  }

  remove(ids: readonly string[]): void {
    const gone = new Set(ids);
    this.known.splice(0, this.known.length, ...this.known.filter((record) => !gone.has(record.id)));
    this.write();
  }

  private write(): void {
    if (this.known.length === 0) {
      fs.rmSync(this.file, { force: true });
      return;
    }
    fs.mkdirSync(path.dirname(this.file), { recursive: true });
    const manifest: Manifest = { organizationId: this.organizationId, records: this.known };
    fs.writeFileSync(`${this.file}.new`, JSON.stringify(manifest, null, 2));
    fs.renameSync(`${this.file}.new`, this.file);
  }
}

function read(file: string): Manifest {
  const manifest: Manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
  return manifest;
}
