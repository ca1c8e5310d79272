import { strToU8, zipSync } from 'fflate';
import { writePackageXml } from '../metadata/mdapi';
import { xml } from '../metadata/testing';
import { LocalOrg } from '../open';
import type { DeployMessage, DeployOptions, DeployResult } from './types';

export const OPTIONS: DeployOptions = {
  allowMissingFiles: false,
  checkOnly: false,
  ignoreWarnings: false,
  purgeOnDelete: false,
  rollbackOnError: true,
  runTests: [],
  singlePackage: true,
  testLevel: 'NoTestRun'
};

export const ADMIN = 'admin@lockstep.local';

export type Members = Readonly<Record<string, readonly string[]>>;

/** A zip of these files with a package.xml of these members. */
export function zipOf(members: Members, files: Readonly<Record<string, string>>): Uint8Array {
  const manifest = writePackageXml(new Map(Object.entries(members)), 68);
  return zipSync(Object.fromEntries(Object.entries({ 'package.xml': manifest, ...files }).map(([path, text]) => [path, strToU8(text)])));
}

/** Deploys and waits. */
export function deploy(org: LocalOrg, zip: Uint8Array, options: Partial<DeployOptions> = {}, username = ADMIN): DeployResult {
  const { id } = org.deployments.deploy(org.user(username), zip, { ...OPTIONS, ...options });
  org.deployments.runPending();
  return org.deployments.report(id);
}

/** The files of a custom object with these parts between its own. */
export const objectXml = (parts = ''): string =>
  xml(
    'CustomObject',
    `${parts}<label>Thing</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Things</pluralLabel><sharingModel>ReadWrite</sharingModel>`
  );

export const numberField = (fullName: string, precision = 5): string =>
  `<fields><fullName>${fullName}</fullName><label>${fullName}</label><precision>${precision}</precision><scale>0</scale><type>Number</type></fields>`;

export const textField = (fullName: string, length: number): string =>
  `<fields><fullName>${fullName}</fullName><label>${fullName}</label><length>${length}</length><type>Text</type></fields>`;

export const picklistField = (fullName: string, values: readonly string[]): string =>
  `<fields><fullName>${fullName}</fullName><label>${fullName}</label><type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted>${values
    .map((value) => `<value><fullName>${value}</fullName><default>false</default><label>${value}</label></value>`)
    .join('')}</valueSetDefinition></valueSet></fields>`;

export const apexFiles = (name: string, source: string, kind: 'cls' | 'trigger' = 'cls'): Record<string, string> => {
  const folder = kind === 'cls' ? 'classes' : 'triggers';
  const meta = xml(kind === 'cls' ? 'ApexClass' : 'ApexTrigger', '<apiVersion>68.0</apiVersion><status>Active</status>');
  return { [`${folder}/${name}.${kind}`]: source, [`${folder}/${name}.${kind}-meta.xml`]: meta };
};

/** Deletes these members with a package that holds nothing. */
export const destructive = (members: Members, file = 'destructiveChanges.xml'): Uint8Array =>
  zipOf({}, { [file]: writePackageXml(new Map(Object.entries(members)), 68) });

/** An org with nothing deployed to it. */
export const openBare = (database = ':memory:', onBackgroundError = rethrow): LocalOrg =>
  LocalOrg.open({ project: process.cwd(), database, bare: true, onBackgroundError });

function rethrow(error: unknown): void {
  throw error;
}

/** What a deployment was refused for, a line for each. */
export const problems = (result: DeployResult): string[] =>
  result.details.componentFailures.map(
    ({ componentType, fullName, lineNumber, problem }: DeployMessage) => `${componentType} ${fullName}:${lineNumber ?? ''} ${problem ?? ''}`
  );

/** An object with these parts, and what else comes with it. */
export const thing = (parts: string, more: Record<string, string> = {}, members: Record<string, string[]> = {}): Uint8Array =>
  zipOf({ CustomObject: ['Thing__c'], ...members }, { 'objects/Thing__c.object': objectXml(parts), ...more });
