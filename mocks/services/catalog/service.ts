import { json } from '../../http/answer.ts'
import { revalidatable } from '../../http/conditional.ts'
import { pageLinks } from '../../http/pagination.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { CatalogDomain } from './domain.ts'
import { answerRpc } from './rpc.ts'
import { callProcedure, listBooks, readBook } from './schema.ts'

/** The HTTP face of catalog: which books there are, and what they cost. */
export function createCatalog({ domain, ...world }: ServiceWorld & { domain: CatalogDomain }) {
  return createService(
    { name: 'catalog', title: 'Catalog', description: 'The books and their prices.' },
    world,
  )
    .on(listBooks, async ({ query, request, call, href }) => {
      const page = await domain.list(query, call)
      const link = pageLinks(href('/books'), new URL(request.url).searchParams, page.next)
      return json(page, { fields: { link, 'cache-control': 'no-cache' } })
    })
    .on(readBook, async ({ params, request, call }) =>
      revalidatable(request, await domain.read(params.isbn, call)),
    )
    .on(callProcedure, ({ body, call }) => answerRpc(domain, body, call))
    .handler()
}
