import { prove, type Defect, type Files } from '../proofs/prove';
import { apexClass, component, labels, metadataFile, permissionSet, readable, SAMPLE, textField } from '../proofs/sample';
import { roomsWith } from './rooms';

/** The same files in a room. */
const inRoom = (room: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([file, text]) => [file.replace('force-app/main/', `force-app/main/${room}/`), text]));

const classOf = (name: string, ...lines: readonly string[]): Files =>
  apexClass(name, [`public with sharing class ${name} {`, ...lines.map((line) => `    ${line}`), '}', ''].join('\n'));

const tripField = (name: string, ...lines: readonly string[]): Files => ({
  [`force-app/main/objects/Trip__c/fields/${name}.field-meta.xml`]: metadataFile('CustomField', `<fullName>${name}</fullName>`, ...lines)
});

const trip: Files = {
  'force-app/main/objects/Trip__c/Trip__c.object-meta.xml': metadataFile('CustomObject', '<label>Trip</label>'),
  ...tripField('Visit__c', '<referenceTo>Visit__c</referenceTo>', '<relationshipName>Trips</relationshipName>', '<type>Lookup</type>')
};

/** Rooms that use what is left of them, front that names everything, and a circle that is allowed. */
const CLEAN: Files = {
  ...inRoom('score', SAMPLE),
  ...inRoom('score', classOf('Part', 'Whole whole;')),
  ...inRoom('score', classOf('Whole', 'Part part;')),
  ...inRoom('loop', trip),
  ...inRoom('loop', labels('Trips_Title')),
  ...inRoom(
    'loop',
    classOf('Trips', 'public static List<Visit__c> all() { return Visits.ofLead(null); }', 'String title = Label.Trips_Title;')
  ),
  ...inRoom('loop', component('trips', { html: '<template>\n  <c-visits></c-visits>\n</template>\n' })),
  ...inRoom('bowler', classOf('Goals', 'Trips trips;')),
  ...inRoom('front', permissionSet('Traveller', ...readable('Trip__c.Visit__c')))
};

const main = (room: string, path: string): string => `force-app/main/${room}/${path}`;

const apex = (room: string, name: string, line: string, message: RegExp): Defect => ({
  files: inRoom(room, classOf(name, line)),
  file: main(room, `classes/${name}.cls`),
  rule: 'room-order',
  line: 2,
  message
});

const script = (name: string, specifier: string, message: RegExp): Defect => ({
  files: inRoom('agree', component(name, { js: `import it from '${specifier}';\n\nexport default it;\n` })),
  file: main('agree', `lwc/${name}/${name}.js`),
  rule: 'room-order',
  line: 1,
  message
});

const metadata = (room: string, path: string, message: RegExp, type: string, ...lines: readonly string[]): Defect => ({
  files: { [main(room, path)]: metadataFile(type, ...lines) },
  file: main(room, path),
  rule: 'room-order',
  message
});

const formula = (name: string, expression: string): Files => textField('Visit__c', name, `<formula>${expression}</formula>`);

