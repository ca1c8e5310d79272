import type { Gate } from '../gate';
import { apexCompiler } from './apex-compiler';
import { apexLs } from './apex-ls';
import { codeAnalyzer, graphEngine } from './code-analyzer';
import { conversion } from './conversion';
import { eslint } from './eslint';
import { imports } from './imports';
import { lwcCompiler } from './lwc-compiler';
import { metadataTypes } from './metadata-types';
import { platformRules } from './platform-rules';
import { prettier } from './prettier';
import { proofs } from './proofs';
import { references } from './references';
import { rooms } from './rooms';
import { slds } from './slds';
import { standardObjects } from './standard-objects';
import { types } from './types';
import { unused } from './unused';
import { words } from './words';

/** All gates, the quick ones first. */
export const GATES: readonly Gate[] = [
  rooms,
  imports,
  unused,
  words,
  metadataTypes,
  platformRules,
  references,
  standardObjects,
  conversion,
  apexCompiler,
  apexLs,
  lwcCompiler,
  slds,
  prettier,
  eslint,
  types,
  codeAnalyzer,
  graphEngine,
  proofs
];
