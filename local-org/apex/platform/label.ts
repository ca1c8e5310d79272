import { throwApex } from '../values/exception';
import { namedLabel } from '../runtime/labels';
import type { PlatformType } from './contract';

/** Labels whose name is known only when the code runs; `Label.Name` is read by the compiler. An org here has no namespace. */
export const LABEL_TYPE: PlatformType = {
  name: 'System.Label',
  kind: 'class',
  staticMethods: {
    'String get(String namespace, String label)': (namespace: string | null, label: string | null) => {
      if (label === null || label === '') throwApex('System.IllegalArgumentException', 'The label name cannot be null or empty.');
      if (namespace !== null && namespace !== '')
        throwApex('System.IllegalArgumentException', `External string does not exist: ${namespace}.${label}`);
      return namedLabel(label);
    }
  }
};
