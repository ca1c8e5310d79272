import { MetadataError } from '../errors';
import type { SourcePosition } from './specification';

/** What a wrong statement is refused with; without a source it was said by a program. */
export function schemaError(source: SourcePosition | undefined, problem: string): MetadataError {
  return source ? new MetadataError(source.file, source.line, source.column, problem) : new MetadataError('(program)', 1, 1, problem);
}
