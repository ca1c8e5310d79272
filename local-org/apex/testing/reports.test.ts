import { coverageMap } from './coverage-map';
import { failure } from './failure';
import { nearLimit } from './near-limit';
import { sourcesOf } from './language';

describe('a failed Apex test in Jest', () => {
  const sources = sourcesOf({ Scorer: '', 'LeadTrigger.trigger': '' });
  const outcome = { className: 'ScorerTest', methodName: 'adds', outcome: 'Fail', runTime: 1, limits: [] } as const;

  it('leads into the class', () => {
    const stackTrace =
      'Class.Scorer.Inner.<init>: line 12, column 1\nTrigger.LeadTrigger: line 3, column 1\nClass.Gone.run: line 1, column 1\nAnonymousBlock: line 1, column 1';
    const error = failure({ ...outcome, message: 'System.AssertException: no', stackTrace }, sources);
    expect(error.message).toBe('System.AssertException: no');
    expect(error.stack?.split('\n')).toEqual([
      'System.AssertException: no',
      '    at Scorer.Inner (Scorer.cls:12:1)',
      '    at LeadTrigger (LeadTrigger.trigger:3:1)',
      '    at Class.Gone.run: line 1, column 1',
      '    at AnonymousBlock: line 1, column 1'
    ]);
  });

  it('says when it did not run', () => {
    expect(failure({ ...outcome, outcome: 'Skip', message: null, stackTrace: null }, sources).message).toBe('Apex test did not run: Skip');
  });
});

describe('a test that passes near a limit', () => {
  it('fails, by the limits that an org shares', () => {
    const limits = [
      { name: 'queries', used: 81, allowed: 100 },
      { name: 'dmlRows', used: 8000, allowed: 10_000 },
      { name: 'queueableJobs', used: 1, allowed: 1 }
    ] as const;
    expect(nearLimit({ limits })).toContain('81 of 100 queries.');
    expect(nearLimit({ limits: limits.slice(1) })).toBeNull();
  });
});

describe('coverage in Jest', () => {
  it('has a statement per executable line, and no file without one', () => {
    const map = coverageMap([
      { className: 'A', file: '/p/A.cls', covered: [2, 4], uncovered: [7] },
      { className: 'B', file: '/p/B.cls', covered: [], uncovered: [] }
    ]);
    expect(Object.keys(map)).toEqual(['/p/A.cls']);
    expect(map['/p/A.cls']).toMatchObject({
      path: '/p/A.cls',
      s: { 2: 1, 4: 1, 7: 0 },
      statementMap: { 7: { start: { line: 7, column: 0 } } }
    });
  });
});
