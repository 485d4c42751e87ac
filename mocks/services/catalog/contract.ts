import { assert } from 'chai'
import {
  type Ask,
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
import { Book, BookPage, RpcResponse, SparseBookPage } from './schema.ts'
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
    { when: 'a book that is not in the catalogue', path: `${base}/books/${UNKNOWN}`, problem: 'not-found' },
    { when: 'an ISBN with a wrong check digit', path: `${base}/books/9780441478126`, problem: 'not-found' },
    { when: 'an ISBN that is none', path: `${base}/books/dune`, problem: 'not-found' },
    { when: 'a path trick', path: `${base}/books/..%2Fbooks%2F${LE_GUIN}`, problem: 'not-found' },
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
