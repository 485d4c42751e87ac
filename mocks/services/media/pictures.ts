/** The pictures that are taken. SVG is not: it is a document that may carry scripts, and the shop draws its own. */
export const PICTURE_TYPES = ['image/png', 'image/jpeg'] as const
export type PictureType = (typeof PICTURE_TYPES)[number]

/** What the content of a picture says of itself. Sizes in pixels. */
export interface Picture {
  readonly type: PictureType
  readonly width: number
  readonly height: number
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** IEND, which ends every PNG, with its length and its checksum. */
const PNG_END = [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]
const IHDR = [0x49, 0x48, 0x44, 0x52]

/**
 * Looks at the content itself, as the MIME Sniffing standard (§6.1) does, and reads the size: what the sender says of
 * it counts for nothing. Undefined when it is no whole PNG and no JPEG.
 */
export function sniffed(bytes: Uint8Array): Picture | undefined {
  return png(bytes) ?? jpeg(bytes)
}

/** PNG §5.2 and §11.2.1: the signature, the header with the size, and nothing after the end. */
function png(bytes: Uint8Array): Picture | undefined {
  const isPng =
    bytes.length >= 45 &&
    has(bytes, 0, PNG_SIGNATURE) &&
    has(bytes, 12, IHDR) &&
    has(bytes, bytes.length - PNG_END.length, PNG_END)
  if (!isPng) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return sized('image/png', view.getUint32(16), view.getUint32(20))
}

/** ITU-T T.81, Annex B: segments up to the start of a frame (SOF), which has the size. */
function jpeg(bytes: Uint8Array): Picture | undefined {
  if (!has(bytes, 0, [0xff, 0xd8, 0xff])) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = bytes[at + 1] ?? 0
    const startsFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (startsFrame) return sized('image/jpeg', view.getUint16(at + 7), view.getUint16(at + 5))
  }
  return undefined
}

function sized(type: PictureType, width: number, height: number): Picture | undefined {
  return width > 0 && height > 0 ? { type, width, height } : undefined
}

function has(bytes: Uint8Array, at: number, expected: readonly number[]): boolean {
  return at >= 0 && expected.every((byte, i) => bytes[at + i] === byte)
}
