'use client'

import { useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import type { Draft } from '../draft.ts'
import { useSandbox } from '../use-sandbox.ts'
import { bytesInWords } from '../words.ts'
import type { Attachment, FieldRow } from './bodies.ts'
import { RowTable } from './row-table.tsx'

/** The biggest file that a request takes along, in bytes: it travels through this page several times. */
const MAX_FILE = 5_000_000

/** The fields of a form, which may be files where it has several parts. */
export function FormFields({ draft }: { draft: Draft }) {
  const { controller } = useSandbox()
  const multipart = draft.kind === 'multipart'
  return (
    <div className="-mx-3">
      <RowTable<FieldRow>
        noun="field"
        rows={draft.fields}
        toRow={(row) => row}
        onChange={(fields) => controller.write({ ...draft, fields })}
        value={(row, number, change) =>
          multipart && row.file ? (
            <span
              className="flex min-h-9 items-center gap-1 truncate font-mono text-xs"
              title={row.file.name}
            >
              <span className="truncate">{row.file.name}</span>
              <span className="shrink-0 text-ink-soft">({bytesInWords(sizeOf(row.file))})</span>
              <button
                type="button"
                aria-label={`Take the file out of field ${number}`}
                onClick={() => change({ ...row, file: undefined })}
                className="min-h-7 shrink-0 px-1 underline"
              >
                text
              </button>
            </span>
          ) : undefined
        }
        extra={(row, change) =>
          multipart && !row.file ? (
            <div className="pl-10">
              <FileInput
                label={`File for field ${draft.fields.indexOf(row) + 1}`}
                onFile={(file) => change({ ...row, file })}
              />
            </div>
          ) : null
        }
      />
    </div>
  )
}

/** A body that is the bytes of a file. */
export function BinaryFile({ draft }: { draft: Draft }) {
  const { controller } = useSandbox()
  const { file } = draft
  return (
    <div className="text-sm">
      {file && (
        <p>
          <span className="font-mono text-xs">{file.name}</span>, {bytesInWords(sizeOf(file))}
        </p>
      )}
      <FileInput
        label={file ? 'Another file' : 'File to send'}
        onFile={(chosen) => controller.write({ ...draft, file: chosen })}
      />
    </div>
  )
}

const sizeOf = ({ base64 }: Attachment) => Math.floor((base64.replace(/=+$/, '').length * 3) / 4)

function FileInput({ label, onFile }: { label: string; onFile: (file: Attachment) => void }) {
  const [problem, setProblem] = useState<string>()
  async function read(file: File | undefined) {
    if (!file) return
    if (file.size > MAX_FILE) {
      setProblem(
        `${file.name} has ${bytesInWords(file.size)}; a request here takes along at most ${bytesInWords(MAX_FILE)}.`,
      )
      return
    }
    setProblem(undefined)
    let binary = ''
    for (const byte of new Uint8Array(await file.arrayBuffer())) binary += String.fromCharCode(byte)
    onFile({ name: file.name, type: file.type || 'application/octet-stream', base64: btoa(binary) })
  }
  return (
    <label className="inline-flex min-h-9 flex-wrap items-center gap-2 text-xs">
      <span className={cx('text-ink-soft')}>{label}</span>
      <input
        type="file"
        onChange={(event) => read(event.target.files?.[0])}
        className="max-w-full file:mr-2 file:min-h-8 file:rounded-md file:border-[1.5px] file:border-ink file:border-solid file:bg-paper-raised file:px-2 file:font-semibold file:text-ink"
      />
      {problem && (
        <span role="alert" className="w-full font-medium text-fault-text text-sm">
          {problem}
        </span>
      )}
    </label>
  )
}