prove(roomsWith([{ kind: 'class', members: ['Part', 'Whole'], reason: 'A whole has parts.' }]), CLEAN, {
  'a variable of a class to the right': apex('agree', 'Variable', 'Trips trips;', /agree uses the class Trips of loop/),
  'a class to the right called by its name': apex('agree', 'Caller', 'void go() { trips.all(); }', /class trips of loop/),
  'a class to the right that is constructed': apex('base', 'Maker', 'Object made() { return new Trips(); }', /class Trips of loop/),
  'a class to the right that is extended': {
    files: inRoom('notify', apexClass('Child', 'public with sharing class Child extends Trips {\n}\n')),
    file: main('notify', 'classes/Child.cls'),
    rule: 'room-order',
    line: 1
  },
  'a class to the right loaded by its name': apex(
    'agree',
    'Loader',
    "Object made() { return Type.forName('Trips').newInstance(); }",
    /Trips of loop/
  ),
  'a test that uses a class to the right': {
    files: inRoom(
      'agree',
      apexClass('EarlyTest', '@IsTest\nprivate class EarlyTest {\n    @IsTest\n    static void go() {\n        Trips.all();\n    }\n}\n')
    ),
    file: main('agree', 'classes/EarlyTest.cls'),
    rule: 'room-order',
    line: 5
  },
  'the room beside it': apex('design', 'Beside', 'Goals goals;', /design uses the class Goals of bowler/),
  'a query of an object to the right': apex('agree', 'Query', 'List<SObject> all = [SELECT Id FROM Trip__c];', /object Trip__c of loop/),
  'a subquery by a relationship to the right': apex(
    'score',
    'Children',
    'List<SObject> all = [SELECT Id, (SELECT Id FROM Trips__r) FROM Visit__c];',
    /relationship Trips__r of loop/
  ),
  'a label to the right': apex('agree', 'Labelled', 'String title = Label.Trips_Title;', /label Trips_Title of loop/),
  'a trigger on an object to the right': {
    files: { [main('base', 'triggers/TripTrigger.trigger')]: 'trigger TripTrigger on Trip__c (before insert) {\n}\n' },
    file: main('base', 'triggers/TripTrigger.trigger'),
    rule: 'room-order'
  },
  'a component that imports one to the right': script('importer', 'c/trips', /component trips of loop/),
  'a component that calls Apex to the right': script('remote', '@salesforce/apex/Trips.all', /class Trips of loop/),
  'a component with a label to the right': script('titled', '@salesforce/label/c.Trips_Title', /label Trips_Title of loop/),
  'a component with a field to the right': script('wired', '@salesforce/schema/Trip__c.Visit__c', /object Trip__c of loop/),
  'a template with a component to the right': {
    files: inRoom('agree', component('tagged', { html: '<template>\n  <c-trips></c-trips>\n</template>\n' })),
    file: main('agree', 'lwc/tagged/tagged.html'),
    rule: 'room-order',
    line: 2
  },
  'a test of a component that uses one to the right': {
    files: { [main('agree', 'lwc/tested/__tests__/tested.test.ts')]: "import Trips from 'c/trips';\n\nexport default Trips;\n" },
    file: main('agree', 'lwc/tested/__tests__/tested.test.ts'),
    rule: 'room-order'
  },
  'a lookup to the right': {
    files: inRoom('score', {
      'force-app/main/objects/Visit__c/fields/Trip__c.field-meta.xml': metadataFile(
        'CustomField',
        '<fullName>Trip__c</fullName>',
        '<referenceTo>Trip__c</referenceTo>',
        '<relationshipName>Visits</relationshipName>',
        '<type>Lookup</type>'
      )
    }),
    file: main('score', 'objects/Visit__c/fields/Trip__c.field-meta.xml'),
    rule: 'room-order',
    message: /object Trip__c of loop/
  },
  'a field on an object to the right': {
    files: inRoom('agree', tripField('Early__c', '<type>Text</type>')),
    file: main('agree', 'objects/Trip__c/fields/Early__c.field-meta.xml'),
    rule: 'room-order'
  },
  'a formula with a label to the right': {
    files: inRoom('score', formula('Worded__c', '$Label.Trips_Title')),
    file: main('score', 'objects/Visit__c/fields/Worded__c.field-meta.xml'),
    rule: 'room-order',
    message: /label Trips_Title of loop/
  },
  'a page with a component to the right': metadata(
    'agree',
    'flexipages/Early.flexipage-meta.xml',
    /component trips of loop/,
    'FlexiPage',
    '<flexiPageRegions>',
    '    <itemInstances>',
    '        <componentInstance>',
    '            <componentName>c:trips</componentName>',
    '        </componentInstance>',
    '    </itemInstances>',
    '</flexiPageRegions>'
  ),
  'a layout of an object to the right': metadata(
    'agree',
    'layouts/Trip__c-Trip Layout.layout-meta.xml',
    /object Trip__c of loop/,
    'Layout'
  ),
  'a permission set with a class to the right': metadata(
    'agree',
    'permissionsets/Early.permissionset-meta.xml',
    /class Trips of loop/,
    'PermissionSet',
    '<classAccesses>',
    '    <apexClass>Trips</apexClass>',
    '    <enabled>true</enabled>',
    '</classAccesses>'
  ),
  'a custom metadata record with a class to the right': metadata(
    'agree',
    'customMetadata/Handler.Early.md-meta.xml',
    /class Trips of loop/,
    'CustomMetadata',
    '<label>Early</label>',
    '<values>',
    '    <field>Class__c</field>',
    '    <value xsi:type="xsd:string" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">Trips</value>',
    '</values>'
  ),
  'a custom metadata record with a label to the right': metadata(
    'agree',
    'customMetadata/Kind.Early.md-meta.xml',
    /label Trips_Title of loop/,
    'CustomMetadata',
    '<label>Early</label>',
    '<values>',
    '    <field>Title_Label__c</field>',
    '    <value xsi:type="xsd:string" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">Trips_Title</value>',
    '</values>'
  ),
  'a folder that is no room': {
    files: inRoom('attic', classOf('Attic')),
    file: main('attic', 'classes/Attic.cls'),
    rule: 'unknown-room',
    message: /attic/
  },
  'classes in a circle': {
    files: inRoom('score', { ...classOf('Egg', 'Hen mother;'), ...classOf('Hen', 'Egg egg;') }),
    file: main('score', 'classes/Egg.cls'),
    rule: 'circle',
    message: /Egg, Hen/
  },
  'an allowed circle that has grown': {
    files: inRoom('score', { ...classOf('Whole', 'Part part; Third third;'), ...classOf('Third', 'Whole whole;') }),
    file: main('score', 'classes/Part.cls'),
    rule: 'circle',
    message: /Part, Third, Whole/
  },
  'components in a circle': {
    files: inRoom('score', {
      ...component('chicken', { html: '<template>\n  <c-nest></c-nest>\n</template>\n' }),
      ...component('nest', { js: "import Chicken from 'c/chicken';\n\nexport default Chicken;\n" })
    }),
    file: main('score', 'lwc/chicken/chicken.html'),
    rule: 'circle',
    message: /chicken, nest/
  }
});

prove(
  { ...roomsWith([{ kind: 'class', members: ['Part', 'Whole'], reason: 'A whole has parts.' }]), name: 'rooms, of circles that are gone' },
  CLEAN,
  {
    'a permission for a circle that there is not': {
      files: inRoom('score', classOf('Part')),
      file: 'checks/rooms/circles.ts',
      rule: 'unused-circle',
      message: /Part/
    }
  }
);
