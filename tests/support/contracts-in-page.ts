import { openBookshop } from '#mocks/runtimes/open.ts'
import { type Architecture, Settings } from '#mocks/systems/scenario.ts'
import { keepAll, obligationsAt, type Verdict } from './contracts.ts'

declare global {
  /** Put into a page of the site by tests/worker-contract.spec.ts. */
  var keepContracts: (
    architecture: Architecture,
    all: boolean,
  ) => Promise<Verdict & { readonly runtime: string; readonly reason?: string }>
}

/** Opens the bookshop as a page of the site does, and keeps every promise of an architecture through real fetches. */
globalThis.keepContracts = async (architecture, all) => {
  const shop = await openBookshop({
    architecture,
    settings: Settings.parse({ latency: 'none' }),
  })
  const verdict = await keepAll(
    async () => {
      shop.reset()
      return shop
    },
    obligationsAt('worker', all).filter((obligation) => obligation.architecture === architecture),
  )
  return { ...verdict, runtime: shop.runtime, ...(shop.reason === undefined ? {} : { reason: shop.reason }) }
}
