import { createElement } from 'lwc';
import LeadScoreReasons from 'c/leadScoreReasons';

const DEMO: Apex.ScoreReasonView = {
  kind: 'criterion',
  key: 'demo',
  label: 'Asked for a demo',
  dimension: 'Interest',
  groupName: null,
  points: 17,
  rawPoints: null,
  unitPoints: 20,
  evidence: '1 × Demo Requested',
  evidenceAt: '2026-11-19T12:00:00.000Z',
  arithmetic: '20 × 0.85 = 17, faded by half every 12 days',
  faded: true
};
const STUDENT: Apex.ScoreReasonView = {
  ...DEMO,
  key: 'student',
  label: 'Student',
  points: -20,
  unitPoints: null,
  evidenceAt: null,
  arithmetic: null,
  faded: false
};

afterEach(() => document.body.replaceChildren());

function reasons(properties: Partial<Pick<LeadScoreReasons, 'reasons' | 'detailed' | 'total' | 'now'>>): HTMLElement {
  const element = createElement('c-lead-score-reasons', { is: LeadScoreReasons });
  Object.assign(element, { label: 'Why', ...properties });
  document.body.appendChild(element);
  return element;
}

const textOf = (element: HTMLElement): string[] =>
  [...(element.shadowRoot?.querySelectorAll('li') ?? [])].map((item) => item.textContent ?? '');

it('tells in short what was given, when, and what is left of it', async () => {
  const element = reasons({ reasons: [DEMO] });
  expect(textOf(element)[0]).toContain('+20');
  expect(textOf(element)[0]).toContain('Asked for a demo');
  expect(textOf(element)[0]).not.toContain('1 × Demo Requested');
  await expect(element).toBeAccessible();
});

it('tells how long ago something was by the clock of the org, not of this device, and without it the date', () => {
  expect(textOf(reasons({ reasons: [{ ...DEMO, faded: false }], now: '2026-11-22T12:00:00.000Z' }))[0]).toContain('3 days ago');
  expect(textOf(reasons({ reasons: [{ ...DEMO, faded: false }] }))[0]).toContain('2026');
});

it('tells in full the arithmetic, and ends in the total', async () => {
  const element = reasons({ reasons: [DEMO, STUDENT], detailed: true, total: -3 });
  const lines = textOf(element);
  expect(lines[0]).toContain('+17');
  expect(lines[0]).toContain('20 × 0.85 = 17');
  expect(lines[1]).toContain('−20');
  expect(lines[2]).toContain('−3');
  await expect(element).toBeAccessible();
});

it.each([null, undefined])('ends without a total where there is none (%s)', async (total) => {
  const element = reasons({ reasons: [DEMO], total });
  expect(textOf(element)).toHaveLength(1);
  await expect(element).toBeAccessible();
});
