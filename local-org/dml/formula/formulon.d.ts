/** What the tests use of the package, which brings no types. */
declare module 'formulon' {
  export function parse(formula: string): {
    readonly type: 'literal' | 'error';
    readonly dataType: string;
    readonly value: string | number | boolean | Date | null;
  };
}
