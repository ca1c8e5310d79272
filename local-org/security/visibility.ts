import type { Database, SqlRow } from '../database/types';

/** Whose records a user sees without any sharing row, and the groups through which rows are shared with the user. */
export interface Visibility {
  readonly userId: string;
  /** The user, everyone below in the role hierarchy, and the queues they belong to. */
  readonly ownerIds: readonly string[];
  /** The user and every group that contains the user: the possible values of `UserOrGroupId` in a share row. */
  readonly shareIds: readonly string[];
}

/**
 * Reads roles and groups once per user.
 * Source: "Role hierarchy and sharing": a manager sees what subordinates own or have shared with them; a queue's members see what it owns.
 */
export function loadVisibility(db: Database, userId: string, roleId: string | null): Visibility {
  const below = roleId ? usersBelow(db, roleId) : [];
  const queues = new Set<string>();
  for (const id of [userId, ...below]) for (const queue of groupsOf(db, id, 'Queue')) queues.add(queue);
  return {
    userId,
    ownerIds: [userId, ...below, ...queues],
    shareIds: [userId, ...below, ...groupsOf(db, userId, null), ...roleGroups(db, roleId)]
  };
}

function usersBelow(db: Database, roleId: string): string[] {
  return ids(
    db.all(
      `WITH RECURSIVE below(Id) AS (
         SELECT Id FROM UserRole WHERE ParentRoleId = ?1
         UNION SELECT r.Id FROM UserRole r JOIN below ON r.ParentRoleId = below.Id)
       SELECT u.Id AS id FROM User u JOIN below ON u.UserRoleId = below.Id`,
      [roleId]
    )
  );
}

/** Groups (or queues only) that hold the user, directly or through groups within groups. */
function groupsOf(db: Database, userId: string, type: 'Queue' | null): string[] {
  return ids(
    db.all(
      `WITH RECURSIVE holding(Id) AS (
         SELECT GroupId FROM GroupMember WHERE UserOrGroupId = ?1
         UNION SELECT m.GroupId FROM GroupMember m JOIN holding ON m.UserOrGroupId = holding.Id)
       SELECT g.Id AS id FROM "Group" g JOIN holding ON g.Id = holding.Id WHERE ?2 IS NULL OR g.Type = ?2`,
      [userId, type]
    )
  );
}

/** Groups of the user's role, of the roles above it, and of the whole organisation. */
function roleGroups(db: Database, roleId: string | null): string[] {
  return ids(
    db.all(
      `WITH RECURSIVE above(Id, ParentRoleId, own) AS (
         SELECT Id, ParentRoleId, 1 FROM UserRole WHERE Id = ?1
         UNION SELECT r.Id, r.ParentRoleId, 0 FROM UserRole r JOIN above ON r.Id = above.ParentRoleId)
       SELECT g.Id AS id FROM "Group" g LEFT JOIN above ON g.RelatedId = above.Id
        WHERE g.Type = 'Organization' OR (above.own = 1 AND g.Type = 'Role')
           OR (above.Id IS NOT NULL AND g.Type IN ('RoleAndSubordinates', 'RoleAndSubordinatesInternal'))`,
      [roleId]
    )
  );
}

function ids(rows: readonly SqlRow[]): string[] {
  return rows.map((row) => String(row['id']));
}
