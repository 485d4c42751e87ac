import { expect, test } from 'vitest'
import { createTurnstile } from './turnstile.ts'

/** Work that ends when it is told to. */
function work(name: string, log: string[]) {
  let end = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const run = async () => {
    log.push(`${name} starts`)
    await ended
    log.push(`${name} ends`)
    return name
  }
  return { run, end }
}

test('shutting waits for those inside; those who come then wait until it opens', async () => {
  const log: string[] = []
  const turnstile = createTurnstile()
  const [first, second] = [work('first', log), work('second', log)]
  const firstDone = turnstile.through(first.run)
  const shut = turnstile.shut().then(() => log.push('empty'))
  const secondDone = turnstile.through(second.run)
  second.end()
  first.end()
  expect(await firstDone).toBe('first')
  await shut
  expect(log).toEqual(['first starts', 'first ends', 'empty'])
  turnstile.open()
  expect(await secondDone).toBe('second')
  expect(log.slice(3)).toEqual(['second starts', 'second ends'])
})

test('work that fails has left all the same', async () => {
  const turnstile = createTurnstile()
  const failing = turnstile.through(() => Promise.reject(new Error('no')))
  const shut = turnstile.shut()
  await expect(failing).rejects.toThrow('no')
  await shut
})

test('an empty one is shut at once, and twice is once', async () => {
  const turnstile = createTurnstile()
  await turnstile.shut()
  await turnstile.shut()
  turnstile.open()
  expect(await turnstile.through(async () => 1)).toBe(1)
})
