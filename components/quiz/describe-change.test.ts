import { expect, it } from 'vitest'
import { describeChange, drawerNotes } from './describe-change.ts'

const stock = (before: number, after: number) => ({
  party: 'inventory',
  table: 'stock',
  key: '978',
  before: { isbn: '978', onHand: 3, reserved: before },
  after: { isbn: '978', onHand: 3, reserved: after },
})

it('names each member that differs', () => {
  expect(describeChange(stock(0, 1))).toEqual(['inventory, stock 978: reserved 0 → 1'])
})

it('says when a record ended as it began', () => {
  expect(describeChange(stock(0, 0))).toEqual(['inventory, stock 978: changed, then put back'])
})

it('says when a record came, went, or did both', () => {
  const record = { party: 'orders', table: 'orders', key: 'o1' }
  expect(describeChange({ ...record, before: null, after: { state: 'confirmed' } })).toEqual([
    'orders, orders o1: new, confirmed',
  ])
  expect(describeChange({ ...record, before: { state: 'pending' }, after: null })).toEqual([
    'orders, orders o1: removed',
  ])
  expect(describeChange({ ...record, before: null, after: null })).toEqual([
    'orders, orders o1: made and removed again',
  ])
})

it('writes the copies that can be ordered on the drawer of inventory', () => {
  expect(drawerNotes([stock(0, 1)])).toEqual({ inventory: 'stock 3 → 2' })
  expect(drawerNotes([stock(1, 1)])).toEqual({ inventory: 'stock 2 again' })
  expect(drawerNotes([])).toEqual({})
})
