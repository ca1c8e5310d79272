import { mergeLabels } from './merge-labels';

const file = (...names: string[]): string =>
  `<?xml version="1.0" encoding="UTF-8" ?>\n<CustomLabels xmlns="http://soap.sforce.com/2006/04/metadata">\n${names
    .map((name) => `    <labels>\n        <fullName>${name}</fullName>\n        <value>${name} &amp; more</value>\n    </labels>\n`)
    .join('')}</CustomLabels>\n`;

it('puts the labels of all rooms into one file, sorted by name', () => {
  expect(
    mergeLabels(
      new Map([
        ['score/labels', file('Score', 'Bar')],
        ['align/labels', file('Board')]
      ])
    )
  ).toBe(file('Bar', 'Board', 'Score'));
});

it('stops at a label that two rooms have, and names both files', () => {
  const files = new Map([
    ['score/labels', file('Title')],
    ['align/labels', file('title')]
  ]);
  expect(() => mergeLabels(files)).toThrow('align/labels: the label title is also in score/labels');
});

it('stops at an apostrophe beside a placeholder: String.format would show the placeholder as it is', () => {
  const label = (value: string): Map<string, string> =>
    new Map([['score/labels', `    <labels>\n        <fullName>Late</fullName>\n        <value>${value}</value>\n    </labels>\n`]]);
  expect(() => mergeLabels(label("It's {0} late"))).toThrow('the label Late has a placeholder and an apostrophe');
  for (const fine of ["It's late", 'It is {0} late', "It''s {0} late"]) expect(() => mergeLabels(label(fine))).not.toThrow();
});
