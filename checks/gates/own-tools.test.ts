import { apexClass, component } from '../proofs/sample';
import { own, prove } from '../proofs/prove';
import { eslint } from './eslint';
import { prettier } from './prettier';
import { types } from './types';

const script = (body: string): string =>
  `import { LightningElement } from 'lwc';\n\nexport default class Bad extends LightningElement {\n${body}}\n`;

prove(
  eslint,
  { 'eslint.config.mjs': own('eslint.config.mjs'), 'local-org/sum.ts': 'export const sum = (a: number, b: number): number => a + b;\n' },
  {
    'a non-null assertion in the embedded org': {
      files: { 'local-org/first.ts': 'export const first = (list: readonly string[]): string => list[0]!;\n' },
      file: 'local-org/first.ts',
      rule: '@typescript-eslint/no-non-null-assertion',
      line: 1
    },
    'a component that reaches into the document': {
      files: { 'force-app/main/lwc/bad/bad.ts': script("  load(): void {\n    document.querySelector('p');\n  }\n") },
      file: 'force-app/main/lwc/bad/bad.ts',
      rule: '@lwc/lwc/no-document-query',
      line: 5
    }
  }
);

prove(
  prettier,
  { '.prettierrc.json': own('.prettierrc.json'), ...component('good', { js: script('  title = 1;\n') }) },
  {
    'Apex that is not formatted': {
      files: apexClass('Untidy', 'public with sharing class Untidy { public Integer go() { return 1; } }\n'),
      file: 'force-app/main/classes/Untidy.cls',
      rule: 'format'
    },
    'metadata that is not formatted': {
      files: { 'force-app/main/tabs/Visit__c.tab-meta.xml': '<?xml version="1.0" encoding="UTF-8"?>\n<CustomTab></CustomTab>\n' },
      file: 'force-app/main/tabs/Visit__c.tab-meta.xml',
      rule: 'format'
    },
    'Apex that cannot be read': {
      files: apexClass('Broken', 'public with sharing class Broken { public Integer go( { return 1; } }\n'),
      file: 'force-app/main/classes/Broken.cls',
      rule: 'syntax'
    }
  }
);

const configuration = (include: string, types: readonly string[]): string =>
  JSON.stringify({
    compilerOptions: { strict: true, noEmit: true, target: 'ES2022', module: 'ESNext', moduleResolution: 'bundler', types },
    include: [include]
  });

prove(
  types,
  {
    'tsconfig.json': configuration('local-org/**/*.ts', []),
    'local-org/sum.ts': 'export const sum = (a: number, b: number): number => a + b;\n',
    'config/lwc/tsconfig.json': configuration('../../force-app/**/*.ts', ['@salesforce/lightning-types']),
    'force-app/main/lwc/good/good.ts': script('')
  },
  {
    'a value of another type': {
      files: { 'local-org/wrong.ts': "export const wrong: number = 'text';\n" },
      file: 'local-org/wrong.ts',
      rule: 'TS2322',
      line: 1
    },
    'a property that a component does not have': {
      files: { 'force-app/main/lwc/bad/bad.ts': script('  load(): void {\n    this.nope();\n  }\n') },
      file: 'force-app/main/lwc/bad/bad.ts',
      rule: 'TS2339',
      line: 5
    }
  }
);
