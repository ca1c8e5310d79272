import { buildSchema } from '../../local-org/schema/build';
import { STANDARD_OBJECTS } from '../../local-org/schema/standard/index';
import type { Gate } from '../gate';
import { javaLibrary } from '../process';
import { compareWithTyped } from '../standard-objects/compare';
import { EXCEPTIONS } from '../standard-objects/exceptions';
import { readTypedObjects } from '../standard-objects/typed-objects';

/** The embedded org's standard objects against the typed library of a real org's objects that comes with Code Analyzer. */
export const standardObjects: Gate = {
  name: 'standard-objects',
  about: "The embedded org's standard objects against a typed library of real ones",
  run: async () => {
    const schema = buildSchema({ custom: [], extensions: [] });
    const names = STANDARD_OBJECTS.map((object) => object.apiName);
    const objects = schema.objects.filter((object) => object.kind === 'standard');
    return compareWithTyped(objects, readTypedObjects(javaLibrary('pmd'), names), EXCEPTIONS);
  }
};
