/**
 * Seeded randomness that can be forked by name. A fork depends on the seed and its name alone, never on what
 * was drawn before: whoever adds a service or a link does not reshuffle anybody else's story.
 * Integers only, so that every engine agrees to the bit.
 */
export interface Random {
  /** The next integer from 0 to 4,294,967,295. */
  uint32(): number
  /** The next integer from 0 to `limit` − 1. */
  below(limit: number): number
  /** An independent stream of its own, by name. */
  fork(name: string): Random
}

/** Starts a stream: sfc32 (Chris Doty-Humphrey), seeded through a string hash of seed and path. */
export function createRandom(seed: number, path = ''): Random {
  let [a, b, c, d] = hash128(`${seed >>> 0}/${path}`)
  const uint32 = () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return t >>> 0
  }
  for (let i = 0; i < 12; i++) uint32()
  return {
    uint32,
    below: (limit) => Math.floor((uint32() * limit) / 4_294_967_296),
    // Escaped as in JSON Pointer, so that a fork of a fork is never a fork with a slash in its name.
    fork: (name) => createRandom(seed, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  }
}

/** `digits` lowercase hex digits that depend on seed and name alone. */
export function hexDigits(random: Random, digits: number): string {
  let hex = ''
  while (hex.length < digits) hex += random.uint32().toString(16).padStart(8, '0')
  return hex.slice(0, digits)
}

/** cyrb128 (bryc): four 32-bit words from a string. */
function hash128(text: string): [number, number, number, number] {
  let h1 = 1779033703
  let h2 = 3144134277
  let h3 = 1013904242
  let h4 = 2773480762
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i)
    h1 = h2 ^ Math.imul(h1 ^ k, 597399067)
    h2 = h3 ^ Math.imul(h2 ^ k, 2869860233)
    h3 = h4 ^ Math.imul(h3 ^ k, 951274213)
    h4 = h1 ^ Math.imul(h4 ^ k, 2716044179)
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067)
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233)
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213)
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179)
  h1 ^= h2 ^ h3 ^ h4
  return [h1 | 0, (h2 ^ h1) | 0, (h3 ^ h1) | 0, (h4 ^ h1) | 0]
}
