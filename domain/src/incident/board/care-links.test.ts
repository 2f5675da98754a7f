import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Estate } from '../../estate/index.ts'
import type { BoardInput } from './board-input.ts'
import { careView } from './care-view.ts'

const estate: Estate = {
  servers: [
    {
      ...{ id: 'srv-lab', aliases: [], service: 'lab', site: 'Canal', role: 'lab', ip: '', os: '' },
      virtual: false,
    },
  ],
  services: [
    {
      ...{ id: 'lab', name: 'Laboratory', tier: 2, careRank: 1, members: 1, needs: 1 },
      restoreMinutesPerServer: 30,
    },
  ],
  dependencies: [],
  care: [{ care: 'Blood tests', site: 'Canal', service: 'lab', need: 'hard', workaround: '', phone: '4310' }],
}

const input: BoardInput = {
  ...{ kind: 'real', hospital: 'Invented', timeZone: 'UTC', now: '2021-01-17T22:00:00.000Z' },
  ...{ incident: null, lastEntry: null, oneCopyOnlySince: null, estateImportedAt: null, triage: null },
  estate,
  verdicts: new Map([
    [
      'srv-lab',
      {
        ...{ server: 'srv-lab', verdict: 'no-sign', encryption: 'no-sign', intrusion: 'no-sign' },
        ...{ seenByPerson: false, firstAt: null, lastAt: null, window: null },
        ...{ channels: [], reasons: [], missing: [] },
      },
    ],
  ]),
  ...{ changedAt: new Map(), powers: new Map() },
  connections: new Map([['srv-lab', { state: 'on', confidence: 'tested', by: 'x', at: null }]]),
  ...{ downtime: null, sheets: [], recent: [] },
}

const cellWith = (link: { readonly cut: boolean; readonly notLooked?: boolean } | null) =>
  careView({
    ...input,
    linkNeeds: link === null ? [] : [{ id: 'RM-LAB', needs: ['lab'], helps: [], ...link }],
  })

test('a link that is cut takes down the care that cannot do without it, and is named as the cause', () => {
  assert.equal(cellWith(null).rows[0]?.cells[0]?.impact?.state, 'works')
  const cell = cellWith({ cut: true }).rows[0]?.cells[0]
  assert.equal(cell?.impact?.state, 'down')
  assert.deepEqual(cell?.because, ['link RM-LAB is cut'])
  assert.equal(cellWith({ cut: false }).rows[0]?.cells[0]?.impact?.state, 'works')
})

test('a link that nobody has looked at leaves care not known, never working', () => {
  assert.equal(cellWith({ cut: false, notLooked: true }).rows[0]?.cells[0]?.impact?.state, 'unknown')
})

test('links are no services of the hospital’s list: the page counts and pulls none of them', () => {
  const view = cellWith({ cut: true })
  assert.deepEqual(
    view.services.map(({ service }) => service),
    ['lab'],
  )
  assert.ok(view.plugs.every(({ label }) => !label.includes('RM-LAB')))
})
