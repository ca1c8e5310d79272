/** Field types whose values are kept and compared alike; `none`: compound fields and files, which are not compared. */
export type Family = 'text' | 'id' | 'number' | 'boolean' | 'date' | 'datetime' | 'time' | 'none';

/** @param type a field's type, also as a database of long ago names it */
export function familyOf(type: string): Family {
  switch (type) {
    case 'id':
    case 'reference':
      return 'id';
    case 'int':
    case 'long':
    case 'double':
    case 'currency':
    case 'percent':
      return 'number';
    case 'boolean':
    case 'date':
    case 'datetime':
    case 'time':
      return type;
    case 'base64':
    case 'address':
    case 'location':
      return 'none';
    default:
      return 'text';
  }
}
