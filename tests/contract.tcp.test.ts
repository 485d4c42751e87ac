import { auditServer } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startServers } from '#mocks/runtimes/supervisor.ts'
import { Architecture } from '#mocks/systems/scenario.ts'
import { PUBLIC_HOST, processesOf, processOf } from '#mocks/systems/topology.ts'
import { keepAll, obligationsAt } from './support/contracts.ts'

type Servers = Awaited<ReturnType<typeof startServers>>

describe.each(Architecture.options)('over TCP, one process per service: %s', (system) => {
  const obligations = obligationsAt('tcp', process.env.CONTRACTS === 'all').filter(
    ({ architecture }) => architecture === system,
  )
  let servers: Servers
  beforeAll(async () => {
    servers = await startServers({ system, port: 0, seed: 7 })
  }, 60_000)
  afterAll(() => servers?.stop(), 60_000)

  for (const obligation of obligations) {
    const { contract, party } = obligation
    test(
      `${contract.name}: ${contract.promises.length} promises`,
      async () => {
        const origin = servers.addresses[party]
        const verdict = await keepAll(async () => {
          await reset(servers)
          return {
            async send(request) {
              const { pathname, search, host } = new URL(request.url)
              const to = host === PUBLIC_HOST ? servers.addresses[processOf(system, 'gateway')] : origin
              const body = await request.arrayBuffer()
              return fetch(`${to}${pathname}${search}`, {
                method: request.method,
                redirect: 'manual',
                headers: request.headers,
                ...(body.byteLength > 0 ? { body } : {}),
              })
            },
          }
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

  test('GraphQL over HTTP: an audit by graphql-http', async () => {
    const audits = await auditServer({
      url: `${servers.addresses[processOf(system, 'gateway')]}/graphql`,
    })
    expect(audits.length).toBeGreaterThan(50)
    expect(audits.filter(({ status }) => status !== 'ok').map(({ name }) => name)).toEqual([])
  })

  test('each process is one of its own', () => {
    const pids = servers.processes().map(({ pid }) => pid)
    expect(new Set(pids).size).toBe(processesOf(system).length)
    expect(pids).not.toContain(process.pid)
  })
})

async function reset({ control }: Servers): Promise<void> {
  const { status } = await fetch(`${control}/reset`, { method: 'POST' })
  if (status !== 204) throw new Error(`POST /reset answered ${status}.`)
}
