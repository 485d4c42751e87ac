import { createBankDomain } from '../../services/bank/domain.ts'
import { bankOperations } from '../../services/bank/schema.ts'
import { createBank } from '../../services/bank/service.ts'
import { type BankTables, bankSeed } from '../../services/bank/store.ts'
import type { Block } from './block.ts'

/** A third party: the same process beside either architecture. */
export const bank: Block = {
  operations: bankOperations,
  publicOperations: [],
  seed: bankSeed,
  async service({ open, newId, world }) {
    const store = await open<BankTables>(bankSeed)
    return { store, handler: createBank({ domain: createBankDomain({ store, newId }), store, ...world }) }
  },
}
