import * as fastPng from 'fast-png'
import { Unzlib } from 'fflate'
import { expect, test } from 'vitest'
import { type Call, GUEST } from '../../http/call.ts'
import type { Happening } from '../../http/events/outbox.ts'
import { macrotask } from '../../runtimes/macrotask.ts'
import { createVirtualClock } from '../../simulation/virtual-clock.ts'
import { memoryBackend, openStore } from '../../storage/store.ts'
import { createMediaDomain } from './domain.ts'
import { MOST_BYTES } from './schema.ts'
import { SEEDED_IDS } from './seed.ts'
import { createMedia } from './service.ts'
import { type MediaTables, mediaSeed } from './store.ts'
import { createThumbnails } from './thumbnails.ts'

const call: Call = { caller: GUEST, arrivedAt: '2026-01-05T09:00:00.000Z' }

/** Media's parts over one store; `life` makes the background work anew, as a process that starts does. */
async function media() {
  const { clock, run } = createVirtualClock({ settle: macrotask })
  const store = await openStore<MediaTables>({ party: 'media', seed: mediaSeed, backend: memoryBackend })
  const told: Happening[] = []
  const events = { emit: (_: unknown, happening: Happening) => void told.push(happening), announce() {} }
  const life = () => createThumbnails({ store, events, clock, loadPng: async () => ({ ...fastPng, Unzlib }) })
  return { clock, run, store, told, life }
}

test('thumbnails are made one after another, and each is told of once', async () => {
  const { run, told, life } = await media()
  const thumbnails = life()
  thumbnails.start()
  await run(
    (async () => {
      const [first] = await Promise.all(
        [20, 10, 20].map((width) => thumbnails.request(SEEDED_IDS.painted, width, call)),
      )
      expect(first).toMatchObject({ state: 'waiting', width: 20, height: 30 })
      if (first) await thumbnails.settled(first, 1_000_000)
      expect((await thumbnails.read(SEEDED_IDS.painted, 20, call)).state).toBe('completed')
      expect((await thumbnails.read(SEEDED_IDS.painted, 10, call)).state).toBe('waiting')
      await thumbnails.settled(await thumbnails.read(SEEDED_IDS.painted, 10, call), 1_000_000)
    })(),
  )
  expect(told.map(({ type, subject, data }) => [type, subject, data.width, data.height])).toEqual([
    ['example.bookshop.cover.processed', SEEDED_IDS.painted, 20, 30],
    ['example.bookshop.cover.processed', SEEDED_IDS.painted, 10, 15],
  ])
})

test('what a process left behind when it stopped, the next one does when it starts', async () => {
  const { run, told, life, clock } = await media()
  const before = life()
  before.start()
  await run(
    (async () => {
      const asked = await before.request(SEEDED_IDS.painted, 20, call)
      await clock.sleep(100_000)
      await before.stop()
      expect((await before.read(SEEDED_IDS.painted, 20, call)).state).toBe('waiting')
      const after = life()
      await clock.sleep(5_000_000)
      expect((await after.read(SEEDED_IDS.painted, 20, call)).state).toBe('waiting')
      after.start()
      await after.settled(asked, 1_000_000)
      expect((await after.read(SEEDED_IDS.painted, 20, call)).state).toBe('completed')
    })(),
  )
  expect(told).toHaveLength(1)
})

test('nobody waits longer than they said', async () => {
  const { run, life, clock } = await media()
  const thumbnails = life()
  thumbnails.start()
  await run(
    (async () => {
      const asked = await thumbnails.request(SEEDED_IDS.painted, 20, call)
      await thumbnails.settled(asked, 50_000)
      expect(clock.nowUs()).toBe(50_000)
      expect((await thumbnails.read(SEEDED_IDS.painted, 20, call)).state).toBe('waiting')
    })(),
  )
})

test('a form that says nothing of its length is too large all the same', async () => {
  const { store, life } = await media()
  const caller = { customer: 'ada', scopes: ['catalog:write'], token: 'x' }
  const handler = createMedia({
    domain: createMediaDomain({ store }),
    thumbnails: life(),
    now: () => new Date(0),
    verify: async () => caller,
  })
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let i = 0; i <= MOST_BYTES; i += 1_000) controller.enqueue(new Uint8Array(1_000))
      controller.close()
    },
  })
  const init = { method: 'POST', body, duplex: 'half' }
  const request = new Request('https://media/covers', {
    ...init,
    headers: { authorization: 'Bearer x', 'content-type': 'multipart/form-data; boundary=x' },
  })
  expect(request.headers.has('content-length')).toBe(false)
  expect((await handler(request)).status).toBe(413)
})
