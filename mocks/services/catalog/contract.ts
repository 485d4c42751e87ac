import { assert } from 'chai'
import {
  type Ask,
  as,
  contractOf,
  everyPage,
  linkTo,
  type Promised,
  problemIn,
  type Refusal,
  sending,
} from '../../http/contract.ts'
import { mannerlyRefusals, mannersOf } from '../../http/manners.contract.ts'
import document from './openapi.json' with { type: 'json' }
import { Book, BookPage, EARTHSEA, Import, RpcResponse, SparseBookPage } from './schema.ts'
import { SEEDED_BOOKS } from './seed.ts'

const LE_GUIN = '9780441478125'
/** A valid ISBN-13 that is not on the shelf. */
const UNKNOWN = '9780306406157'
const ALL = Object.keys(SEEDED_BOOKS).sort()

const SOAP = 'http://www.w3.org/2003/05/soap-envelope'
const BOOKSHOP = 'https://api.bookshop.example/soap'

const readingBook = (isbn: string) =>
  `<env:Envelope xmlns:env="${SOAP}"><env:Body><ReadBook xmlns="${BOOKSHOP}"><isbn>${isbn}</isbn></ReadBook></env:Body></env:Envelope>`
const enveloped = (body: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/soap+xml; charset=utf-8; action="urn:read"' },
  body,
})
/** A patch in one of the two formats, for whoever expects a version. */
const patching = (format: 'merge-patch' | 'json-patch', body: unknown, etag: string) => ({
  method: 'PATCH',
  headers: { ...as('ada'), 'content-type': `application/${format}+json`, 'if-match': etag },
  body: JSON.stringify(body),
})
const cursorIn = (link: string | undefined) =>
  new URL(link ?? '', 'http://here').searchParams.get('cursor') ?? undefined

