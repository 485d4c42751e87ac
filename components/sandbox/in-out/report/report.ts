import { formatMicros } from '#components/ui/hop-words.ts'
import { contentText, prettyJson } from '#components/ui/message-text.ts'
import { sequenceOf } from '#mocks/log/views/sequence.ts'
import { durationOf, type Entry, viewOf } from '../../session.ts'
import { CONSTRUCTION, hopsInWords, outcomeInWords } from '../../words.ts'
import { curlOf } from '../curl/write-curl.ts'

/** The longest content that is printed whole, in characters. */
const MAX_CONTENT = 4000

/** A code block whose fence is longer than any in its text, so that nothing in it ends it. */
function block(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}

/** What is in a cell of a table, on one line and without an end of the cell in it. */
const cell = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replace(/\s+/g, ' ')

/** One request and everything behind it as Markdown, with its sequence diagram (Mermaid): for a design document or an issue. */
export function reportOf(entry: Entry): string {
  const { request, outcome, events, traceId, architecture, down } = entry
  const view = viewOf(entry)
  const duration = durationOf(view)
  const facts = [
    outcomeInWords(entry),
    CONSTRUCTION[architecture].toLowerCase(),
    hopsInWords(view.hops.length),
    ...(duration === undefined ? [] : [`${formatMicros(duration)} (modelled)`]),
    ...(down.length > 0 ? [`${down.join(', ')} down`] : []),
  ]
  return [
    `# ${request.method} ${cell(new URL(request.url).pathname)}`,
    `${facts.join(' · ')}. Trace \`${traceId}\`.`,
    '## Request',
    block('sh', curlOf(request)),
    '## Response',
    ...(outcome.kind === 'answered'
      ? [block('http', headOf(outcome)), ...contentOf(outcome)]
      : ['detail' in outcome ? cell(outcome.detail) : 'No answer.']),
    '## Who asked whom',
    block('mermaid', sequenceOf(events, traceId)),
    ...(view.changes.length > 0
      ? [
          '## What changed',
          [
            '| service | table | record | change |',
            '| --- | --- | --- | --- |',
            ...view.changes.map(
              ({ party, table, key, before, after }) =>
                `| ${cell(party)} | ${cell(table)} | ${cell(key)} | ${
                  before === undefined ? 'created' : after === undefined ? 'deleted' : 'changed'
                } |`,
            ),
          ].join('\n'),
        ]
      : []),
    '',
  ].join('\n\n')
}

type Answered = Extract<Entry['outcome'], { kind: 'answered' }>

const headOf = ({ status, fields }: Answered) =>
  [`HTTP/1.1 ${status}`, ...fields.map(([name, value]) => `${name}: ${value}`)].join('\n')

function contentOf({ content }: Answered): readonly string[] {
  if (content.bytes === 0) return []
  const text = contentText(content)
  const pretty = prettyJson(text) ?? text
  const shown = pretty.slice(0, MAX_CONTENT)
  const rest = pretty.length - shown.length
  return [
    block(prettyJson(text) === undefined ? '' : 'json', shown),
    ...(rest > 0 ? [`… and ${rest} characters more.`] : []),
  ]
}
