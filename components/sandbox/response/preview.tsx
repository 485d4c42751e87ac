import { InlineCode } from '#components/ui/inline-code.tsx'
import type { Field, WireContent } from '#mocks/log/events.ts'

/** What an answer stands for, where that can be shown safely. Nothing of it is ever read as HTML. */
type Known =
  | { readonly kind: 'image'; readonly address: string; readonly type: string }
  | { readonly kind: 'problem'; readonly problem: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'table'
      readonly columns: readonly string[]
      readonly rows: readonly Readonly<Record<string, unknown>>[]
    }

/** Pictures that no script can be in, as an image draws them. */
const IMAGES = /^image\/(png|jpeg|gif|webp|avif|svg\+xml)\b/

/** What of an answer can be previewed: a picture, a problem document (RFC 9457), a list of like things. Undefined for anything else. */
export function previewOf(content: WireContent, fields: readonly Field[], json: unknown): Known | undefined {
  const type = fields.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  if (IMAGES.test(type)) {
    const kind = type.split(';')[0] ?? type
    const base64 = 'base64' in content ? content.base64 : base64Of(content.text)
    return { kind: 'image', address: `data:${kind};base64,${base64}`, type: kind }
  }
  if (type.startsWith('application/problem+json') && isRecord(json)) return { kind: 'problem', problem: json }
  const list = Array.isArray(json)
    ? json
    : isRecord(json)
      ? Object.values(json).find(Array.isArray)
      : undefined
  if (!Array.isArray(list) || list.length === 0 || !list.every(isRecord)) return undefined
  const rows = list.slice(0, 100)
  return { kind: 'table', columns: [...new Set(rows.flatMap((row) => Object.keys(row)))].slice(0, 12), rows }
}

/** Shows it. */
export function Preview({ preview }: { preview: Known }) {
  if (preview.kind === 'image')
    return (
      <figure className="inline-block border-[1.5px] border-ink bg-paper-raised p-2">
        {/* biome-ignore lint/performance/noImgElement: the bytes of this very answer */}
        <img src={preview.address} alt="The content of this answer, drawn" className="max-h-96 max-w-full" />
        <figcaption className="legend pt-1">{preview.type}</figcaption>
      </figure>
    )
  if (preview.kind === 'problem') return <Problem problem={preview.problem} />
  return (
    <section
      aria-label="The list as a table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-[30rem] overflow-auto border-[1.5px] border-ink"
    >
      <table className="w-full text-xs tabular-nums">
        <thead className="sticky top-0 bg-paper-sunk">
          <tr>
            {preview.columns.map((column) => (
              <th key={column} scope="col" className="whitespace-nowrap px-2 py-1.5 text-left font-semibold">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the items of a list that somebody sent have no other name
            <tr key={i} className="border-hairline border-t align-top">
              {preview.columns.map((column) => (
                <td key={column} className="max-w-64 truncate px-2 py-1">
                  {said(row[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** A problem document, its members by what they are for (RFC 9457 §3.1). */
function Problem({ problem }: { problem: Readonly<Record<string, unknown>> }) {
  const { title, status, detail, type, ...more } = problem
  return (
    <div className="space-y-2 border-fault border-l-[3px] bg-fault-wash p-3 text-sm">
      <p className="font-semibold text-base">
        {said(status)} {said(title)}
      </p>
      {detail !== undefined && <p>{said(detail)}</p>}
      {type !== undefined && (
        <p className="text-xs [overflow-wrap:anywhere]">
          Its kind: <InlineCode text={`\`${said(type).replaceAll('`', '')}\``} />
        </p>
      )}
      {Object.keys(more).length > 0 && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-xs">
          {Object.entries(more).map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="font-semibold">{name}</dt>
              <dd className="[overflow-wrap:anywhere]">{said(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function said(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function base64Of(text: string): string {
  let binary = ''
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary)
}
