/** The one name that the Salesforce CLI accepts for a file of custom labels. */
export const LABELS_FILE = 'CustomLabels.labels-meta.xml';

const LABEL = /^[ \t]*<labels>.*?<\/labels>/gms;
/** An apostrophe that is not doubled, in a value with placeholders: Apex's `String.format` reads it as the start of a literal. */
const LONE_APOSTROPHE = /(^|[^'])'(?!')/;
const PLACEHOLDER = /\{\d+\}/;
const VALUE = /<value\s*>(.*?)<\/value\s*>/s;
const NAME = /<fullName>\s*([^<\s]+)\s*<\/fullName>/;

/**
 * Puts the labels of all rooms into one file, sorted by name.
 * @param files content of each room's file, by its path
 * @throws Error for a label whose placeholders an apostrophe would hide
 * @throws Error that names both files if two of them have a label of the same name (names do not differ by case alone)
 */
export function mergeLabels(files: ReadonlyMap<string, string>): string {
  const labels = new Map<string, { text: string; file: string }>();
  for (const [file, content] of files) {
    for (const [text] of content.matchAll(LABEL)) {
      const name = NAME.exec(text)?.[1];
      if (name === undefined) throw new Error(`${file}: a label has no fullName`);
      const other = labels.get(name.toLowerCase());
      if (other) throw new Error(`${file}: the label ${name} is also in ${other.file}`);
      const value = VALUE.exec(text)?.[1] ?? '';
      if (PLACEHOLDER.test(value) && LONE_APOSTROPHE.test(value)) {
        throw new Error(
          `${file}: the label ${name} has a placeholder and an apostrophe, which String.format would swallow with what follows it`
        );
      }
      labels.set(name.toLowerCase(), { text, file });
    }
  }
  const sorted = [...labels].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { text }]) => text);
  return `<?xml version="1.0" encoding="UTF-8" ?>\n<CustomLabels xmlns="http://soap.sforce.com/2006/04/metadata">\n${sorted.join('\n')}\n</CustomLabels>\n`;
}
