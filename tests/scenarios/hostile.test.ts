import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { SYSTEM } from '@codedark/domain/triage'
import { writeEvtx } from '@codedark/evtx'
import { zipSync } from 'fflate'
import { renderTriageScreen } from '../../apps/command/src/tasks/triage/index.ts'
import { evilRule, minuteLog, minuteRecords, triageFolder } from './testing/triage-folder.ts'

const { path: folder, write, run, findings } = triageFolder('hostile')
const plain = (computer: string): Uint8Array =>
  minuteLog({ computer, channel: SYSTEM, minutes: 40, evilAt: 30 })

/** A log of one evil record whose every text is the given one. */
const saying = (text: string, computer = 'srv-a'): Uint8Array =>
  writeEvtx(
    minuteRecords({ computer, channel: SYSTEM, minutes: 1, evilAt: 0 }).map((record) => ({
      ...record,
      data: [['param1', text]],
    })),
  )

const rule = (id: string, selection: string): string =>
  `title: ${id}\nid: ${id}\nlevel: high\nlogsource: {product: windows, service: system}\ndetection: {s: {${selection}}, condition: s}\n`

describe('rules that attack', () => {
  test('a regular expression that explodes elsewhere takes no time over a text made for it', async () => {
    write('redos/System.evtx', saying(`${'a'.repeat(20_000)}!`))
    const rulePaths = [
      write('redos-rules/a.yml', rule('nested', "param1|re: '(a+)+$'")),
      write('redos-rules/b.yml', rule('or', "param1|re: '(a|a)*b'")),
      write('redos-rules/c.yml', rule('end', "param1|re: '^(([a-z])+.)+[A-Z]([a-z])+$'")),
      write('redos-rules/d.yml', rule('fits', "param1|re: '(a+)+!$'")),
    ]
    const out = join(folder, 'out-redos')
    const { summary } = await run([join(folder, 'redos')], { rulePaths, outDir: out })
    // A reading process that is busy for a second without a word is ended, and its file is given up.
    assert.equal(summary.filesGivenUp, 0)
    assert.deepEqual(
      findings(out).map((one) => one.rule.id),
      ['fits'],
    )
  })

  test('a rule of ten megabytes and aliases that unfold without end are refused, and all other rules run', async () => {
    write('big/System.evtx', plain('srv-a'))
    const levels = Array.from(
      { length: 12 },
      (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}*a${n}]`,
    )
    const rulePaths = [
      write('big-rules/big.yml', `${rule('big', 'EventID: 1')}# ${'x'.repeat(10_000_000)}\n`),
      write('big-rules/bomb.yml', `a0: &a0 [x]\n${levels.join('\n')}\n${rule('bomb', 'F: *a12')}`),
      write('big-rules/long.yml', rule('long', `F: [${'abcdefghi, '.repeat(300_000)}z]`)),
      write('big-rules/evil.yml', evilRule('An evil event')),
    ]
    const { summary, faults } = await run([join(folder, 'big')], { rulePaths })
    assert.equal(summary.findings, 1)
    const said = [...summary.rulesRefused.map(({ path }) => path), ...faults.map(({ file }) => file)].join(
      ' ',
    )
    for (const name of ['big.yml', 'bomb.yml']) assert.ok(said.includes(name), `${name} in: ${said}`)
  })
})

