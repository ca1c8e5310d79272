import type { DeployResult, Deployments, RetrieveRequest } from '../../deploy';
import { OrgException, UnsupportedFeature } from '../../errors';
import type { OpenCall } from '../http/call';
import type { ApiReply } from '../http/reply';
import type { Routes } from '../http/routes';
import type { SoapCall } from '../soap/envelope';
import { readSoapCall, soapReply } from '../soap/envelope';
import { soapCaller, soapHandler, soapVersion } from '../soap/partner';
import type { XmlContent, XmlElement } from '../soap/xml';
import { child } from '../soap/xml';
import { describeMetadata } from './describe';
import { deployFields, listFields, retrieveFields } from './render';
import type { GivenOptions } from './service';
import { deploymentsFor, deployOptions } from './service';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

const textOf = (parent: XmlElement | undefined, name: string): string | undefined => child(parent, name)?.text.trim();

function flagOf(parent: XmlElement | undefined, name: string): boolean | undefined {
  const value = textOf(parent, name);
  if (value === undefined) return undefined;
  if (!['true', 'false', '1', '0'].includes(value))
    throw new OrgException('INVALID_OPERATION', `${name} must be true or false, not ${value}`);
  return value === 'true' || value === '1';
}

/** @throws OrgException INVALID_OPERATION for a parameter that is missing */
function required(soap: SoapCall, name: string): string {
  const value = textOf(soap.operation, name);
  if (!value) throw new OrgException('INVALID_OPERATION', `Required parameter is missing: ${name}`);
  return value;
}

function given(options: XmlElement | undefined): GivenOptions {
  return {
    names: options?.children.map(({ name }) => name) ?? [],
    flag: (name) => flagOf(options, name),
    text: (name) => textOf(options, name),
    list: (name) => options?.children.filter((one) => one.name === name && one.text.trim() !== '').map((one) => one.text.trim()) ?? []
  };
}

/** @throws OrgException INVALID_OPERATION for what is not base64 */
function zipFile(soap: SoapCall): Uint8Array {
  const text = (textOf(soap.operation, 'ZipFile') ?? '').replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new OrgException('INVALID_OPERATION', 'ZipFile is not base64');
  return Buffer.from(text, 'base64');
}

const asyncResult = ({ id, done, status }: Pick<DeployResult, 'id' | 'done' | 'status'>) => ({
  done,
  id,
  state: status === 'Pending' ? 'Queued' : status === 'InProgress' ? 'InProgress' : 'Completed'
});

function retrieveRequest(soap: SoapCall): RetrieveRequest {
  const request = child(soap.operation, 'retrieveRequest') ?? child(soap.operation, 'request');
  for (const name of ['packageNames', 'specificFiles', 'rootTypesWithDependencies']) {
    if (textOf(request, name)) throw new UnsupportedFeature(`${name} of a retrieval`);
  }
  const types = new Map<string, string[]>();
  for (const type of child(request, 'unpackaged')?.children ?? []) {
    const name = type.name === 'types' ? textOf(type, 'name') : undefined;
    if (name === undefined) continue;
    const members = type.children.filter((one) => one.name === 'members').map((one) => one.text.trim());
    types.set(name, [...(types.get(name) ?? []), ...members]);
  }
  return {
    apiVersion: Math.trunc(Number(textOf(request, 'apiVersion') ?? '68')),
    singlePackage: flagOf(request, 'singlePackage') ?? false,
    types
  };
}

function perform(soap: SoapCall, call: OpenCall): XmlContent {
  const { user } = soapCaller(call, soap);
  const { name } = soap.operation;
  const deployments = (): Deployments => deploymentsFor(call.org, user);
  switch (name) {
    case 'deploy':
      return asyncResult(deployments().deploy(user, zipFile(soap), deployOptions(given(child(soap.operation, 'DeployOptions')))));
    case 'checkDeployStatus':
      return deployFields(deployments().report(required(soap, 'asyncProcessId')), flagOf(soap.operation, 'includeDetails') ?? false);
    case 'deployRecentValidation':
      return deployments().deployValidated(user, required(soap, 'validationId')).id;
    case 'retrieve':
      return { done: true, id: deployments().retrieve(user, retrieveRequest(soap)).id, state: 'Completed' };
    case 'checkRetrieveStatus':
      return retrieveFields(deployments().retrieved(required(soap, 'asyncProcessId')), flagOf(soap.operation, 'includeZip') ?? true);
    case 'describeMetadata':
      deployments();
      return describeMetadata();
    case 'listMetadata':
      return soap.operation.children
        .filter((one) => one.name === 'queries')
        .flatMap((query) =>
          deployments()
            .list(textOf(query, 'type') ?? '', textOf(query, 'folder') ?? undefined)
            .map(listFields)
        );
    case 'cancelDeploy':
      throw new UnsupportedFeature('cancelling a deployment: one that runs is done before it could be told');
    default:
      throw new UnsupportedFeature(`the Metadata API operation ${name}`);
  }
}

/** The Metadata API over SOAP: deployments, retrievals and lists of metadata. */
export function metadataSoapRoutes(routes: Routes): void {
  const handler = soapHandler((call): ApiReply => {
    soapVersion(call);
    const soap = readSoapCall(call);
    return soapReply(NAMESPACE, soap.operation.name, perform(soap, call));
  });
  routes.open('POST', '/services/Soap/m/:version', handler).open('POST', '/services/Soap/m/:version/:organization', handler);
}
