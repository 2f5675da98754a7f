import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { importEstate } from '@codedark/domain/estate'
import type { ServerVerdict } from '@codedark/domain/triage'
import { collectionOrder } from './collection-order.ts'
import { collectionCsv, collectionHtml, collectionText } from './collection-sheet.ts'
import { collectionState } from './collection-state.ts'
import type { NamingFinding } from './collection-state.ts'

const { estate } = importEstate({
  servers: `name,role,site,service,ip,os,virtual
srv-app,app,Nord,apps,10.0.0.1,Windows Server 2019,yes
srv-lab,lab,Nord,lab,10.0.0.2,Windows Server 2019,yes
srv-file,file server,Nord,files,10.0.0.3,Windows Server 2019,yes
srv-jump,jump host,Nord,jump,10.0.0.4,Windows Server 2019,yes
srv-vc,app,Nord,vcenter,10.0.0.5,Windows Server 2019,yes
srv-bak,backup,Nord,backup,10.0.0.6,Windows Server 2019,yes
srv-wec,log collector,Nord,apps,10.0.0.7,Windows Server 2019,yes
srv-dc,dc,Nord,ad,10.0.0.8,Windows Server 2019,yes
srv-linux,dc,Nord,ad,10.0.0.9,Debian,yes
`,
  services: `service,name,tier,care_rank,members,needs,restore_minutes_per_server
apps,Applications,1,9,2,1,60
lab,Laboratory,1,1,1,1,60
files,Files,1,2,1,1,60
jump,Jump,1,3,1,1,60
vcenter,vCenter,1,3,1,1,60
backup,Backup,1,3,1,1,60
ad,Directory,1,1,2,1,60
`,
  depends: 'parent,type,child\n',
  care: 'care,site,service,need,workaround,phone\n',
})

const verdict = (server: string, value: ServerVerdict['verdict']): ServerVerdict => ({
  server,
  verdict: value,
  encryption: value,
  intrusion: value,
  seenByPerson: false,
  firstAt: null,
  lastAt: null,
  window: null,
  channels: [],
  reasons: [],
  missing: value === 'blind' ? ['Collect the logs of this server.'] : [],
})

function order(
  verdicts: readonly ServerVerdict[] = [],
  findings: readonly NamingFinding[] = [],
): readonly string[] {
  return collectionOrder(estate, collectionState(estate, verdicts, findings)).map(({ server }) => server)
}

describe('the order of collection', () => {
  test('goes from where most others leave their traces to the rest, by care; without Windows there is nothing to fetch', () => {
    assert.deepEqual(order(), [
      'srv-dc',
      'srv-wec',
      'srv-bak',
      'srv-vc',
      'srv-jump',
      'srv-file',
      'srv-lab',
      'srv-app',
    ])
  })

  test('a blind server that others name comes first, however they write its name', () => {
    const names = {
      IpAddress: '::ffff:10.0.0.1',
      WorkstationName: 'SRV-LAB',
      TargetServerName: '\\\\srv-jump',
    }
    const findings = Object.entries(names).map(([name, value]) => ({
      server: 'srv-dc',
      computer: 'srv-dc',
      fields: { [name]: value },
    }))
    const more = { server: 'srv-file', computer: 'srv-file', fields: { IpAddress: '10.0.0.2' } }
    const own = { server: 'srv-bak', computer: 'srv-bak', fields: { IpAddress: '10.0.0.6' } }
    assert.deepEqual(order([verdict('srv-jump', 'hit')], [...findings, more, own]).slice(0, 3), [
      'srv-lab',
      'srv-app',
      'srv-dc',
    ])
  })

  test('a blind server that triage saw others lead to comes first as well', () => {
    const pointed: ServerVerdict = {
      ...verdict('srv-app', 'blind'),
      pointedAtBy: [{ by: 'srv-dc', at: '2021-01-17T19:00:00.0000000Z', account: 'adm' }],
    }
    assert.equal(order([pointed])[0], 'srv-app')
  })

  test('a server whose answer is known and whole is not on it; one that is blind is', () => {
    const verdicts = [verdict('srv-dc', 'no-sign'), verdict('srv-wec', 'blind')]
    assert.ok(!order(verdicts).includes('srv-dc'))
    assert.equal(order(verdicts)[0], 'srv-wec')
  })
})

describe('the list as people carry it', () => {
  const lines = collectionOrder(estate, () => ({ verdict: null, missing: [], named: 0 }))
  const hostile = [{ ...(lines[0] ?? assert.fail()), server: '=cmd|x<script>"\u001b[31m', site: '@x' }]

  test('has every server with room for stick, copied by, time and hash', () => {
    const text = collectionText(lines, false)
    const html = collectionHtml(lines, false)
    for (const { server } of lines) {
      assert.match(text, new RegExp(`${server} .*\\n +stick _+ +copied by _+ +time _+ +hash _+`))
      assert.ok(html.includes(`<b>${server}</b>`))
    }
    assert.equal(html.match(/<td class="box">/g)?.length, lines.length * 4)
    assert.equal(collectionCsv(lines, false).trimEnd().split('\r\n').length, lines.length + 1)
  })

  test('takes no formula, no tag and no escape out of a name', () => {
    assert.ok(!collectionHtml(hostile, false).includes('<script'))
    assert.ok(collectionCsv(hostile, false).includes(`"'=cmd|x<script>""\uFFFD[31m"`))
    assert.ok(!collectionText(hostile, false).includes('\u001b'))
  })

  test('says DRILL in a drill', () => {
    for (const form of [collectionText, collectionCsv, collectionHtml]) {
      assert.match(form(lines, true), /DRILL/)
      assert.doesNotMatch(form(lines, false), /DRILL/)
    }
  })
})
