const SECONDS = { easy: 25, medium: 40, hard: 50 }

/** How long some questions take, in whole minutes, at least one. An estimate, shown as “about”. */
export function minutesFor(questions: readonly { readonly difficulty: keyof typeof SECONDS }[]): number {
  const seconds = questions.reduce((sum, { difficulty }) => sum + SECONDS[difficulty], 0)
  return Math.max(1, Math.round(seconds / 60))
}

/** `1 question`, `12 questions`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
