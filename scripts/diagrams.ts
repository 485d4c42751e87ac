/**
 * Draws content/diagrams/*.mmd as SVG files beside them, with the browser that is installed.
 *
 *   node scripts/diagrams.ts           draws what is stale
 *   node scripts/diagrams.ts --all     draws everything
 *   node scripts/diagrams.ts --check   draws nothing, needs no browser, fails when something is stale
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { optimize } from 'svgo'
import { loadDiagrams } from '../content/load.ts'
import type { Diagram } from '../content/schema/diagram.ts'
import { CLASS_DEFS, digest, FONT_FAMILY, FONT_FILE, MERMAID_CONFIG, toVariables } from './diagram-theme.ts'

declare global {
  /** Mermaid's own script defines it in the page that draws. */
  var mermaid: {
    initialize(config: object): void
    render(id: string, source: string): Promise<{ svg: string }>
  }
}

const FOLDER = 'content/diagrams'
const mermaidVersion: string = JSON.parse(readFileSync('node_modules/mermaid/package.json', 'utf8')).version

const svgOf = (id: string) => `${FOLDER}/${id}.svg`
const isFresh = ({ id, source }: Diagram) =>
  existsSync(svgOf(id)) &&
  readFileSync(svgOf(id), 'utf8').includes(`data-source="${digest(source, mermaidVersion)}"`)

const diagrams = loadDiagrams()
const orphans = readdirSync(FOLDER).filter(
  (name) => name.endsWith('.svg') && !diagrams.some(({ id }) => name === `${id}.svg`),
)
const stale = diagrams.filter((diagram) => !isFresh(diagram))

if (process.argv.includes('--check')) {
  for (const { file, id } of stale)
    console.error(`${file}: ${svgOf(id)} does not show it. Run: node scripts/diagrams.ts`)
  for (const name of orphans)
    console.error(
      `${FOLDER}/${name}: no ${name.replace(/svg$/, 'mmd')} belongs to it. Run: node scripts/diagrams.ts`,
    )
  process.exitCode = stale.length + orphans.length > 0 ? 1 : 0
} else {
  for (const name of orphans) rmSync(`${FOLDER}/${name}`)
  await draw(process.argv.includes('--all') ? diagrams : stale)
}

/** Draws diagrams in one browser, one after another. */
async function draw(wanted: readonly Diagram[]): Promise<void> {
  if (wanted.length === 0) return
  const bundled = chromium.executablePath()
  const executablePath = existsSync(bundled) ? bundled : (process.env.CHROMIUM_PATH ?? '/usr/bin/chromium')
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.setContent(pageWithFont())
    await page.evaluate(
      async (family) => void (await document.fonts.load(`600 15px "${family}"`)),
      FONT_FAMILY,
    )
    await page.addScriptTag({ path: 'node_modules/mermaid/dist/mermaid.min.js' })
    for (const diagram of wanted) {
      const raw = await page.evaluate(renderInPage, {
        id: `dg-${diagram.id}`,
        source: withClasses(diagram.source),
        config: MERMAID_CONFIG,
      })
      writeFileSync(svgOf(diagram.id), finish(raw, diagram))
      console.log(`${svgOf(diagram.id)} drawn`)
    }
  } finally {
    await browser.close()
  }
}

function pageWithFont(): string {
  const font = readFileSync(FONT_FILE).toString('base64')
  return `<!doctype html><meta charset="utf-8"><style>
    @font-face { font-family: "${FONT_FAMILY}"; font-weight: 400 700; src: url(data:font/woff2;base64,${font}) format("woff2"); }
    body { margin: 0; font-family: "${FONT_FAMILY}"; font-size: 15px; line-height: 1.35 }
  </style><body></body>`
}

/** Only the classes that the source uses; a sequence diagram has none. */
function withClasses(source: string): string {
  if (!/^\s*flowchart/m.test(source)) return source
  const used = CLASS_DEFS.split('\n').filter((line) => new RegExp(`:::${line.split(' ')[1]}\\b`).test(source))
  return `${source.trimEnd()}\n${used.join('\n')}\n`
}

/** Runs in the browser: renders, then drops the style rules that match nothing in the drawing. */
async function renderInPage({
  id,
  source,
  config,
}: {
  id: string
  source: string
  config: object
}): Promise<string> {
  mermaid.initialize(config)
  const { svg } = await mermaid.render(id, source)
  const host = document.createElement('div')
  host.innerHTML = svg
  document.body.replaceChildren(host)
  const drawn = host.querySelector('svg')
  const style = drawn?.querySelector('style')
  if (!drawn || !style?.sheet) throw new Error('Mermaid drew nothing.')
  const matches = (selector: string) => {
    try {
      return document.querySelector(selector) !== null
    } catch {
      return false
    }
  }
  style.textContent = [...style.sheet.cssRules]
    .filter((rule): rule is CSSStyleRule => rule instanceof CSSStyleRule)
    .map((rule) => {
      const selectors = rule.selectorText.split(/,\s*/).filter(matches)
      return selectors.length > 0 && rule.style.cssText ? `${selectors.join(',')}{${rule.style.cssText}}` : ''
    })
    .join('')
  for (const definition of drawn.querySelectorAll('marker, filter, linearGradient, symbol')) {
    const used =
      drawn.innerHTML.includes(`#${definition.id})`) || drawn.innerHTML.includes(`"#${definition.id}"`)
    if (!used) definition.remove()
  }
  for (const element of drawn.querySelectorAll('*')) {
    for (const name of ['data-points', 'data-edge', 'data-et', 'data-id', 'data-look'])
      element.removeAttribute(name)
    if (/^;?$/.test(element.getAttribute('style') ?? 'kept')) element.removeAttribute('style')
  }
  // Sequence diagrams use the same ids in every drawing: prefix those that are referred to, drop the others.
  for (const element of drawn.querySelectorAll(`[id]:not([id^="${id}"])`)) {
    const old = element.id
    const users = [...drawn.querySelectorAll('*')].flatMap((user) =>
      [...user.attributes].filter(({ value }) => value === `#${old}` || value === `url(#${old})`),
    )
    for (const user of users) user.value = user.value.replace(`#${old}`, `#${id}-${old}`)
    if (users.length > 0) element.id = `${id}-${old}`
    else element.removeAttribute('id')
  }
  for (const empty of drawn.querySelectorAll('defs:empty')) empty.remove()
  return new XMLSerializer().serializeToString(drawn)
}

function finish(raw: string, { id, source }: Diagram): string {
  const optimised = optimize(raw, {
    plugins: ['cleanupNumericValues', 'convertPathData', 'convertTransform'],
  }).data
  const named = toVariables(optimised, id)
    .replace(/ role="[^"]*"/, ' role="img"')
    .replace(/ aria-roledescription="[^"]*"/, '')
    .replace(/ style="max-width:[^"]*"/, '')
    .replace('<svg ', `<svg data-source="${digest(source, mermaidVersion)}" `)
  return `${named}\n`
}
