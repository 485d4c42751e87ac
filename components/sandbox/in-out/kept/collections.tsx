'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import { Field, inputLook } from '#components/ui/field.tsx'
import { type Entry, shownEntry } from '../../session.ts'
import { useSandbox, useSession } from '../../use-sandbox.ts'
import { messageOf } from '../../words.ts'
import { Collection } from '../files/collection.ts'
import { download } from '../files/download.ts'
import { examplesOf } from '../files/examples-of.ts'
import { harOfHistory } from '../files/har.ts'
import { ImportForm } from '../files/import-form.tsx'
import { postmanOf } from '../files/postman.ts'
import { reportOf } from '../report/report.ts'
import { dropCollection, keepCollection, readCollections } from './shelf.ts'

interface Kept {
  readonly id: number
  readonly collection: Collection
}

/** The reader's own requests: kept in this browser, taken along as files, brought in from other tools. */
export function Collections() {
  const { controller, places } = useSandbox()
  const entries = useSession((session) => session.entries)
  const [kept, setKept] = useState<readonly Kept[]>([])
  const [said, setSaid] = useState<string>()
  const [changes, setChanges] = useState(0)

  // What this browser keeps is outside of React.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read again after each change
  useEffect(() => {
    let wanted = true
    readCollections().then(
      (found) => {
        if (!wanted) return
        const read = found.map(({ id, value }) => ({ id, ...Collection.safeParse(value) }))
        setKept(read.flatMap(({ id, data }) => (data ? [{ id, collection: data }] : [])))
        const unread = read.filter(({ success }) => !success).length
        if (unread > 0)
          setSaid(
            `${unread} kept by another version of the workbench can not be read here. They stay where they are.`,
          )
      },
      (error: unknown) => wanted && setSaid(`Your browser keeps nothing here: ${messageOf(error)}`),
    )
    return () => {
      wanted = false
    }
  }, [changes])

  /** Does something with what is kept, and says how it went. */
  function change(work: () => Promise<unknown>, done: string) {
    work().then(
      () => {
        setSaid(done)
        setChanges((count) => count + 1)
      },
      (error: unknown) => setSaid(`Your browser did not keep it: ${messageOf(error)}`),
    )
  }

  function save(name: string) {
    const { draft, variables } = controller.session()
    const mine = kept.find(({ collection }) => collection.name === MINE)
    const request = { name, draft }
    const next: Collection = mine
      ? { ...mine.collection, requests: [...mine.collection.requests, request] }
      : { v: 1, name: MINE, requests: [request], variables: [...variables] }
    change(() => keepCollection(next, mine?.id), `Saved in ${MINE}.`)
  }

  return (
    <div className="space-y-3 p-3 text-sm">
      {kept.map(({ id, collection }) => (
        <Shown key={id} collection={collection}>
          <Button
            size="sm"
            variant="quiet"
            onClick={() => change(() => dropCollection(id), `${collection.name} is removed.`)}
          >
            Remove<span className="sr-only"> {collection.name}</span>
          </Button>
        </Shown>
      ))}
      <Save onSave={save} />
      <ImportForm
        onRead={({ collection, notes }) =>
          change(
            () => keepCollection(collection),
            [`Imported: ${collection.name}, ${countOf(collection)}.`, ...notes].join(' '),
          )
        }
      />
      <p role="status" className="text-xs empty:hidden">
        {said}
      </p>
      <div className="flex flex-wrap gap-1 border-hairline border-t pt-2">
        <Button
          size="sm"
          onClick={() =>
            download(
              postmanOf(examplesOf(places.publicHost), places.publicHost),
              'bookshop-examples.postman_collection.json',
            )
          }
        >
          Examples for Postman
        </Button>
        <Button
          size="sm"
          onClick={() => download(reportOf(shownEntry(controller.session())), 'bookshop-report.md')}
        >
          Report as Markdown
        </Button>
        {sent(entries).length > 0 && (
          <Button
            size="sm"
            onClick={() => download(harOfHistory(sent(entries), startOf), 'bookshop-history.har')}
          >
            History as HAR
          </Button>
        )}
      </div>
    </div>
  )
}

const MINE = 'My requests'

const countOf = ({ requests }: Collection) =>
  requests.length === 1 ? 'one request' : `${requests.length} requests`

const sent = (entries: readonly Entry[]) => entries.filter(({ source }) => source !== 'recorded')

/** When the run of an entry began, in ms of the world's clock, as well as its page knows. */
function startOf({ sentAtMs = 0, events }: Entry): number {
  return sentAtMs - (events[0]?.atUs ?? 0) / 1000
}

function Shown({ collection, children }: { collection: Collection; children: ReactNode }) {
  const { controller, places } = useSandbox()
  const { name, requests } = collection
  const file = name.replace(/[^\w-]+/g, '-').slice(0, 60)

  function take({ name: title, draft }: Collection['requests'][number]) {
    const { variables } = controller.session()
    const fresh = collection.variables.filter((row) => !variables.some((known) => known.name === row.name))
    if (fresh.length > 0)
      controller.setVariables([
        ...variables,
        ...fresh.map((row, index) => ({ ...row, id: 1000 + variables.length + index })),
      ])
    controller.take(draft, { title, shows: `From ${name}.` })
  }

  return (
    <details className="border-[1.5px] border-hairline">
      <summary className="min-h-9 list-inside px-2 py-1.5 font-semibold">
        {name} ({requests.length})
      </summary>
      <ul aria-label={name} className="max-h-72 overflow-y-auto">
        {requests.map((request, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: requests may have the same name, and keep their order
          <li key={index}>
            <button
              type="button"
              onClick={() => take(request)}
              className="flex min-h-8 w-full items-center px-2 py-1 text-left text-xs leading-tight -outline-offset-3 hover:bg-paper-sunk max-md:min-h-11"
            >
              <span className="[overflow-wrap:anywhere]">
                <span className="font-mono text-2xs text-ink-soft">{request.draft.method}</span>{' '}
                {request.name}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap border-hairline border-t">
        <Button
          size="sm"
          variant="quiet"
          onClick={() =>
            download(postmanOf(collection, places.publicHost), `${file}.postman_collection.json`)
          }
        >
          Export<span className="sr-only"> {name}</span> for Postman
        </Button>
        <Button size="sm" variant="quiet" onClick={() => download(collection, `${file}.json`)}>
          Export<span className="sr-only"> {name}</span> as JSON
        </Button>
        {children}
      </div>
    </details>
  )
}

function Save({ onSave }: { onSave: (name: string) => void }) {
  const [name, setName] = useState('')
  const draft = useSession((session) => session.draft)
  const usual = `${draft.method} ${draft.url.replace(/^https:\/\/[^/]*/, '')}`.slice(0, 200)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onSave(name.trim() || usual)
        setName('')
      }}
    >
      <Field label="Save the request as">
        {(control) => (
          <input
            {...control}
            value={name}
            autoComplete="off"
            placeholder={usual}
            onChange={(event) => setName(event.target.value)}
            className={cx(inputLook, 'min-h-9! text-sm!')}
          />
        )}
      </Field>
      <Button size="sm" type="submit" className="mt-1">
        Save
      </Button>
    </form>
  )
}
