import { expect, test } from 'vitest'
import { GUEST } from '../../http/call.ts'
import { macrotask } from '../../runtimes/macrotask.ts'
import { createVirtualClock } from '../../simulation/virtual-clock.ts'
import { memoryBackend, openStore } from '../../storage/store.ts'
import { createImports, stateOf } from './imports.ts'
import { EARTHSEA } from './schema.ts'
import { type CatalogTables, catalogSeed } from './store.ts'

const call = { caller: GUEST, arrivedAt: '2026-01-05T09:00:00.000Z' }

test('a process that starts again goes on where the import was, and looks at no book twice', async () => {
  const { clock, run, drain } = createVirtualClock({ settle: macrotask })
  const store = await openStore<CatalogTables>({
    party: 'catalog',
    seed: catalogSeed,
    backend: memoryBackend,
  })
  const start = () => createImports({ store, newId: (kind, n) => `${kind}-${n}`, clock })
  const outcome = await run(
    (async () => {
      const first = start()
      first.start()
      const { id } = await first.begin({ books: Array(60).fill(EARTHSEA) }, call)
      await clock.sleep(150_000)
      await first.stop()
      const halfway = await first.read(id, call)
      const second = start()
      second.start()
      await second.settled(id, 5_000_000)
      return { halfway, done: await second.read(id, call) }
    })(),
  )
  await drain()
  expect([stateOf(outcome.halfway), outcome.halfway.outcomes.length]).toEqual(['running', 25])
  expect([stateOf(outcome.done), outcome.done.outcomes.length]).toEqual(['completed', 60])
  expect(outcome.done.outcomes.filter(({ outcome }) => outcome === 'added')).toHaveLength(1)
})