/** What catalog promises, at whatever path its resources are mounted. */
export function catalogPromises(base: string): readonly Promised[] {
  const titlesOf = async (send: Ask, query: string) => {
    const { json } = await send(`${base}/books?${query}`)
    return BookPage.parse(json).items.map(({ title }) => title)
  }
  return [
    {
      promise: 'lists exactly the books that are named, without those that it has not',
      async check({ send }) {
        const { json } = await send(`${base}/books?isbn=9780441013593,${UNKNOWN},${LE_GUIN}&fields=isbn`)
        assert.deepEqual(json, { items: [{ isbn: '9780441013593' }, { isbn: LE_GUIN }] })
        assert.deepEqual(await titlesOf(send, `isbn=${UNKNOWN}`), [])
        assert.deepEqual(await titlesOf(send, `isbn=9780441013593,${LE_GUIN}&q=dune`), ['Dune'])
      },
    },
    {
      promise: 'reads a book with an ETag',
      async check({ send }) {
        const { status, headers, json } = await send(`${base}/books/${LE_GUIN}`)
        assert.equal(status, 200)
        assert.deepEqual(Book.parse(json), {
          isbn: LE_GUIN,
          title: 'The Left Hand of Darkness',
          authors: ['Ursula K. Le Guin'],
          year: 1969,
          pages: 304,
          subjects: ['science fiction'],
          price: { amount: 1099, currency: 'EUR' },
        })
        assert.equal(headers.get('cache-control'), 'no-cache')
        const other = await send(`${base}/books/9780060512750`)
        assert.notEqual(other.headers.get('etag'), headers.get('etag'))
      },
    },
    {
      promise: 'gives the same list as JSON, as a table and as a document, each with an ETag of its own',
      async check({ send }) {
        const ask = (fields: Record<string, string>) =>
          send(`${base}/books?isbn=${LE_GUIN}&fields=isbn,title,price`, { headers: fields })
        const [json, table, english, german] = await Promise.all([
          ask({}),
          ask({ accept: 'text/csv' }),
          ask({ accept: 'text/html' }),
          ask({ accept: 'text/html', 'accept-language': 'de-AT, en;q=0.5' }),
        ])
        const types = [json, table, english, german].map(({ headers }) => headers.get('content-type'))
        assert.deepEqual(types, [
          'application/json',
          'text/csv; charset=utf-8; header=present',
          'text/html; charset=utf-8',
          'text/html; charset=utf-8',
        ])
        assert.deepEqual(table.text.split('\r\n'), [
          'isbn,title,priceAmount,priceCurrency',
          `${LE_GUIN},The Left Hand of Darkness,1099,EUR`,
          '',
        ])
        assert.include(english.text, '<td>EUR 10.99</td>')
        assert.include(german.text, '<td>10,99 EUR</td>')
        assert.deepEqual(
          [english, german].map(({ headers }) => headers.get('content-language')),
          ['en', 'de'],
        )
        const tags = [json, table, english, german].map(({ headers }) => headers.get('etag'))
        assert.equal(new Set(tags).size, 4)
      },
    },
    {
      promise: 'says in Vary what decided on the representation, in a 304 as well',
      async check({ send }) {
        const ask = async (fields: Record<string, string>) => {
          const first = await send(`${base}/books?limit=1`, { headers: fields })
          const etag = first.headers.get('etag') ?? ''
          const again = await send(`${base}/books?limit=1`, { headers: { ...fields, 'if-none-match': etag } })
          assert.equal(again.status, 304)
          assert.equal(again.headers.get('vary'), first.headers.get('vary'))
          return first.headers.get('vary')
        }
        assert.equal(await ask({}), 'Accept')
        assert.equal(await ask({ accept: 'text/csv' }), 'Accept')
        assert.equal(await ask({ accept: 'text/html' }), 'Accept, Accept-Language')
      },
    },
    {
      promise: 'gives of several formats the one that is preferred, and JSON to whoever does not mind',
      async check({ send }) {
        const typeFor = async (accept: string) => {
          const { headers } = await send(`${base}/books?limit=1`, { headers: { accept } })
          return headers.get('content-type')?.split(';')[0]
        }
        assert.equal(await typeFor('*/*'), 'application/json')
        assert.equal(await typeFor('text/*'), 'text/csv')
        assert.equal(await typeFor('text/html,application/xhtml+xml,*/*;q=0.8'), 'text/html')
        assert.equal(await typeFor('text/csv;q=0.4, application/json;q=0.3'), 'text/csv')
        assert.equal(await typeFor('application/json;q=0, */*;q=0.1'), 'text/csv')
      },
    },
    {
      promise: 'finds books by words of title, author and subject, however they are written',
      async check({ send }) {
        assert.deepEqual(await titlesOf(send, 'q=le+guin'), [
          'A Wizard of Earthsea',
          'The Dispossessed',
          'The Left Hand of Darkness',
        ])
        assert.deepEqual(await titlesOf(send, 'q=BRONTE'), ['Jane Eyre', 'Wuthering Heights'])
        assert.deepEqual(await titlesOf(send, `q=${encodeURIComponent('brontë')}`), [
          'Jane Eyre',
          'Wuthering Heights',
        ])
        assert.deepEqual(await titlesOf(send, 'q=sea+melville'), ['Moby-Dick'])
        // Accents count neither at the end of a word nor inside it.
        assert.deepEqual(await titlesOf(send, 'q=garcia+marquez'), ['One Hundred Years of Solitude'])
        assert.deepEqual(await titlesOf(send, 'q=nothing+like+this'), [])
      },
    },
    {
      promise: 'lists ten books by title unless asked otherwise',
      async check({ send }) {
        const { json } = await send(`${base}/books`)
        const { items, next } = BookPage.parse(json)
        assert.lengthOf(items, 10)
        assert.isString(next)
        assert.deepEqual(
          await titlesOf(send, 'sort=title&limit=10'),
          items.map(({ title }) => title),
        )
      },
    },
    ...(['title', 'price', 'year'] as const).map(
      (by): Promised => ({
        promise: `sorts by ${by}, both ways, and its pages hold every book exactly once`,
        async check({ send }) {
          const read = (json: unknown) => BookPage.parse(json)
          const list = async (sort: string, limit: number) =>
            (await everyPage(send, `${base}/books?sort=${sort}&limit=${limit}`, read)).flatMap(
              ({ items }) => items,
            )
          const books = await list(by, 7)
          assert.deepEqual(books.map(({ isbn }) => isbn).sort(), ALL)
          const values = books.map((book) =>
            by === 'price' ? book.price.amount : by === 'year' ? book.year : plain(book.title),
          )
          assert.deepEqual(
            values,
            [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
          )
          const turned = await list(`-${by}`, 13)
          assert.deepEqual(turned.map(({ isbn }) => isbn).sort(), ALL)
          assert.deepEqual(
            turned.map((book) =>
              by === 'price' ? book.price.amount : by === 'year' ? book.year : plain(book.title),
            ),
            [...values].reverse(),
          )
        },
      }),
    ),
    {
      promise: 'refuses the cursor of a list in another order, where it means nothing',
      async check({ send }) {
        const { next } = BookPage.parse((await send(`${base}/books?sort=price`)).json)
        for (const sort of ['title', 'year', '-price']) {
          const { errors } = problemIn(
            await send(`${base}/books?sort=${sort}&cursor=${next}`),
            'invalid-parameter',
          )
          assert.equal(errors?.[0]?.parameter, 'cursor')
        }
      },
    },
    {
      promise: 'keeps the other parameters of a search on its further pages',
      async check({ send }) {
        const pages = await everyPage(send, `${base}/books?q=classic&sort=-year&limit=5`, (json) =>
          BookPage.parse(json),
        )
        const found = pages.flatMap(({ items }) => items)
        assert.lengthOf(found, ALL.filter((isbn) => SEEDED_BOOKS[isbn]?.subjects.includes('classic')).length)
        for (const { subjects } of found) assert.include(subjects, 'classic')
        assert.isTrue(pages.slice(0, -1).every(({ items }) => items.length === 5))
      },
    },
    {
      promise: 'goes on after the last book of a page, whatever is added before it meanwhile',
      async check({ send }) {
        const first = await send(`${base}/books?limit=5`)
        const before = BookPage.parse(first.json).items
        const added = await send(
          `${base}/books`,
          sending('POST', { ...EARTHSEA, title: '1 before everything' }, as('ada')),
        )
        assert.equal(added.status, 201)
        const after = await everyPage(send, linkTo(first, 'next') ?? '', (json) => BookPage.parse(json))
        const seen = [...before, ...after.flatMap(({ items }) => items)].map(({ isbn }) => isbn)
        assert.deepEqual(seen.sort(), ALL)
      },
    },
    {
      promise: 'leads back as well: the previous page is the one from which the next one came',
      async check({ send }) {
        const first = await send(`${base}/books?limit=4&sort=-price`)
        const second = await send(linkTo(first, 'next') ?? '')
        const back = await send(linkTo(second, 'prev') ?? '')
        assert.deepEqual(BookPage.parse(back.json).items, BookPage.parse(first.json).items)
        assert.isUndefined(linkTo(first, 'prev'))
        assert.isUndefined(linkTo(back, 'prev'))
        assert.equal(BookPage.parse(second.json).prev, cursorIn(linkTo(second, 'prev')))
      },
    },
    {
      promise: 'sends only the fields that were asked for, on the further pages too',
      async check({ send }) {
        const first = await send(`${base}/books?fields=title,isbn&limit=2`)
        const next = await send(linkTo(first, 'next') ?? '')
        for (const { json } of [first, next])
          for (const book of SparseBookPage.parse(json).items)
            assert.deepEqual(Object.keys(book), ['isbn', 'title'])
      },
    },
    {
      promise: 'answers a QUERY like the list that says the same, and takes its cursors on',
      async check({ send }) {
        const query = (body: unknown) => send(`${base}/books`, sending('QUERY', body))
        const { json } = await query({ q: 'classic', sort: '-year', limit: 5 })
        assert.deepEqual(json, (await send(`${base}/books?q=classic&sort=-year&limit=5`)).json)
        const { next } = BookPage.parse(json)
        assert.deepEqual(
          (await query({ q: 'classic', sort: '-year', limit: 5, cursor: next })).json,
          (await send(`${base}/books?q=classic&sort=-year&limit=5&cursor=${next}`)).json,
        )
        const narrow = await query({
          subjects: ['fantasy', 'horror'],
          years: { from: 1818, to: 1897 },
          priceUpTo: { amount: 799, currency: 'EUR' },
          fields: ['title'],
        })
        assert.deepEqual(narrow.json, {
          items: [{ title: "Alice's Adventures in Wonderland" }, { title: 'Frankenstein' }],
        })
        assert.equal(narrow.headers.get('cache-control'), 'no-cache')
      },
    },
    {
      promise: 'says of the price in cents that it will be gone, when, and what to use instead',
      async check({ send }) {
        const { json, headers } = await send(`${base}/books/${LE_GUIN}/price`)
        assert.deepEqual(json, { isbn: LE_GUIN, cents: 1099 })
        const since = Number(/^@(\d+)$/.exec(headers.get('deprecation') ?? '')?.[1])
        const sunset = headers.get('sunset') ?? ''
        assert.isBelow(since * 1000, Date.parse(sunset))
        assert.equal(new Date(sunset).toUTCString(), sunset)
        assert.equal(linkTo({ headers }, 'successor-version'), `${base}/books/${LE_GUIN}`)
        const documentation = await send(linkTo({ headers }, 'deprecation') ?? '')
        assert.equal(documentation.status, 200)
      },
    },
    {
      promise: 'answers a SOAP envelope with the same book, in an envelope',
      async check({ send }) {
        const { status, headers, text } = await send(`${base}/soap`, enveloped(readingBook(LE_GUIN)))
        assert.equal(status, 200)
        assert.equal(headers.get('content-type'), 'application/soap+xml; charset=utf-8')
        assert.include(text, '<title>The Left Hand of Darkness</title><author>Ursula K. Le Guin</author>')
        assert.include(text, '<price currency="EUR">1099</price>')
        // Prefixes are the sender's choice, and so is what it says beside.
        const other = `<?xml version="1.0"?><!-- hello --><s:Envelope xmlns:s="${SOAP}"><s:Header><x xmlns="urn:x"/></s:Header><s:Body><b:ReadBook xmlns:b="${BOOKSHOP}"><b:isbn>\n${LE_GUIN} </b:isbn></b:ReadBook></s:Body></s:Envelope>`
        assert.equal((await send(`${base}/soap`, enveloped(other))).text, text)
      },
    },
    {
      promise: 'answers what is wrong in an envelope with a Fault that says who is to blame',
      async check({ send }) {
        const fault = async (content: string) => {
          const { status, text } = await send(`${base}/soap`, enveloped(content))
          return `${status} ${/<env:Value>env:(\w+)</.exec(text)?.[1]}`
        }
        const body = (inside: string, header = '') =>
          `<e:Envelope xmlns:e="${SOAP}">${header}<e:Body>${inside}</e:Body></e:Envelope>`
        const bomb = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
        const must = `<e:Header><x:pay xmlns:x="urn:x" e:mustUnderstand="true"/></e:Header>`
        for (const wrong of [
          '',
          'no XML',
          '<a>',
          '<a/><b/>',
          bomb + readingBook(LE_GUIN),
          readingBook(UNKNOWN),
          readingBook('&lt;'),
          body(''),
          body('<BurnBook xmlns="urn:x"/>'),
          body(`<ReadBook xmlns="${BOOKSHOP}"/>`),
          `<e:Envelope xmlns:e="${SOAP}"/>`,
          '<Envelope/>',
          '<a>'.repeat(50) + '</a>'.repeat(50),
        ])
          assert.equal(await fault(wrong), '400 Sender', wrong)
        assert.equal(await fault(body('', must)), '500 MustUnderstand')
        assert.equal(
          await fault('<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"/>'),
          '500 VersionMismatch',
        )
      },
    },
    {
      promise: 'describes its SOAP operation, with the address at which it answers',
      async check({ send }) {
        const { text, headers } = await send(`${base}/soap?wsdl`)
        assert.equal(headers.get('content-type'), 'text/xml; charset=utf-8')
        const address = /<soap:address location="([^"]+)"/.exec(text)?.[1] ?? ''
        assert.equal(new URL(address).pathname, `${base}/soap`)
      },
    },
    {
      promise: 'changes a book for whoever saw its latest version, in both patch formats',
      async check({ send }) {
        const before = await send(`${base}/books/${LE_GUIN}`)
        const etag = before.headers.get('etag') ?? ''
        const merged = await send(
          `${base}/books/${LE_GUIN}`,
          patching('merge-patch', { price: { amount: 1299 }, subjects: ['classic'] }, etag),
        )
        assert.equal(merged.status, 200)
        assert.deepEqual(merged.json, {
          ...Book.parse(before.json),
          price: { amount: 1299, currency: 'EUR' },
          subjects: ['classic'],
        })
        const now = await send(`${base}/books/${LE_GUIN}`)
        assert.deepEqual(now.json, merged.json)
        assert.equal(now.headers.get('etag'), merged.headers.get('etag'))
        // Whoever saw the book before that has to look again.
        const late = patching('merge-patch', { price: { amount: 1 } }, etag)
        problemIn(await send(`${base}/books/${LE_GUIN}`, late), 'precondition-failed')
        const operations = [
          { op: 'test', path: '/price/amount', value: 1299 },
          { op: 'add', path: '/subjects/-', value: 'prize winner' },
          { op: 'move', from: '/subjects/0', path: '/subjects/1' },
        ]
        const patched = await send(`${base}/books/${LE_GUIN}`, patching('json-patch', operations, '*'))
        assert.deepEqual(Book.parse(patched.json).subjects, ['prize winner', 'classic'])
        problemIn(
          await send(
            `${base}/books/${LE_GUIN}`,
            patching('json-patch', [{ op: 'test', path: '/title', value: 'Dune' }], '*'),
          ),
          'patch-conflict',
        )
      },
    },
    {
      promise: 'takes no patch that would leave something else than a book',
      async check({ send }) {
        const refuse = async (init: RequestInit, ...names: string[]) => {
          const { errors } = problemIn(await send(`${base}/books/${LE_GUIN}`, init), 'invalid-content')
          assert.sameMembers(errors?.map(({ pointer }) => pointer ?? '') ?? [], names)
        }
        await refuse(patching('merge-patch', { title: null }, '*'), '#/title')
        await refuse(patching('merge-patch', { colour: 'red' }, '*'), '#/colour')
        await refuse(patching('merge-patch', { price: { amount: -1 } }, '*'), '#/price/amount')
        const replace = (path: string, value: unknown) => [{ op: 'replace', path, value }]
        await refuse(patching('json-patch', replace('/year', 'soon'), '*'), '#/year')
        await refuse(patching('json-patch', replace('/isbn', '9780441013593'), '*'), '#/isbn')
        await refuse(patching('json-patch', [{ op: 'add', path: '/__proto__/a', value: 1 }], '*'), '#/0/path')
      },
    },
    {
      promise: 'adds a book once, and removes it once',
      async check({ send }) {
        const added = await send(`${base}/books`, sending('POST', EARTHSEA, as('ada')))
        assert.equal(added.status, 201)
        assert.equal(added.headers.get('location'), `${base}/books/${EARTHSEA.isbn}`)
        const read = await send(added.headers.get('location') ?? '')
        assert.deepEqual(read.json, EARTHSEA)
        assert.equal(read.headers.get('etag'), added.headers.get('etag'))
        problemIn(await send(`${base}/books`, sending('POST', EARTHSEA, as('ada'))), 'book-exists')
        const remove = {
          method: 'DELETE',
          headers: { ...as('ada'), 'if-match': read.headers.get('etag') ?? '' },
        }
        const { status, text } = await send(`${base}/books/${EARTHSEA.isbn}`, remove)
        assert.deepEqual([status, text], [204, ''])
        for (const init of [{}, remove])
          problemIn(await send(`${base}/books/${EARTHSEA.isbn}`, init), 'not-found')
      },
    },
    {
      promise: 'puts a book where none is, and replaces one, and does it twice as if it were once',
      async check({ send }) {
        const put = (book: object, fields: Record<string, string>) =>
          send(`${base}/books/${EARTHSEA.isbn}`, sending('PUT', book, { ...as('ada'), ...fields }))
        problemIn(await put(EARTHSEA, { 'if-match': '*' }), 'precondition-failed')
        const made = await put(EARTHSEA, { 'if-none-match': '*' })
        assert.deepEqual([made.status, made.json], [201, EARTHSEA])
        problemIn(await put(EARTHSEA, { 'if-none-match': '*' }), 'precondition-failed')
        problemIn(await put(EARTHSEA, {}), 'precondition-required')
        const cheaper = { ...EARTHSEA, price: { amount: 1, currency: 'EUR' } }
        const [first, second] = [
          await put(cheaper, { 'if-match': '*' }),
          await put(cheaper, { 'if-match': '*' }),
        ]
        assert.deepEqual([first.status, second.status], [200, 200])
        assert.equal(first.headers.get('etag'), second.headers.get('etag'))
        const { errors } = problemIn(
          await put({ ...EARTHSEA, isbn: LE_GUIN }, { 'if-match': '*' }),
          'invalid-content',
        )
        assert.equal(errors?.[0]?.pointer, '#/isbn')
      },
    },
    {
      promise: 'says no more than was asked for: return=minimal leaves the content out',
      async check({ send }) {
        const minimal = { ...as('ada'), prefer: 'return=minimal' }
        const added = await send(`${base}/books`, sending('POST', EARTHSEA, minimal))
        assert.deepEqual([added.status, added.text], [201, ''])
        assert.equal(added.headers.get('preference-applied'), 'return=minimal')
        assert.equal(added.headers.get('location'), `${base}/books/${EARTHSEA.isbn}`)
        const { headers, ...patch } = patching('merge-patch', { pages: 181 }, added.headers.get('etag') ?? '')
        const patched = await send(`${base}/books/${EARTHSEA.isbn}`, {
          ...patch,
          headers: { ...headers, ...minimal },
        })
        assert.deepEqual([patched.status, patched.text], [204, ''])
        assert.equal(patched.headers.get('preference-applied'), 'return=minimal')
        assert.isNotEmpty(patched.headers.get('etag'))
      },
    },
    {
      promise: 'imports many books in the background, one after another, and reports on each',
      async check({ send }) {
        const books = [EARTHSEA, { ...EARTHSEA, isbn: 'x', title: 'He said "x",' }, { isbn: LE_GUIN }]
        const first = await send(
          `${base}/imports`,
          sending('POST', { books }, { ...as('ada'), prefer: 'respond-async' }),
        )
        assert.equal(first.status, 202)
        assert.equal(first.headers.get('preference-applied'), 'respond-async')
        assert.match(first.headers.get('retry-after') ?? '', /^\d+$/)
        // Imports are done in order: when this one is completed, the first one is.
        const second = await send(
          `${base}/imports`,
          sending('POST', { books: Array(60).fill(EARTHSEA) }, { ...as('ada'), prefer: 'wait=20' }),
        )
        assert.equal(second.status, 201)
        assert.equal(second.headers.get('preference-applied'), 'wait=20')
        assert.deepInclude(Import.parse(second.json), { state: 'completed', total: 60, done: 60 })
        const { json } = await send(first.headers.get('location') ?? '', { headers: as('ada') })
        const done = Import.parse(json)
        assert.deepInclude(done, { state: 'completed', total: 3, done: 3 })
        const report = await send(done.report ?? '', { headers: as('ada') })
        assert.deepEqual(report.text.split('\r\n'), [
          'line,isbn,outcome,detail',
          `1,${EARTHSEA.isbn},added,`,
          '2,x,refused,isbn: an ISBN-13 has 13 digits',
          `3,${LE_GUIN},refused,"title: Invalid input: expected string, received undefined"`,
          '',
        ])
        assert.deepEqual((await send(`${base}/books/${EARTHSEA.isbn}`)).json, EARTHSEA)
      },
    },
    {
      promise: 'does not keep a caller waiting who would rather not',
      async check({ send }) {
        const { status, headers } = await send(
          `${base}/imports`,
          sending('POST', { books: [EARTHSEA] }, { ...as('ada'), prefer: 'wait=0' }),
        )
        assert.equal(status, 202)
        assert.isFalse(headers.has('preference-applied'))
      },
    },
    {
      promise: 'gives a report in parts',
      async check({ send }) {
        const path = `${base}/imports/seeded-1/report`
        const ask = (fields: Record<string, string>) => send(path, { headers: { ...as('ada'), ...fields } })
        const whole = await ask({})
        assert.equal(whole.headers.get('accept-ranges'), 'bytes')
        const part = await ask({ range: 'bytes=5-8' })
        assert.deepEqual([part.status, part.text], [206, 'isbn'])
        assert.equal(part.headers.get('content-range'), `bytes 5-8/${whole.text.length}`)
        const etag = whole.headers.get('etag') ?? ''
        assert.equal((await ask({ range: 'bytes=5-8', 'if-range': etag })).status, 206)
        const other = await ask({ range: 'bytes=5-8', 'if-range': '"other"' })
        assert.deepEqual([other.status, other.text], [200, whole.text])
        const beyond = await ask({ range: 'bytes=99999-' })
        problemIn(beyond, 'range-not-satisfiable')
        assert.equal(beyond.headers.get('content-range'), `bytes */${whole.text.length}`)
      },
    },
    {
      promise: 'answers a JSON-RPC call with the same book as the resource',
      async check({ send }) {
        const { json } = await send(`${base}/books/${LE_GUIN}`)
        for (const id of [1, 'one', null]) {
          const call = await send(
            `${base}/rpc`,
            sending('POST', { jsonrpc: '2.0', method: 'catalog.readBook', params: { isbn: LE_GUIN }, id }),
          )
          assert.equal(call.status, 200)
          assert.deepEqual(call.json, { jsonrpc: '2.0', result: json, id })
        }
      },
    },
    {
      promise: 'answers wrong JSON-RPC calls with 200 and the error codes of the specification',
      async check({ send }) {
        const codeFor = async (call: unknown) => {
          const { status, json } = await send(`${base}/rpc`, sending('POST', call))
          assert.equal(status, 200)
          const { error, result, id } = RpcResponse.parse(json)
          assert.isUndefined(result)
          return { code: error?.code, id }
        }
        assert.deepEqual(await codeFor({ jsonrpc: '2.0', method: 'catalog.burnBook', id: 4 }), {
          code: -32601,
          id: 4,
        })
        assert.deepEqual(
          await codeFor({ jsonrpc: '2.0', method: 'catalog.readBook', params: { isbn: 'x' }, id: 5 }),
          { code: -32602, id: 5 },
        )
        assert.deepEqual(await codeFor({ jsonrpc: '2.0', method: 'catalog.readBook', id: 6 }), {
          code: -32602,
          id: 6,
        })
        assert.deepEqual(
          await codeFor({ jsonrpc: '2.0', method: 'catalog.readBook', params: { isbn: UNKNOWN }, id: 7 }),
          { code: -32004, id: 7 },
        )
        assert.deepEqual(await codeFor({ jsonrpc: '1.0', method: 'catalog.readBook', id: 8 }), {
          code: -32600,
          id: null,
        })
        assert.deepEqual(await codeFor([]), { code: -32600, id: null })
      },
    },
    {
      promise: 'answers a JSON-RPC notification with nothing',
      async check({ send }) {
        const { status } = await send(
          `${base}/rpc`,
          sending('POST', { jsonrpc: '2.0', method: 'catalog.readBook', params: { isbn: LE_GUIN } }),
        )
        assert.equal(status, 204)
      },
    },
  ]
}

