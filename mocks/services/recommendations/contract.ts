import { assert } from 'chai'
import { type Ask, contractOf, type Promised, type Refusal } from '../../http/contract.ts'
import { mannerlyRefusals, mannersOf } from '../../http/manners.contract.ts'
import document from './openapi.json' with { type: 'json' }
import { RecommendationList } from './schema.ts'

const LE_GUIN = '9780441478125'
/** A valid ISBN-13 of which nobody ever bought a copy. */
const UNKNOWN = '9780306406157'

const listed = async (send: Ask, base: string, query = '') => {
  const { status, json } = await send(`${base}/recommendations${query}`)
  assert.equal(status, 200)
  return RecommendationList.parse(json).items
}

/** What recommendations promises, at whatever path it is mounted. */
export function recommendationPromises(base: string): readonly Promised[] {
  return [
    {
      promise: 'recommends what was bought together with a book, with title and price, and says why',
      async check({ send }) {
        assert.deepEqual(await listed(send, base, `?isbn=${LE_GUIN}`), [
          {
            isbn: '9780060512750',
            title: 'The Dispossessed',
            price: { amount: 1199, currency: 'EUR' },
            because: 'bought together',
            times: 2,
          },
          {
            isbn: '9780441013593',
            title: 'Dune',
            price: { amount: 1299, currency: 'EUR' },
            because: 'bought together',
            times: 1,
          },
          {
            isbn: '9780547773742',
            title: 'A Wizard of Earthsea',
            price: { amount: 999, currency: 'EUR' },
            because: 'bought together',
            times: 1,
          },
        ])
      },
    },
    {
      promise: 'recommends what sells best to whoever asks about no book, or about one that nobody bought',
      async check({ send }) {
        const best = await listed(send, base, '?limit=10')
        assert.lengthOf(best, 10)
        assert.isTrue(best.every(({ because }) => because === 'bought often'))
        const times = best.map((each) => each.times)
        assert.deepEqual(
          times,
          [...times].sort((a, b) => b - a),
        )
        assert.deepEqual(await listed(send, base, `?isbn=${UNKNOWN}&limit=10`), best)
      },
    },
    {
      promise: 'never recommends the book itself, nor any other one twice',
      async check({ send }) {
        const isbns = (await listed(send, base, `?isbn=${LE_GUIN}&limit=10`)).map(({ isbn }) => isbn)
        assert.lengthOf(isbns, 10)
        assert.notInclude(isbns, LE_GUIN)
        assert.equal(new Set(isbns).size, isbns.length)
      },
    },
  ]
}

/** What recommendations refuses, at whatever path it is mounted. */
export function recommendationRefusals(base: string): readonly Refusal[] {
  const bad = (query: string, ...names: string[]): Refusal => ({
    when: `GET ${base}/recommendations?${query}`,
    path: `${base}/recommendations?${query}`,
    problem: 'invalid-parameter',
    names,
  })
  return [
    bad('isbn=dune', 'isbn'),
    bad('isbn=9780441478126', 'isbn'),
    bad('limit=0', 'limit'),
    bad('limit=11', 'limit'),
    bad('limit=2.5', 'limit'),
    bad('isbn=&limit=many', 'isbn', 'limit'),
    bad('isbn=97804414781250', 'isbn'),
  ]
}

/** What recommendations promises its callers. */
export const recommendationsContract = contractOf({
  name: 'recommendations',
  document,
  promises: [...recommendationPromises(''), ...mannersOf('recommendations', document)],
  refusals: [...recommendationRefusals(''), ...mannerlyRefusals(document)],
  everything: (send) => listed(send, '', '?limit=10'),
})