describe('packed logs that attack', () => {
  test('names that climb out are shown and written nowhere; what is packed without end is a fault; the rest is read', async () => {
    const zeros = new Uint8Array(20_000_000)
    const zip = Buffer.from(
      zipSync({ '../../../../tmp/climbs.evtx': plain('srv-a'), 'zeros.evtx': [zeros, { level: 9 }] }),
    )
    write('zips/a.zip', zip)
    // The directory promises less than the entry becomes.
    const lies = Buffer.from(zip)
    const size = Buffer.alloc(4)
    size.writeUInt32LE(zeros.length)
    for (let at = lies.indexOf(size); at >= 0; at = lies.indexOf(size, at + 1)) lies.writeUInt32LE(5_000, at)
    write('zips/b.zip', lies)
    const out = join(folder, 'out-zips')
    const { summary, faults } = await run([join(folder, 'zips')], { outDir: out })
    assert.equal(summary.filesGivenUp, 0)
    assert.equal(summary.findings, 1)
    assert.match(findings(out)[0]?.file ?? '', /a\.zip!\.\.\/\.\.\/\.\.\/\.\.\/tmp\/climbs\.evtx$/)
    assert.ok(faults.some(({ file, code }) => file.endsWith('b.zip!zeros.evtx') && code === 'packed-damaged'))
    assert.equal(findings(out)[0]?.places?.length, 2)
  })
})

describe('texts of logs that attack their readers', () => {
  test('reach terminal, CSV, HTML and JSON lines as text', async () => {
    const attacks = [
      "=cmd|' /C calc'!A0",
      '\u001b[2J\u001b]0;owned\u0007',
      '</script><script>alert(1)</script><img src=x onerror=alert(1)>',
      '\u202Etxt.exe',
      '"\r\n@SUM(A1)',
    ]
    for (const [n, text] of attacks.entries()) write(`texts/${n}/System.evtx`, saying(text, `srv${text}`))
    const out = join(folder, 'out-texts')
    const done = await run([join(folder, 'texts')], { outDir: out, formats: ['csv', 'html', 'timesketch'] })
    assert.equal(done.summary.findings, attacks.length)
    const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/
    assert.doesNotMatch(renderTriageScreen(done).replaceAll('\n', ''), control)
    const html = readFileSync(join(out, 'report.html'), 'utf8')
    assert.doesNotMatch(html, /<script|<img/i)
    const csv = readFileSync(join(out, 'findings.csv'), 'utf8')
    for (const cell of csv.matchAll(/(?:^|,)"([^"]|"")*"/gm)) assert.doesNotMatch(cell[0], /^,?"[=+\-@\t\r]/)
    for (const name of ['findings.jsonl', 'timesketch.jsonl']) {
      const lines = readFileSync(join(out, name), 'utf8').trimEnd().split('\n')
      assert.equal(lines.length, attacks.length, name)
      for (const line of lines) JSON.parse(line)
    }
  })
})

test('a log that grows while it is read is a fault, and what stood there when it was opened is read', async () => {
  const path = write(
    'grows/System.evtx',
    minuteLog({ computer: 'srv-a', channel: SYSTEM, minutes: 3_000, evilAt: 30 }),
  )
  const writer = spawn(
    process.execPath,
    ['-e', `for (;;) require('fs').appendFileSync(${JSON.stringify(path)}, Buffer.alloc(64))`],
    { stdio: 'ignore' },
  )
  try {
    const { summary, faults } = await run([join(folder, 'grows')])
    assert.equal(summary.records, 3_000)
    assert.equal(summary.findings, 1)
    assert.ok(faults.some(({ code }) => code === 'changed-while-read'))
  } finally {
    writer.kill('SIGKILL')
  }
})

test('two thousand tiny logs are read in one run, with progress', async () => {
  const free = (bytes: Uint8Array): number => 4096 + new DataView(bytes.buffer).getUint32(4096 + 48, true)
  for (let n = 0; n < 2_000; n += 1) {
    const bytes = minuteLog({ computer: `srv-${n % 40}`, channel: `Channel-${n}`, minutes: 1 })
    write(`tiny/srv-${n % 40}/${n}.evtx`, bytes.subarray(0, free(bytes)))
  }
  let told = 0
  const { summary } = await run([join(folder, 'tiny')], { children: 2, onProgress: () => (told += 1) })
  assert.deepEqual([summary.files, summary.records, summary.filesGivenUp], [2_000, 2_000, 0])
  assert.ok(told > 2)
})
