import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { overTcp, resetOverTcp } from './over-tcp.ts'

/** Listens and says nothing; keeps how each connection ended. */
const ends: (string | undefined)[] = []
const ended: (() => void)[] = []
const connected: (() => void)[] = []
const server = createServer((socket) => {
  let code: string | undefined
  socket.resume()
  socket.on('data', () => connected.splice(0).forEach((tell) => void tell()))
  socket.on('error', (error: NodeJS.ErrnoException) => {
    code = error.code
  })
  socket.on('close', () => {
    ends.push(code)
    ended.splice(0).forEach((tell) => void tell())
  })
})
const next = (list: (() => void)[]) => new Promise<void>((resolve) => list.push(resolve))
let url = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

test('a reset is a reset to the one who listens', async () => {
  const gone = next(ended)
  await resetOverTcp(new Request(url))
  await gone
  expect(ends.pop()).toBe('ECONNRESET')
})

test('a reset of nobody ends as well', async () => {
  await expect(resetOverTcp(new Request('http://127.0.0.1:1/'))).resolves.toBeUndefined()
})

test('whoever gives up closes the connection, and hears that it was aborted', async () => {
  const [over, sent, gone] = [new AbortController(), next(connected), next(ended)]
  const answer = overTcp(new Request(url), over.signal)
  await sent
  over.abort()
  await expect(answer).rejects.toMatchObject({ failure: 'ABORTED' })
  await gone
})
