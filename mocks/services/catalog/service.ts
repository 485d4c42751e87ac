import { json } from '../../http/answer.ts'
import { revalidatable, revalidated } from '../../http/conditional.ts'
import { addressOf } from '../../http/forwarded.ts'
import { type Page, pageLinks } from '../../http/pagination.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { CatalogDomain } from './domain.ts'
import type { Imports } from './imports.ts'
import { keeping } from './keeping.ts'
import { namingPrices, type PriceField } from './price-field.ts'
import { represent } from './representations.ts'
import { answerRpc } from './rpc.ts'
import {
  type Book,
  BookField,
  callProcedure,
  callSoap,
  describeSoap,
  listBooks,
  queryBooks,
  readBook,
  readPrice,
} from './schema.ts'
import { answerSoap, wsdlAt, type Xml } from './soap.ts'

export interface CatalogOptions extends ServiceWorld {
  domain: CatalogDomain
  imports: Imports
  /** Brings the library that reads XML; nobody needs it before the first envelope comes. */
  loadXml: () => Promise<Xml>
  /** For how long answers may be used: each time only after asking, or for so long. */
  freshness?: keyof typeof CACHE_CONTROL
  /** Under which name books show what they cost; only `price` and `both` keep the published contract. */
  priceField?: PriceField
}

const CACHE_CONTROL = {
  revalidate: 'no-cache',
  'twenty-seconds': 'public, max-age=20',
  minute: 'public, max-age=60, stale-while-revalidate=30',
  hour: 'public, max-age=3600',
}

/** The HTTP face of catalog: which books there are, and what they cost. */
export function createCatalog({
  domain,
  imports,
  loadXml,
  freshness = 'revalidate',
  priceField = 'price',
  ...world
}: CatalogOptions) {
  const prices = namingPrices(priceField)
  const fields: Record<string, string> = { 'cache-control': CACHE_CONTROL[freshness], ...prices.fields }
  const shown = ({ items, ...page }: ReturnType<typeof sparse>) => ({
    items: items.map(prices.shown),
    ...page,
  })
  const service = createService(
    { name: 'catalog', title: 'Catalog', description: 'The books and their prices.' },
    world,
  )
    .on(listBooks, async ({ query, request, call, href }) => {
      const page = await domain.list(query, call)
      const link = pageLinks(href('/books'), new URL(request.url).searchParams, page.next, page.prev)
      const links = [link, fields.link].filter(Boolean).join(', ')
      const books = sparse(page, query.fields)
      const { content, fields: described } = represent(request, books, shown(books))
      return revalidated(request, { status: 200, fields: { ...described, ...fields, link: links }, content })
    })
    .on(readBook, async ({ params, request, call }) =>
      revalidatable(request, prices.shown(await domain.read(params.isbn, call)), fields),
    )
    .on(queryBooks, async ({ body, call }) =>
      json(shown(sparse(await domain.list(body, call), body.fields)), {
        fields: { ...prices.fields, 'cache-control': 'no-cache' },
      }),
    )
    .on(readPrice, async ({ params, call }) => {
      const { isbn, price } = await domain.read(params.isbn, call)
      return json({ isbn, cents: price.amount }, { fields: { 'cache-control': 'no-cache' } })
    })
    .on(callProcedure, ({ body, call }) => answerRpc(domain, body, call))
    .on(describeSoap, ({ request, href }) => ({
      status: 200,
      fields: { 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'max-age=86400' },
      content: wsdlAt(addressOf(request, href('/soap'))),
    }))
    .on(callSoap, async ({ body, call }) => answerSoap(domain, body, call, await loadXml()))
  return keeping(service, { domain, imports }).handler()
}

/** A page with only the fields that were asked for, in the order in which a book has them. */
function sparse(
  { items, ...page }: Page<Book>,
  fields: readonly BookField[] | undefined,
): Page<Partial<Book>> {
  if (!fields) return { items, ...page }
  const wanted = BookField.options.filter((name) => fields.includes(name))
  return { items: items.map((book) => Object.fromEntries(wanted.map((name) => [name, book[name]]))), ...page }
}
