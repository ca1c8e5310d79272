import type { OrgMetadata } from '../../local-org/metadata/types';

/** Declares the `@salesforce/*` modules of metadata: labels, objects and fields, custom permissions, static resources. */
export function metadataDeclarations(metadata: OrgMetadata): string {
  return [
    ...metadata.labels.map((label) => moduleOf(`label/c.${label.fullName}`, 'string')),
    ...metadata.customPermissions.map((permission) => moduleOf(`customPermission/${permission.fullName}`, 'boolean | undefined')),
    ...metadata.staticResources.map((resource) => moduleOf(`resourceUrl/${resource.fullName}`, 'string')),
    ...metadata.schema.objects.flatMap((object) => [
      moduleOf(`schema/${object.apiName}`, `{ readonly objectApiName: '${object.apiName}' }`),
      ...object.fields.map((field) =>
        moduleOf(
          `schema/${object.apiName}.${field.apiName}`,
          `{ readonly objectApiName: '${object.apiName}'; readonly fieldApiName: '${field.apiName}' }`
        )
      )
    ]),
    ''
  ].join('\n');
}

function moduleOf(name: string, type: string): string {
  return `declare module '@salesforce/${name}' {\n  const value: ${type};\n  export default value;\n}`;
}
