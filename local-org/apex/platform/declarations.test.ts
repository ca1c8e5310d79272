import fs from 'node:fs';
import path from 'node:path';
import { schemaWith } from '../../schema/testing';
import { PlatformLibrary } from '../compiler/platform-library';
import { PLATFORM_TYPES } from './index';
import { libraryPage } from './library-page';

describe('the declarations of the platform', () => {
  it('name only types that are declared, each once', () => {
    expect(() => new PlatformLibrary(schemaWith(), PLATFORM_TYPES)).not.toThrow();
    const names = PLATFORM_TYPES.map(({ name }) => name.toLowerCase());
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('say how to tell a value of every class', () => {
    // Classes without instances have only static members.
    const without = PLATFORM_TYPES.filter(
      (type) => type.kind === 'class' && !type.isInstance && (type.methods !== undefined || type.constructors !== undefined)
    );
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  it('are what the page about them says', () => {
    const page = fs.readFileSync(path.join(__dirname, 'library.md'), 'utf8');
    expect(page).toBe(libraryPage(PLATFORM_TYPES));
  });
});
