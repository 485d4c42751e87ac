/** Prints what each page of the built site weighs, and fails when one is over its budget: `node scripts/budgets.ts`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Budgets, overBudget, routeBytes } from './site/budgets.ts'

const routes = routeBytes(process.env.OUT_DIR ?? 'out')
const kilobytes = (bytes: number) => Number((bytes / 1000).toFixed(1))
console.table(
  Object.fromEntries(
    routes.map(({ route, html, js, css, fonts }) => [
      route,
      {
        'html KB': kilobytes(html),
        'js KB': kilobytes(js),
        'css KB': kilobytes(css),
        'fonts KB': kilobytes(fonts),
      },
    ]),
  ),
)
const budgets = Budgets.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8')))
const over = overBudget(routes, budgets)
for (const line of over) console.error(line)
process.exitCode = over.length > 0 ? 1 : 0
