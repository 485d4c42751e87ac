import { expect, test } from './support/journey.ts'
import { readHop, sandboxOf } from './support/sandbox.ts'

test('a teacher copies a link, and a student replays the same hops on another machine', async ({
  page,
  context,
  newVisitor,
  expectFailure,
  axe,
}) => {
  test.slow()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  expectFailure({ url: '/v1/orders', status: 503 })
  await page.goto('./sandbox/')
  const teacher = sandboxOf(page)
  await teacher.level('Break it')
  await teacher.take('Look at the stock')
  await teacher.send.click()
  await expect(teacher.said).toContainText('Answer: 200 OK')
  await teacher.blocks.getByText('Take a block down').click()
  await teacher.blocks.getByRole('button', { name: 'Take payments down' }).click()
  await teacher.take('Place an order')
  await teacher.send.click()
  await expect(teacher.said).toContainText('Answer: 503 Service Unavailable, 6 hops')
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Link copied' })).toHaveText(
    'Link copied. It holds 2 requests. What is down now is down from its start.',
  )
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toMatch(/\/sandbox\/#run=1\.[\w-]+$/)

  // Two students, who have nothing of the teacher's, see the same run to the microsecond.
  const seen: unknown[] = []
  for (const student of [await newVisitor(), await newVisitor()]) {
    await student.goto(link)
    const { linked, response, hops, said, openHistory, blocks, method, url } = sandboxOf(student)
    await expect(linked).toContainText('microservices, 2 requests, payments down, seed 7.')
    await expect(linked.getByRole('listitem')).toHaveText([/GET \/v1\/stock\//, /POST \/v1\/orders/])
    await expect(method).toHaveValue('GET')
    await expect(url).toHaveValue(/\/v1\/stock\//)
    await linked.getByRole('button', { name: 'Replay it' }).click()
    await expect(said).toHaveText('Replayed 2 of 2 requests.')
    const history = await openHistory()
    await expect(history).toHaveText([/POST.*503.*6 hops.*replayed/s, /GET.*200.*2 hops.*replayed/s])
    await history.first().click()
    await expect(hops).toHaveCount(6)
    await expect(blocks).toContainText('Payments did not answer orders')
    seen.push({
      hops: await Promise.all((await hops.all()).map(readHop)),
      answer: await response.getByRole('region', { name: /^JSON, indented/ }).innerText(),
    })
    if (seen.length === 1) await axe(student)
  }
  expect(seen[1]).toEqual(seen[0])

  // Sent live, it is the student's own: the same statuses, times of its own.
  const student = await newVisitor()
  await student.goto(link)
  const { linked, openHistory, said } = sandboxOf(student)
  await linked.getByRole('button', { name: 'Send it live' }).click()
  await expect(said).toContainText('Answer: 503 Service Unavailable, 6 hops')
  await expect(await openHistory()).toHaveText([/POST.*503.*6 hops/s, /GET.*200.*2 hops/s])
})

test('a student opens a damaged link, and loses nothing that was there', async ({ page }) => {
  await page.goto('./sandbox/')
  const { take, send, said, linked, response, openHistory, body } = sandboxOf(page)
  await take('Place an order')
  await body.fill('{"lines":[{"isbn":"9780441478125","quantity":1}]}')
  await send.click()
  await expect(said).toContainText('Answer: 201 Created, 5 hops, stock 3 → 2')
  const answer = await response.innerText()

  for (const [damaged, told] of [
    ['1.q1YqUrJSUDJU0lEqVrJSKs5ITUlRqgUA', /does not say which version of this site made it/],
    ['1.', /empty or too long/],
    ['9.q1YqUrJSUDI', /made by version "9" of this site/],
    ['<img src=x onerror=alert(1)>', /made by version/],
    ['%3Cb%3Ebold', /made by version/],
  ] as const) {
    await page.evaluate((text) => {
      location.hash = `run=${text}`
    }, damaged)
    await expect(linked).toContainText('This link could not be opened.')
    await expect(linked).toContainText(told)
    await expect(linked.getByRole('img')).toHaveCount(0)
  }
  await linked.getByRole('button', { name: 'Go on without it' }).click()
  await expect(linked).toHaveCount(0)
  expect(await response.innerText()).toBe(answer)
  await expect(body).toHaveValue('{"lines":[{"isbn":"9780441478125","quantity":1}]}')
  await expect(await openHistory()).toHaveCount(1)
  await take('Look at the stock')
  await send.click()
  await expect(response.getByRole('region', { name: /^JSON, indented/ })).toContainText('"available": 2')
})
