import fs from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { readFields } from './class-file';

/** An object of a real org with everything switched on, as a class of the typed library has it. */
export interface TypedObject {
  /** Apex type by field: `String`, `Id`, `Decimal`, … */
  readonly fields: ReadonlyMap<string, string>;
  /** Object by relationship to a parent; `SObject` or `Name` where there are several. */
  readonly parents: ReadonlyMap<string, string>;
  /** Object by relationship to children. */
  readonly children: ReadonlyMap<string, string>;
}

const OBJECTS = 'com/nawforce/runforce/SObjects/';
/** Compound values, which the library keeps among the objects. */
const COMPOUND = new Set(['Address', 'Location']);
const DESCRIPTOR = /^(\[?)L(?:com\/nawforce\/runforce\/)(System|SObjects|Internal)\/([^;]+);$/;

/** Reads the objects of these names from the library of typed objects (`sobject-types-*.jar`); those it lacks are left out. */
export function readTypedObjects(javaLibrary: string, names: readonly string[]): Map<string, TypedObject> {
  const jar = fs.readdirSync(javaLibrary).find((file) => /^sobject-types-[\d.]+\.jar$/.test(file));
  if (jar === undefined) throw new Error(`there is no library of typed objects in ${javaLibrary}`);
  const wanted = new Map(names.map((name) => [`${OBJECTS}${name}.class`, name]));
  const classes = unzipSync(fs.readFileSync(path.join(javaLibrary, jar)), { filter: (entry) => wanted.has(entry.name) });
  return new Map(Object.entries(classes).map(([entry, bytes]) => [wanted.get(entry) ?? entry, readTypedObject(bytes)]));
}

function readTypedObject(bytes: Uint8Array): TypedObject {
  const object = { fields: new Map<string, string>(), parents: new Map<string, string>(), children: new Map<string, string>() };
  for (const { name, descriptor, isStatic } of readFields(bytes)) {
    const [, array, library, type = ''] = DESCRIPTOR.exec(descriptor) ?? [];
    if (isStatic || library === undefined) continue;
    if (array === '[') object.children.set(name, type);
    else if (type === 'SObject' || (library === 'SObjects' && !COMPOUND.has(type))) object.parents.set(name, type);
    else object.fields.set(name, type);
  }
  return object;
}
