import { assert } from 'chai'
import { type Ask, contractOf, type Promised, problemIn, type Refusal } from '../../http/contract.ts'
import { mannerlyRefusals, mannersOf } from '../../http/manners.contract.ts'
import document from './openapi.json' with { type: 'json' }
import { CoverList } from './schema.ts'

const LE_GUIN = '9780441478125'
const EMMA = '9780141439587'

const coversOf = async (send: Ask, base: string, isbn: string) =>
  CoverList.parse((await send(`${base}/covers?isbn=${isbn}`)).json).items

/** What media promises, at whatever path it is mounted. */
export function coverPromises(base: string): readonly Promised[] {
  const reading = async (send: Ask) => {
    const [cover] = await coversOf(send, base, LE_GUIN)
    const path = `${base}/covers/${cover?.id}`
    const whole = await send(path)
    const part = (headers: Record<string, string>) => send(path, { headers })
    return { cover, path, whole, part }
  }
  return [
    {
      promise: 'shows a cover that may be kept for ever and runs nothing',
      async check({ send }) {
        const { cover, whole } = await reading(send)
        assert.equal(whole.status, 200)
        assert.equal(whole.headers.get('content-type'), 'image/svg+xml')
        assert.match(whole.text, /^<svg .*The Left Hand of Darkness, Ursula K\. Le Guin/)
        assert.equal(new TextEncoder().encode(whole.text).length, cover?.bytes)
        assert.equal(whole.headers.get('cache-control'), 'public, max-age=31536000, immutable')
        assert.equal(whole.headers.get('etag'), `"${cover?.id}"`)
        assert.equal(whole.headers.get('content-security-policy'), "default-src 'none'; sandbox")
        assert.equal(whole.headers.get('x-content-type-options'), 'nosniff')
      },
    },
    {
      promise: 'knows that a book has no cover yet',
      async check({ send }) {
        assert.deepEqual(await coversOf(send, base, EMMA), [])
      },
    },
    {
      promise: 'gives parts that make up the whole: the first bytes, the rest, the last ones',
      async check({ send }) {
        const { whole, part } = await reading(send)
        const length = whole.text.length
        const cases = [
          ['bytes=0-99', 0, 99],
          ['bytes=100-', 100, length - 1],
          ['bytes=-50', length - 50, length - 1],
          [`bytes=10-${length * 2}`, 10, length - 1],
        ] as const
        for (const [range, first, last] of cases) {
          const { status, headers, text } = await part({ range })
          assert.equal(status, 206, range)
          assert.equal(headers.get('content-range'), `bytes ${first}-${last}/${length}`)
          assert.equal(text, whole.text.slice(first, last + 1))
          assert.equal(headers.get('etag'), whole.headers.get('etag'))
        }
        const parts = [await part({ range: 'bytes=0-99' }), await part({ range: 'bytes=100-' })]
        assert.equal(parts.map(({ text }) => text).join(''), whole.text)
      },
    },
    {
      promise: 'gives the whole when a part makes no sense, or belongs to another version',
      async check({ send }) {
        const { whole, part } = await reading(send)
        const etag = whole.headers.get('etag') ?? ''
        assert.equal((await part({ range: 'bytes=0-9', 'if-range': etag })).status, 206)
        for (const fields of [
          { range: 'bytes=0-9', 'if-range': '"another"' },
          { range: 'bytes=0-9', 'if-range': `W/${etag}` },
          { range: 'lines=1-2' },
          { range: 'bytes=9-0' },
          { range: 'bytes=0-1, 4-5' },
        ]) {
          const { status, text } = await part(fields)
          assert.equal(status, 200, JSON.stringify(fields))
          assert.equal(text, whole.text)
        }
      },
    },
    {
      promise: 'says how long a cover is to whoever asks for what lies behind its end',
      async check({ send }) {
        const { whole, part } = await reading(send)
        const reply = await part({ range: `bytes=${whole.text.length}-` })
        problemIn(reply, 'range-not-satisfiable')
        assert.equal(reply.headers.get('content-range'), `bytes */${whole.text.length}`)
      },
    },
  ]
}

/** What media refuses, at whatever path it is mounted. */
export function coverRefusals(base: string): readonly Refusal[] {
  const bad = (query: string): Refusal => ({
    when: `GET ${base}/covers${query}`,
    path: `${base}/covers${query}`,
    problem: 'invalid-parameter',
    names: ['isbn'],
  })
  return [
    bad(''),
    bad('?isbn=dune'),
    bad('?isbn=9780441478126'),
    { when: 'a cover that does not exist', path: `${base}/covers/nothing`, problem: 'not-found' },
    { when: 'a path trick', path: `${base}/covers/..%2Fcovers`, problem: 'not-found' },
  ]
}

/** What media promises its callers. */
export const mediaContract = contractOf({
  name: 'media',
  document,
  promises: [...coverPromises(''), ...mannersOf('media', document)],
  refusals: [...coverRefusals(''), ...mannerlyRefusals(document)],
  everything: (send) => coversOf(send, '', LE_GUIN),
})
