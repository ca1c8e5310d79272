import fs from 'node:fs';
import { handOffStatesPage } from '../support/hand-off-states';

it('docs/hand-off-states.md says what the state machine does; how to write it again is in write-hand-off-states.ts', () => {
  expect(fs.readFileSync('docs/hand-off-states.md', 'utf8')).toBe(handOffStatesPage());
});
