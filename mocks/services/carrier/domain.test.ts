import { expect, test } from 'vitest'
import { type Call, GUEST } from '../../http/call.ts'
import { memoryBackend, openStore } from '../../storage/store.ts'
import { createCarrierDomain } from './domain.ts'
import type { CarrierTables } from './store.ts'

const at = (arrivedAt: string): Call => ({ caller: GUEST, arrivedAt })
const MONDAY = at('2026-01-05T09:00:00.000Z')

async function carrier() {
  const store = await openStore<CarrierTables>({ party: 'carrier', seed: {}, backend: memoryBackend })
  return createCarrierDomain({ store, newId: (kind, sequence) => `${kind} ${sequence}` })
}

test('a parcel is collected after 12 hours, and delivered after the days that its rate says', async () => {
  const domain = await carrier()
  await domain.announce('a', { country: 'FR', grams: 800, speed: 'standard' }, MONDAY)
  await domain.announce('b', { country: 'FR', grams: 800, speed: 'express' }, MONDAY)
  const states = async (time: string) =>
    Promise.all(['a', 'b'].map(async (reference) => (await domain.track(reference, at(time))).state))
  expect(await states('2026-01-05T20:59:59.999Z')).toEqual(['announced', 'announced'])
  expect(await states('2026-01-05T21:00:00.000Z')).toEqual(['in transit', 'in transit'])
  expect(await states('2026-01-07T21:00:00.000Z')).toEqual(['in transit', 'delivered'])
  expect(await states('2026-01-09T21:00:00.000Z')).toEqual(['delivered', 'delivered'])
  const { events } = await domain.track('a', at('2026-02-01T00:00:00.000Z'))
  expect(events).toEqual([
    { at: '2026-01-05T09:00:00.000Z', what: 'announced' },
    { at: '2026-01-05T21:00:00.000Z', what: 'collected' },
    { at: '2026-01-09T21:00:00.000Z', what: 'delivered' },
  ])
})

test('what was cancelled in time is never collected, and what was collected can not be cancelled', async () => {
  const domain = await carrier()
  await domain.announce('a', { country: 'DE', grams: 1, speed: 'standard' }, MONDAY)
  await domain.announce('b', { country: 'DE', grams: 1, speed: 'standard' }, MONDAY)
  await domain.cancel('a', at('2026-01-05T20:59:59.999Z'))
  expect((await domain.track('a', at('2026-03-01T00:00:00.000Z'))).state).toBe('cancelled')
  await expect(domain.cancel('b', at('2026-01-05T21:00:00.000Z'))).rejects.toMatchObject({
    problem: 'shipment-state',
  })
})
