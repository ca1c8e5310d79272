import busboy from 'busboy';
import { OrgException, UnsupportedFeature } from '../../errors';
import { authenticate } from '../auth/authenticate';
import { mediaType } from '../http/body';
import type { ApiCall, OpenCall } from '../http/call';
import { json, type ApiReply } from '../http/reply';
import type { Routes } from '../http/routes';
import { DATA } from '../http/routes';
import type { JsonObject } from '../json/body';
import { JsonBody } from '../json/body';
import type { GivenOptions } from './service';
import { deploymentsFor, deployOptions } from './service';

interface Upload {
  readonly options: Uint8Array;
  readonly zip: Uint8Array;
}

/** The two parts of a deployment: `entity_content` with the options, `file` with the zip. @throws OrgException */
function readUpload(call: OpenCall): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const parts = new Map<string, Buffer>();
    const wrong = (problem: string): void => reject(new OrgException('INVALID_OPERATION', problem));
    const unreadable = (error: unknown): void =>
      wrong(`The multipart body cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    const parser = multipartParser(call, unreadable);
    if (!parser) return;
    parser.on('field', (name, value) => parts.set(name, Buffer.from(value)));
    parser.on('file', (name, stream) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => parts.set(name, Buffer.concat(chunks)));
    });
    parser.on('error', unreadable);
    parser.on('close', () => {
      const options = parts.get('entity_content') ?? parts.get('json');
      const zip = parts.get('file');
      if (!options || !zip) wrong('A deployment has the parts entity_content and file');
      else resolve({ options, zip });
    });
    parser.end(Buffer.from(call.body));
  });
}

/** @returns `undefined` where the header has no boundary, after calling `unreadable` */
function multipartParser(call: OpenCall, unreadable: (error: unknown) => void): busboy.Busboy | undefined {
  try {
    return busboy({ headers: { 'content-type': call.headers['content-type'] ?? '' }, limits: { fieldSize: call.body.length + 1 } });
  } catch (error) {
    unreadable(error);
    return undefined;
  }
}

function given(body: JsonBody, options: JsonObject): GivenOptions {
  return {
    names: Object.keys(options).filter((name) => options[name] !== null),
    flag: (name) => {
      const value = options[name];
      if (value === undefined || value === null) return undefined;
      if (typeof value !== 'boolean') throw new OrgException('JSON_PARSER_ERROR', `${name} must be true or false`);
      return value;
    },
    text: (name) => body.optionalString(options, name, ['deployOptions']),
    list: (name) => (options[name] === undefined || options[name] === null ? [] : body.strings(options, name, ['deployOptions']))
  };
}

async function deploy(call: OpenCall): Promise<ApiReply> {
  const { user } = authenticate(call.services, call.headers);
  call.services.meter.count();
  const deployments = deploymentsFor(call.org, user);
  if (mediaType(call.headers['content-type']) !== 'multipart/form-data') {
    const body = JsonBody.of(call);
    const source = body.object();
    body.only(source, ['validatedDeployRequestId']);
    const validated = body.string(source, 'validatedDeployRequestId');
    const result = deployments.deployValidated(user, validated);
    return json(201, { id: result.id, validatedDeployRequestId: validated, deployResult: result });
  }
  const upload = await readUpload(call);
  const body = JsonBody.of({ ...call, body: upload.options, headers: { 'content-type': 'application/json' } });
  const source = body.object();
  body.only(source, ['deployOptions']);
  const options = deployOptions(given(body, body.asObject(source['deployOptions'], ['deployOptions'])));
  const { details, ...deployResult } = deployments.deploy(user, upload.zip, options);
  return json(201, { id: deployResult.id, validatedDeployRequestId: null, deployOptions: options, deployResult });
}

function report(call: ApiCall): ApiReply {
  const { details, ...result } = deploymentsFor(call.org, call.user).report(call.params['id'] ?? '');
  const withDetails = call.search.get('includeDetails') === 'true';
  return json(200, { id: result.id, validatedDeployRequestId: null, deployResult: withDetails ? { ...result, details } : result });
}

/** Deployments over REST. */
export function metadataRestRoutes(routes: Routes): void {
  const path = `${DATA}/metadata/deployRequest`;
  routes
    .session('GET', `${DATA}/metadata`, (call) => json(200, { deployRequest: `/services/data/v${call.version}.0/metadata/deployRequest` }))
    .open('POST', path, deploy)
    .session('GET', `${path}/:id`, report)
    .session('PATCH', `${path}/:id`, () => {
      throw new UnsupportedFeature('cancelling a deployment: one that runs is done before it could be told');
    });
}
