import { assert } from 'chai'
import {
  type Ask,
  as,
  contractOf,
  type Promised,
  problemIn,
  type Refusal,
  sending,
} from '../../http/contract.ts'
import { fromBase64 } from '../../http/data-url.ts'
import { mannerlyRefusals, mannersOf } from '../../http/manners.contract.ts'
import { type FormParts, writeMultipart } from '../../http/multipart.ts'
import document from './openapi.json' with { type: 'json' }
import { sniffed } from './pictures.ts'
import { Cover, CoverList, Thumbnail } from './schema.ts'
import { SEEDED_IDS } from './seed.ts'
import { DUNES_AT_40, SMALL_DUNES, SMALL_JPEG } from './seeded-picture.ts'

const LE_GUIN = '9780441478125'
const EMMA = '9780141439587'

const NEW = { isbn: EMMA, alt: 'A sun over dunes.', cover: SMALL_DUNES }
const KEEPER = as('ada')

/** A form with these parts, as a keeper sends it. */
function uploading(parts: FormParts): RequestInit {
  const { type, content } = writeMultipart(parts)
  return { method: 'POST', headers: { ...KEEPER, 'content-type': type }, body: content }
}

/** Content that somebody wrote by hand, in the form's boundary `x`. */
function writing(content: string, type = 'multipart/form-data; boundary=x'): RequestInit {
  return { method: 'POST', headers: { ...KEEPER, 'content-type': type }, body: content }
}

