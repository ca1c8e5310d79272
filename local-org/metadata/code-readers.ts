import { decimal, flag, name, once, oneOf, optional, readAttributes, repeated, root, shape, text, unsupported, attributes } from './shape';
import type { ElementReader } from './shape';
import type { ApexSource, LwcBundle, LwcTargetConfig } from './types';

const apex = shape({
  fullName: optional(name),
  apiVersion: once(decimal),
  packageVersions: unsupported(),
  status: optional(oneOf('Active', 'Inactive'))
});

/** Version and status of an Apex class or trigger. */
export const readApex = (rootName: 'ApexClass' | 'ApexTrigger') =>
  root(rootName, (element): Pick<ApexSource, 'apiVersion' | 'status'> => {
    const { apiVersion, status } = apex(element);
    return { apiVersion, status: status ?? 'Active' };
  });

const PROPERTY_TYPES = ['String', 'Integer', 'Boolean', 'Color', 'ContentReference'];

const property = attributes(
  ['name', 'type'],
  [
    'label',
    'default',
    'required',
    'description',
    'datasource',
    'placeholder',
    'min',
    'max',
    'maxLength',
    'screenResponsive',
    'exposedTo',
    'role'
  ]
);

const targetConfigBody = shape(
  {
    actionType: optional(oneOf('Action', 'ScreenAction')),
    hasStep: unsupported(),
    objects: optional(shape({ object: repeated(name) })),
    property: repeated(property),
    propertyType: unsupported(),
    supportedFormFactors: optional(shape({ supportedFormFactor: repeated(attributes(['type'], [])) }))
  },
  ['targets', 'configurationEditor']
);

const targetConfig: ElementReader<LwcTargetConfig> = (element) => {
  const { targets } = readAttributes(element, ['targets'], []);
  const body = targetConfigBody(element);
  return {
    targets: targets.split(',').map((target) => target.trim()),
    objects: body.objects?.object ?? [],
    properties: body.property.map((given) => ({
      name: given.name,
      type: PROPERTY_TYPES.find((type) => type.toLowerCase() === given.type.toLowerCase()) ?? given.type,
      required: given.required === 'true',
      ...(given.label === undefined ? {} : { label: given.label }),
      ...(given.default === undefined ? {} : { defaultValue: given.default })
    })),
    supportedFormFactors: body.supportedFormFactors?.supportedFormFactor.map((factor) => factor.type) ?? []
  };
};

const lightningComponentBundle = shape({
  fullName: optional(name),
  apiVersion: once(decimal),
  capabilities: optional(shape({ capability: repeated(name) })),
  description: optional(text),
  isExplicitImport: optional(flag),
  isExposed: optional(flag),
  masterLabel: optional(name),
  targetConfigs: optional(shape({ targetConfig: repeated(targetConfig) })),
  targets: optional(shape({ target: repeated(name) }))
});

/** The settings in a component's js-meta.xml. */
export const readBundle = root('LightningComponentBundle', (element): Omit<LwcBundle, 'name' | 'directory' | 'files'> => {
  const read = lightningComponentBundle(element);
  return {
    apiVersion: read.apiVersion,
    isExposed: read.isExposed ?? false,
    targets: read.targets?.target ?? [],
    targetConfigs: read.targetConfigs?.targetConfig ?? [],
    ...(read.masterLabel === undefined ? {} : { masterLabel: read.masterLabel }),
    ...(read.description === undefined ? {} : { description: read.description })
  };
});

const staticResource = shape({
  fullName: optional(name),
  cacheControl: once(oneOf('Private', 'Public')),
  contentType: once(name),
  description: optional(text)
});

export const readStaticResource = root('StaticResource', staticResource);
