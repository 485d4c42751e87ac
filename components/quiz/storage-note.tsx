import { Callout } from '#components/ui/callout.tsx'
import type { StorageNotice } from '#learner/progress-storage.ts'

/** Tells what is the matter with storage, and what became of earlier answers. */
export function StorageNote({ notice }: { notice: StorageNotice }) {
  return (
    <div role="status" className="mb-8 max-w-[42rem]">
      <Callout tone="warning" title={TITLES[notice.kind]}>
        <p>{sayNotice(notice)}</p>
      </Callout>
    </div>
  )
}

const TITLES: Record<StorageNotice['kind'], string> = {
  'set-aside': 'your earlier answers could not be read',
  protected: 'your earlier answers could not be read',
  unavailable: 'this browser keeps nothing for this site',
  full: 'your last answer was not saved',
}

/** A notice in words: what happened, why, what to do. */
export function sayNotice(notice: StorageNotice): string {
  switch (notice.kind) {
    case 'set-aside':
      return `${cause(notice.reason)} Nothing is lost: they are kept in this browser’s storage under “${notice.key}”. You start afresh.`
    case 'protected':
      return `${cause(notice.reason)} There was no room to set them aside, so they stay where they are, and new answers last until you close this page. Free some site data and reload to start afresh.`
    case 'unavailable':
      return 'Storage is blocked or you are in a private window. The quiz works, but your answers last only until you close this page.'
    case 'full':
      return 'The storage of this site is full. Go on as you like; your answers last until you close this page. Freeing site data helps.'
  }
}

function cause(reason: 'newer' | 'damaged'): string {
  return reason === 'newer'
    ? 'They were written by a newer version of this site.'
    : 'What this browser stored is damaged or was written by something else.'
}
