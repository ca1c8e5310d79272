import { OrgException } from '../errors';
import type { Database } from '../database/types';
import type { ComponentFiles, ComponentIdentity } from '../metadata/mdapi';
import { componentKey, memberName, METADATA_TYPES, packagePath } from '../metadata/mdapi';

/** Components of an org by key. */
export type ComponentMap = ReadonlyMap<string, ComponentFiles>;

export interface ComponentStamp {
  readonly createdBy: string;
  readonly createdDate: number;
  readonly modifiedBy: string;
  readonly modifiedDate: number;
}

/**
 * What has been deployed to an org, beside the project's folders that it was opened with: files by component, and components
 * of the project that a deployment removed. It lives in the org's database, so a deployment is part of the same transaction
 * as the tables it changes.
 */
export class OrgFiles {
  constructor(private readonly db: Database) {
    db.exec(`CREATE TABLE IF NOT EXISTS "_DeployedComponent" (Key TEXT PRIMARY KEY, Kind TEXT NOT NULL, Object TEXT NOT NULL, FullName TEXT NOT NULL,
        Removed INTEGER NOT NULL, CreatedById TEXT NOT NULL, CreatedDate INTEGER NOT NULL, ModifiedById TEXT NOT NULL, ModifiedDate INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS "_DeployedFile" (Key TEXT NOT NULL, Path TEXT NOT NULL, Content BLOB NOT NULL, PRIMARY KEY (Key, Path)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS "_DeploymentBase" (Bare INTEGER NOT NULL)`);
  }

  /**
   * Remembers whether the org is on a project's package or on nothing.
   * @throws OrgException INVALID_OPERATION where it was made the other way
   */
  settleBase(bare: boolean, isNew: boolean): void {
    const known = this.db.get('SELECT Bare FROM "_DeploymentBase"')?.['Bare'];
    if (known === undefined) this.db.run('INSERT INTO "_DeploymentBase" VALUES (?)', [Number(bare && isNew)]);
    if (Boolean(known ?? (bare && isNew)) === bare) return;
    throw new OrgException(
      'INVALID_OPERATION',
      bare
        ? 'This database was made with the project’s package: open it without --bare.'
        : 'This database was made without the project’s package: open it with --bare.'
    );
  }

  /** Whether anything has ever been deployed. */
  get isEmpty(): boolean {
    return !this.db.get('SELECT 1 FROM "_DeployedComponent" LIMIT 1');
  }

  /** The org's components: the base with what was deployed over it. */
  over(base: readonly ComponentFiles[]): Map<string, ComponentFiles> {
    const components = new Map(base.map((component) => [componentKey(component), component]));
    const files = new Map<string, { path: string; content: Uint8Array }[]>();
    for (const row of this.db.all('SELECT Key, Path, Content FROM "_DeployedFile" ORDER BY Key, Path')) {
      const content = row['Content'];
      if (!(content instanceof Uint8Array)) continue;
      const list = files.get(String(row['Key'])) ?? [];
      list.push({ path: String(row['Path']), content });
      files.set(String(row['Key']), list);
    }
    for (const row of this.db.all('SELECT * FROM "_DeployedComponent"')) {
      const key = String(row['Key']);
      const kind = Object.keys(METADATA_TYPES).find((name): name is ComponentFiles['kind'] => name === row['Kind']);
      if (row['Removed'] === 1 || !kind) {
        components.delete(key);
        continue;
      }
      const identity: ComponentIdentity = { kind, object: String(row['Object']), fullName: String(row['FullName']) };
      const origin = { file: packagePath(identity), line: (line: number) => line };
      components.set(key, {
        ...identity,
        files: (files.get(key) ?? []).map((file) => ({
          ...file,
          origin: METADATA_TYPES[kind].metaFile ? { ...origin, file: file.path } : origin
        }))
      });
    }
    return components;
  }

  put(component: ComponentFiles, by: string, now: number): void {
    const key = componentKey(component);
    this.note(component, false, by, now);
    this.db.run('DELETE FROM "_DeployedFile" WHERE Key = ?', [key]);
    for (const { path, content } of component.files) this.db.run('INSERT INTO "_DeployedFile" VALUES (?, ?, ?)', [key, path, content]);
  }

  remove(component: ComponentIdentity, by: string, now: number): void {
    this.note(component, true, by, now);
    this.db.run('DELETE FROM "_DeployedFile" WHERE Key = ?', [componentKey(component)]);
  }

  /** Who deployed the component last, and when; `undefined` for one of the base. */
  stamp(identity: ComponentIdentity): ComponentStamp | undefined {
    const row = this.db.get('SELECT * FROM "_DeployedComponent" WHERE Key = ? AND Removed = 0', [componentKey(identity)]);
    return (
      row && {
        createdBy: String(row['CreatedById']),
        createdDate: Number(row['CreatedDate']),
        modifiedBy: String(row['ModifiedById']),
        modifiedDate: Number(row['ModifiedDate'])
      }
    );
  }

  private note(component: ComponentIdentity, removed: boolean, by: string, now: number): void {
    const { kind, object, fullName } = component;
    this.db.run(
      `INSERT INTO "_DeployedComponent" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?6, ?7) ON CONFLICT (Key) DO UPDATE SET
         FullName = ?4, Removed = ?5, ModifiedById = ?6, ModifiedDate = ?7`,
      [componentKey(component), kind, object, fullName, Number(removed), by, now]
    );
  }
}

/** Of the same type and with the same files. */
export function sameFiles(a: ComponentFiles, b: ComponentFiles): boolean {
  if (a.files.length !== b.files.length) return false;
  const name = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  return a.files.every(({ path, content }) => {
    const other = b.files.find((file) => name(file.path) === name(path));
    return other !== undefined && Buffer.compare(other.content, content) === 0;
  });
}

/** Type and name as results give them. */
export const described = (
  identity: ComponentIdentity
): { readonly componentType: string; readonly fullName: string; readonly fileName: string } => ({
  componentType: METADATA_TYPES[identity.kind].name,
  fullName: memberName(identity),
  fileName: identity.kind === 'js' ? `${packagePath(identity)}/${identity.fullName}.js` : packagePath(identity)
});
