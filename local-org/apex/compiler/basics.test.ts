import { evaluate } from '../testing/language';

describe('a first class', () => {
  it('computes', () => {
    expect(evaluate("Integer a = 2; List<String> names = new List<String>{ 'x', 'y' }; for (String n : names) { a += n.length(); } return 'a=' + a;")).toBe('a=4');
  });
});
