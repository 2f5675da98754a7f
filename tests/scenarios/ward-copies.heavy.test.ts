import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openCare, restoreCare } from '@codedark/care'
import { DRILL_PASSPHRASE } from '@codedark/command'
import type { HospitalView } from '@codedark/domain/downtime'
import { ask, takeIn, until, WardServers } from './testing/ward-server.ts'

const servers = new WardServers()
after(() => servers.close())

test('a copy taken in elsewhere is on the pages within seconds; the second copy follows, its loss is said, and it restores', async () => {
  const serving = await servers.serve('follows', 'drill', DRILL_PASSPHRASE)
  const data = join(servers.folder, 'follows')
  const copy = join(servers.folder, 'follows-copy')
  const hospital = async (): Promise<HospitalView> =>
    (await ask(serving, '/api/hospital')).body as HospitalView
  await until('a second copy', async () => (await hospital()).header.oneCopyOnlySince === null)
  await takeIn(data, DRILL_PASSPHRASE, 5)
  await until('the new copy', async () => (await hospital()).inpatients === 10)
  // A copy of the state before is fresh for two minutes, so what it holds is looked at, and not what the page says.
  const back = join(servers.folder, 'back')
  await until('the second copy of the new one', async () => {
    rmSync(back, { recursive: true, force: true })
    const restored = restoreCare({
      ...{ copy, data: back, passphrase: DRILL_PASSPHRASE },
      ...{ replace: false, now: new Date().toISOString() },
    })
    if (!restored.ok) return false
    const care = openCare(back, DRILL_PASSPHRASE)
    assert.ok(care.ok)
    const current = care.value.vault.current()
    care.value.vault.close()
    return current.ok && current.value?.counts.inpatients === 10
  })
  rmSync(copy, { recursive: true })
  await until('the missing medium', async () => (await hospital()).header.oneCopyOnlySince !== null)
})