/** What catalog refuses, at whatever path its resources are mounted. */
export function catalogRefusals(base: string): readonly Refusal[] {
  const badList = (query: string, ...names: string[]): Refusal => ({
    when: `GET ${base}/books?${query}`,
    path: `${base}/books?${query}`,
    problem: 'invalid-parameter',
    names,
  })
  return [
    badList('isbn=dune', 'isbn.0'),
    badList(`isbn=${LE_GUIN},`, 'isbn.1'),
    badList(`isbn=${Array(51).fill(LE_GUIN).join(',')}`, 'isbn'),
    { when: 'a book that is not in the catalogue', path: `${base}/books/${UNKNOWN}`, problem: 'not-found' },
    { when: 'an ISBN with a wrong check digit', path: `${base}/books/9780441478126`, problem: 'not-found' },
    { when: 'an ISBN that is none', path: `${base}/books/dune`, problem: 'not-found' },
    { when: 'a path trick', path: `${base}/books/..%2Fbooks%2F${LE_GUIN}`, problem: 'not-found' },
    ...['PUT', 'PATCH', 'DELETE'].map(
      (method): Refusal => ({
        when: `${method} of a book by whoever names no version`,
        path: `${base}/books/${LE_GUIN}`,
        init:
          method === 'DELETE'
            ? { method, headers: as('ada') }
            : {
                method,
                headers: {
                  ...as('ada'),
                  'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
                },
                body: method === 'PATCH' ? '{}' : JSON.stringify({ ...EARTHSEA, isbn: LE_GUIN }),
              },
        problem: 'precondition-required',
      }),
    ),
    {
      when: 'a new price from a customer',
      path: `${base}/books/${LE_GUIN}`,
      init: {
        ...patching('merge-patch', {}, '*'),
        headers: { ...patching('merge-patch', {}, '*').headers, ...as('bob') },
      },
      problem: 'insufficient-scope',
    },
    {
      when: 'an import of nothing',
      path: `${base}/imports`,
      init: sending('POST', { books: [] }, as('ada')),
      problem: 'invalid-content',
      names: ['#/books'],
    },
    badList('sort=colour', 'sort'),
    badList('fields=isbn,colour', 'fields'),
    badList('fields=', 'fields'),
    badList('limit=2&limit=3', 'limit'),
    {
      when: 'a SOAP description that nobody asked for',
      path: `${base}/soap`,
      problem: 'invalid-parameter',
      names: ['wsdl'],
    },
    badList('limit=0', 'limit'),
    badList('limit=51', 'limit'),
    badList('limit=1.5', 'limit'),
    badList('limit=ten&sort=', 'limit', 'sort'),
    badList('q=', 'q'),
    badList(`q=${'x'.repeat(101)}`, 'q'),
    badList('cursor=broken', 'cursor'),
    badList('cursor=', 'cursor'),
    badList('cursor=WyJhIl0', 'cursor'),
    badList(`cursor=${'a'.repeat(501)}`, 'cursor'),
  ]
}

/** Every book, as callers see it. */
export async function everyBook(send: Ask, base: string): Promise<unknown> {
  return everyPage(send, `${base}/books?limit=50`, (json) => BookPage.parse(json))
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
}

/** What catalog promises its callers. */
export const catalogContract = contractOf({
  name: 'catalog',
  document,
  promises: [...catalogPromises(''), ...mannersOf('catalog', document)],
  refusals: [...catalogRefusals(''), ...mannerlyRefusals(document)],
  everything: (send) => everyBook(send, ''),
})
