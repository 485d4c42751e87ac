export type Theme = 'system' | 'light' | 'dark'

const KEY = 'theme'
const listeners = new Set<() => void>()

/** The chosen theme, read from the page itself, where the inline script put it before the first paint. */
export function readTheme(): Theme {
  const chosen = document.documentElement.dataset.theme
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

/** Applies a theme to this page and remembers it. Anything but `light` and `dark` means: as the system says. */
export function applyTheme(value: string): void {
  const root = document.documentElement
  if (value === 'light' || value === 'dark') root.dataset.theme = value
  else delete root.dataset.theme
  try {
    if (root.dataset.theme) localStorage.setItem(KEY, root.dataset.theme)
    else localStorage.removeItem(KEY)
  } catch {
    // A browser that keeps nothing for us still gets the theme for this page.
  }
  for (const listener of listeners) listener()
}

/** Calls back when the theme changes here. */
export function subscribeTheme(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
