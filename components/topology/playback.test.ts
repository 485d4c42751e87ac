import { expect, test } from 'vitest'
import { makeHop } from '#components/ui/make-hop.ts'
import { endsAtStep } from './playback.ts'

const id = (number: number) => String(number).padStart(16, '0')

test('an answer is known when everything that it caused has been played', () => {
  const hops = [
    makeHop(1, 'client', 'gateway'),
    makeHop(2, 'gateway', 'orders', { parentHop: id(1) }),
    makeHop(3, 'orders', 'catalog', { parentHop: id(2) }),
    makeHop(4, 'orders', 'inventory', { parentHop: id(2) }),
    makeHop(5, 'gateway', 'catalog', { parentHop: id(1) }),
  ]
  expect([...endsAtStep(hops).values()]).toEqual([5, 4, 3, 4, 5])
})
