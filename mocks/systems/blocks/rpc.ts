import { stockOver } from '../../services/rpc/clients.ts'
import { createRpcDomain } from '../../services/rpc/domain.ts'
import type { Stock } from '../../services/rpc/ports.ts'
import { rpcOperations } from '../../services/rpc/schema.ts'
import { createRpc } from '../../services/rpc/service.ts'
import { type Block, remote, type Surroundings } from './block.ts'
import { inventoryOf } from './inventory.ts'

export const rpc: Block = {
  operations: rpcOperations,
  publicOperations: rpcOperations,
  seed: {},
  async service(surroundings) {
    return { handler: faceOver(stockOver(remote(surroundings, 'inventory')), surroundings) }
  },
  face(monolith) {
    const inventory = inventoryOf(monolith)
    return faceOver({ stockOf: (isbn, call) => inventory.stockOf(isbn, call) }, monolith)
  },
}

function faceOver(stock: Stock, { clock, world }: Pick<Surroundings, 'clock' | 'world'>) {
  return createRpc({
    domain: createRpcDomain({ stock, clock }),
    clock,
    // Loading a module is nothing that the clock knows of by itself.
    loadEdge: () => clock.track(import('../../services/rpc/connect.ts')),
    ...world,
  })
}
