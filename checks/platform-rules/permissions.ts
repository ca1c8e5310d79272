import { isAlwaysRequired } from '../../local-org/metadata/layout-rules';
import { missingRights } from '../../local-org/metadata/object-permissions';
import type { XmlElement } from '../../local-org/metadata/xml';
import { all, at, textOf, type ProjectNames } from '../references/names';
import type { Report } from '../references/report';

/** Permissions that an org would refuse: of fields that everybody has with the object, and rights without those they depend on. */
export function checkPermissions(names: ProjectNames, report: Report): void {
  for (const { root } of names.xml.filter(({ root: { name } }) => name === 'PermissionSet' || name === 'Profile')) {
    for (const element of at(root, 'fieldPermissions', 'field')) {
      const [object = '', field = ''] = element.text.trim().split('.');
      const required = names.field(object, field);
      const holds = required === undefined || !isAlwaysRequired(required);
      report.need(holds, element.at, 'required-field-permission', `You cannot deploy to a required field: ${object}.${field}`);
    }
    const rights = all(root, 'objectPermissions');
    for (const { object, problem } of missingRights(rights.map(permission), names.schema)) {
      const stated = rights.find((element) => textOf(element, 'object') === object);
      report.add((stated ?? root).at, 'dependent-permission', problem);
    }
  }
}

function permission(element: XmlElement) {
  const has = (right: string): boolean => textOf(element, right) === 'true';
  return {
    object: textOf(element, 'object') ?? '',
    allowCreate: has('allowCreate'),
    allowRead: has('allowRead'),
    allowEdit: has('allowEdit'),
    allowDelete: has('allowDelete'),
    viewAllRecords: has('viewAllRecords'),
    modifyAllRecords: has('modifyAllRecords')
  };
}
