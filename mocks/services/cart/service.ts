import { created, json, noContent } from '../../http/answer.ts'
import { mustMatch, revalidatable, tagOf } from '../../http/conditional.ts'
import { Problem } from '../../http/problem.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { CartDomain, Expects } from './domain.ts'
import { createCart, deleteItem, hearEvent, putItem, readCart, readItem } from './schema.ts'

/** Carts are personal: shared caches must not keep them. */
const PERSONAL = { 'cache-control': 'private, no-cache' }

/** The HTTP face of cart: putting in, taking out, and never overwriting what one has not seen. */
export function createCartService({ domain, ...world }: ServiceWorld & { domain: CartDomain }) {
  const expects =
    (request: Request): Expects =>
    (cart) =>
      mustMatch(request, tagOf(cart), { required: false })
  return createService({ name: 'cart', title: 'Cart', description: 'What people mean to buy.' }, world)
    .on(createCart, async ({ call, href }) => {
      const cart = await domain.create(call)
      return created(href(`/carts/${cart.id}`), cart, PERSONAL)
    })
    .on(readCart, async ({ params, request, call }) =>
      revalidatable(request, await domain.read(params.id, call), PERSONAL),
    )
    .on(readItem, async ({ params: { id, isbn }, call }) => {
      const cart = await domain.read(id, call)
      const line = cart.lines.find((each) => each.isbn === isbn)
      if (!line) throw new Problem('not-found', `The book ${isbn} is not in this cart.`)
      return json(line, { fields: { ...PERSONAL, etag: tagOf(cart) } })
    })
    .on(putItem, async ({ params: { id, isbn }, body, request, call, href }) => {
      const { cart, isNew } = await domain.put(id, { isbn, ...body }, expects(request), call)
      // No ETag: what is stored is not what was sent (RFC 9110 §9.3.4). The content is the cart, and says so (§8.7).
      const fields = { ...PERSONAL, 'content-location': href(`/carts/${id}`) }
      return isNew ? created(href(`/carts/${id}/items/${isbn}`), cart, fields) : json(cart, { fields })
    })
    .on(deleteItem, async ({ params: { id, isbn }, request, call }) => {
      await domain.delete(id, isbn, expects(request), call)
      return noContent
    })
    .on(hearEvent, async ({ body, call }) => {
      await domain.hear(body, call)
      return noContent
    })
    .handler()
}
