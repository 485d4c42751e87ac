import type { Answer } from '../../http/answer.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { Clock } from '../../simulation/clock.ts'
import type { createConnectEdge } from './connect.ts'
import type { RpcDomain } from './domain.ts'
import { batchGetStock, batchGetStockByGet, getStock, getStockByGet, watchStock } from './schema.ts'

export interface RpcOptions extends ServiceWorld {
  domain: RpcDomain
  clock: Clock
  /** Brings the edge with the libraries of its protocols; nobody needs them before the first call comes. */
  loadEdge: () => Promise<{ createConnectEdge: typeof createConnectEdge }>
}

/** The HTTP face of `InventoryService`: one address for each procedure, and two protocols at each. */
export function createRpc({ domain, clock, loadEdge, ...world }: RpcOptions) {
  let loaded: ReturnType<typeof createConnectEdge> | undefined
  const call = async ({ request }: { request: Request }): Promise<Answer> => {
    loaded ??= (await loadEdge()).createConnectEdge({ domain, clock, ...world })
    return loaded(request)
  }
  return createService(
    {
      name: 'rpc',
      title: 'InventoryService',
      description:
        'How many copies of a book there are, for clients made from a .proto: Connect and gRPC-Web over HTTP/1.1. Native gRPC is not spoken: it needs the trailers of HTTP/2, and a browser shows a page neither trailers nor frames.',
    },
    world,
  )
    .on(getStock, call)
    .on(getStockByGet, call)
    .on(batchGetStock, call)
    .on(batchGetStockByGet, call)
    .on(watchStock, call)
    .handler()
}
