import fs from 'node:fs';
import path from 'node:path';
import { parseXml, type XmlElement } from '../../local-org/metadata/xml';

/** An element without order and layout: two that say the same are equal. Attributes that only declare prefixes do not count. */
function said(element: XmlElement): unknown {
  const attributes = Object.entries(element.attributes).filter(([name]) => !name.startsWith('xmlns:'));
  const children = element.children.map((child) => JSON.stringify(said(child))).sort();
  return [element.name, attributes, element.text.trim(), children];
}

const filesOf = (folder: string): string[] =>
  fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();

/** Files of two folders that do not say the same, or are only in one. XML may be written in another order. */
export function differences(one: string, other: string): string[] {
  const [left, right] = [filesOf(one), filesOf(other)];
  const only = [...left.filter((file) => !right.includes(file)), ...right.filter((file) => !left.includes(file))];
  const both = left.filter((file) => right.includes(file));
  const differing = both.filter((file) => {
    const [a, b] = [one, other].map((folder) => fs.readFileSync(path.join(folder, file), 'utf8'));
    if (a === undefined || b === undefined || a === b) return false;
    return !file.endsWith('.xml') || JSON.stringify(said(parseXml(file, a))) !== JSON.stringify(said(parseXml(file, b)));
  });
  return [...only.map((file) => `only in one: ${file}`), ...differing.map((file) => `differs: ${file}`)];
}
