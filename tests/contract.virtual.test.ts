import { describe, expect, test } from 'vitest'
import { keep } from '#mocks/http/contract.ts'
import { PROBLEM_BASE } from '#mocks/http/problem.ts'
import { ordering } from '#mocks/services/orders/contract.ts'
import { Settings } from '#mocks/systems/scenario.ts'
import { PUBLIC_HOST } from '#mocks/systems/topology.ts'
import { OBLIGATIONS, placeAt } from './support/contracts.ts'
import { withBookshop } from './support/virtual.ts'

const PROMISES = OBLIGATIONS.reduce((sum, { contract }) => sum + contract.promises.length, 0)

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

  // The contract leaves open whether the second request comes in time. Here both arrive at the same microsecond.
  test('a retry that comes while the first request is at work is told to wait', async () => {
    const settings = Settings.parse({ latency: 'none' })
    const { result } = await withBookshop({ architecture: 'microservices', settings }, ({ fetch }) => {
      const ask = () => fetch(new Request(`https://${PUBLIC_HOST}/v1/orders`, ordering('twice')))
      return Promise.all([ask(), ask()])
    })
    const [first, second] = result.toSorted((a, b) => a.status - b.status)
    expect([first?.status, second?.status]).toEqual([201, 409])
    expect(await second?.json()).toMatchObject({ type: `${PROBLEM_BASE}request-in-progress` })
    expect(second?.headers.get('retry-after')).toMatch(/^\d+$/)
  })

  test('nobody promised nothing', () => {
    for (const { contract } of OBLIGATIONS) expect(contract.promises.length).toBeGreaterThan(30)
  })
})
