import { useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import type { Progress } from '#learner/progress.ts'
import { loadBankPage } from './bank-page.ts'
import type { PageName } from './facts.ts'
import { count } from './minutes.ts'

/** Takes answers out of this browser and back in, and the questions to other tools. */
export function KeepACopy({
  progress,
  pages,
  onImport,
}: {
  progress: Progress
  pages: readonly PageName[]
  onImport: (imported: Progress) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  const [said, setSaid] = useState<{ ok: boolean; text: string }>()
  const importFrom = async (file: File) => {
    const { MAX_BACKUP_BYTES, readBackup } = await import('#learner/backup.ts')
    if (file.size > MAX_BACKUP_BYTES)
      return setSaid({ ok: false, text: 'The file is too large to be an export. Choose another one.' })
    const read = readBackup(await file.text())
    if (!read.ok) return setSaid({ ok: false, text: `${read.why} Your answers are as they were.` })
    onImport(read.progress)
    setSaid({
      ok: true,
      text: `${count(read.progress.reviews.length, 'answer')} read, and united with those that were here.`,
    })
  }
  return (
    <Disclosure summary="Keep a copy, or take the questions elsewhere" className="mt-3 max-w-[42rem]">
      <div className="flex flex-wrap gap-3">
        <Button
          size="sm"
          onClick={async () => {
            const { backupOf } = await import('#learner/backup.ts')
            save('blocks-and-glue-answers.json', 'application/json', backupOf(progress, Date.now()))
            setSaid({ ok: true, text: `${count(progress.reviews.length, 'answer')} exported.` })
          }}
        >
          Export my answers
        </Button>
        <Button size="sm" onClick={() => input.current?.click()}>
          Import answers
        </Button>
        <input
          ref={input}
          type="file"
          accept="application/json,.json"
          aria-label="A file of answers"
          className="sr-only"
          tabIndex={-1}
          onChange={({ target }) => {
            const [file] = target.files ?? []
            if (file) void importFrom(file)
            target.value = ''
          }}
        />
        <Button
          size="sm"
          onClick={async () => {
            const { ankiCsv } = await import('#learner/cards.ts')
            const bank = await Promise.all(pages.map(({ slug }) => loadBankPage(slug))).catch(() => undefined)
            if (!bank)
              return setSaid({
                ok: false,
                text: 'The questions could not be loaded. Check that you are online, and try again.',
              })
            const questions = bank.flatMap((page) => page.questions)
            save('blocks-and-glue-cards.csv', 'text/csv', ankiCsv(questions))
            setSaid({
              ok: true,
              text: `${count(questions.length, 'card')} written. Anki reads the file as it is.`,
            })
          }}
        >
          Cards for Anki (CSV)
        </Button>
      </div>
      <p role="status" className={said?.ok === false ? 'mt-3 font-medium text-fault-text' : 'mt-3 text-sm'}>
        {said?.text ?? 'The files stay on your machine; nothing is uploaded.'}
      </p>
    </Disclosure>
  )
}

/** Hands a text to the browser as a file to save. */
function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
