import { expect, type Locator, type Page } from '@playwright/test'

/** The parts of the sandbox, found as a person finds them. */
export function sandboxOf(page: Page) {
  const part = (name: string) => page.getByRole('region', { name, exact: true })
  const response = part('Response')
  const send = page.getByRole('button', { name: 'Send', exact: true })
  return {
    method: page.getByRole('combobox', { name: 'Method' }),
    url: page.getByRole('combobox', { name: 'URL' }),
    body: page.getByRole('textbox', { name: 'Body', exact: true }),
    send,
    request: part('Request'),
    /** A part of the request: Params, Headers, Body, Auth. */
    requestTab: (name: RegExp | string) => part('Request').getByRole('tab', { name }),
    response,
    blocks: part('Blocks'),
    trace: part('Trace'),
    changes: part('What changed'),
    /** What is said to people who do not see the page change. */
    said: page.getByRole('status', { name: 'Result' }),
    /** What was sent so far, the newest first; where there is little room, the list is opened first. */
    async openHistory() {
      const list = page.getByRole('navigation', { name: 'History' })
      if (!(await list.isVisible())) await page.getByText(/^History \(\d+\)$/).click()
      return list.getByRole('button')
    },
    linked: part('Linked run'),
    /** One of the three parts of the response. */
    tab: (name: RegExp | string) => response.getByRole('tab', { name }),
    /** Puts an example into the editor; where there is little room, the list of examples is opened first. */
    async take(name: string) {
      await expect(send).toBeEnabled()
      const example = page
        .getByRole('navigation', { name: 'Examples' })
        .getByRole('button', { name, exact: true })
      if (!(await example.isVisible())) await page.getByText('Examples', { exact: true }).click()
      await example.click()
    },
    /** Lays out more of the workbench, or less. */
    level: (name: 'Send' | 'Look inside' | 'Break it' | 'Everything') =>
      page.getByRole('radio', { name, exact: true }).check(),
    architecture: (name: 'Microservices' | 'Monolith') => page.getByRole('radio', { name }),
    /** The rows of the waterfall, in the order of departure. */
    hops: part('Trace')
      .getByRole('treegrid', { name: /^Trace/ })
      .getByRole('row', { name: /^\d+\. / }),
    /** The hops of the drawing, in words. */
    drawn: part('Blocks').getByRole('list', { name: /^Hops/ }).getByRole('listitem'),
  }
}

/** What a row of the waterfall says of its hop: who, to whom, and how long it took, in ms. */
export async function readHop(
  row: Locator,
): Promise<{ number: number; from: string; to: string; tookMs: number }> {
  const name = await row.evaluate((it) => it.textContent ?? '')
  const found = /^(\d+)\. (\w+) asks (\w+): .* took ([\d.]+) (µs|ms|s)\./.exec(name)
  const [, number = '', from = '', to = '', took = '', unit = ''] = found ?? []
  if (!found) throw new Error(`This row does not say what it shows: ${name}`)
  return {
    number: Number(number),
    from,
    to,
    tookMs: Number(took) * ({ µs: 0.001, ms: 1, s: 1000 }[unit] ?? Number.NaN),
  }
}
