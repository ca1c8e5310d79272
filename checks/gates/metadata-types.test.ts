import { metadataFile, SAMPLE, textField } from '../proofs/sample';
import { prove } from '../proofs/prove';
import { metadataTypes } from './metadata-types';

const object = 'force-app/main/objects/Visit__c';
const file = (path: string, text: string) => ({ files: { [path]: text }, file: path });

prove(metadataTypes, SAMPLE, {
  'an element that the type does not have': {
    ...file(`${object}/fields/Wobble__c.field-meta.xml`, Object.values(textField('Visit__c', 'Wobble__c', '<wobble>1</wobble>')).join('')),
    rule: 'element',
    line: 9,
    message: /<wobble>/
  },
  'a value that is not one of the allowed': {
    ...file(
      `${object}/fields/Kind__c.field-meta.xml`,
      metadataFile('CustomField', '<fullName>Kind__c</fullName>', '<label>Kind</label>', '<type>Txt</type>')
    ),
    rule: 'value',
    line: 5
  },
  'text where true or false belongs': {
    ...file(
      `${object}/fields/Must__c.field-meta.xml`,
      Object.values(textField('Visit__c', 'Must__c', '<required>yes</required>')).join('')
    ),
    rule: 'value',
    message: /neither true nor false/
  },
  'text where a number belongs': {
    ...file(
      `${object}/fields/Long__c.field-meta.xml`,
      Object.values(textField('Visit__c', 'Long__c', '<visibleLines>many</visibleLines>')).join('')
    ),
    rule: 'value',
    message: /no number/
  },
  'an element that is twice': {
    ...file(`${object}/fields/Twice__c.field-meta.xml`, Object.values(textField('Visit__c', 'Twice__c', '<label>Again</label>')).join('')),
    rule: 'cardinality',
    line: 9
  },
  'a required element that is missing': {
    ...file(
      'force-app/main/flexipages/Visit.flexipage-meta.xml',
      metadataFile('FlexiPage', '<masterLabel>Visit</masterLabel>', '<type>AppPage</type>')
    ),
    rule: 'cardinality',
    message: /<template>/
  },
  'a file of an unknown type': {
    ...file('force-app/main/tabs/Visit__c.tab-meta.xml', metadataFile('CustomTabb', '<motif>Custom1: Heart</motif>')),
    rule: 'type'
  },
  'an element that is not closed': {
    ...file('force-app/main/labels/More.labels-meta.xml', metadataFile('CustomLabels', '<labels>', '    <fullName>More</fullName>')),
    rule: 'xml'
  },
  'a prefix that is not declared': {
    ...file(
      'force-app/main/customMetadata/Kind.One.md-meta.xml',
      metadataFile(
        'CustomMetadata',
        '<label>One</label>',
        '<values>',
        '    <field>A__c</field>',
        '    <value xsi:type="xsd:string">x</value>',
        '</values>'
      )
    ),
    rule: 'xml',
    message: /prefix xsi/
  },
  'two hyphens in a comment, which the platform refuses': {
    ...file('force-app/main/tabs/Noted__c.tab-meta.xml', metadataFile('CustomTab', '<!-- one -- two -->', '<motif>Custom1: Heart</motif>')),
    rule: 'xml'
  },
  'a namespace that is not that of metadata': {
    ...file(
      'force-app/main/tabs/Other__c.tab-meta.xml',
      metadataFile('CustomTab', '<motif>Custom1: Heart</motif>').replace('2006/04/metadata', '2006/04/other')
    ),
    rule: 'xml'
  }
});