const text = (name: string, value: string) =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`

const asking = (width: number, prefer?: string) =>
  sending('POST', { width }, { ...KEEPER, ...(prefer === undefined ? {} : { prefer }) })

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
        assert.match(whole.headers.get('etag') ?? '', /^"[0-9a-f]{18}"$/)
        assert.equal(whole.headers.get('content-disposition'), `inline; filename="${cover?.id}.svg"`)
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
    {
      promise: 'keeps an uploaded picture as it came (uploadCover), and shows it as a picture alone',
      async check({ send }) {
        const { status, headers, json } = await send(`${base}/covers`, uploading(NEW))
        assert.equal(status, 201)
        const cover = Cover.parse(json)
        assert.include(cover, { isbn: EMMA, type: 'image/png', alt: NEW.alt, width: 16, height: 24 })
        assert.equal(headers.get('location'), `${base}/covers/${cover.id}`)
        assert.deepEqual(await coversOf(send, base, EMMA), [cover])
        const read = await send(headers.get('location') ?? '')
        assert.equal(read.headers.get('content-type'), 'image/png')
        assert.deepEqual([...read.bytes], [...SMALL_DUNES.bytes])
        assert.equal(read.headers.get('x-content-type-options'), 'nosniff')
        assert.equal(read.headers.get('content-disposition'), `inline; filename="${cover.id}.png"`)
        assert.equal(read.headers.get('content-security-policy'), "default-src 'none'; sandbox")
        const part = await send(headers.get('location') ?? '', { headers: { range: 'bytes=0-7' } })
        assert.deepEqual([...part.bytes], [...SMALL_DUNES.bytes.slice(0, 8)])
      },
    },
    {
      promise: 'has one cover when the same picture is uploaded twice (uploadCover), with the newest words',
      async check({ send }) {
        const first = await send(`${base}/covers`, uploading(NEW))
        const again = await send(`${base}/covers`, uploading({ ...NEW, alt: 'Dunes.' }))
        assert.equal(again.status, 200)
        assert.equal(again.headers.get('location'), first.headers.get('location'))
        assert.deepEqual(
          (await coversOf(send, base, EMMA)).map(({ alt }) => alt),
          ['Dunes.'],
        )
        const another = await send(`${base}/covers`, uploading({ ...NEW, isbn: LE_GUIN }))
        assert.equal(another.status, 201)
      },
    },
    {
      promise: 'looks at the content of a file (uploadCover): a sender need not know what it is',
      async check({ send }) {
        for (const cover of [SMALL_JPEG, { ...SMALL_JPEG, type: 'application/octet-stream' }]) {
          const { json } = await send(`${base}/covers`, uploading({ ...NEW, cover }))
          assert.include(Cover.parse(json), { type: 'image/jpeg', width: 8, height: 12 })
        }
        const [{ id } = { id: '' }] = await coversOf(send, base, EMMA)
        const read = await send(`${base}/covers/${id}`)
        assert.equal(read.headers.get('content-type'), 'image/jpeg')
        problemIn(
          await send(`${base}/covers/${id}`, { headers: { accept: 'image/svg+xml' } }),
          'not-acceptable',
        )
        problemIn(await send(`${base}/covers/${id}/thumbnails`, asking(8)), 'not-scalable')
      },
    },
    {
      promise:
        'makes a thumbnail in the background (requestThumbnail), and says how far it is (readThumbnail)',
      async check({ send }) {
        const path = `${base}/covers/${SEEDED_IDS.painted}/thumbnails`
        const asked = await send(path, asking(20, 'respond-async'))
        assert.equal(asked.status, 202)
        assert.equal(asked.headers.get('preference-applied'), 'respond-async')
        assert.equal(asked.headers.get('location'), `${path}/20`)
        assert.include(Thumbnail.parse(asked.json), { width: 20, height: 30 })
        // Whoever asks again waits for the same one, or is sent to it where it is done by now.
        const { status, headers } = await send(path, asking(20, 'wait=20'))
        assert.include([201, 303], status)
        if (status === 201) assert.equal(headers.get('preference-applied'), 'wait=20')
        const thumbnail = Thumbnail.parse((await send(headers.get('location') ?? '')).json)
        assert.equal(thumbnail.state, 'completed')
        assert.equal(thumbnail.image, `${path}/20/image`)
        assert.deepEqual(Thumbnail.parse((await send(`${path}/20`)).json), thumbnail)
        const image = await send(thumbnail.image ?? '')
        assert.deepEqual(sniffed(image.bytes), { type: 'image/png', width: 20, height: 30 })
        assert.equal(image.bytes.length, thumbnail.bytes)
      },
    },
    {
      promise: 'sends whoever asks for a thumbnail that there is to where it is (requestThumbnail)',
      async check({ send }) {
        const path = `${base}/covers/${SEEDED_IDS.painted}/thumbnails`
        const { status, headers, text } = await send(path, asking(40))
        assert.equal(status, 303)
        assert.equal(text, '')
        assert.equal(headers.get('location'), `${path}/40`)
        const other = await send(headers.get('location') ?? '')
        assert.equal(Thumbnail.parse(other.json).state, 'completed')
      },
    },
    {
      promise: 'waits for a thumbnail if it is asked to (requestThumbnail)',
      async check({ send }) {
        const path = `${base}/covers/${SEEDED_IDS.painted}/thumbnails`
        const { status, headers, json } = await send(path, asking(10, 'wait=20'))
        assert.equal(status, 201)
        assert.equal(headers.get('preference-applied'), 'wait=20')
        assert.equal(headers.get('location'), `${path}/10`)
        assert.equal(Thumbnail.parse(json).state, 'completed')
      },
    },
    {
      promise: 'shows a thumbnail that may be kept for ever (readThumbnailImage)',
      async check({ send }) {
        const path = `${base}/covers/${SEEDED_IDS.painted}/thumbnails/40/image`
        const whole = await send(path)
        assert.deepEqual([...whole.bytes], [...fromBase64(DUNES_AT_40)])
        assert.equal(whole.headers.get('content-type'), 'image/png')
        assert.equal(whole.headers.get('cache-control'), 'public, max-age=31536000, immutable')
        assert.equal(whole.headers.get('x-content-type-options'), 'nosniff')
        assert.match(
          whole.headers.get('content-disposition') ?? '',
          /^inline; filename="[0-9a-f]{18}-40\.png"$/,
        )
        const { status, bytes } = await send(path, { headers: { range: 'bytes=-12' } })
        assert.equal(status, 206)
        assert.deepEqual([...bytes], [...whole.bytes.slice(-12)])
      },
    },
    {
      promise: 'says of a damaged picture that no thumbnail came of it (requestThumbnail)',
      async check({ send }) {
        const bytes = SMALL_DUNES.bytes.slice()
        bytes[75] = 0
        const { headers } = await send(`${base}/covers`, uploading({ ...NEW, cover: { type: '', bytes } }))
        const { status, json } = await send(`${headers.get('location')}/thumbnails`, asking(8, 'wait=20'))
        assert.equal(status, 201)
        const thumbnail = Thumbnail.parse(json)
        assert.equal(thumbnail.state, 'failed')
        assert.isDefined(thumbnail.reason)
        problemIn(await send(`${headers.get('location')}/thumbnails/8/image`), 'not-found')
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
  const { cover, ...words } = NEW
  const refused = (
    when: string,
    init: RequestInit,
    problem: Refusal['problem'],
    names?: readonly string[],
  ): Refusal => ({ when, path: `${base}/covers`, init, problem, ...(names ? { names } : {}) })
  const file = (type: string, content: string | Uint8Array<ArrayBuffer>) =>
    uploading({
      ...words,
      cover: { type, bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content },
    })
  const many = Array.from({ length: 30 }, (_, i) => text(`part-${i}`, '')).join('')
  const thumbnails = `${base}/covers/${SEEDED_IDS.painted}/thumbnails`
  return [
    refused('a form without its file', uploading(words), 'invalid-content', ['#/cover']),
    refused('a form without words', uploading({ cover }), 'invalid-content', ['#/isbn', '#/alt']),
    refused('a part that nobody knows', uploading({ ...NEW, size: '9' }), 'invalid-content', ['#/size']),
    refused('a wrong ISBN', uploading({ ...NEW, isbn: '9780441478126' }), 'invalid-content', ['#/isbn']),
    refused('text in place of a file', uploading({ ...words, cover: 'png' }), 'invalid-content', ['#/cover']),
    refused('a file in place of text', uploading({ ...NEW, alt: cover }), 'invalid-content', ['#/alt']),
    refused('PNG that is called JPEG', file('image/jpeg', cover.bytes), 'invalid-content', ['#/cover']),
    refused('PNG that is called HTML', file('text/html', cover.bytes), 'invalid-content', ['#/cover']),
    refused('SVG', file('image/svg+xml', '<svg onload="alert(1)"/>'), 'unsupported-media-type'),
    refused('SVG that is called PNG', file('image/png', '<svg/>'), 'unsupported-media-type'),
    refused('HTML that is called PNG', file('image/png', '<script>'), 'unsupported-media-type'),
    refused('half of a PNG', file('image/png', cover.bytes.slice(0, 60)), 'unsupported-media-type'),
    refused(
      'PNG with something behind its end',
      file('image/png', new Uint8Array([...cover.bytes, 60, 62])),
      'unsupported-media-type',
    ),
    refused('an empty file', file('image/png', ''), 'unsupported-media-type'),
    refused('a picture without end', file('image/png', huge(cover.bytes)), 'invalid-content', ['#/cover']),
    refused('a form without a boundary', writing('--x--', 'multipart/form-data'), 'malformed-request'),
    refused('a form that does not begin', writing('a=b'), 'malformed-request'),
    refused('a form that does not end', writing(text('isbn', EMMA)), 'malformed-request'),
    refused('a part without a name', writing('--x\r\n\r\n\r\n--x--'), 'malformed-request'),
    refused('a part twice', writing(`${text('isbn', EMMA).repeat(2)}--x--`), 'malformed-request'),
    refused('parts without end', writing(`${many}--x--`), 'content-too-large'),
    {
      when: 'a thumbnail that is no smaller',
      path: thumbnails,
      init: asking(80),
      problem: 'invalid-content',
      names: ['#/width'],
    },
    {
      when: 'a thumbnail of a drawing',
      path: `${base}/covers/${SEEDED_IDS.drawn}/thumbnails`,
      init: asking(20),
      problem: 'not-scalable',
    },
    {
      when: 'a thumbnail of no cover',
      path: `${base}/covers/nothing/thumbnails`,
      init: asking(20),
      problem: 'not-found',
    },
    { when: 'a thumbnail that nobody asked for', path: `${thumbnails}/77`, problem: 'not-found' },
    { when: 'its picture', path: `${thumbnails}/77/image`, problem: 'not-found' },
    { when: 'a width that is no number', path: `${thumbnails}/wide`, problem: 'not-found' },
    bad(''),
    bad('?isbn=dune'),
    bad('?isbn=9780441478126'),
    { when: 'a cover that does not exist', path: `${base}/covers/nothing`, problem: 'not-found' },
    { when: 'a path trick', path: `${base}/covers/..%2Fcovers`, problem: 'not-found' },
  ]
}

/** A PNG that says of itself that it is 65,536 pixels wide. */
function huge(png: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const bytes = png.slice()
  bytes.set([0, 1, 0, 0], 16)
  return bytes
}

/** What media promises its callers. */
export const mediaContract = contractOf({
  name: 'media',
  document,
  promises: [...coverPromises(''), ...mannersOf('media', document)],
  refusals: [...coverRefusals(''), ...mannerlyRefusals(document)],
  everything: (send) => coversOf(send, '', LE_GUIN),
})
