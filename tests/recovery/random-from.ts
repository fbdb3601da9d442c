/** A generator of numbers from 0 to below 1 that gives the same ones for the same seed (xorshift, 32 bits). */
export function randomFrom(seed: number): () => number {
  const bits = seed | 0;
  let state = bits === 0 ? 1 : bits; // xorshift never leaves zero
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
