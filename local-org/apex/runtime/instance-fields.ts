import type { ClassInfo, FieldInfo } from './classes';
import { current } from './execution';

/** Instance fields of a class and its superclasses, those of the topmost first. */
export function instanceFields(info: ClassInfo): FieldInfo[] {
  const superclass = info.superclass === null ? undefined : current().program.findClass(info.superclass)?.info;
  return [...(superclass ? instanceFields(superclass) : []), ...info.fields.filter((field) => !field.isStatic)];
}
