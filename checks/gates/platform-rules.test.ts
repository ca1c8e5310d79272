import { prove } from '../proofs/prove';
import { metadataFile, permissionSet, readable, SAMPLE, textField } from '../proofs/sample';
import { platformRules } from './platform-rules';

const META = 'force-app/main';
const objectFile = (object: string): string => `${META}/objects/${object}/${object}.object-meta.xml`;
const fieldFile = (object: string, field: string): string => `${META}/objects/${object}/fields/${field}.field-meta.xml`;
const layoutFile = (name: string): string => `${META}/layouts/${name}.layout-meta.xml`;

const object = (name: string, nameType = 'Text'): Record<string, string> => ({
  [objectFile(name)]: metadataFile(
    'CustomObject',
    `<label>${name}</label>`,
    '<nameField>',
    '    <displayFormat>A-{0}</displayFormat>',
    '    <label>Name</label>',
    `    <type>${nameType}</type>`,
    '</nameField>',
    `<pluralLabel>${name}s</pluralLabel>`,
    '<sharingModel>ReadWrite</sharingModel>'
  )
});

const required = (of: string, name: string): Readonly<Record<string, string>> => textField(of, name, '<required>true</required>');

/** A layout that shows these fields with these behaviors, one a line from line 7 on; what else it has comes before. */
const layout = (items: Readonly<Record<string, string>>, ...more: readonly string[]): string =>
  metadataFile(
    'Layout',
    ...more,
    '<layoutSections>',
    '    <layoutColumns>',
    ...Object.entries(items).map(
      ([field, behavior]) => `        <layoutItems><behavior>${behavior}</behavior><field>${field}</field></layoutItems>`
    ),
    '    </layoutColumns>',
    '    <style>OneColumn</style>',
    '</layoutSections>'
  );

const LEAD = { Name: 'Required', Company: 'Required', Status: 'Required', OwnerId: 'Edit', Phone: 'Edit', Email: 'Edit' };

/** A defect of a layout that is the only one of an object of its own. */
const ofLayout = (name: string, text: string, rule: string, message?: RegExp, files: Readonly<Record<string, string>> = {}) => ({
  files: { ...object(name.split('-')[0] ?? ''), ...files, [layoutFile(name)]: text },
  file: layoutFile(name),
  rule,
  ...(message ? { message } : {})
});

const page = (name: string, type: string, ...lines: readonly string[]): Record<string, string> => ({
  [`${META}/flexipages/${name}.flexipage-meta.xml`]: metadataFile(
    'FlexiPage',
    ...lines,
    `<masterLabel>${name}</masterLabel>`,
    '<template>',
    '    <name>flexipage:defaultAppHomeTemplate</name>',
    '</template>',
    `<type>${type}</type>`
  )
});

const ofFile = (path: string, text: string, rule: string, message?: RegExp) => ({
  files: { [path]: text },
  file: path,
  rule,
  ...(message ? { message } : {})
});

const clean = {
  ...SAMPLE,
  ...object('Order__c'),
  ...required('Order__c', 'Code__c'),
  [layoutFile('Order__c-Order Layout')]: layout({ Name: 'Required', Code__c: 'Required' }),
  [layoutFile('Lead-Lead Layout')]: layout(LEAD, '<showRunAssignmentRulesCheckbox>true</showRunAssignmentRulesCheckbox>')
};

