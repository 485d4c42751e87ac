import { assert } from 'chai'
import type { Promised, Refusal } from '../contract.ts'
import { CLOUD_EVENT, type CloudEvent } from './cloud-event.ts'

const delivering = (event: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': CLOUD_EVENT },
  body: JSON.stringify(event),
})

/** What a service promises that hears events and need not act on each. */
export function hearingPromises(path: string, example: CloudEvent): readonly Promised[] {
  return [
    {
      promise: 'acknowledges events from which nothing follows, however often they come (hearEvent)',
      async check({ send }) {
        for (const type of [example.type, example.type, 'example.bookshop.moon.rose']) {
          const { status, text } = await send(path, delivering({ ...example, type }))
          assert.deepEqual([status, text], [204, ''])
        }
      },
    },
  ]
}

/** What it refuses; such events become dead letters. */
export function hearingRefusals(path: string, example: CloudEvent): readonly Refusal[] {
  return [
    {
      when: 'an event without a type',
      path,
      init: delivering({ ...example, type: undefined }),
      problem: 'invalid-content',
      names: ['#/type'],
    },
    {
      when: 'an event of another version of CloudEvents',
      path,
      init: delivering({ ...example, specversion: '0.3' }),
      problem: 'invalid-content',
      names: ['#/specversion'],
    },
  ]
}
