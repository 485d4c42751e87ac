import type { Page } from '@playwright/test'
import { prepareBank } from '#components/quiz/prepare-bank.ts'
import { QUESTIONS } from '#content/questions/bank.ts'
import type { PreparedCase, PreparedQuestion } from '#learner/prepare.ts'
import { fill } from '#learner/words.ts'
import { expect, test } from './support/journey.ts'

interface Asked {
  readonly question: PreparedQuestion
  readonly asked: PreparedCase
}

/** A text of a question as it stands on the page. */
const said = (text: string, words: PreparedCase['words'] = {}) => fill(text, words).replaceAll('`', '')

let bank: readonly PreparedQuestion[] = []
test.beforeAll(async () => {
  bank = await prepareBank(QUESTIONS)
})

/** Which question is on the page, and in which form: the one whose words stand there. */
async function questionOn(page: Page): Promise<Asked> {
  const text = (await page.getByRole('article').innerText()).replaceAll(/\s+/g, ' ')
  for (const question of bank) {
    const asked = question.cases.find(({ words }) =>
      text.includes(said(question.stem, words).replaceAll(/\s+/g, ' ')),
    )
    if (asked) return { question, asked }
  }
  throw new Error(`No question has these words: ${text}`)
}

/** Puts down what the bookshop says is right, without checking it; an order by keyboard alone. */
async function answerRightly(page: Page, { question, asked: { key, words } }: Asked): Promise<void> {
  if (question.kind === 'single' && key.kind === 'single') {
    const right = question.options.find(({ id }) => id === key.option)
    await page.getByRole('radio', { name: said(right?.text ?? '', words), exact: true }).check()
  } else if (question.kind === 'select' && key.kind === 'select') {
    for (const { id, text } of question.options)
      await page
        .getByRole('checkbox', { name: said(text, words), exact: true })
        .setChecked(key.options.includes(id))
  } else if (question.kind === 'order' && key.kind === 'order') {
    for (const id of key.steps) {
      const step = question.steps.find((one) => one.id === id)
      await page
        .getByRole('button', { name: `Add: ${said(step?.text ?? '', words)}`, exact: true })
        .press('Enter')
    }
  } else if (question.kind === 'predict' && key.kind === 'predict') {
    for (const ask of question.asks) {
      const value = key.values[ask.id]
      if (ask.input === 'number')
        await page.getByRole('textbox', { name: said(ask.label, words) }).fill(`${value}`)
      else {
        const choice = ask.choices.find((one) => one.value === value)
        await page.getByRole('radio', { name: said(choice?.text ?? '', words), exact: true }).check()
      }
    }
  }
}

