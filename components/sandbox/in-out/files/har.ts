import * as z from 'zod'
import { type Har, harOf } from '#mocks/log/views/har.ts'
import { isForbiddenField } from '#mocks/systems/forbidden-fields.ts'
import { draftOf, type SentRequest } from '../../draft.ts'
import type { Entry } from '../../session.ts'
import type { Imported } from './collection.ts'

/**
 * What was sent and answered, as an HTTP archive: one entry for each request of the client. `epochMs` says when the run
 * of an entry started. Requests that left no trace in the log are left out.
 */
export function harOfHistory(entries: readonly Entry[], epochMs: (entry: Entry) => number): Har {
  const archives = entries.map((entry) => harOf(entry.events, entry.traceId, epochMs(entry)))
  return {
    log: {
      version: '1.2',
      creator: archives[0]?.log.creator ?? { name: 'Blocks & Glue', version: '1' },
      // The first hop of a trace is the client's own.
      entries: archives.flatMap(({ log }) => log.entries.slice(0, 1)),
      comment: 'Sent from the sandbox of Blocks & Glue',
    },
  }
}

const Named = z.object({ name: z.string(), value: z.string() })
const HarFile = z.object({
  log: z.object({
    entries: z.array(
      z.object({
        request: z.object({
          method: z.string(),
          url: z.string(),
          headers: z.array(Named).default([]),
          postData: z
            .object({
              mimeType: z.string().optional(),
              text: z.string().optional(),
              params: z.array(z.object({ name: z.string(), value: z.string().optional() })).optional(),
              _encoding: z.string().optional(),
            })
            .nullish(),
        }),
      }),
    ),
  }),
})

/** Whether a document says that it is an HTTP archive. */
export function isHar(value: unknown): boolean {
  return z.object({ log: z.object({ entries: z.array(z.unknown()) }) }).safeParse(value).success
}

/** Reads the requests of an HTTP archive, as network panels export it. Throws ZodError. */
export function readHar(value: unknown): Imported {
  const { log } = HarFile.parse(value)
  const forbidden = new Set<string>()
  const requests = log.entries.map(({ request }) => {
    const { method, url, headers, postData } = request
    const body =
      postData?.text ??
      (postData?.params
        ? new URLSearchParams(postData.params.map(({ name, value: text = '' }) => [name, text])).toString()
        : undefined)
    const sent: SentRequest = {
      method,
      url,
      // Pseudo-fields of HTTP/2 and later are method and URL once more.
      headers: headers
        .filter(({ name }) => !name.startsWith(':'))
        .map(({ name, value: text }) => [name, text] as const),
      ...(body === undefined || body === '' ? {} : { body }),
      ...(postData?._encoding === 'base64' ? { bodyEncoding: 'base64' as const } : {}),
    }
    const draft = draftOf(sent)
    return {
      name: nameOf(method, url),
      draft: {
        ...draft,
        headers: draft.headers.map((row) => {
          if (!isForbiddenField(row.name)) return row
          forbidden.add(row.name.toLowerCase())
          return { ...row, on: false }
        }),
      },
    }
  })
  return {
    collection: { v: 1, name: 'From an HTTP archive', requests, variables: [] },
    notes:
      forbidden.size > 0
        ? [`${[...forbidden].join(', ')}: the browser’s own, and switched off. Page code can not send them.`]
        : [],
  }
}

function nameOf(method: string, url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url
  return `${method} ${path}`.slice(0, 200)
}
