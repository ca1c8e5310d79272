import fc from 'fast-check';
import { flag, integer, name, once, oneOf, optional, repeated, root, shape, text, unsupported, unsupportedUnlessFalse } from './shape';
import { xml } from './testing';
import { MetadataError } from '../errors';
import { parseXml } from './xml';

const thing = root(
  'Thing',
  shape({
    label: once(name),
    note: optional(text),
    size: optional(integer),
    open: optional(flag),
    kind: optional(oneOf('A', 'B')),
    parts: repeated(shape({ name: once(name) })),
    feed: unsupported(),
    licensed: unsupportedUnlessFalse()
  })
);

const read = (source: string) => thing(parseXml('thing.xml', source));
const problem = (source: string): { place: string; problem: string } => {
  try {
    read(source);
  } catch (error) {
    if (error instanceof MetadataError) return { place: `${error.line}:${error.column}`, problem: error.problem };
    throw error;
  }
  throw new Error('nothing was refused');
};
const body = (inner: string): string => xml('Thing', inner);

describe('a metadata file', () => {
  it('is read into values with their types', () => {
    expect(
      read(
        body(
          '  <label>Hello</label><size>12</size><open>true</open><kind>B</kind><parts><name>x</name></parts><parts><name>y</name></parts>'
        )
      )
    ).toMatchObject({
      label: 'Hello',
      note: undefined,
      size: 12,
      open: true,
      kind: 'B',
      parts: [{ name: 'x' }, { name: 'y' }]
    });
  });

  it('loses white space around text, keeps it inside, and knows entities and CDATA', () => {
    expect(read(body('<label>\n  a &amp; b\n   c &#233;\n</label><note><![CDATA[ 1 < 2 ]]></note>'))).toMatchObject({
      label: 'a & b\n   c é',
      note: '1 < 2'
    });
  });

  it('says where each thing is, also with tabs, long text before it and Windows line ends', () => {
    expect(read(body('\t<label>é🙂</label> <parts><name>x</name></parts>')).parts[0]?.at).toEqual({
      file: 'thing.xml',
      line: 3,
      column: 21
    });
    expect(problem(body('<label>a</label>\r\n\r\n  <colour\n>red</colour>'))).toEqual({
      place: '5:3',
      problem: 'unknown element colour in Thing'
    });
  });

  it.each([
    ['<label>a</label>\n  <parts>\n    <weight>1</weight>\n  </parts>', '5:5', 'unknown element weight in parts'],
    ['<note>no label</note>', '2:1', 'Thing has no label'],
    ['<label></label>', '3:1', 'label is empty'],
    ['<label>a</label><label>b</label>', '3:17', 'element label is duplicated at this location in Thing'],
    [
      '<parts><name>x</name></parts><label>a</label><parts><name>y</name></parts>',
      '3:46',
      'element parts is duplicated at this location in Thing'
    ],
    ['<label>a</label><size>large</size>', '3:17', 'size must be a number, not "large"'],
    ['<label>a</label><size>1.5</size>', '3:17', 'size must be a whole number, not "1.5"'],
    ['<label>a</label><open>yes</open>', '3:17', 'open must be true or false, not "yes"'],
    ['<label>a</label><kind>C</kind>', '3:17', 'kind "C" is not supported; possible: A, B'],
    ['<label>a</label><feed>on</feed>', '3:17', 'the embedded org does not support the element feed'],
    ['<label>a</label><licensed>true</licensed>', '3:17', 'the embedded org does not support the element licensed'],
    ['<label lang="de">a</label>', '3:1', 'unknown attribute lang of label'],
    ['<label><b>a</b></label>', '3:8', 'unknown element b in label'],
    ['stray<label>a</label>', '2:1', 'Thing has text where only elements may stand: "stray"']
  ])('refuses %s', (inner, place, expected) => {
    expect(problem(body(inner))).toEqual({ place, problem: expected });
  });

  it('is refused if it is no XML, of another type, of another namespace or has a DOCTYPE', () => {
    expect(problem(body('<label>a</lable>')).problem).toMatch(/not well-formed XML/);
    expect(problem('').problem).toMatch(/not well-formed XML/);
    expect(problem(xml('Other', '')).problem).toBe('the file must hold a Thing, not a Other');
    expect(problem('<Thing><label>a</label></Thing>').problem).toMatch(/namespace of Thing must be .* not absent/);
    expect(problem(`<!DOCTYPE Thing [<!ENTITY x "y">]>${body('<label>&x;</label>')}`).problem).toMatch(/DOCTYPE/);
  });

  it('gives back any text that was put in', () => {
    const escape = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const words = fc.stringMatching(/^[a-zA-Z0-9&<>"' éß€-]{1,40}$/).filter((value) => value.trim() !== '');
    fc.assert(fc.property(words, (value) => expect(read(body(`<label>${escape(value)}</label>`)).label).toBe(value.trim())));
  });
});
