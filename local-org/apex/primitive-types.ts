/** Types of Apex whose values are no objects of a class. */
export const PRIMITIVE_TYPES = [
  'String',
  'Id',
  'Boolean',
  'Integer',
  'Long',
  'Double',
  'Decimal',
  'Date',
  'Datetime',
  'Time',
  'Blob'
] as const;
