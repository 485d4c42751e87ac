import type { DecodedPng } from 'fast-png'
import type { Unzlib } from 'fflate'

/** The libraries that read and write PNG. Nobody needs them before the first thumbnail is made. */
export type Png = Pick<typeof import('fast-png'), 'decode' | 'encode' | 'convertIndexedToRgb'> & {
  readonly Unzlib: typeof Unzlib
}

/** Pixels in rows, each as red, green, blue and alpha. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array<ArrayBuffer>
}

/** Reads a PNG. Throws when it is damaged, or unpacks to more than the size in its header needs. */
export function decodePng(content: Uint8Array, png: Png): Pixels {
  const chunks = chunksOf(content)
  mustNotSwell(chunks, png)
  // Only what makes the picture: profiles and texts may be packed as well, to any size.
  const bare = joined([
    content.subarray(0, 8),
    ...chunks.filter(({ type }) => PICTURE.has(type)).map(({ whole }) => whole),
  ])
  const decoded = png.decode(bare, { checkCrc: true })
  const { width, height } = decoded
  return { width, height, data: rgba(decoded, png) }
}

/** Writes pixels as a PNG; the same pixels give the same bytes. */
export function encodePng({ width, height, data }: Pixels, png: Png): Uint8Array<ArrayBuffer> {
  return new Uint8Array(png.encode({ width, height, data, channels: 4, depth: 8 }, { zlib: { level: 9 } }))
}

const PICTURE: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])

interface Chunk {
  readonly type: string
  readonly data: Uint8Array
  /** With length, type and checksum. */
  readonly whole: Uint8Array
}

/** PNG §5.3: length, type, data, checksum, up to the end of the picture. */
function chunksOf(content: Uint8Array): Chunk[] {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength)
  const chunks: Chunk[] = []
  for (let at = 8; at + 12 <= content.length; ) {
    const end = at + 12 + view.getUint32(at)
    if (end > content.length) throw new Error('A chunk is longer than the file.')
    const type = String.fromCharCode(...content.subarray(at + 4, at + 8))
    // A capital letter first: without this chunk the picture can not be understood (PNG §5.4).
    if (/^[^a-z]/.test(type) && !PICTURE.has(type)) throw new Error(`Nobody knows a chunk ${type}.`)
    chunks.push({ type, data: content.subarray(at + 8, end - 4), whole: content.subarray(at, end) })
    if (type === 'IEND') break
    at = end
  }
  return chunks
}

/** Packed data go to the unpacker in pieces of so many bytes; none of them swells to much more than 1,000 times that. */
const PIECE = 1_024

/** A few bytes may unpack to gigabytes: so the size is counted piece by piece before anything is kept. */
function mustNotSwell(chunks: readonly Chunk[], { Unzlib }: Png) {
  const [header] = chunks
  if (header?.type !== 'IHDR' || header.data.length !== 13) throw new Error('There is no header.')
  const view = new DataView(header.data.buffer, header.data.byteOffset)
  const samples = [1, 0, 3, 1, 2, 0, 4][view.getUint8(9)] ?? 0
  const [width, height] = [view.getUint32(0), view.getUint32(4)]
  // A filter byte stands before each row; an interlaced picture has at most seven times the rows, and shorter ones.
  const most = height * (8 + 2 * Math.ceil((width * samples * view.getUint8(8)) / 8)) + 1_024
  let unpacked = 0
  const unpacker = new Unzlib((piece) => {
    unpacked += piece.length
    if (unpacked > most) throw new Error(`It unpacks to more than ${most} bytes.`)
  })
  for (const { data } of chunks.filter(({ type }) => type === 'IDAT'))
    for (let at = 0; at < data.length; at += PIECE) unpacker.push(data.slice(at, at + PIECE))
}

/** Any kind of PNG as 8 bits of red, green, blue and alpha (PNG §13.12 on other depths). */
function rgba(decoded: DecodedPng, png: Png): Uint8Array<ArrayBuffer> {
  const { width, height, palette, depth, transparency } = decoded
  const pixels = new Uint8Array(width * height * 4)
  const channels = palette ? (palette[0]?.length ?? 3) : decoded.channels
  const samples = palette ? png.convertIndexedToRgb(decoded) : unpacked(decoded)
  const most = palette ? 255 : 2 ** depth - 1
  const isColour = channels >= 3
  for (let i = 0; i < width * height; i++) {
    const sample = (channel: number) => samples[i * channels + channel] ?? 0
    const eight = (channel: number) => Math.round((sample(channel) * 255) / most)
    const isClear =
      !palette &&
      transparency !== undefined &&
      transparency.length > 0 &&
      transparency.every((value, channel) => sample(channel) === value)
    const hasAlpha = channels === 2 || channels === 4
    pixels[i * 4] = eight(0)
    pixels[i * 4 + 1] = eight(isColour ? 1 : 0)
    pixels[i * 4 + 2] = eight(isColour ? 2 : 0)
    pixels[i * 4 + 3] = isClear ? 0 : hasAlpha ? eight(channels - 1) : 255
  }
  return pixels
}

/** Grey of 1, 2 or 4 bits: several samples in a byte, and each row begins with a new one (PNG §7.2). */
function unpacked({ data, width, height, depth }: DecodedPng): ArrayLike<number> {
  if (depth >= 8) return data
  const perRow = Math.ceil((width * depth) / 8)
  const samples = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const byte = data[y * perRow + Math.floor((x * depth) / 8)] ?? 0
      samples[y * width + x] = (byte >> (8 - depth - ((x * depth) % 8))) & (2 ** depth - 1)
    }
  return samples
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
