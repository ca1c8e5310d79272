import { prove } from '../proofs/prove';
import { apexClass, component, labels, metadataFile, SAMPLE } from '../proofs/sample';
import { words } from './words';

const label = (value: string): string =>
  metadataFile(
    'CustomLabels',
    '<labels>',
    '    <fullName>Bad</fullName>',
    '    <language>en_US</language>',
    '    <protected>true</protected>',
    '    <shortDescription>Bad</shortDescription>',
    `    <value>${value}</value>`,
    '</labels>'
  );

prove(
  words,
  {
    ...SAMPLE,
    ...labels('Good'),
    'docs/good.md':
      'Hand off the lead. It stands for a promise, goes on leave, single sign-on.\nCode may say `hand over` and [a page](hand-over.md).\n\n```\nhand over\n```\n',
    'local-org/good.ts': '/** Hands the hand-off on: overdue, email, Lieselotte. */\nexport const withstands = 1;\n'
  },
  {
    'a label': {
      files: { 'force-app/main/labels/CustomLabels.labels-meta.xml': label('Hand Over Now') },
      file: 'force-app/main/labels/CustomLabels.labels-meta.xml',
      rule: 'avoided-word',
      line: 8,
      message: /^"Hand Over": write "hand off"/
    },
    'a description': {
      files: { 'force-app/main/tabs/Bad.tab-meta.xml': metadataFile('CustomTab', '<description>For whoever signs.</description>') },
      file: 'force-app/main/tabs/Bad.tab-meta.xml',
      rule: 'avoided-word'
    },
    'a template': {
      files: component('bad', { js: '', html: '<template>\n  <p>Send an E-Mail</p>\n</template>\n' }),
      file: 'force-app/main/lwc/bad/bad.html',
      rule: 'avoided-word',
      line: 2
    },
    'a comment in Apex, over two lines': {
      files: apexClass('Bad', '/**\n * Written by the\n * machine only.\n */\npublic with sharing class Bad {\n}\n'),
      file: 'force-app/main/classes/Bad.cls',
      rule: 'avoided-word',
      line: 2,
      message: /^"the machine"/
    },
    'the name of a test': {
      files: { 'tests/bad.test.ts': "test('scores are computed anew', () => undefined);\n" },
      file: 'tests/bad.test.ts',
      rule: 'avoided-word'
    },
    'a page': {
      files: { 'docs/bad.md': '# Signing\n\nThe work goes\non.\n' },
      file: 'docs/bad.md',
      rule: 'avoided-word',
      line: 3
    },
    'the first page': { files: { 'README.md': 'Leads are handed over.\n' }, file: 'README.md', rule: 'avoided-word' }
  }
);
