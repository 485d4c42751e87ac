const MARK = 'sandbox-history'

/** Whether this browser keeps requests of earlier visits; asked before anything is fetched to read them. */
export function keepsEntries(): boolean {
  try {
    return localStorage.getItem(MARK) !== null
  } catch {
    return false
  }
}

/** Notes whether requests are kept. */
export function markEntries(kept: boolean): void {
  if (kept) localStorage.setItem(MARK, 'kept')
  else localStorage.removeItem(MARK)
}
