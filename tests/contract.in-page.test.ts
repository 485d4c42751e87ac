import { describe, expect, test } from 'vitest'
import { openBookshop } from '#mocks/runtimes/open.ts'
import { Settings } from '#mocks/systems/scenario.ts'
import { keepAll, obligationsAt } from './support/contracts.ts'

const OBLIGATIONS = obligationsAt('in-page', process.env.CONTRACTS === 'all')

describe('in the page, on the live clock', () => {
  for (const obligation of OBLIGATIONS) {
    const { contract, architecture } = obligation
    test(
      `${contract.name}, ${architecture}: ${contract.promises.length} promises`,
      async () => {
        const shop = await openBookshop({
          architecture,
          runtime: 'in-page',
          settings: Settings.parse({ latency: 'none' }),
        })
        expect(shop.runtime).toBe('in-page')
        const verdict = await keepAll(async () => {
          shop.reset()
          return shop
        }, [obligation])
        expect(verdict).toEqual({
          promises: contract.promises.length,
          kept: contract.promises.length,
          broken: [],
        })
      },
      60_000 + 300 * contract.promises.length,
    )
  }
})
