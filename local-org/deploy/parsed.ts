import { MetadataError } from '../errors';
import { parseXml } from '../metadata/xml';
import type { XmlElement } from '../metadata/xml';

/** A component's file; `undefined` for one that is malformed: the check of the component says so. */
export function parsed(file: string, text: string): XmlElement | undefined {
  try {
    return parseXml(file, text);
  } catch (error) {
    if (error instanceof MetadataError) return undefined;
    throw error;
  }
}
