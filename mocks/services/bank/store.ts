import type { RememberedRequest } from '../../http/idempotency.ts'
import type { StoreOptions } from '../../storage/store.ts'
import type { Authorisation } from './schema.ts'
import { SEEDED_AUTHORISATIONS } from './seed.ts'

/** The bank's own data. */
export type BankTables = {
  authorisations: Authorisation
  authorisationKeys: RememberedRequest
}

export const bankSeed: StoreOptions<BankTables>['seed'] = { authorisations: SEEDED_AUTHORISATIONS }
