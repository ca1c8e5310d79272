import { memoryTree } from './file-tree';
import { readMetadata } from './read-metadata';
import type { OrgMetadata } from './types';

const XMLNS =
  'xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

/** A metadata file with this root element. The body begins on its third line. */
export const xml = (rootName: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${rootName} ${XMLNS}>\n${body}\n</${rootName}>\n`;

/** The files of a custom object, by path, with what is between `CustomObject` or the default. */
export const objectFile = (apiName: string, body?: string, room = 'score'): Record<string, string> => ({
  [`force-app/main/${room}/objects/${apiName}/${apiName}.object-meta.xml`]: xml(
    'CustomObject',
    body ??
      '<label>Thing</label><pluralLabel>Things</pluralLabel><nameField><label>Name</label><type>Text</type></nameField><sharingModel>ReadWrite</sharingModel>'
  )
});

export const fieldFile = (object: string, apiName: string, body: string, room = 'score'): Record<string, string> => ({
  [`force-app/main/${room}/objects/${object}/fields/${apiName}.field-meta.xml`]: xml(
    'CustomField',
    `<fullName>${apiName}</fullName>\n${body}`
  )
});

/** Reads files held in memory as a project of API version 68. */
export const readFiles = (...files: readonly Readonly<Record<string, string>>[]): OrgMetadata =>
  readMetadata(memoryTree(Object.fromEntries(files.flatMap((some) => Object.entries(some)))), { apiVersion: 68 });
