import fs from 'node:fs';
import path from 'node:path';

const MAIN = 'force-app/main';
const read = (file: string): string => fs.readFileSync(file, 'utf8');
const layouts = fs.readdirSync(path.join(MAIN, 'front/layouts')).filter((file) => file.includes('__c-'));

/** The object's own file, in whatever room it is. */
function objectFile(object: string): string {
  const found = fs
    .readdirSync(MAIN)
    .map((room) => path.join(MAIN, room, 'objects', object, `${object}.object-meta.xml`))
    .find((file) => fs.existsSync(file));
  if (found === undefined) throw new Error(`There is no object ${object}.`);
  return found;
}

/** Layouts that have no field to fill in: the dialog of their New button would be empty. */
const readOnly = layouts.filter((file) => {
  const behaviors = [...read(path.join(MAIN, 'front/layouts', file)).matchAll(/<behavior>(\w+)</g)].map(([, behavior]) => behavior);
  return behaviors.length > 0 && behaviors.every((behavior) => behavior === 'Readonly');
});

it.each(readOnly)('nobody opens an empty form: lists do not offer a new record where the layout is %s', (file) => {
  const object = file.slice(0, file.indexOf('-'));
  expect(read(objectFile(object))).toContain('<excludedStandardButtons>New</excludedStandardButtons>');
});

it('finds such layouts', () => expect(readOnly.length).toBeGreaterThan(0));
