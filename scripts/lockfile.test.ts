import fs from 'node:fs';
import path from 'node:path';

interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages }: { packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(
  fs.readFileSync(path.join(__dirname, '..', 'package-lock.json'), 'utf8')
);

/** Where Node would look for a package of this name from inside `location`, nearest first. */
function places(location: string, name: string): string[] {
  if (location === '') return [`node_modules/${name}`];
  const parent = location.lastIndexOf('/node_modules/');
  return [`${location}/node_modules/${name}`, ...places(parent < 0 ? '' : location.slice(0, parent), name)];
}

describe('package-lock.json', () => {
  // npm drops the platforms that a registry did not have yet when it wrote the file; `npm ci` then refuses it on a fresh clone.
  it('names the optional packages of every platform', () => {
    const missing = Object.entries(packages).flatMap(([location, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !places(location, name).some((place) => place in packages))
    );
    expect(missing).toEqual([]);
  });
});
