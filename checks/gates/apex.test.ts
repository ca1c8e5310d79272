import { apexClass, SAMPLE } from '../proofs/sample';
import { prove, type Defect } from '../proofs/prove';
import { apexCompiler } from './apex-compiler';
import { apexLs } from './apex-ls';

/** A class with one line that is wrong. */
const wrong = (name: string, rule: string, line: string, message?: RegExp): Defect => ({
  files: apexClass(name, `public with sharing class ${name} {\n    ${line}\n}\n`),
  file: `force-app/main/classes/${name}.cls`,
  rule,
  line: 2,
  ...(message ? { message } : {})
});

prove(apexLs, SAMPLE, {
  'a field that a standard object does not have': wrong(
    'NoField',
    'Missing',
    'public void go() { Lead record = new Lead(Nope__c = 1); update as user record; }',
    /Nope__c/
  ),
  'a field of another type': wrong('FieldType', 'Error', 'public Date go(Visit__c visit) { return visit.Note__c; }'),
  'a method that the platform does not have': wrong('NoMethod', 'Missing', "public Integer go() { return 'text'.size(); }"),
  'a variable that was not declared': wrong('NoVariable', 'Missing', 'public Integer go() { return total; }'),
  'a query of an object that is not there': wrong('NoObject', 'Missing', 'public List<SObject> go() { return [SELECT Id FROM Nope__c]; }'),
  'an interface that is not implemented': {
    files: apexClass('Work', 'public with sharing class Work implements Queueable {\n}\n'),
    file: 'force-app/main/classes/Work.cls',
    rule: 'Missing'
  }
});

prove(apexCompiler, SAMPLE, {
  'an assignment to a final field': wrong(
    'Final',
    'invalid.final.field.assignment',
    'private final Integer total = 1; public void go() { total = 2; }'
  ),
  'a private method called from another class': {
    files: {
      ...apexClass('Owner', 'public with sharing class Owner {\n    private static void hidden() {\n    }\n}\n'),
      ...apexClass('Caller', 'public with sharing class Caller {\n    public void go() { Owner.hidden(); }\n}\n')
    },
    file: 'force-app/main/classes/Caller.cls',
    rule: 'method.not.visible',
    line: 2
  },
  'an annotation that is none': wrong('Annotated', 'invalid.unresolved.annotation', '@Wonderful public void go() {}'),
  'a future method with a parameter that it cannot take': wrong(
    'Future',
    'method.does.not.support.parameter.type',
    '@future public static void go(List<List<Integer>> numbers) {}'
  ),
  'a component method that is not static': wrong(
    'Aura',
    'non.static.aura.method.must.begin.with.get',
    '@AuraEnabled public String go() { return null; }'
  ),
  'a method that may end without returning': wrong('NoReturn', 'invalid.return.non.void', 'public Integer go() {}'),
  'a statement that is never reached': wrong('Unreachable', 'unreachable.statement', 'public Integer go() { return 1; go(); return 2; }'),
  'what is no Apex': wrong('Syntax', 'unexpected.token', 'public Integer go() { return 1 +; }')
});
