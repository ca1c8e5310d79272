import type { Files } from './prove';

const meta = (type: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8" ?>\n<${type} xmlns="http://soap.sforce.com/2006/04/metadata">\n${body}\n</${type}>\n`;

/** A metadata file with these elements, given as `    <a>text</a>` lines. */
export const metadataFile = (type: string, ...lines: readonly string[]): string =>
  meta(type, lines.map((line) => `    ${line}`).join('\n'));

export const apexClass = (name: string, source: string): Files => ({
  [`force-app/main/classes/${name}.cls`]: source,
  [`force-app/main/classes/${name}.cls-meta.xml`]: metadataFile('ApexClass', '<apiVersion>68.0</apiVersion>', '<status>Active</status>')
});

/** A component of plain JavaScript. */
export const component = (name: string, files: Files): Files => ({
  ...Object.fromEntries(Object.entries(files).map(([suffix, text]) => [`force-app/main/lwc/${name}/${name}.${suffix}`, text])),
  [`force-app/main/lwc/${name}/${name}.js-meta.xml`]: metadataFile(
    'LightningComponentBundle',
    '<apiVersion>68.0</apiVersion>',
    '<isExposed>true</isExposed>',
    '<masterLabel>A component</masterLabel>',
    '<targets>',
    '    <target>lightning__RecordPage</target>',
    '</targets>'
  )
});

/** A text field with all that a field must have. */
export const textField = (object: string, name: string, ...more: readonly string[]): Files => ({
  [`force-app/main/objects/${object}/fields/${name}.field-meta.xml`]: metadataFile(
    'CustomField',
    `<fullName>${name}</fullName>`,
    '<description>What it is for.</description>',
    '<inlineHelpText>What to write.</inlineHelpText>',
    `<label>${name.replace(/__c$/, '').replaceAll('_', ' ')}</label>`,
    '<length>80</length>',
    '<type>Text</type>',
    ...more
  )
});

export const permissionSet = (name: string, ...lines: readonly string[]): Files => ({
  [`force-app/main/permissionsets/${name}.permissionset-meta.xml`]: metadataFile('PermissionSet', ...lines, `<label>${name}</label>`)
});

export const readable = (field: string): readonly string[] => [
  '<fieldPermissions>',
  '    <editable>true</editable>',
  `    <field>${field}</field>`,
  '    <readable>true</readable>',
  '</fieldPermissions>'
];

export const labels = (...names: readonly string[]): Files => ({
  'force-app/main/labels/CustomLabels.labels-meta.xml': metadataFile(
    'CustomLabels',
    ...names.flatMap((name) => [
      '<labels>',
      `    <fullName>${name}</fullName>`,
      '    <language>en_US</language>',
      '    <protected>true</protected>',
      `    <shortDescription>${name}</shortDescription>`,
      '    <value>Text</value>',
      '</labels>'
    ])
  )
});

/** An object `Visit__c` with a lookup to Lead, a class that queries it, a component, a page, and rights to all of it. */
export const SAMPLE: Files = {
  'force-app/main/objects/Visit__c/Visit__c.object-meta.xml': metadataFile(
    'CustomObject',
    '<deploymentStatus>Deployed</deploymentStatus>',
    '<description>A visit to a person.</description>',
    '<label>Visit</label>',
    '<nameField>',
    '    <label>Visit Name</label>',
    '    <type>Text</type>',
    '</nameField>',
    '<pluralLabel>Visits</pluralLabel>',
    '<sharingModel>ReadWrite</sharingModel>'
  ),
  ...textField('Visit__c', 'Note__c'),
  'force-app/main/objects/Visit__c/fields/Lead__c.field-meta.xml': metadataFile(
    'CustomField',
    '<fullName>Lead__c</fullName>',
    '<deleteConstraint>SetNull</deleteConstraint>',
    '<description>Who was visited.</description>',
    '<inlineHelpText>Who was visited.</inlineHelpText>',
    '<label>Lead</label>',
    '<referenceTo>Lead</referenceTo>',
    '<relationshipName>Visits</relationshipName>',
    '<type>Lookup</type>'
  ),
  ...permissionSet(
    'Visitor',
    '<classAccesses>',
    '    <apexClass>Visits</apexClass>',
    '    <enabled>true</enabled>',
    '</classAccesses>',
    ...readable('Visit__c.Note__c'),
    ...readable('Visit__c.Lead__c'),
    '<objectPermissions>',
    '    <allowCreate>true</allowCreate>',
    '    <allowDelete>false</allowDelete>',
    '    <allowEdit>true</allowEdit>',
    '    <allowRead>true</allowRead>',
    '    <modifyAllRecords>false</modifyAllRecords>',
    '    <object>Visit__c</object>',
    '    <viewAllRecords>false</viewAllRecords>',
    '</objectPermissions>'
  ),
  ...labels('Visits_Title'),
  ...apexClass(
    'Visits',
    `/** Visits to a lead. */
public with sharing class Visits {
    @AuraEnabled(cacheable=true)
    public static List<Visit__c> ofLead(Id leadId) {
        return [
            SELECT Id, Note__c, Lead__r.Name
            FROM Visit__c
            WHERE Lead__c = :leadId
            WITH USER_MODE
            ORDER BY CreatedDate
            LIMIT 200
        ];
    }
}
`
  ),
  ...component('visits', {
    js: `import { LightningElement } from 'lwc';
import getVisits from '@salesforce/apex/Visits.ofLead';
import title from '@salesforce/label/c.Visits_Title';
import NOTE from '@salesforce/schema/Visit__c.Note__c';

export default class Visits extends LightningElement {
  title = title;
  field = NOTE;

  load() {
    return getVisits({ leadId: null });
  }
}
`,
    html: `<template>
  <p class="note">{title}</p>
</template>
`,
    css: `.note {
  color: var(--slds-g-color-on-surface-2);
}
`
  })
};
