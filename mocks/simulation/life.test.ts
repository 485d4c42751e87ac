import { expect, test } from 'vitest'
import { createLife } from './life.ts'

const killed = () => new Error('killed')

test('while it lasts, a promise settles as it would', async () => {
  const life = createLife()
  expect(await life.guard(Promise.resolve(1), killed)).toBe(1)
  await expect(life.guard(Promise.reject(new Error('no')), killed)).rejects.toThrow('no')
  expect(life.isOver).toBe(false)
})

test('when it ends, everybody who waits hears of it at that moment, the last one first, and nothing afterwards', async () => {
  const life = createLife()
  const told: string[] = []
  let finish = (_: string) => {}
  const outer = life.guard(new Promise<string>((resolve) => (finish = resolve)), killed)
  const inner = life.guard(new Promise<string>(() => {}), killed)
  const waiting = Promise.all([
    outer.then((value) => told.push(value)).catch(() => told.push('outer')),
    inner.catch(() => told.push('inner')),
  ])
  life.end()
  life.end()
  finish('late')
  await waiting
  expect(told).toEqual(['inner', 'outer'])
  expect(life.isOver).toBe(true)
  await expect(life.guard(Promise.resolve(1), killed)).rejects.toThrow('killed')
})

test('who took it back is not told', () => {
  const life = createLife()
  let told = 0
  const act = () => void told++
  life.atEnd(act)
  life.atEnd(act)()
  life.end()
  expect(told).toBe(1)
})

test('a dead process does not go on: what it waits for never comes', async () => {
  const life = createLife()
  expect(await life.hush(Promise.resolve(1))).toBe(1)
  await expect(life.hush(Promise.reject(new Error('no')))).rejects.toThrow('no')
  let went = 0
  const on = () => void went++
  void life.hush(Promise.resolve()).then(on, on)
  void life.hush(Promise.reject(new Error('no'))).then(on, on)
  life.end()
  void life.hush(Promise.resolve()).then(on, on)
  for (let ticks = 0; ticks < 10; ticks++) await null
  expect(went).toBe(0)
})
