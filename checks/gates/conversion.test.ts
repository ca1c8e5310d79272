import { SAMPLE } from '../proofs/sample';
import { prove } from '../proofs/prove';
import { conversion } from './conversion';

prove(conversion, SAMPLE, {
  'a file that belongs to no component': {
    files: { 'force-app/main/classes/Orphan.cls': 'public with sharing class Orphan {\n}\n' },
    file: 'force-app/main/classes/Orphan.cls',
    rule: 'unclaimed'
  }
});

prove({ ...conversion, name: 'conversion, of a type that is none' }, SAMPLE, {
  'a file whose type is unknown': {
    files: { 'force-app/main/things/Visit.thing-meta.xml': '<Thing xmlns="http://soap.sforce.com/2006/04/metadata"/>\n' },
    file: 'force-app/main/things/Visit.thing-meta.xml',
    rule: 'TypeInferenceError'
  }
});
