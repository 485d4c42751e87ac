import { assert } from 'chai'
import {
  type Ask,
  contractOf,
  everyPage,
  type Promised,
  problemIn,
  type Refusal,
  sending,
} from '../../http/contract.ts'
import { mannerlyRefusals, mannersOf } from '../../http/manners.contract.ts'
import document from './openapi.json' with { type: 'json' }
import { Book, BookPage, RpcResponse } from './schema.ts'
import { SEEDED_BOOKS } from './seed.ts'

const LE_GUIN = '9780441478125'
/** A valid ISBN-13 that is not on the shelf. */
const UNKNOWN = '9780306406157'
const ALL = Object.keys(SEEDED_BOOKS).sort()

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
