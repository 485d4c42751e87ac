import * as z from 'zod/mini'
import type { Progress } from './progress.ts'
import { StoredProgress, VERSION } from './progress-schema.ts'

const KIND = 'blocks-and-glue progress'
/** The largest file that is read, in bytes: some ten years of daily practice. */
export const MAX_BACKUP_BYTES = 20_000_000

/** A learner's answers as the text of a file, to keep or to take to another browser. */
export function backupOf(progress: Progress, nowMs: number): string {
  return `${JSON.stringify({ kind: KIND, savedAt: new Date(nowMs).toISOString(), progress }, null, 1)}\n`
}

const Backup = z.object({ kind: z.literal(KIND), progress: z.unknown() })
const WithVersion = z.object({ v: z.number() })

/** Reads a file of answers. What is not one, or was written by a newer version, is refused with what to do. */
export function readBackup(text: string): { ok: true; progress: Progress } | { ok: false; why: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, why: 'The file is not JSON. Choose a file that was exported here.' }
  }
  const backup = Backup.safeParse(value)
  if (!backup.success)
    return { ok: false, why: 'The file holds something else. Choose a file that was exported here.' }
  const read = StoredProgress.safeParse(backup.data.progress)
  if (read.success) return { ok: true, progress: read.data }
  const version = WithVersion.safeParse(backup.data.progress)
  return version.success && version.data.v > VERSION
    ? {
        ok: false,
        why: 'The file was written by a newer version of this site. Reload this page, then try again.',
      }
    : { ok: false, why: 'The file is damaged: it does not hold what an export writes. Choose another one.' }
}
