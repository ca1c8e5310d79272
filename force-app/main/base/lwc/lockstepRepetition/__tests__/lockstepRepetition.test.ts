import { doAfter, repeatEvery } from 'c/lockstepRepetition';

describe('c-lockstep-repetition', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('repeats until it is stopped', () => {
    const task = jest.fn();
    const end = repeatEvery(60_000, task);
    jest.advanceTimersByTime(59_999);
    expect(task).not.toHaveBeenCalled();
    jest.advanceTimersByTime(60_001);
    expect(task).toHaveBeenCalledTimes(2);
    end();
    jest.advanceTimersByTime(600_000);
    expect(task).toHaveBeenCalledTimes(2);
  });

  it('runs once, unless it is canceled', () => {
    const task = jest.fn();
    doAfter(5_000, task);
    doAfter(5_000, task)();
    jest.advanceTimersByTime(20_000);
    expect(task).toHaveBeenCalledTimes(1);
  });
});
