import * as z from 'zod'
import { ContentError } from '../schema/error.ts'
import { LOADERS } from './list.ts'
import { Panel } from './schema.ts'

/** Every panel's id. */
export const PANEL_IDS: readonly string[] = Object.keys(LOADERS)

/** Loads and checks one panel. Throws ContentError, which names the panel and the field. */
export async function loadPanel(id: string): Promise<Panel> {
  const load = LOADERS[id]
  if (!load) throw new ContentError(`There is no panel "${id}" in content/panels/list.ts.`)
  const { panel } = await load()
  const read = Panel.safeParse(panel)
  if (!read.success)
    throw new ContentError(`content/panels: "${id}" is wrong. ${z.prettifyError(read.error)}`)
  if (read.data.id !== id) throw new ContentError(`content/panels: "${id}" calls itself "${read.data.id}".`)
  return read.data
}
