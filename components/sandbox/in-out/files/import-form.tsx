'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import { Field, inputLook } from '#components/ui/field.tsx'
import { useSandbox } from '../../use-sandbox.ts'
import { messageOf } from '../../words.ts'
import type { Imported } from './collection.ts'
import { MAX_LENGTH, readFile } from './read-file.ts'

/** Takes over what another tool wrote: pasted, or from a file. What is wrong stands beside the field, and nothing is lost. */
export function ImportForm({ onRead }: { onRead: (imported: Imported) => void }) {
  const { places } = useSandbox()
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string>()

  function read(content: string) {
    try {
      const imported = readFile(content, places.publicHost)
      setProblem(undefined)
      setText('')
      onRead(imported)
    } catch (error) {
      setProblem(`Nothing was imported. ${messageOf(error)}`)
    }
  }

  async function open(file: File | undefined) {
    if (!file) return
    // A file that is too big is not even read; a character has at most four bytes.
    if (file.size > 4 * MAX_LENGTH)
      setProblem(
        `Nothing was imported. ${file.name} has ${(file.size / 1_000_000).toFixed(1)} MB; at most ${MAX_LENGTH / 1_000_000} million characters are read. Export a part of it.`,
      )
    else read(await file.text())
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        read(text)
      }}
    >
      <Field
        label="Import"
        hint="curl, Postman 2.1, HAR, OpenAPI 3 as JSON, or an export of this workbench."
        error={problem}
      >
        {(control) => (
          <textarea
            {...control}
            rows={2}
            spellCheck={false}
            autoComplete="off"
            placeholder="Paste it here"
            value={text}
            onPaste={(event) => {
              const pasted = event.clipboardData.getData('text/plain')
              if (pasted.length < MAX_SHOWN) return
              // So long a text would hold the page up in a field; it is read at once.
              event.preventDefault()
              read(pasted)
            }}
            onChange={(event) => setText(event.target.value)}
            className={cx(inputLook, 'max-h-40 py-1.5 font-mono text-xs!')}
          />
        )}
      </Field>
      <div className="mt-1 flex flex-wrap items-center gap-2">
        <Button size="sm" type="submit">
          Import
        </Button>
        <label className="min-w-0 text-xs">
          <span className="sr-only">Import from a file</span>
          <input
            type="file"
            accept=".json,.har,.txt,.sh,application/json"
            onChange={(event) => {
              void open(event.target.files?.[0])
              event.target.value = ''
            }}
            className="max-w-44 file:mr-2 file:min-h-8 file:rounded-md file:border-[1.5px] file:border-ink file:border-solid file:bg-paper-raised file:px-2 file:font-semibold file:text-ink"
          />
        </label>
      </div>
    </form>
  )
}

/** How many characters a field shows without trouble. */
const MAX_SHOWN = 200_000
