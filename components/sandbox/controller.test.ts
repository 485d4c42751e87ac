import { expect, test } from 'vitest'
import { encodeRun } from '#mocks/systems/link.ts'
import { createController, type SandboxController } from './controller.ts'
import { emptyDraft } from './draft.ts'
import { FIRST_REQUEST } from './examples.ts'
import { placesOfBookshop } from './places-of-bookshop.ts'
import { recordFirstRun } from './record.ts'
import { type Entry, type Session, shownEntry, viewOf } from './session.ts'
import { scenarioOf } from './share.ts'

const recorded = await recordFirstRun()
const places = placesOfBookshop()
const QUICK = { settings: { latency: 'none' } } as const

/** A sandbox whose links take no time, opened by a link, so that nothing here waits. */
async function open(
  scenario = scenarioOf('microservices', [], [FIRST_REQUEST], QUICK),
): Promise<SandboxController> {
  const controller = createController(recorded, places)
  await controller.readLink(`#run=${await encodeRun(scenario)}`)
  return controller
}

function until(controller: SandboxController, done: (session: Session) => boolean): Promise<Session> {
  return new Promise((resolve) => {
    const look = () => {
      if (!done(controller.session())) return
      stop()
      resolve(controller.session())
    }
    const stop = controller.subscribe(look)
    look()
  })
}

async function send(controller: SandboxController): Promise<Entry> {
  expect(controller.send()).toBe('sent')
  return shownEntry(await until(controller, ({ sending }) => sending === undefined))
}

test('a request is answered by the page itself where there is no worker, and the session says so', async () => {
  const controller = await open()
  const entry = await send(controller)
  expect(entry.outcome).toMatchObject({ kind: 'answered', status: 201 })
  expect(viewOf(entry).hops).toHaveLength(5)
  expect(controller.session().runtime).toMatchObject({
    state: 'open',
    runtime: 'in-page',
    reason: 'There is no browser here.',
  })
  expect(controller.session().announcement).toContain('201 Created, 5 hops, stock 3 → 2')
})

test('only one request at a time is on its way', async () => {
  const controller = await open()
  expect([controller.send(), controller.send()]).toEqual(['sent', 'busy'])
  await until(controller, ({ sending }) => sending === undefined)
})

test('the same request after a switch: a fresh bookshop, the same status, one hop', async () => {
  const controller = await open()
  const first = await send(controller)
  controller.switchTo('monolith')
  expect(controller.session()).toMatchObject({ idle: true, architecture: 'monolith' })
  const second = await send(controller)
  expect([first, second].map((entry) => viewOf(entry).hops.length)).toEqual([5, 1])
  expect(second.outcome).toMatchObject({ status: 201 })
  // What the services told each other after the answer may have been added to it meanwhile.
  expect(controller.session().entries.map(({ id }) => id)).toContain(first.id)
})

test('a block that is down, and one that is back', async () => {
  const controller = await open()
  controller.setDown('payments', true)
  expect((await send(controller)).outcome).toMatchObject({ status: 503 })
  controller.setDown('payments', false)
  expect((await send(controller)).outcome).toMatchObject({ status: 201 })
})

test('nobody answers: a gateway that is down, and a host that the monolith does not have', async () => {
  const controller = await open()
  controller.setDown('gateway', true)
  expect((await send(controller)).outcome).toMatchObject({ kind: 'no-answer', failure: 'ECONNREFUSED' })
  controller.switchTo('monolith')
  controller.write(emptyDraft('GET', 'https://orders.bookshop.internal/orders'))
  expect((await send(controller)).outcome).toMatchObject({
    kind: 'no-answer',
    detail: expect.stringContaining('There is no orders'),
  })
})

test('whoever gives up gets no answer, and can send again', async () => {
  const controller = await open()
  controller.send()
  controller.cancel()
  const session = await until(controller, ({ sending }) => sending === undefined)
  expect(shownEntry(session).outcome).toEqual({ kind: 'cancelled' })
  expect((await send(controller)).outcome).toMatchObject({ status: 201 })
})

test('a reset brings the seeded data back', async () => {
  const controller = await open()
  const stock = emptyDraft('GET', '/v1/stock/9780441478125')
  await send(controller)
  controller.reset()
  controller.write(stock)
  const { outcome } = await send(controller)
  expect(outcome.kind === 'answered' && 'text' in outcome.content && outcome.content.text).toContain(
    '"available":3',
  )
})

test('what can not be sent is not sent; malformed JSON is, at the second try', async () => {
  const controller = await open()
  const { draft } = controller.session()
  controller.write({ ...draft, url: 'https://example.com/' })
  expect(controller.send()).toBe('invalid')
  controller.write({ ...draft, body: '{' })
  expect(controller.send()).toBe('warned')
  expect((await send(controller)).outcome).toMatchObject({ status: 400 })
})

test('a linked run is replayed on the virtual clock, or sent live, with its faults', async () => {
  const controller = await open(
    scenarioOf('microservices', ['payments'], [FIRST_REQUEST, FIRST_REQUEST], QUICK),
  )
  expect(controller.session()).toMatchObject({ down: ['payments'], linked: { state: 'readable' } })
  await controller.replayLinked()
  await controller.sendLinked()
  const { entries } = controller.session()
  expect(
    entries.slice(1).map(({ source, outcome }) => [source, outcome.kind === 'answered' && outcome.status]),
  ).toEqual([
    ['replayed', 503],
    ['replayed', 503],
    ['live', 503],
    ['live', 503],
  ])
})

test('a damaged link is reported, and other hashes are left alone', async () => {
  const controller = createController(recorded, places)
  await controller.readLink('#content')
  expect(controller.session().linked).toBeUndefined()
  await controller.readLink('#run=1.damaged')
  expect(controller.session().linked).toMatchObject({
    state: 'unreadable',
    message: expect.stringContaining('damaged'),
  })
})

test('both constructions from the same start: the same bytes', async () => {
  const controller = await open()
  await controller.replayBoth(FIRST_REQUEST)
  const [before, after] = controller.session().entries.slice(-2)
  expect(before?.architecture).not.toBe(after?.architecture)
  const contentOf = (entry: Entry | undefined) => entry?.outcome.kind === 'answered' && entry.outcome.content
  expect(contentOf(after)).toEqual(contentOf(before))
})
