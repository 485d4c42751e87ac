import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesOf } from './answer.ts'
import { revalidated } from './conditional.ts'
import { ranged } from './ranges.ts'

const asking = (fields: Record<string, string>, method = 'GET') =>
  new Request('https://catalog.test/report', { method, headers: fields })
const report = (content: string, request = asking({})) =>
  revalidated(request, { status: 200, fields: { 'content-type': 'text/plain' }, content })
const part = (content: string, range: string, more: Record<string, string> = {}) => {
  const request = asking({ range, ...more })
  return ranged(request, report(content, request))
}

test('parts that follow one another are the whole again, whatever bytes it has', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.integer({ min: 1, max: 9 }),
      (content, size) => {
        const whole = bytesOf(report(content))
        const seen: number[] = []
        while (seen.length < whole.length) {
          const answer = part(content, `bytes=${seen.length}-${seen.length + size - 1}`)
          expect(answer.status).toBe(206)
          const bytes = bytesOf(answer)
          expect(answer.fields['content-range']).toBe(
            `bytes ${seen.length}-${seen.length + bytes.length - 1}/${whole.length}`,
          )
          seen.push(...bytes)
        }
        expect(seen).toEqual([...whole])
      },
    ),
  )
})

test.each([
  ['bytes=0-3', 206, '0123'],
  ['bytes=4-', 206, '456789'],
  ['bytes=-3', 206, '789'],
  ['bytes=-99', 206, '0123456789'],
  ['bytes=8-99', 206, '89'],
  ['BYTES = 1 - 1', 206, '1'],
  ['bytes=10-', 416, undefined],
  ['bytes=-0', 416, undefined],
  ['bytes=5-4', 200, '0123456789'],
  ['bytes=-', 200, '0123456789'],
  ['bytes=0-1,3-4', 200, '0123456789'],
  ['lines=1-2', 200, '0123456789'],
])('Range: %s is answered with %i', (range, status, content) => {
  const answer = part('0123456789', range)
  expect(answer.status).toBe(status)
  if (content !== undefined) expect(new TextDecoder().decode(bytesOf(answer))).toBe(content)
  else expect(answer.fields['content-range']).toBe('bytes */10')
  expect(answer.fields['accept-ranges']).toBe('bytes')
})

test('a part of another version is not sent: the whole comes instead', () => {
  const { etag = '' } = report('0123456789').fields
  expect(part('0123456789', 'bytes=0-1', { 'if-range': etag }).status).toBe(206)
  for (const other of ['"other"', `W/${etag}`, 'Mon, 05 Jan 2026 09:00:00 GMT'])
    expect(part('0123456789', 'bytes=0-1', { 'if-range': other }).status).toBe(200)
})

test('who has the whole already hears 304, and HEAD tells of the whole', () => {
  const { etag = '' } = report('0123456789').fields
  expect(part('0123456789', 'bytes=0-1', { 'if-none-match': etag }).status).toBe(304)
  expect(ranged(asking({ range: 'bytes=0-1' }, 'HEAD'), report('0123456789')).status).toBe(200)
})
