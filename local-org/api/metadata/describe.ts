import { ALL_TYPES, LABELS_FILE } from '../../metadata/mdapi';
import type { XmlFields } from '../soap/xml';

/** The metadata types that the org accepts, in the form of `describeMetadata`. */
export function describeMetadata(): XmlFields {
  const whole = ALL_TYPES.filter(([, { inside, name }]) => !inside && !name.endsWith('Folder'));
  const metadataObjects = whole.map(([kind, type]) => ({
    childXmlNames: ALL_TYPES.filter(([, other]) => other.inside?.kind === kind).map(([, other]) => other.name),
    directoryName: type.directory,
    inFolder: type.folders !== undefined,
    metaFile: type.metaFile,
    ...(kind === 'js' ? {} : { suffix: type.suffix }),
    xmlName: type.name
  }));
  const labels = {
    childXmlNames: ['CustomLabel'],
    directoryName: 'labels',
    inFolder: false,
    metaFile: false,
    suffix: 'labels',
    xmlName: LABELS_FILE.type
  };
  return { metadataObjects: [...metadataObjects, labels], organizationNamespace: '', partialSaveAllowed: false, testRequired: false };
}
