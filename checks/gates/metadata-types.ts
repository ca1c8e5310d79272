import path from 'node:path';
import { MetadataTypes } from '../metadata/metadata-types';
import { checkMetadataFile } from '../metadata/check-metadata-file';
import { filesIn, readText, type Gate } from '../gate';
import { TOOLS } from '../process';

/** Every metadata file against the types that Salesforce generates from the Metadata API's own description. */
export const metadataTypes: Gate = {
  name: 'metadata',
  about: "Metadata files against Salesforce's types (@salesforce/types)",
  run: async (project) => {
    const types = new MetadataTypes(path.join(TOOLS, '@salesforce', 'types', 'lib', 'metadata.d.ts'));
    return filesIn(project, project.directories)
      .filter((file) => file.endsWith('-meta.xml'))
      .flatMap((file) => checkMetadataFile(file, readText(project, file), types));
  }
};
