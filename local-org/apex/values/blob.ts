/** Bytes. Immutable. */
export class ApexBlob {
  constructor(readonly bytes: Uint8Array) {}

  static fromText(text: string): ApexBlob {
    return new ApexBlob(Buffer.from(text, 'utf8'));
  }

  static fromBase64(text: string): ApexBlob {
    return new ApexBlob(Buffer.from(text, 'base64'));
  }

  toText(): string {
    return Buffer.from(this.bytes).toString('utf8');
  }

  toBase64(): string {
    return Buffer.from(this.bytes).toString('base64');
  }

  toHex(): string {
    return Buffer.from(this.bytes).toString('hex');
  }

  equals(other: ApexBlob): boolean {
    return Buffer.compare(this.bytes, other.bytes) === 0;
  }

  toString(): string {
    return `Blob[${this.bytes.length}]`;
  }
}
