import type { DeployMessage, DeployResult, FileProperties, RetrieveResult, RunTestResult } from '../../deploy';
import type { XmlFields, XmlValue } from '../soap/xml';

/** Plain values as SOAP fields; `undefined` ones are left out. */
function fields(value: object): XmlFields {
  const result: Record<string, XmlFields[string]> = {};
  for (const [name, inner] of Object.entries(value))
    if (inner !== undefined) result[name] = Array.isArray(inner) ? inner.map(single) : single(inner);
  return result;
}

function single(value: unknown): XmlValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'object') return fields(value);
  throw new TypeError(`${typeof value} cannot be written as XML`);
}

const messages = (given: readonly DeployMessage[]): XmlFields[] => given.map(fields);

const testFields = (result: RunTestResult): XmlFields => fields(result);

/** `DeployResult` as the WSDL defines it. */
export function deployFields(result: DeployResult, includeDetails: boolean): XmlFields {
  const { details, ...rest } = result;
  if (!includeDetails) return fields(rest);
  const { componentSuccesses, componentFailures, runTestResult } = details;
  return {
    ...fields(rest),
    details: {
      componentFailures: messages(componentFailures),
      componentSuccesses: messages(componentSuccesses),
      runTestResult: testFields(runTestResult)
    }
  };
}

export const listFields = (properties: FileProperties): XmlFields => fields(properties);

/** `RetrieveResult`; the zip as base64. */
export function retrieveFields({ id, fileProperties, messages: problems, zipFile }: RetrieveResult, includeZip: boolean): XmlFields {
  return {
    done: true,
    fileProperties: fileProperties.map(fields),
    id,
    messages: problems.map(fields),
    status: 'Succeeded',
    success: true,
    ...(includeZip ? { zipFile: Buffer.from(zipFile).toString('base64') } : {})
  };
}