prove(platformRules, clean, {
  'a required field that a layout shows as read-only': ofLayout(
    'A__c-A Layout',
    layout({ Name: 'Required', Must__c: 'Readonly' }),
    'layout-required-item',
    /^Field:Must__c must be Required$/,
    required('A__c', 'Must__c')
  ),
  'a required field that is not on a layout': ofLayout(
    'B__c-B Layout',
    layout({ Name: 'Required' }),
    'layout-required-item',
    /^Layout must contain an item for required layout field: Must__c$/,
    required('B__c', 'Must__c')
  ),
  'a master-detail field that a layout shows as read-only': {
    files: {
      ...object('Bb__c', 'AutoNumber'),
      [objectFile('Bb__c')]: (object('Bb__c', 'AutoNumber')[objectFile('Bb__c')] ?? '').replace('>ReadWrite<', '>ControlledByParent<'),
      [fieldFile('Bb__c', 'Visit__c')]: metadataFile(
        'CustomField',
        '<fullName>Visit__c</fullName>',
        '<label>Visit</label>',
        '<referenceTo>Visit__c</referenceTo>',
        '<relationshipName>Details</relationshipName>',
        '<type>MasterDetail</type>'
      ),
      [layoutFile('Bb__c-Bb Layout')]: layout({ Visit__c: 'Readonly' })
    },
    file: layoutFile('Bb__c-Bb Layout'),
    rule: 'layout-required-item',
    message: /^Field:Visit__c must be Required$/
  },
  'a layout without the name': ofLayout('C__c-C Layout', layout({ CreatedById: 'Readonly' }), 'layout-required-item', /: Name$/),
  'a layout without a section': ofLayout('D__c-D Layout', metadataFile('Layout'), 'layout-section'),
  'an auto-number that can be edited': {
    files: { ...object('E__c', 'AutoNumber'), [layoutFile('E__c-E Layout')]: layout({ Name: 'Edit' }) },
    file: layoutFile('E__c-E Layout'),
    rule: 'layout-read-only-item'
  },
  'a part of an address on a layout': ofFile(
    layoutFile('Lead-Street'),
    layout({ ...LEAD, Street: 'Edit' }),
    'layout-compound-part',
    /Lead\.Street/
  ),
  'a layout of a standard object without what all its layouts have': ofFile(
    layoutFile('Lead-Short'),
    layout({ Name: 'Required', Company: 'Required', Status: 'Required' }),
    'layout-standard-item',
    /OwnerId/
  ),
  'a layout of a standard object that does not require what it must': ofFile(
    layoutFile('Lead-Loose'),
    layout({ ...LEAD, Status: 'Edit' }),
    'layout-standard-item',
    /Status as Required/
  ),
  'the creator as a field to edit': ofLayout('F__c-F Layout', layout({ Name: 'Required', CreatedById: 'Edit' }), 'layout-behavior'),
  'the currency on a layout': ofLayout('G__c-G Layout', layout({ Name: 'Required', CurrencyIsoCode: 'Required' }), 'layout-currency'),
  'a field that a layout shows twice': ofLayout(
    'H__c-H Layout',
    layout({ Name: 'Required', Note__c: 'Edit', note__c: 'Edit' }),
    'layout-item-twice',
    undefined,
    textField('H__c', 'Note__c')
  ),
  'a related list by its relationship': ofFile(
    layoutFile('Lead-Visits'),
    layout(LEAD, '<relatedLists>', '    <relatedList>Visits__r</relatedList>', '</relatedLists>'),
    'layout-related-list'
  ),
  'a related list that is there twice': ofFile(
    layoutFile('Lead-Twice'),
    layout(
      LEAD,
      ...['RelatedActivityList', 'RelatedActivityList'].flatMap((name) => [
        `<relatedLists><relatedList>${name}</relatedList></relatedLists>`
      ])
    ),
    'layout-related-list-twice'
  ),
  'a mini layout with a field that the layout does not have': ofFile(
    layoutFile('Lead-Mini'),
    layout(LEAD, '<miniLayout><fields>Industry</fields></miniLayout>'),
    'layout-mini-layout'
  ),
  'an option that layouts of this object do not have': ofFile(
    layoutFile('Lead-Email'),
    layout(LEAD, '<showEmailCheckbox>true</showEmailCheckbox>'),
    'layout-option'
  ),
  'a permission for a required field': {
    files: { ...object('I__c'), ...required('I__c', 'Must__c'), ...permissionSet('Must', ...readable('I__c.Must__c')) },
    file: `${META}/permissionsets/Must.permissionset-meta.xml`,
    rule: 'required-field-permission'
  },
  'a right to an object without the one it depends on': {
    files: permissionSet(
      'Blind',
      '<objectPermissions>',
      '    <allowEdit>true</allowEdit>',
      '    <allowRead>false</allowRead>',
      '    <object>Visit__c</object>',
      '</objectPermissions>'
    ),
    file: `${META}/permissionsets/Blind.permissionset-meta.xml`,
    rule: 'dependent-permission',
    message: /^Permission Edit Visit__c depends on permission\(s\): Read Visit__c$/
  },
  'a label that is too long': ofFile(
    fieldFile('Visit__c', 'Long__c'),
    (textField('Visit__c', 'Long__c')[fieldFile('Visit__c', 'Long__c')] ?? '').replace('>Long<', `>${'long '.repeat(9)}<`),
    'too-long',
    /<label> has 44/
  ),
  'more lookups than an object can have': {
    files: {
      ...object('K__c'),
      ...Object.fromEntries(
        Array.from({ length: 41 }, (_none, index) => `Lead_${String(index + 10)}__c`).map((name) => [
          fieldFile('K__c', name),
          metadataFile(
            'CustomField',
            `<fullName>${name}</fullName>`,
            '<label>Lead</label>',
            '<referenceTo>Lead</referenceTo>',
            `<relationshipName>${name.replace('__c', 's')}</relationshipName>`,
            '<type>Lookup</type>'
          )
        ])
      )
    },
    file: fieldFile('K__c', 'Lead_50__c'),
    rule: 'too-many',
    message: /^K__c: relationships: 41, an org takes 40$/
  },
  'a required and unique field with a default value': ofFile(
    fieldFile('Visit__c', 'Key__c'),
    Object.values(
      textField('Visit__c', 'Key__c', '<defaultValue>"x"</defaultValue>', '<required>true</required>', '<unique>true</unique>')
    ).join(''),
    'unique-default'
  ),
  'a class with a name that is too long': ofFile(`${META}/classes/${'Long'.repeat(11)}.cls`, 'public class X {}', 'too-long'),
  'an app page that nobody can open': {
    files: page('Lost', 'AppPage'),
    file: `${META}/flexipages/Lost.flexipage-meta.xml`,
    rule: 'page-without-tab'
  },
  'a facet that no component shows': {
    files: page(
      'Facet',
      'RecordPage',
      '<flexiPageRegions>',
      '    <mode>Replace</mode>',
      '    <name>Facet-1</name>',
      '    <type>Facet</type>',
      '</flexiPageRegions>'
    ),
    file: `${META}/flexipages/Facet.flexipage-meta.xml`,
    rule: 'unused-facet'
  },
  'a region with a mode on a page without a parent': {
    files: {},
    file: `${META}/flexipages/Facet.flexipage-meta.xml`,
    rule: 'region-mode'
  },
  'a decorator outside a utility bar': {
    files: page(
      'Decorated',
      'RecordPage',
      '<flexiPageRegions>',
      '    <itemInstances>',
      '        <componentInstance>',
      '            <componentInstanceProperties><name>decorator</name><value>x</value></componentInstanceProperties>',
      '            <componentName>force:detailPanel</componentName>',
      '        </componentInstance>',
      '        <componentInstance><componentName>force:detailPanel</componentName></componentInstance>',
      '    </itemInstances>',
      '    <name>main</name>',
      '    <type>Region</type>',
      '</flexiPageRegions>'
    ),
    file: `${META}/flexipages/Decorated.flexipage-meta.xml`,
    rule: 'decorator',
    line: 6
  },
  'an item of a page with two components': { files: {}, file: `${META}/flexipages/Decorated.flexipage-meta.xml`, rule: 'item-instance' },
  'a component for home pages on phones': ofFile(
    `${META}/lwc/small/small.js-meta.xml`,
    metadataFile(
      'LightningComponentBundle',
      '<apiVersion>68.0</apiVersion>',
      '<targetConfigs>',
      '    <targetConfig targets="lightning__HomePage">',
      '        <supportedFormFactors>',
      '            <supportedFormFactor type="Small" />',
      '        </supportedFormFactors>',
      '    </targetConfig>',
      '</targetConfigs>'
    ),
    'form-factor'
  ),
  'what a package leaves out': ofFile(
    `${META}/applications/Visits.app-meta.xml`,
    metadataFile('CustomApplication', '<label>Visits</label>', '<profileActionOverrides>', '</profileActionOverrides>'),
    'not-packaged'
  ),
  'a report type that narrows after it widened': ofFile(
    `${META}/reportTypes/Visits.reportType-meta.xml`,
    metadataFile(
      'ReportType',
      '<baseObject>Lead</baseObject>',
      '<deployed>true</deployed>',
      '<join>',
      '    <join><outerJoin>false</outerJoin><relationship>B__r</relationship></join>',
      '    <outerJoin>true</outerJoin>',
      '    <relationship>A__r</relationship>',
      '</join>',
      '<sections><columns><field>RecordTypeId</field><table>Lead</table></columns></sections>'
    ),
    'report-type-join'
  ),
  'a report type with the id of the record type': {
    files: {},
    file: `${META}/reportTypes/Visits.reportType-meta.xml`,
    rule: 'report-type-record-type'
  },
  'a chart of a dashboard without its axis': ofFile(
    `${META}/dashboards/Sales/Visits.dashboard-meta.xml`,
    metadataFile(
      'Dashboard',
      '<dashboardType>SpecifiedUser</dashboardType>',
      '<leftSection><components><componentType>Bar</componentType><sortBy>RowLabelAscending</sortBy></components></leftSection>'
    ),
    'dashboard-chart',
    /chartAxisRange/
  ),
  'more dashboards that run as the user than a Developer Edition takes': {
    files: Object.fromEntries(
      ['A', 'B', 'C', 'D'].map((name) => [
        `${META}/dashboards/Sales/${name}.dashboard-meta.xml`,
        metadataFile('Dashboard', '<dashboardType>LoggedInUser</dashboardType>')
      ])
    ),
    file: `${META}/dashboards/Sales/D.dashboard-meta.xml`,
    rule: 'dynamic-dashboards'
  }
});
