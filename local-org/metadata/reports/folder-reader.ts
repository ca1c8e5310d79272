import type { ElementReader } from '../shape';
import { name, oneOf, once, optional, repeated, root, shape, unsupported } from '../shape';
import type { XmlElement } from '../xml';
import type { AnalyticsFolderDef } from './types';

const share = shape({
  accessLevel: once(oneOf('View', 'EditAllContents', 'Manage')),
  sharedTo: once(name),
  sharedToType: once(oneOf('Group', 'Organization', 'Role', 'RoleAndSubordinates', 'RoleAndSubordinatesInternal', 'User'))
});

const folder = shape({
  fullName: optional(name),
  accessType: optional(oneOf('Public', 'Hidden', 'Shared', 'PublicInternal')),
  folderShares: repeated(share),
  name: once(name),
  publicFolderAccess: optional(oneOf('ReadOnly', 'ReadWrite')),
  sharedTo: unsupported()
});

type Folder = ReturnType<typeof folder>;

const ROOTS = { report: 'ReportFolder', dashboard: 'DashboardFolder' } as const;

/** @throws MetadataError */
export function readAnalyticsFolder(kind: AnalyticsFolderDef['kind'], fullName: string, element: XmlElement): AnalyticsFolderDef {
  const reader: ElementReader<Folder> = root(ROOTS[kind], folder);
  const read = reader(element);
  const shares = read.folderShares.map(({ accessLevel, sharedTo, sharedToType }) => ({ accessLevel, sharedTo, sharedToType }));
  const open = read.accessType === 'Public' || read.accessType === 'PublicInternal';
  return {
    kind,
    fullName,
    label: read.name,
    // The older spelling of a folder that everyone in the org can open.
    shares: open
      ? [
          { accessLevel: read.publicFolderAccess === 'ReadWrite' ? 'EditAllContents' : 'View', sharedTo: '', sharedToType: 'Organization' },
          ...shares
        ]
      : shares
  };
}
