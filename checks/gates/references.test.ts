import { apexClass, component, labels, metadataFile, permissionSet, readable, SAMPLE, textField } from '../proofs/sample';
import { prove, type Defect, type Files } from '../proofs/prove';
import { references } from './references';

const MAIN = 'force-app/main';

/** A file of metadata with a name in it that is none. */
const metadata = (path: string, rule: string, type: string, ...lines: readonly string[]): Defect => ({
  files: { [`${MAIN}/${path}`]: metadataFile(type, ...lines) },
  file: `${MAIN}/${path}`,
  rule
});

const apex = (name: string, rule: string, line: string): Defect => ({
  files: apexClass(name, `public with sharing class ${name} {\n    ${line}\n}\n`),
  file: `${MAIN}/classes/${name}.cls`,
  rule,
  line: 2
});

const lwc = (name: string, rule: string, suffix: string, text: string): Defect => ({
  files: component(name, { [suffix]: text }),
  file: `${MAIN}/lwc/${name}/${name}.${suffix}`,
  rule
});

const page = (name: string, rule: string, ...instance: readonly string[]): Defect =>
  metadata(
    `flexipages/${name}.flexipage-meta.xml`,
    rule,
    'FlexiPage',
    '<flexiPageRegions>',
    '    <itemInstances>',
    '        <componentInstance>',
    ...instance,
    '        </componentInstance>',
    '    </itemInstances>',
    '    <name>main</name>',
    '    <type>Region</type>',
    '</flexiPageRegions>',
    `<masterLabel>${name}</masterLabel>`,
    '<sobjectType>Visit__c</sobjectType>',
    '<template>',
    '    <name>flexipage:recordHomeTemplateDesktop</name>',
    '</template>',
    '<type>RecordPage</type>'
  );

const fieldFile = (name: string): string => `${MAIN}/objects/Visit__c/fields/${name}.field-meta.xml`;

const without = (files: Files, line: RegExp): Files =>
  Object.fromEntries(Object.entries(files).map(([file, text]) => [file, text.replace(line, '')]));