test('a learner answers the quiz, misses one, is interrupted, and returns', async ({
  page,
  context,
  axe,
}) => {
  test.slow()
  const check = page.getByRole('button', { name: 'Check my answer' })
  const next = page.getByRole('button', { name: /^(Next|See how it went)$/ })
  await page.goto('./quiz/')
  await expect(
    page.getByRole('heading', { level: 2, name: new RegExp(`^${bank.length} questions`) }),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Start the quiz' }).click()
  await expect(page.getByRole('heading', { name: `Question 1 of ${bank.length}` })).toBeFocused()

  // A wrong answer, given with confidence: the reason for it, the right one with its reason, the others one press away.
  const first = await questionOn(page)
  if (first.question.kind !== 'single')
    throw new Error('The quiz begins with a single choice: that is the easiest.')
  await check.click()
  await expect(
    page.getByText('Nothing is chosen yet. Choose an option, or let yourself be told.'),
  ).toBeVisible()
  const [wrong] = first.question.options.filter(({ right }) => !right)
  const right = first.question.options.find((option) => option.right)
  if (!wrong || !right) throw new Error('A single choice has a right and a wrong option.')
  await page.getByRole('radio', { name: said(wrong.text), exact: true }).check()
  await page.getByRole('radio', { name: 'Sure', exact: true }).check()
  await check.click()
  const verdict = page.getByRole('heading', { name: /^Not this time\. You were sure/ })
  await expect(verdict).toBeFocused()
  const parts = page.getByRole('article').getByRole('listitem')
  await expect(parts.filter({ hasText: said(wrong.text) })).toContainText(said(wrong.why))
  await expect(parts.filter({ hasText: said(wrong.text) })).toContainText('Your answer')
  await expect(parts.filter({ hasText: said(right.text) })).toContainText(said(right.why))
  await page.getByText('Why not the other 2').click()
  for (const { why } of first.question.options)
    await expect(page.getByText(said(why), { exact: true })).toBeVisible()

  // Show me: the answer runs, and what was measured confirms it.
  await page.getByRole('button', { name: 'Show me' }).click()
  const measured = page.getByRole('region', { name: 'Measured just now' })
  await expect(measured.getByRole('row', { name: /^Content of the answer\s*= the same/ })).toBeVisible()
  await expect(page.getByText('5 HTTP requests were made')).toBeVisible()
  await page.getByRole('radio', { name: 'Monolith' }).check()
  await expect(page.getByText('1 HTTP request was made')).toBeVisible()
  await page.getByText('Where the time went').click()
  await expect(page.getByRole('list', { name: /^Trace/ }).getByRole('listitem')).toHaveCount(1)
  await axe(page)

  // A verdict survives a reload.
  await page.reload()
  await expect(verdict).toBeVisible()
  await next.click()

  // The others, rightly. In the middle of one the page is lost, and what was put down is still there.
  const kinds = new Set<string>([first.question.kind])
  for (let place = 2; place <= bank.length; place++) {
    await expect(page.getByRole('heading', { name: `Question ${place} of ${bank.length}` })).toBeFocused()
    const now = await questionOn(page)
    kinds.add(now.question.kind)
    await answerRightly(page, now)
    if (now.question.kind === 'order') await reorderByKeyboard(page, now)
    if (place === 4 || now.question.kind === 'predict' || now.question.kind === 'order') {
      await page.reload()
      await expect(page.getByRole('heading', { name: `Question ${place} of ${bank.length}` })).toBeVisible()
      expect(await questionOn(page)).toEqual(now)
    }
    await check.click()
    await expect(page.getByRole('heading', { name: 'Right.', exact: true }), now.question.id).toBeFocused()
    await next.click()
  }
  expect([...kinds].toSorted()).toEqual(['order', 'predict', 'select', 'single'])

  // What was missed comes once more.
  await expect(page.getByRole('heading', { name: 'Second try 1 of 1' })).toBeFocused()
  const again = await questionOn(page)
  expect(again.question.id).toBe(first.question.id)
  await answerRightly(page, again)
  await check.click()
  await next.click()
  await expect(
    page.getByRole('heading', { name: `${bank.length - 1} of ${bank.length} right at the first try` }),
  ).toBeFocused()
  await expect(page.getByRole('region', { name: 'To revisit' }).getByRole('listitem')).toContainText(
    said(first.question.takeaway),
  )
  await axe(page)
  await page.close()

  // Another day.
  const later = await context.newPage()
  await later.goto('./quiz/')
  await expect(
    later.getByText(`${bank.length} of ${bank.length} answered rightly the last time.`),
  ).toBeVisible()
  await later.getByRole('button', { name: `Start over with all ${bank.length}` }).click()
  await expect(later.getByRole('heading', { name: `Question 1 of ${bank.length}` })).toBeVisible()
  await later.goBack()
  await expect(later.getByRole('button', { name: `Continue: question 1 of ${bank.length}` })).toBeVisible()
  await later.getByRole('button', { name: 'Reset progress' }).click()
  await expect(later.getByRole('button', { name: 'Keep them' })).toBeFocused()
  await later.getByRole('button', { name: 'Forget all answers' }).click()
  await expect(later.getByRole('button', { name: 'Start the quiz' })).toBeVisible()
  await later.reload()
  await expect(later.getByRole('button', { name: 'Start the quiz' })).toBeVisible()
})

/** Moves the first step down and up again, and one out and in again: the focus stays with what is moved. */
async function reorderByKeyboard(page: Page, { question, asked: { key, words } }: Asked): Promise<void> {
  if (question.kind !== 'order' || key.kind !== 'order') return
  const text = (id: string | undefined) =>
    said(question.steps.find((step) => step.id === id)?.text ?? '', words)
  const order = page.getByRole('list', { name: 'Your order' }).getByRole('listitem')
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const first = text(key.steps[0])
  await button(`Move down: ${first}`).press('Enter')
  await expect(order.nth(1)).toContainText(first)
  await expect(button(`Move down: ${first}`)).toBeFocused()
  await expect(
    page.getByRole('status').filter({ hasText: `${first}: now 2 of ${key.steps.length}.` }),
  ).toHaveCount(1)
  await button(`Move up: ${first}`).press('Space')
  await expect(order.first()).toContainText(first)
  const last = text(key.steps.at(-1))
  await button(`Take out: ${last}`).press('Enter')
  await expect(order).toHaveCount(key.steps.length - 1)
  await expect(button(`Add: ${last}`)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(order).toHaveCount(key.steps.length)
}

test('a learner who does not know lets the answer be told, and pauses', async ({ page }) => {
  await page.goto('./quiz/')
  await page.getByRole('button', { name: 'Start the quiz' }).click()
  const { question } = await questionOn(page)
  await page.getByRole('button', { name: 'I don’t know yet, tell me' }).click()
  await expect(
    page.getByRole('heading', { name: 'Here is the answer. The question comes back later.' }),
  ).toBeFocused()
  if (question.kind !== 'single')
    throw new Error('The quiz begins with a single choice: that is the easiest.')
  const right = question.options.find((option) => option.right)
  await expect(page.getByText(said(right?.why ?? ''), { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Pause here' }).click()
  await expect(page.getByRole('button', { name: `Continue: question 2 of ${bank.length}` })).toBeVisible()
})
