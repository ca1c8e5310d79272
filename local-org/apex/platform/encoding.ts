import { createHash, createHmac, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { ApexBlob } from '../values/blob';
import { throwApex } from '../values/exception';
import { refusingNull } from './arguments';
import type { PlatformType } from './contract';

/** Names of the platform and of Node for the same digest. */
const DIGESTS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  SHA1: 'sha1',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  SHA256: 'sha256',
  'SHA-512': 'sha512',
  SHA512: 'sha512',
  'SHA3-256': 'sha3-256',
  'SHA3-384': 'sha3-384',
  'SHA3-512': 'sha3-512'
};
const MACS: Readonly<Record<string, string>> = { hmacMD5: 'md5', hmacSHA1: 'sha1', hmacSHA256: 'sha256', hmacSHA512: 'sha512' };

function digest(algorithm: string, input: ApexBlob): ApexBlob {
  const name = DIGESTS[algorithm.toUpperCase()] ?? throwApex('System.NoSuchElementException', `Unsupported algorithm: ${algorithm}`);
  return new ApexBlob(createHash(name).update(input.bytes).digest());
}

function mac(algorithm: string, input: ApexBlob, key: ApexBlob): ApexBlob {
  const known = Object.entries(MACS).find(([name]) => name.toLowerCase() === algorithm.toLowerCase());
  if (!known) throwApex('System.NoSuchElementException', `Unsupported algorithm: ${algorithm}`);
  return new ApexBlob(createHmac(known[1], key.bytes).update(input.bytes).digest());
}

/** `application/x-www-form-urlencoded`, as Java's URLEncoder. */
function urlEncode(text: string): string {
  return encodeURIComponent(text)
    .replace(/%20/g, '+')
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function urlDecode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return throwApex('System.StringException', `Illegal characters in escape (%) pattern: ${text}`);
  }
}

/** Only UTF-8 is known: anything else is refused rather than mangled. */
function requireUtf8(encoding: string): void {
  if (!/^utf-?8$/i.test(encoding)) throwApex('System.StringException', `Unsupported encoding: ${encoding}`);
}

/** Bytes of an AES key of 128, 192 or 256 bits. */
function keyLength(bits: number): number {
  if (bits !== 128 && bits !== 192 && bits !== 256)
    throwApex('System.InvalidParameterValueException', 'Invalid key size. Must be 128, 192, or 256.');
  return bits / 8;
}

export const ENCODING_TYPES: readonly PlatformType[] = [
  {
    name: 'System.EncodingUtil',
    kind: 'class',
    staticMethods: refusingNull({
      'Blob base64Decode(String inputString)': (text: string) => ApexBlob.fromBase64(text),
      'String base64Encode(Blob inputBlob)': (blob: ApexBlob) => blob.toBase64(),
      'Blob convertFromHex(String inputString)': (text: string) => {
        if (!/^(?:[0-9a-fA-F]{2})*$/.test(text)) throwApex('System.InvalidParameterValueException', `Invalid hexadecimal string: ${text}`);
        return new ApexBlob(Buffer.from(text, 'hex'));
      },
      'String convertToHex(Blob inputBlob)': (blob: ApexBlob) => blob.toHex(),
      'String urlDecode(String inputString, String encodingScheme)': (text: string, encoding: string) => {
        requireUtf8(encoding);
        return urlDecode(text);
      },
      'String urlEncode(String inputString, String encodingScheme)': (text: string, encoding: string) => {
        requireUtf8(encoding);
        return urlEncode(text);
      }
    })
  },
  {
    name: 'System.Crypto',
    kind: 'class',
    staticMethods: refusingNull({
      'Blob generateAesKey(Integer size)': (size: number) => new ApexBlob(randomBytes(keyLength(size))),
      'Blob generateDigest(String algorithmName, Blob input)': digest,
      'Blob generateMac(String algorithmName, Blob input, Blob privateKey)': mac,
      'Integer getRandomInteger()': () => randomInt(-2147483648, 2147483648),
      'Long getRandomLong()': () => BigInt.asIntN(64, randomBytes(8).readBigInt64BE()),
      'Boolean verifyHMac(String algorithmName, Blob input, Blob privateKey, Blob macToVerify)': (
        algorithm: string,
        input: ApexBlob,
        key: ApexBlob,
        expected: ApexBlob
      ) => mac(algorithm, input, key).equals(expected)
    })
  },
  {
    name: 'System.UUID',
    kind: 'class',
    isInstance: (value) => value instanceof UniqueId,
    methods: {
      'String toString()': (id: UniqueId) => id.text,
      'Boolean equals(Object other)': (id: UniqueId, other: unknown) => other instanceof UniqueId && other.text === id.text
    },
    staticMethods: {
      'System.UUID randomUUID()': () => new UniqueId(randomUUID()),
      ...refusingNull({
        'System.UUID fromString(String uuidString)': (text: string) => {
          if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) {
            throwApex('System.IllegalArgumentException', `Invalid UUID string: ${text}`);
          }
          return new UniqueId(text.toLowerCase());
        }
      })
    }
  }
];

/** `System.UUID`. */
class UniqueId {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}
