import { createPartnerDomain } from '../../services/partner/domain.ts'
import { partnerOperations } from '../../services/partner/schema.ts'
import { createPartner } from '../../services/partner/service.ts'
import { type PartnerTables, partnerSeed } from '../../services/partner/store.ts'
import type { Block } from './block.ts'

/** A third party: the same process beside either architecture. */
export const partner: Block = {
  operations: partnerOperations,
  publicOperations: [],
  seed: partnerSeed,
  async service({ open, world }) {
    const store = await open<PartnerTables>(partnerSeed)
    const domain = createPartnerDomain({ store, now: world.now })
    return { store, handler: createPartner({ domain, ...world }) }
  },
}
