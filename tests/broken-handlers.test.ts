import { describe, expect, test } from 'vitest'
import { type Contract, keep } from '#mocks/http/contract.ts'
import { operationsIn } from '#mocks/http/openapi.contract.ts'
import type { Handler } from '#mocks/http/service.ts'
import { StalledRun } from '#mocks/simulation/virtual-clock.ts'
import { OBLIGATIONS, type Obligation, placeAt } from './support/contracts.ts'
import { withBookshop } from './support/virtual.ts'

/** Ways to break one operation: each takes the right answer and spoils it. */
const SPOILS: Readonly<Record<string, (right: Response) => Response>> = {
  'answers 500': () =>
    new Response('{"oops":true}', { status: 500, headers: { 'content-type': 'application/json' } }),
  'answers 200 with {}': () => new Response('{}', { headers: { 'content-type': 'application/json' } }),
  'answers the right status with nothing else': ({ status }) => new Response(null, { status }),
}

/** The first promise that is broken while an operation is; undefined when nobody noticed. Those that name it come first. */
async function firstBroken(
  { contract, architecture, party, host }: Obligation,
  breaks: (handler: Handler) => Handler,
  id = '',
): Promise<string | undefined> {
  const names = ({ promise }: { promise: string }) => id !== '' && promise.includes(id)
  const promises = contract.promises.toSorted((a, b) => Number(names(b)) - Number(names(a)))
  for (const promised of promises) {
    const replace = (who: string, built: { handler: Handler }) =>
      who === party ? { ...built, handler: breaks(built.handler) } : built
    try {
      await withBookshop({ architecture, replace }, (system) =>
        keep(contract, promised, placeAt(host, system.fetch, system.data)),
      )
    } catch (error) {
      if (error instanceof StalledRun) throw error
      return promised.promise
    }
  }
  return undefined
}

function requestsOf(contract: Contract) {
  return operationsIn(contract.document).map(({ method, path, operation }) => ({
    id: operation.operationId,
    is: (request: Request) =>
      request.method === method &&
      new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`).test(new URL(request.url).pathname),
  }))
}

describe('whatever single operation breaks, its contract turns red', () => {
  for (const obligation of OBLIGATIONS) {
    describe(`${obligation.contract.name}, ${obligation.architecture}`, () => {
      for (const { id, is } of requestsOf(obligation.contract)) {
        for (const [how, spoil] of Object.entries(SPOILS)) {
          test(`${id} ${how}`, async () => {
            let spoilt = 0
            const spoiling = (handler: Handler) => async (request: Request) => {
              const right = await handler(request)
              if (!is(request)) return right
              spoilt++
              return spoil(right)
            }
            const broken = await firstBroken(obligation, spoiling, id)
            expect(broken).toBeDefined()
            expect(spoilt).toBeGreaterThan(0)
          })
        }
      }

      test('with nothing broken, it is green', async () => {
        expect(
          await firstBroken({ ...obligation, contract: firstTen(obligation.contract) }, (handler) => handler),
        ).toBe(undefined)
      })
    })
  }
})

/** Enough to see that wrapping a handler alone breaks nothing. */
function firstTen(contract: Contract): Contract {
  return { ...contract, promises: contract.promises.slice(0, 10) }
}
