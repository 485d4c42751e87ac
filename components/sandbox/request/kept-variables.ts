import type { Row } from '../draft.ts'

/** The variables that this browser keeps; none where it keeps nothing, or something else. */
export function keptVariables(): readonly Row[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem('sandbox-variables') ?? 'null')
    if (typeof value !== 'object' || value === null || !('v' in value) || value.v !== 1) return []
    return 'rows' in value && Array.isArray(value.rows) ? value.rows.filter(isRow) : []
  } catch {
    return []
  }
}

function isRow(value: unknown): value is Row {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'number' &&
    'name' in value &&
    typeof value.name === 'string' &&
    'value' in value &&
    typeof value.value === 'string' &&
    'on' in value &&
    typeof value.on === 'boolean'
  )
}
