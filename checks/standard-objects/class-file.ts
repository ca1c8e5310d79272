/** A field of a compiled Java class. */
export interface JavaField {
  readonly name: string;
  /** As the class file has it: `Lcom/nawforce/runforce/System/String;`, with `[` before it for an array. */
  readonly descriptor: string;
  readonly isStatic: boolean;
}

const MAGIC = 0xcafebabe;
const ACC_STATIC = 0x0008;

/** Bytes behind the tag of a constant, by tag (JVM specification 4.4); text (1) has a length of its own. */
const CONSTANT_SIZES: Readonly<Record<number, number>> = {
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 2,
  8: 2,
  9: 4,
  10: 4,
  11: 4,
  12: 4,
  15: 3,
  16: 2,
  17: 4,
  18: 4,
  19: 2,
  20: 2
};
const TEXT = 1;
/** Long and double take two places in the table of constants. */
const WIDE = new Set([5, 6]);

/** Reads the fields of a class file (JVM specification, chapter 4). @throws Error for what is no class file */
export function readFields(bytes: Uint8Array): JavaField[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== MAGIC) throw new Error('no Java class file');
  const constants = readConstants(view, bytes);
  // Access flags, this class, its superclass, and then the interfaces.
  let at = constants.end + 6;
  at += 2 + 2 * view.getUint16(at);
  const fields: JavaField[] = [];
  const count = view.getUint16(at);
  at += 2;
  for (let index = 0; index < count; index++) {
    const text = (offset: number): string => constants.texts.get(view.getUint16(at + offset)) ?? '';
    fields.push({ name: text(2), descriptor: text(4), isStatic: (view.getUint16(at) & ACC_STATIC) !== 0 });
    let attributes = view.getUint16(at + 6);
    at += 8;
    for (; attributes > 0; attributes--) at += 6 + view.getUint32(at + 2);
  }
  return fields;
}

function readConstants(view: DataView, bytes: Uint8Array): { readonly texts: ReadonlyMap<number, string>; readonly end: number } {
  const texts = new Map<number, string>();
  const decoder = new TextDecoder();
  const count = view.getUint16(8);
  let at = 10;
  for (let index = 1; index < count; index++) {
    const tag = view.getUint8(at);
    at += 1;
    if (tag === TEXT) {
      const length = view.getUint16(at);
      texts.set(index, decoder.decode(bytes.subarray(at + 2, at + 2 + length)));
      at += 2 + length;
      continue;
    }
    const size = CONSTANT_SIZES[tag];
    if (size === undefined) throw new Error(`a constant with the unknown tag ${tag}`);
    at += size;
    if (WIDE.has(tag)) index++;
  }
  return { texts, end: at };
}
