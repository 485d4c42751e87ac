import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/**
 * One SVG serves both themes: Mermaid draws with sentinel colours that mean nothing, and each is replaced
 * by a CSS variable afterwards. What a variable is by day and by night is said in components/diagram.
 */
const SENTINELS = {
  '#a10001': '--dg-ink',
  '#a10002': '--dg-ground',
  '#a10003': '--dg-line',
  '#a10004': '--dg-panel',
  '#a10005': '--dg-panel-line',
  '#a10006': '--dg-label',
  '#a10007': '--dg-plate',
  '#a10008': '--dg-glue',
  '#a10009': '--dg-quiet',
  '#a1000a': '--dg-on-dark',
  '#a1000b': '--dg-on-light',
  '#a10011': '--dg-gateway',
  '#a10012': '--dg-catalog',
  '#a10013': '--dg-inventory',
  '#a10014': '--dg-orders',
  '#a10015': '--dg-payments',
} as const
type Variable = (typeof SENTINELS)[keyof typeof SENTINELS]

const colour = (variable: Variable): string => {
  const found = Object.entries(SENTINELS).find(([, name]) => name === variable)
  if (!found) throw new Error(`No sentinel colour stands for ${variable}.`)
  return found[0]
}

const ink = colour('--dg-ink')
const ground = colour('--dg-ground')
const line = colour('--dg-line')
const panel = colour('--dg-panel')
const panelLine = colour('--dg-panel-line')
const label = colour('--dg-label')
const quiet = colour('--dg-quiet')

/** The family that the diagrams are measured with while they are drawn; on the page the same file has another name. */
export const FONT_FAMILY = 'Diagram Sans'
const FONT_STACK = `"${FONT_FAMILY}", sans-serif`
const SHOWN_STACK = 'var(--font-instrument-sans, sans-serif)'

/** The interface font of the site, from the root of the repository. */
export const FONT_FILE = 'app/fonts/instrument-sans.woff2'

const SERVICES = ['gateway', 'catalog', 'inventory', 'orders', 'payments'] as const
const onService = (service: (typeof SERVICES)[number]) =>
  colour(service === 'gateway' || service === 'orders' ? '--dg-on-dark' : '--dg-on-light')

/** The shapes of the product: blocks with round corners, and in a sequence the colour of each service. */
function themeCss(): string {
  return [
    '.node rect, rect.actor { rx: 9px; ry: 9px }',
    '.cluster rect { rx: 4px; ry: 4px }',
    '.cluster-label { font-weight: 600 }',
    // A halo, so that a lifeline does not strike a message's words through.
    `.messageText { paint-order: stroke; stroke: ${label} !important; stroke-width: 5px }`,
    ...SERVICES.flatMap((service) => [
      `rect.actor[name="${service}"] { fill: ${colour(`--dg-${service}`)}; stroke: ${ink} }`,
      `rect.actor[name="${service}"] + text.actor > tspan { fill: ${onService(service)} }`,
    ]),
  ].join(' ')
}

/** What Mermaid is configured with. Every colour is a sentinel. */
export const MERMAID_CONFIG = {
  startOnLoad: false,
  securityLevel: 'strict',
  theme: 'base',
  look: 'classic',
  layout: 'dagre',
  deterministicIds: true,
  fontFamily: FONT_STACK,
  htmlLabels: true,
  themeCSS: themeCss(),
  flowchart: {
    htmlLabels: true,
    curve: 'basis',
    minNodeWidth: 76,
    nodeSpacing: 20,
    rankSpacing: 34,
    padding: 9,
    subGraphTitleMargin: { top: 6, bottom: 10 },
    diagramPadding: 4,
    useMaxWidth: true,
  },
  sequence: {
    useMaxWidth: true,
    mirrorActors: false,
    actorMargin: 28,
    width: 92,
    height: 40,
    messageMargin: 30,
    diagramMarginX: 6,
    diagramMarginY: 6,
    wrap: false,
  },
  themeVariables: {
    fontFamily: FONT_STACK,
    fontSize: '15px',
    background: ground,
    primaryColor: panel,
    primaryTextColor: ink,
    primaryBorderColor: line,
    secondaryColor: panel,
    secondaryTextColor: ink,
    secondaryBorderColor: line,
    tertiaryColor: panel,
    tertiaryTextColor: ink,
    tertiaryBorderColor: panelLine,
    lineColor: line,
    textColor: ink,
    mainBkg: panel,
    nodeBorder: line,
    nodeTextColor: ink,
    clusterBkg: panel,
    clusterBorder: panelLine,
    titleColor: ink,
    edgeLabelBackground: label,
    noteBkgColor: label,
    noteTextColor: ink,
    noteBorderColor: panelLine,
    actorBkg: label,
    actorBorder: line,
    actorTextColor: ink,
    actorLineColor: panelLine,
    signalColor: line,
    signalTextColor: ink,
    labelBoxBkgColor: label,
    labelBoxBorderColor: panelLine,
    labelTextColor: ink,
    loopTextColor: ink,
    activationBorderColor: line,
    activationBkgColor: label,
    sequenceNumberColor: ground,
  },
} as const

