import type { IdGenerator } from '../database/ids';
import type { Clock, Database, RunningUser } from '../database/types';
import type { ComponentFiles } from '../metadata/mdapi';
import type { FilePlaces, OrgMetadata } from '../metadata/types';
import type { OrgRooms } from '../rooms';

/** What deployments need of the org that they change. */
export interface DeploymentHost {
  readonly db: Database;
  readonly ids: IdGenerator;
  readonly clock: Clock;
  /** The org's current metadata. */
  readonly metadata: OrgMetadata;
  /** Components of the project's folders; none for a bare org. */
  base(): readonly ComponentFiles[];
  /** How messages and readers show files of components, and where their folders are. */
  readonly places: FilePlaces;
  /** Rooms for other metadata. They work on the same database, within whatever transaction is open. @throws ApexProgramError */
  build(metadata: OrgMetadata): OrgRooms;
  /** Updates the rows that represent metadata. */
  syncRows(metadata: OrgMetadata): void;
  /** Puts rooms in force. The database has been committed for them. */
  adopt(rooms: OrgRooms, components: Iterable<ComponentFiles>): void;
  user(idOrUsername: string): RunningUser;
}
