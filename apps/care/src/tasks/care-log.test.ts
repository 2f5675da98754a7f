import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failed, ok } from '@codedark/domain/result'
import { drillFolder, openSmall } from '../testing/small-hospital.ts'
import { CareLog } from './care-log.ts'

const ACTOR = { by: 'ward-lead', byName: 'A. Person', at: '2021-01-17T20:00:00Z' }
const paper = (ward: string) =>
  ({ type: 'PaperDeclared', ward, since: '2021-01-17T19:50:00Z', signedBy: 'A. Person' }) as const

function opened(vault: ReturnType<typeof openSmall>['vault']): CareLog {
  const log = CareLog.open(vault)
  assert.ok(log.ok)
  return log.value
}

test('of two that write at once the second decides again on what the first wrote', () => {
  const folder = drillFolder()
  const [one, two] = [openSmall(folder), openSmall(folder)]
  const [first, second] = [opened(one.vault), opened(two.vault)]
  const seen: number[] = []
  const done = second.append(ACTOR, (state) => {
    seen.push(state.size)
    if (state.size === 0) assert.ok(first.append(ACTOR, () => ok({ events: [paper('a')] })).ok)
    return ok({ events: [paper('b')] })
  })
  assert.ok(done.ok)
  assert.deepEqual(seen, [0, 1])
  assert.deepEqual([...done.value.wards.keys()], ['a', 'b'])
  one.vault.close()
  two.vault.close()
})

test('what is refused is not written, and its sentence is handed on', () => {
  const { vault } = openSmall(drillFolder())
  const log = opened(vault)
  assert.deepEqual(
    log.append(ACTOR, () => failed('Not so.')),
    { ok: false, fault: 'Not so.' },
  )
  assert.deepEqual(vault.careLog(0), { ok: true, value: [] })
  vault.close()
})

test('an entry that cannot be read is counted and left out, and the rest counts', () => {
  const { vault } = openSmall(drillFolder())
  for (const json of ['{"type":"OfLater"}', 'no json', JSON.stringify(paper('a'))]) {
    const rows = vault.careLog(0)
    assert.ok(rows.ok)
    assert.ok(vault.appendCareLog(rows.value.length, [{ ...ACTOR, json }], []).ok)
  }
  const log = opened(vault)
  assert.deepEqual(log.unreadable, [1, 2])
  assert.deepEqual([log.state.size, log.state.wards.get('a')?.entry], [3, 3])
  assert.ok(log.append(ACTOR, () => ok({ events: [paper('b')] })).ok)
  assert.equal(log.entries.at(-1)?.n, 4)
  vault.close()
})
