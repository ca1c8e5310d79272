import { sep } from 'node:path';

const FILE = ['lightning', 'primitiveIcon', 'primitiveIcon.js'].join(sep);

/** Each replaced part of the base component's source, with its replacement. */
const REPLACEMENTS: readonly (readonly [string, string])[] = [
  [
    "import { getName, isValidName } from 'lightning/iconUtils';",
    "import { getName, isValidName, getIconPath } from 'lightning/iconUtils';"
  ],
  ["return this.src ? sanitizeURL(this.src) : '';", 'return this.src ? sanitizeURL(this.src) : getIconPath(this.iconName, dir);'],
  ['async requestIconTemplates() {', 'async requestIconTemplates() {\n        return;']
];

/**
 * The base icon compiles some 3,000 templates, one per drawing. Here it draws `<use>` from the design system's
 * sprites instead. Bound to the installed version.
 * @throws Error when the base component's source is not the one this was written for
 */
export function withSpriteIcons(file: string, source: string): string {
  if (!file.endsWith(FILE)) return source;
  return REPLACEMENTS.reduce((text, [from, to]) => {
    if (!text.includes(from))
      throw new Error(`${file} has changed: "${from}" is not in it. Adapt base-component-icons.ts to this version.`);
    return text.replace(from, to);
  }, source);
}
