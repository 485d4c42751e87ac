import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeRun, encodeRun, MAX_LINK_BYTES, UnreadableRun } from './link.ts'
import { Scenario, SERVICE_NAMES } from './scenario.ts'

const text = (maxLength: number) => fc.string({ maxLength, unit: 'binary' })
const scenarios = fc.record({
  v: fc.constant(1 as const),
  system: fc.constantFrom('microservices' as const, 'monolith' as const),
  settings: fc.record({
    latency: fc.constantFrom('modelled' as const, 'none' as const),
    idempotencyKey: fc.constantFrom('required' as const, 'optional' as const),
  }),
  faults: fc.array(
    fc.record({ kind: fc.constant('down' as const), service: fc.constantFrom(...SERVICE_NAMES) }),
    { maxLength: 5 },
  ),
  workload: fc.array(
    fc.record(
      {
        method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
        url: fc.webPath().map((path) => `https://api.bookshop.example${path}`),
        headers: fc.dictionary(fc.stringMatching(/^x-[a-z]{1,8}$/), fc.stringMatching(/^[!-~]{0,20}$/), {
          maxKeys: 3,
        }),
        body: text(100),
        atMs: fc.integer({ min: 0, max: 86_400_000 }),
      },
      { requiredKeys: ['method', 'url', 'headers'] },
    ),
    { maxLength: 5 },
  ),
  seed: fc.integer({ min: 0, max: 4_294_967_295 }),
  assumptions: fc.array(text(50), { maxLength: 3 }),
})

const linkOf = (content: string | Buffer, version = '1') =>
  `${version}.${deflateRawSync(content).toString('base64url')}`
const ONE: Scenario = Scenario.parse({
  v: 1,
  workload: [{ method: 'GET', url: 'https://api.bookshop.example/v1/books' }],
})

test('what is written into a link is what is read from it', () =>
  fc.assert(
    fc.asyncProperty(
      scenarios.filter((scenario) => Scenario.safeParse(scenario).success),
      async (scenario) => {
        const link = await encodeRun(scenario)
        expect(link).toMatch(/^1\.[\w-]+$/)
        expect(await decodeRun(link)).toEqual(Scenario.parse(scenario))
      },
    ),
    { numRuns: 60 },
  ))

test('whatever text follows #run=, the answer is a scenario or an UnreadableRun with a sentence for people', () =>
  fc.assert(
    fc.asyncProperty(
      fc.oneof(
        text(60),
        text(60).map((junk) => `1.${junk}`),
        fc.base64String().map((junk) => `1.${junk}`),
        fc.json().map((json) => linkOf(json)),
      ),
      async (link) => {
        const outcome = await decodeRun(link).catch((error: unknown) => error)
        if (outcome instanceof Error) {
          expect(outcome).toBeInstanceOf(UnreadableRun)
          expect(outcome.message).toMatch(/^The link .*\.|^The link names/s)
        } else expect(Scenario.parse(outcome)).toEqual(outcome)
      },
    ),
    { numRuns: 150 },
  ))

describe('an unreadable link says why', () => {
  test('one character lost or changed', async () => {
    const link = await encodeRun(ONE)
    for (let i = 2; i < link.length; i += 3) {
      const damaged = [
        link.slice(0, i) + link.slice(i + 1),
        `${link.slice(0, i)}${link[i] === 'A' ? 'B' : 'A'}${link.slice(i + 1)}`,
      ]
      for (const text of damaged) {
        const outcome = await decodeRun(text).catch((error: unknown) => error)
        // Deflate has no checksum: a changed letter of a title may be another letter. It is never another error.
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UnreadableRun)
        else expect(Scenario.safeParse(outcome).success).toBe(true)
      }
    }
    await expect(decodeRun(link.slice(0, -9))).rejects.toThrow(/damaged/)
  })

  test.each([
    ['another version', '2.abc', /version "2".*version 1/],
    ['no version', 'abc', /version "abc"/],
    ['nothing', '', /version ""/],
    ['no content', '1.', /empty/],
    ['something behind it', '1.@@@', /damaged/],
    ['another part', `${linkOf('{"v":1}')}.more`, /damaged/],
    ['more than a link may have', `1.${'A'.repeat(MAX_LINK_BYTES)}`, /too long/],
    ['content that is no JSON', linkOf('no json'), /damaged/],
    ['content that is no UTF-8', linkOf(Buffer.from([0x22, 0xff, 0x22])), /damaged/],
    ['a run of another version', linkOf('{"v":2}'), /version 2.*version 1/],
    ['a field that nobody knows', linkOf(JSON.stringify({ ...ONE, surprise: 1 })), /does not exist here/],
    [
      'an address that is not https',
      linkOf('{"v":1,"workload":[{"method":"GET","url":"javascript:alert(1)"}]}'),
      /does not exist here/,
    ],
  ])('%s', async (_, link, message) => {
    await expect(decodeRun(link)).rejects.toThrow(UnreadableRun)
    await expect(decodeRun(link)).rejects.toThrow(message)
  })

  test('a small link that unpacks to very much is stopped on the way', async () => {
    const bomb = linkOf(JSON.stringify({ v: 1, assumptions: ['x'.repeat(5_000_000)] }))
    expect(bomb.length).toBeLessThan(MAX_LINK_BYTES)
    await expect(decodeRun(bomb)).rejects.toThrow(/unpacks to more than a run can be/)
  })

  test('a run that is too large for a link is refused when it is written', async () => {
    const random = Array.from({ length: 12_000 }, (_, i) =>
      ((i * 2_654_435_761) % 4_294_967_296).toString(36),
    ).join('')
    await expect(
      encodeRun({
        ...ONE,
        workload: [{ method: 'POST', url: 'https://api.bookshop.example/v1/orders', body: random }],
      }),
    ).rejects.toThrow(/at most 8192/)
  })
})
