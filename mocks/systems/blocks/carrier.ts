import { createCarrierDomain } from '../../services/carrier/domain.ts'
import { carrierOperations } from '../../services/carrier/schema.ts'
import { createCarrier } from '../../services/carrier/service.ts'
import { type CarrierTables, carrierSeed } from '../../services/carrier/store.ts'
import type { Block } from './block.ts'

/** A third party: the same process beside either architecture. */
export const carrier: Block = {
  operations: carrierOperations,
  publicOperations: [],
  seed: carrierSeed,
  async service({ open, newId, world }) {
    const store = await open<CarrierTables>(carrierSeed)
    return { store, handler: createCarrier({ domain: createCarrierDomain({ store, newId }), ...world }) }
  },
}
