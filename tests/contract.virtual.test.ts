import { describe, expect, test } from 'vitest'
import { keep } from '#mocks/http/contract.ts'
import { OBLIGATIONS, PROMISES, placeAt } from './support/contracts.ts'
import { withBookshop } from './support/virtual.ts'

describe(`on the virtual clock: ${PROMISES} promises`, () => {
  for (const { architecture, contract, host } of OBLIGATIONS) {
    describe(`${contract.name}, ${architecture}`, () => {
      for (const promised of contract.promises) {
        test(promised.promise, async () => {
          await withBookshop({ architecture }, (system) =>
            keep(contract, promised, placeAt(host, system.fetch, system.data)),
          )
        })
      }
    })
  }

  test('nobody promised nothing', () => {
    for (const { contract } of OBLIGATIONS) expect(contract.promises.length).toBeGreaterThan(30)
  })
})