/** Classes that a flowchart may give its nodes (`:::catalog`): the product's visual language. */
export const CLASS_DEFS = [
  `classDef client fill:${ground},stroke:${ink},stroke-width:1.5px,color:${ink}`,
  `classDef plate fill:${colour('--dg-plate')},stroke:${ink},stroke-width:3px,color:${ink}`,
  `classDef blocks fill:${label},stroke:${ink},stroke-width:1.5px,stroke-dasharray:7 4,color:${ink}`,
  `classDef monolith fill:${label},stroke:${ink},stroke-width:3px,color:${ink}`,
  `classDef store fill:${ground},stroke:${ink},stroke-width:1.5px,color:${ink}`,
  `classDef quiet fill:${ground},stroke:${quiet},stroke-width:1px,stroke-dasharray:3 3,color:${ink}`,
  ...SERVICES.map(
    (service) =>
      `classDef ${service} fill:${colour(`--dg-${service}`)},stroke:${ink},stroke-width:1.5px,color:${onService(service)}`,
  ),
].join('\n')

/** Colours that Mermaid's sequence diagrams write as attributes whatever the theme says. */
const HARD_CODED: Readonly<Record<string, Variable>> = {
  '#999': '--dg-panel-line',
  '#666': '--dg-line',
  '#eaeaea': '--dg-label',
  '#edf2ae': '--dg-label',
  '#000000': '--dg-ink',
  '#000': '--dg-ink',
}

/** The text of an SVG with every sentinel replaced by its variable. Throws when a colour is left that is none of ours. */
export function toVariables(svg: string, id: string): string {
  let text = svg.replaceAll(/(&quot;|"|')Diagram Sans\1, ?sans-serif/g, SHOWN_STACK)
  for (const [hex, variable] of Object.entries(SENTINELS)) {
    const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
    text = text.replaceAll(
      new RegExp(`${hex}|rgba?\\(${r}, ?${g}, ?${b}(, ?[\\d.]+)?\\)`, 'gi'),
      `var(${variable})`,
    )
  }
  text = text.replaceAll(/(fill|stroke)="(#[0-9a-f]{3,6})"/gi, (whole, attribute: string, hex: string) => {
    const variable = HARD_CODED[hex.toLowerCase()]
    return variable ? `${attribute}="var(${variable})"` : whole
  })
  const stray = /#[0-9a-f]{6}\b|#[0-9a-f]{3}\b(?=[;"' ])|rgba?\([^)]*\)|hsla?\([^)]*\)/i.exec(text)
  if (stray) {
    const around = text.slice(Math.max(0, stray.index - 90), stray.index + 40)
    throw new Error(
      `${id}: the colour ${stray[0]} is not one of ours: …${around}… Set it in scripts/diagram-theme.ts.`,
    )
  }
  return text
}

/** A digest of everything that decides how a diagram looks: its source, this theme, and Mermaid's version. */
export function digest(source: string, mermaidVersion: string): string {
  const theme = readFileSync(new URL(import.meta.url), 'utf8')
  return createHash('sha256')
    .update(JSON.stringify([source, theme, mermaidVersion]))
    .digest('hex')
    .slice(0, 16)
}