prove(references, SAMPLE, {
  'a field that a query names': apex('Query', 'soql', 'List<Visit__c> all = [SELECT Id, Nope__c FROM Visit__c WITH USER_MODE];'),
  'a standard field that a query names': apex('Standard', 'soql', 'List<Lead> all = [SELECT Id, Shoe FROM Lead WITH USER_MODE];'),
  'a relationship that a query names': apex('Parent', 'soql', 'List<Visit__c> all = [SELECT Nope__r.Name FROM Visit__c WITH USER_MODE];'),
  'children that a query names': apex('Children', 'soql', 'List<Lead> all = [SELECT (SELECT Id FROM Nopes__r) FROM Lead WITH USER_MODE];'),
  'an object that a query names': apex('ObjectName', 'soql', 'List<SObject> all = [SELECT Id FROM Nope__c WITH USER_MODE];'),
  'a field in a query that is a text': apex(
    'Dynamic',
    'soql',
    "List<SObject> go() { return Database.query('SELECT Id, Colour ' + 'FROM Visit__c', AccessLevel.USER_MODE); }"
  ),
  'a field in a query that is a constant': apex(
    'Constant',
    'soql',
    "static final String QUERY = 'SELECT Colour FROM Visit__c'; List<SObject> go() { return Database.query(QUERY, AccessLevel.USER_MODE); }"
  ),
  'a field that a text names': apex('TextName', 'unknown-name', "void go(SObject record) { record.put('Nope__c', 1); }"),
  'a label that Apex names': apex('Labels', 'unknown-label', 'String go() { return System.Label.Nope; }'),
  'a class that a text names': apex('ByName', 'unknown-class', "Type go() { return Type.forName('NoSuchClass'); }"),
  'a custom permission that Apex asks for': apex(
    'Permission',
    'unknown-customPermission',
    "Boolean go() { return FeatureManagement.checkPermission('Nope'); }"
  ),
  'Apex that cannot be read': apex('Unreadable', 'apex-syntax', 'void go( { }'),
  'a warning that is silenced in place': apex('Silent', 'inline-suppression', "@SuppressWarnings('PMD.EmptyCatchBlock') void go() {}"),

  'a field that a component imports': lwc('noField', 'unknown-field', 'js', "import X from '@salesforce/schema/Visit__c.Nope__c';\n"),
  'an object that a component imports': lwc('noObject', 'unknown-object', 'js', "import X from '@salesforce/schema/Nope__c';\n"),
  'a label that a component imports': lwc('noLabel', 'unknown-label', 'js', "import X from '@salesforce/label/c.Nope';\n"),
  'an Apex class that a component imports': lwc('noClass', 'unknown-class', 'js', "import x from '@salesforce/apex/Nope.go';\n"),
  'an Apex method that a component imports': lwc('noMethod', 'unknown-method', 'js', "import x from '@salesforce/apex/Visits.go';\n"),
  'a component that a component imports': lwc('noModule', 'unknown-component', 'js', "import { x } from 'c/nope';\n"),
  'a static resource that a component imports': lwc(
    'noFile',
    'unknown-staticResource',
    'js',
    "import x from '@salesforce/resourceUrl/nope';\n"
  ),
  'a custom permission that a component imports': lwc(
    'noRight',
    'unknown-customPermission',
    'js',
    "import x from '@salesforce/customPermission/Nope';\n"
  ),
  'a tag of a component': lwc('noTag', 'unknown-component', 'html', '<template>\n  <c-no-such-thing></c-no-such-thing>\n</template>\n'),
  'a field that a component has in a text': lwc('noText', 'unknown-name', 'js', "export const FIELDS = ['Visit__c.Nope__c'];\n"),

  'a component on a page': page(
    'NoComponent',
    'unknown-component',
    '<componentName>c:nope</componentName>',
    '<identifier>nope</identifier>'
  ),
  'a property of a component on a page': page(
    'NoProperty',
    'unknown-property',
    '<componentInstanceProperties>',
    '    <name>nope</name>',
    '    <value>1</value>',
    '</componentInstanceProperties>',
    '<componentName>c:visits</componentName>',
    '<identifier>visits</identifier>'
  ),
  'a related list on a page': page(
    'NoList',
    'unknown-relationship',
    '<componentInstanceProperties>',
    '    <name>parentFieldApiName</name>',
    '    <value>Lead.Id</value>',
    '</componentInstanceProperties>',
    '<componentInstanceProperties>',
    '    <name>relatedListApiName</name>',
    '    <value>Nopes__r</value>',
    '</componentInstanceProperties>',
    '<componentName>force:relatedListSingleContainer</componentName>',
    '<identifier>list</identifier>'
  ),
  'a field in the rule that shows a component': page(
    'NoRuleField',
    'unknown-field',
    '<componentName>c:visits</componentName>',
    '<identifier>visits</identifier>',
    '<visibilityRule>',
    '    <criteria>',
    '        <leftValue>{!Record.Colour}</leftValue>',
    '        <operator>EQUAL</operator>',
    '        <rightValue>1</rightValue>',
    '    </criteria>',
    '</visibilityRule>'
  ),
  'a column of a list view': metadata(
    'objects/Visit__c/listViews/All.listView-meta.xml',
    'unknown-field',
    'ListView',
    '<fullName>All</fullName>',
    '<columns>NAME</columns>',
    '<columns>COLOUR</columns>',
    '<filterScope>Everything</filterScope>',
    '<label>All</label>'
  ),
  'a field of a layout': metadata(
    'layouts/Visit__c-Visit Layout.layout-meta.xml',
    'unknown-field',
    'Layout',
    '<layoutSections>',
    '    <layoutColumns>',
    '        <layoutItems>',
    '            <behavior>Edit</behavior>',
    '            <field>Colour</field>',
    '        </layoutItems>',
    '    </layoutColumns>',
    '    <style>OneColumn</style>',
    '</layoutSections>'
  ),
  'a class that a permission set names': {
    files: permissionSet(
      'NoClass',
      '<classAccesses>',
      '    <apexClass>Nope</apexClass>',
      '    <enabled>true</enabled>',
      '</classAccesses>'
    ),
    file: `${MAIN}/permissionsets/NoClass.permissionset-meta.xml`,
    rule: 'unknown-class'
  },
  'a field that a permission set names': {
    files: permissionSet('NoField', ...readable('Visit__c.Nope__c')),
    file: `${MAIN}/permissionsets/NoField.permissionset-meta.xml`,
    rule: 'unknown-field'
  },
  'a permission set of a group': metadata(
    'permissionsetgroups/All.permissionsetgroup-meta.xml',
    'unknown-permissionSet',
    'PermissionSetGroup',
    '<label>All</label>',
    '<permissionSets>Nope</permissionSets>'
  ),
  'a tab of an app': metadata(
    'applications/Visits.app-meta.xml',
    'unknown-tab',
    'CustomApplication',
    '<formFactors>Large</formFactors>',
    '<label>Visits</label>',
    '<navType>Standard</navType>',
    '<tabs>Absent__c</tabs>',
    '<uiType>Lightning</uiType>'
  ),
  'an object of a tab': metadata(
    'tabs/Nope__c.tab-meta.xml',
    'unknown-object',
    'CustomTab',
    '<customObject>true</customObject>',
    '<motif>Custom1: Heart</motif>'
  ),
  'a field of a report': metadata(
    'reports/Visits/All.report-meta.xml',
    'unknown-name',
    'Report',
    '<columns>',
    '    <field>Visit__c.Absent__c</field>',
    '</columns>',
    '<format>Tabular</format>',
    '<name>All</name>',
    '<reportType>CustomEntity$Visit__c</reportType>'
  ),
  'a field that a validation rule names': metadata(
    'objects/Visit__c/validationRules/Has_Colour.validationRule-meta.xml',
    'formula',
    'ValidationRule',
    '<fullName>Has_Colour</fullName>',
    '<active>true</active>',
    '<errorConditionFormula>ISBLANK(Colour)</errorConditionFormula>',
    '<errorMessage>Colour is missing.</errorMessage>'
  ),
  'an API version that is not the project’s': {
    files: {
      ...apexClass('Older', 'public with sharing class Older {\n}\n'),
      [`${MAIN}/classes/Older.cls-meta.xml`]: metadataFile('ApexClass', '<apiVersion>67.0</apiVersion>', '<status>Active</status>')
    },
    file: `${MAIN}/classes/Older.cls-meta.xml`,
    rule: 'api-version'
  },
  'a field that nobody may read': {
    files: textField('Visit__c', 'Secret__c'),
    file: fieldFile('Secret__c'),
    rule: 'unreachable'
  },
  'a field that is not described': {
    files: without(textField('Visit__c', 'Bare__c'), /.*<description>.*\n/),
    file: fieldFile('Bare__c'),
    rule: 'no-description'
  },
  'a field without help': {
    files: without(textField('Visit__c', 'Helpless__c'), /.*<inlineHelpText>.*\n/),
    file: fieldFile('Helpless__c'),
    rule: 'no-inlineHelpText'
  },
  'a label that a custom metadata record names': metadata(
    'customMetadata/Kind.Early.md-meta.xml',
    'unknown-label',
    'CustomMetadata',
    '<label>Early</label>',
    '<values>',
    '    <field>Title_Label__c</field>',
    '    <value xsi:type="xsd:string" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">Nope</value>',
    '</values>'
  ),
  'a label that nobody uses': {
    files: labels('Visits_Title', 'Spare'),
    file: `${MAIN}/labels/CustomLabels.labels-meta.xml`,
    rule: 'unused-label'
  }
});

prove({ ...references, name: 'references, of objects that cannot be read' }, SAMPLE, {
  'an object that a lookup leads to': metadata(
    'objects/Visit__c/fields/Other__c.field-meta.xml',
    'metadata',
    'CustomField',
    '<fullName>Other__c</fullName>',
    '<description>Other.</description>',
    '<inlineHelpText>Other.</inlineHelpText>',
    '<label>Other</label>',
    '<referenceTo>Nope__c</referenceTo>',
    '<relationshipName>Others</relationshipName>',
    '<type>Lookup</type>'
  )
});
