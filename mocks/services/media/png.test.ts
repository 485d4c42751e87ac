import * as fastPng from 'fast-png'
import { Unzlib, zlibSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { fromBase64 } from '../../http/data-url.ts'
import { sniffed } from './pictures.ts'
import { decodePng, encodePng, type Png } from './png.ts'
import { scaled } from './scaling.ts'
import { DUNES, DUNES_AT_40, SMALL_DUNES, SMALL_JPEG } from './seeded-picture.ts'

const png: Png = { ...fastPng, Unzlib }
const RED = [255, 0, 0, 255]
const CLEAR = [0, 0, 0, 0]
const pixels = (...data: number[][]) => ({
  width: data.length,
  height: 1,
  data: Uint8Array.from(data.flat()),
})

describe('a picture made smaller', () => {
  test('is the same, byte for byte, wherever it is made', () => {
    const small = encodePng(scaled(decodePng(fromBase64(DUNES), png), 40), png)
    expect(small).toEqual(fromBase64(DUNES_AT_40))
  })

  test('has the average of what each pixel covers, by how much it covers', () => {
    const grey = (value: number) => [value, value, value, 255]
    expect([...scaled(pixels(grey(0), grey(100)), 1).data]).toEqual(grey(50))
    // Three become two: each new one covers one and a half.
    expect([...scaled(pixels(grey(0), grey(90), grey(30)), 2).data]).toEqual([...grey(30), ...grey(50)])
  })

  test('takes no colour from what is clear', () => {
    expect([...scaled(pixels(RED, CLEAR), 1).data]).toEqual([255, 0, 0, 128])
    expect([...scaled(pixels(CLEAR, CLEAR), 1).data]).toEqual(CLEAR)
  })

  test('keeps one colour one colour, at any size', () => {
    const one = { width: 31, height: 17, data: new Uint8Array(31 * 17 * 4).fill(77) }
    for (let width = 1; width < 31; width++) expect(new Set(scaled(one, width).data)).toEqual(new Set([77]))
  })
})

describe('every kind of PNG is read', () => {
  const kinds: [string, Parameters<Png['encode']>[0], number[][]][] = [
    ['grey', { width: 1, height: 1, channels: 1, data: Uint8Array.of(9) }, [[9, 9, 9, 255]]],
    ['grey with alpha', { width: 1, height: 1, channels: 2, data: Uint8Array.of(9, 7) }, [[9, 9, 9, 7]]],
    ['colour', { width: 1, height: 1, channels: 3, data: Uint8Array.of(1, 2, 3) }, [[1, 2, 3, 255]]],
    [
      'colour with alpha',
      { width: 1, height: 1, channels: 4, data: Uint8Array.of(1, 2, 3, 4) },
      [[1, 2, 3, 4]],
    ],
    [
      '16 bits',
      { width: 1, height: 1, channels: 3, depth: 16, data: Uint16Array.of(0xffff, 0x8080, 0) },
      [[255, 128, 0, 255]],
    ],
    [
      'grey of 1 bit',
      { width: 3, height: 2, channels: 1, depth: 1, data: Uint8Array.of(0b10100000, 0b01000000) },
      [[255], [0], [255], [0], [255], [0]].map(([v = 0]) => [v, v, v, 255]),
    ],
    [
      'a palette',
      {
        width: 2,
        height: 1,
        channels: 1,
        depth: 8,
        palette: [
          [1, 2, 3],
          [4, 5, 6],
        ],
        data: Uint8Array.of(1, 0),
      },
      [
        [4, 5, 6, 255],
        [1, 2, 3, 255],
      ],
    ],
  ]
  test.each(kinds)('%s', (_, image, expected) => {
    expect([...decodePng(png.encode(image), png).data]).toEqual(expected.flat())
  })

  test('and one that is interlaced', () => {
    const data = Uint8Array.from({ length: 9 * 9 * 4 }, (_, i) => i)
    const image = { width: 9, height: 9, channels: 4, data }
    expect(decodePng(png.encode(image, { interlace: 'Adam7' }), png).data).toEqual(data)
  })
})

describe('what is no good picture is found out', () => {
  test('before it unpacks to more than it says', () => {
    const bomb = withData(
      png.encode({ width: 1, height: 1, channels: 4, data: new Uint8Array(4) }),
      zlibSync(new Uint8Array(20_000_000), { level: 9 }),
    )
    expect(bomb.length).toBeLessThan(25_000)
    expect(() => decodePng(bomb, png)).toThrow(/unpacks to more/)
  })

  test.each([24, 40, 75])('when byte %i is another', (at) => {
    const bytes = SMALL_DUNES.bytes.slice()
    bytes[at] = (bytes[at] ?? 0) ^ 0xff
    expect(() => decodePng(bytes, png)).toThrow(Error)
  })

  test('by its content, whatever it is called', () => {
    expect(sniffed(SMALL_DUNES.bytes)).toEqual({ type: 'image/png', width: 16, height: 24 })
    expect(sniffed(SMALL_JPEG.bytes)).toEqual({ type: 'image/jpeg', width: 8, height: 12 })
    for (let length = 0; length < SMALL_DUNES.bytes.length; length++)
      expect(sniffed(SMALL_DUNES.bytes.slice(0, length))).toBeUndefined()
    for (let length = 0; length < SMALL_JPEG.bytes.length; length++)
      expect([undefined, 'image/jpeg']).toContain(sniffed(SMALL_JPEG.bytes.slice(0, length))?.type)
  })
})

/** A PNG with other packed data in it. */
function withData(whole: Uint8Array, data: Uint8Array): Uint8Array {
  const text = new TextEncoder()
  const chunk = Uint8Array.from([
    ...new Uint8Array(4),
    ...text.encode('IDAT'),
    ...new Uint8Array(data.length + 4),
  ])
  new DataView(chunk.buffer).setUint32(0, data.length)
  chunk.set(data, 8)
  return Uint8Array.from([...whole.slice(0, 33), ...chunk, ...whole.slice(-12)])
}
