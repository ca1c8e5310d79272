import { component, SAMPLE } from '../proofs/sample';
import { prove } from '../proofs/prove';
import { lwcCompiler } from './lwc-compiler';

const script = (body: string): string =>
  `import { LightningElement, api } from 'lwc';\n\nexport default class Bad extends LightningElement {\n${body}}\n`;

prove(lwcCompiler, SAMPLE, {
  'a directive that is none': {
    files: component('badDirective', { js: script('  @api name;\n'), html: '<template>\n  <p lwc:maybe={name}></p>\n</template>\n' }),
    file: 'force-app/main/lwc/badDirective/badDirective.html',
    rule: 'LWC1127',
    line: 2
  },
  'a public property that is declared twice': {
    files: component('badApi', { js: script('  @api name;\n  @api name;\n') }),
    file: 'force-app/main/lwc/badApi/badApi.js',
    rule: 'LWC1096'
  },
  'a tag that is not closed': {
    files: component('badTag', { js: script('  @api name;\n'), html: '<template>\n  <p>{name}\n</template>\n' }),
    file: 'force-app/main/lwc/badTag/badTag.html',
    rule: 'LWC1078'
  },
  'a style that is no CSS': {
    files: component('badStyle', { js: script('  @api name;\n'), css: '.note {\n  color: red;\n' }),
    file: 'force-app/main/lwc/badStyle/badStyle.css',
    rule: 'LWC1009'
  }
});
