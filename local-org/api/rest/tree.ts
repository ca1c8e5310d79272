import type { JsonValue } from '../../apex/types';
import type { RecordInput } from '../../dml/types';
import type { OrgError } from '../../errors';
import { OrgException } from '../../errors';
import type { FieldDef, ObjectDef } from '../../schema/types';
import type { ApiCall } from '../http/call';
import { json, type ApiReply } from '../http/reply';
import type { Routes } from '../http/routes';
import { DATA } from '../http/routes';
import { JsonBody, isJsonObject } from '../json/body';
import type { JsonPath } from '../json/scan';
import { objectAt, objectOf, readRecord } from '../records/parse';
import { write } from './dml';

const MOST_RECORDS = 200;
const DEEPEST = 5;
const MOST_TYPES = 5;

/** A record of the tree with its parent and relationship. */
interface Node {
  readonly referenceId: string;
  readonly object: ObjectDef;
  readonly input: RecordInput;
  readonly parent: { readonly node: Node; readonly field: FieldDef } | null;
}

class TreeReader {
  /** By level: parents are written before their children. */
  readonly levels: Node[][] = [];
  private readonly references = new Set<string>();
  private readonly types = new Set<ObjectDef>();
  private count = 0;

  constructor(
    private readonly call: ApiCall,
    private readonly body: JsonBody
  ) {}

  read(list: JsonValue | undefined, object: ObjectDef, parent: Node['parent'], level: number, path: JsonPath): void {
    if (level >= DEEPEST) throw new OrgException('LIMIT_EXCEEDED', `The record tree must not be deeper than ${DEEPEST} levels`);
    this.body.asArray(list, path).forEach((value, index) => this.readNode(value, object, parent, level, [...path, index]));
  }

  private readNode(value: JsonValue, object: ObjectDef, parent: Node['parent'], level: number, path: JsonPath): void {
    const source = this.body.asObject(value, path);
    if (objectOf(this.body, source, this.call.org.schema, path) !== object) {
      throw new OrgException('INVALID_TYPE', `Records here must be of type ${object.apiName}`);
    }
    const referenceId = this.referenceId(source['attributes'], path);
    this.types.add(object);
    if (++this.count > MOST_RECORDS)
      throw new OrgException('LIMIT_EXCEEDED', `The record tree must not have more than ${MOST_RECORDS} records`);
    if (this.types.size > MOST_TYPES)
      throw new OrgException('LIMIT_EXCEEDED', `The record tree must not have more than ${MOST_TYPES} types`);
    const input = readRecord(this.body, source, object, this.call.org.schema, path, {
      allowId: false,
      skip: (name) => object.childRelationship(name) !== undefined
    });
    const node: Node = { referenceId, object, input, parent };
    (this.levels[level] ??= []).push(node);
    for (const [name, children] of Object.entries(source)) {
      const relationship = object.childRelationship(name);
      if (!relationship) continue;
      const holder = this.body.asObject(children, [...path, name]);
      const child = objectAt(this.call.org.schema, relationship.childObject);
      this.read(holder['records'], child, { node, field: relationship.field }, level + 1, [...path, name, 'records']);
    }
  }

  private referenceId(attributes: JsonValue | undefined, path: JsonPath): string {
    const given = isJsonObject(attributes) ? attributes['referenceId'] : undefined;
    if (typeof given !== 'string' || given === '') throw this.body.mismatch('string', given, [...path, 'attributes']);
    if (this.references.has(given)) throw new OrgException('INVALID_OPERATION', `Duplicate ReferenceId provided in the request: ${given}`);
    this.references.add(given);
    return given;
  }
}

/** Consecutive records of one object on one level are written together. */
function groups(nodes: readonly Node[]): Node[][] {
  const result = new Map<ObjectDef, Node[]>();
  for (const node of nodes) {
    const group = result.get(node.object);
    if (group) group.push(node);
    else result.set(node.object, [node]);
  }
  return [...result.values()];
}

/** `POST /composite/tree/Account`: records with their children, all of them or none. */
function createTree(call: ApiCall): ApiReply {
  const body = JsonBody.of(call);
  const object = objectAt(call.org.schema, call.params['object'] ?? '');
  const source = body.object();
  body.only(source, ['records']);
  const reader = new TreeReader(call, body);
  reader.read(source['records'], object, null, 0, ['records']);
  return call.transact((tx) => {
    const savepoint = tx.savepoint();
    const written: Node[] = [];
    for (const group of reader.levels.flatMap(groups)) {
      for (const node of group) if (node.parent) node.input.record.set(node.parent.field.apiName, node.parent.node.input.record.id);
      const results = write(
        call,
        tx,
        'insert',
        group[0]?.object ?? object,
        group.map((node) => node.input),
        { allOrNone: true }
      );
      const failures = results.flatMap((result, index) => {
        const errors = result.errors.filter((error) => error.errorCode !== 'ALL_OR_NONE_OPERATION_ROLLED_BACK');
        return result.success || errors.length === 0 ? [] : [{ referenceId: group[index]?.referenceId, errors: errors.map(treeError) }];
      });
      if (results.some((result) => !result.success)) {
        savepoint.rollback();
        return json(400, { hasErrors: true, results: failures });
      }
      written.push(...group);
    }
    savepoint.release();
    return json(201, { hasErrors: false, results: written.map((node) => ({ referenceId: node.referenceId, id: node.input.record.id })) });
  });
}

const treeError = (error: OrgError): Record<string, unknown> => ({
  statusCode: error.errorCode,
  message: error.message,
  fields: error.fields
});

export function treeRoutes(routes: Routes): void {
  routes.session('POST', `${DATA}/composite/tree/:object`, createTree);
}
