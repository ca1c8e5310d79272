export { componentKey, componentTree, memberName, packagePath } from './component-files';
export type { ComponentFile, ComponentFiles, ComponentIdentity } from './component-files';
export { componentsOfPackage } from './from-package';
export { componentsOfSource } from './from-source';
export { ALL_TYPES, kindOfType, LABELS_FILE, METADATA_TYPES } from './metadata-types';
export { readPackageXml, writePackageXml } from './package-xml';
export type { PackageManifest } from './package-xml';
export { without } from './split';
export { packageFiles } from './to-package';
