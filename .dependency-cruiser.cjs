'use strict';

/**
 * Which room may import which. `npm run lint` and `npm run check` hold the code to it; docs/developer.md describes the rooms.
 * The package's own rooms (Apex, components, metadata) are held to theirs by checks/rooms.
 */

/** The embedded org from left to right: each room imports only what is left of it. */
const EMBEDDED_ORG = [
  'errors.ts',
  'values.ts',
  'regex',
  'schema',
  'metadata',
  'database',
  'soql',
  'dml',
  'security',
  'setup',
  'jobs',
  'reports',
  'apex',
  'rooms.ts',
  'deploy',
  'org.ts',
  'api',
  'preview',
  'open.ts'
];

/** The repository from left to right. */
const REPOSITORY = ['local-org', 'checks', 'scripts', 'tests'];

/** What a room's tests may import to the right of it: a whole org, and the rows it begins with. */
const WHOLE_ORG = ['open.ts', 'org.ts', 'setup'];

/** Tests, and what only tests use. */
const TEST = '\\.test\\.ts$|/testing\\.ts$|/test-(org|project|schema)\\.ts$|^local-org/apex/testing/';

/** Files that import each other in a circle, and why they may. Every other circle is a finding. */
const CIRCLES = [
  {
    files:
      '^local-org/apex/compiler/(arithmetic|assignment|bind-resolver|calls|creation|enum-methods|expressions|queries|references|sobject-members|system-names)\\.ts$',
    reason: 'An expression of Apex is made of expressions: compiling one kind compiles the others.'
  },
  {
    files: '^local-org/apex/compiler/(loops|statements|switch-statement)\\.ts$',
    reason: 'A statement of Apex holds statements.'
  },
  {
    files: '^local-org/apex/compiler/(symbols|types)\\.ts$',
    reason: 'The type of a variable may be a class, and a class has members with types. Types only: nothing of it runs.'
  },
  {
    files: '^local-org/apex/values/(equality|key|key-set|list|map|order|set|sobject|text)\\.ts$',
    reason: 'Collections compare, hash and print their elements, which may be collections.'
  },
  {
    files: '^local-org/apex/platform/(json-read|json-record)\\.ts$',
    reason: 'A record in JSON has values, which may be records.'
  },
  {
    files: '^local-org/dml/(rollups|save)\\.ts$',
    reason: 'A save recomputes the roll-ups of the parent, which is saved in its turn.'
  },
  {
    files: '^local-org/soql/(polymorphic|scope)\\.ts$',
    reason: 'A reference to several objects opens a scope for each of them.'
  }
];

const place = (name) => (name.endsWith('.ts') ? `^local-org/${name.replace('.', '\\.')}$` : `^local-org/${name}/`);
const anyOf = (patterns) => `(${patterns.join('|')})`;

const orderOfRooms = EMBEDDED_ORG.slice(0, -1).flatMap((room, index) => {
  const right = EMBEDDED_ORG.slice(index + 1);
  const forTests = right.filter((name) => !WHOLE_ORG.includes(name));
  const comment = `${room} is left of what it imports: ${EMBEDDED_ORG.join(' <- ')}`;
  return [
    { name: 'room-order', severity: 'error', comment, from: { path: place(room), pathNot: TEST }, to: { path: anyOf(right.map(place)) } },
    ...(forTests.length === 0
      ? []
      : [{ name: 'room-order', severity: 'error', comment, from: { path: place(room) }, to: { path: anyOf(forTests.map(place)) } }])
  ];
});

const orderOfRepository = REPOSITORY.slice(0, -1).map((room, index) => ({
  name: 'repository-order',
  severity: 'error',
  comment: `${room} is left of what it imports: ${REPOSITORY.join(' <- ')}`,
  from: { path: `^${room}/` },
  to: { path: anyOf(REPOSITORY.slice(index + 1).map((name) => `^${name}/`)) }
}));

const circles = [
  {
    name: 'circle',
    severity: 'error',
    comment: 'These files import each other in a circle that .dependency-cruiser.cjs does not allow',
    from: { pathNot: anyOf(CIRCLES.map(({ files }) => files)) },
    to: { circular: true }
  },
  ...CIRCLES.map(({ files, reason }) => ({
    name: 'circle',
    severity: 'error',
    comment: `The circle has grown. ${reason}`,
    from: { path: files },
    to: { circular: true, via: { pathNot: files } }
  }))
];

module.exports = {
  forbidden: [
    ...orderOfRepository,
    ...orderOfRooms,
    {
      name: 'known-room',
      severity: 'error',
      comment: 'What is in local-org has a place in the order of rooms',
      from: { path: '^local-org/', pathNot: anyOf([...EMBEDDED_ORG.map(place), TEST]) },
      to: {}
    },
    {
      name: 'tests-only',
      severity: 'error',
      comment: 'What only tests use is not imported by what runs',
      from: { path: '^(local-org|checks|scripts)/', pathNot: TEST },
      to: { path: TEST }
    },
    {
      name: 'browser-only',
      severity: 'error',
      comment: "The preview's client runs in the browser: of the embedded org it imports types only",
      from: { path: '^local-org/preview/client/' },
      to: { path: '^local-org/', pathNot: '^local-org/preview/client/', dependencyTypesNot: ['type-only'] }
    },
    ...circles
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|fixture|\\.local-org)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Imports of types count: what a room knows of another is what it depends on.
    tsPreCompilationDeps: true
  }
};
