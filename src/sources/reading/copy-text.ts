/** Rows in the text format of `copy from`, put together in one buffer that grows. */
export class CopyText {
  bytes: Buffer;
  length = 0;

  constructor(size = 262_144) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  /** Makes room for `size` more bytes, which the caller then writes itself. */
  reserve(size: number): void {
    if (this.length + size > this.bytes.length) this.#grow(size);
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.#grow(1);
    this.bytes[this.length] = value;
    this.length += 1;
  }

  /** Appends ASCII text. */
  ascii(text: string): void {
    if (this.length + text.length > this.bytes.length) this.#grow(text.length);
    for (let i = 0; i < text.length; i += 1) this.bytes[this.length + i] = text.charCodeAt(i);
    this.length += text.length;
  }

  /** Appends bytes that hold nothing the text format gives a meaning to. */
  plain(source: Buffer, start: number, end: number): void {
    const size = end - start;
    if (this.length + size > this.bytes.length) this.#grow(size);
    // Cells are short: a loop beats Buffer.copy, which costs about 50 ns a call.
    for (let i = 0; i < size; i += 1) this.bytes[this.length + i] = source[start + i] ?? 0;
    this.length += size;
  }

  /** Appends any text, with backslash, tab and line ends escaped. */
  escaped(source: Buffer, start: number, end: number): void {
    for (let i = start; i < end; i += 1) {
      const value = source[i] ?? 0;
      const letter = value === 92 ? 92 : value === 9 ? 116 : value === 10 ? 110 : value === 13 ? 114 : 0;
      if (letter === 0) {
        this.byte(value);
      } else {
        this.byte(92);
        this.byte(letter);
      }
    }
  }

  /** Hands over a copy of what was written and starts over: a copy of 256 KiB is cheaper than a new large buffer. */
  take(): Buffer {
    const taken = Buffer.from(this.bytes.subarray(0, this.length));
    this.length = 0;
    return taken;
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + needed));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
