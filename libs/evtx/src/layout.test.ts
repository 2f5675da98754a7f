import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesSource, createTemplateCache, readEvtx, writeEvtx } from './index.ts'
import type { EvtxRecordInput, RecordLayout } from './index.ts'

const started = (recordId: number, form: 'template' | 'direct'): Uint8Array => {
  const record: EvtxRecordInput = {
    recordId,
    time: '2021-01-17T19:46:00.1234567Z',
    provider: { name: 'Microsoft-Windows-Security-Auditing' },
    eventId: 4688,
    channel: 'Security',
    computer: 'srv-dc-01',
    data: [
      ['NewProcessName', `C:\\Windows\\${recordId}.exe`],
      ['New Process Id', recordId],
      ['Parent', null],
    ],
  }
  return writeEvtx([record, { ...record, recordId: recordId + 1 }], { form })
}

for (const form of ['template', 'direct'] as const) {
  test(`records of one make share one layout, over files too (${form})`, () => {
    const templates = createTemplateCache()
    const layouts = new Set<RecordLayout>()
    for (const id of [1, 100]) {
      for (const item of readEvtx(bytesSource(started(id, form)), { templates })) {
        if (item.kind === 'record') layouts.add(item.record.layout)
      }
    }
    assert.equal(layouts.size, 1)
  })

  test(`a field by its index is the field by its name (${form})`, () => {
    for (const item of readEvtx(bytesSource(started(7, form)))) {
      assert.equal(item.kind, 'record')
      if (item.kind !== 'record') continue
      const { record } = item
      const names = [...record.layout.fields.keys()].map((index) => record.layout.fields[index]?.name ?? '')
      assert.equal(new Set(names).size, names.length)
      for (const [name, value] of record.fields()) {
        const index = record.layout.indexOf(name)
        assert.deepEqual(record.value(index), value)
        assert.deepEqual(record.field(name), value)
        assert.equal(record.layout.fields[index]?.name, name)
      }
      assert.equal(record.layout.indexOf('New Process Id'), record.layout.indexOf('NewProcessId'))
      assert.equal(record.layout.indexOf('Absent'), -1)
      assert.equal(record.value(-1), undefined)
      assert.equal(record.eventId, 4688)
      assert.equal(record.recordId, item.record.headerRecordId)
    }
  })

  test(`every text stands in the body, or is one that the templates fix (${form})`, () => {
    let inBody = 0
    for (const item of readEvtx(bytesSource(started(7, form)))) {
      if (item.kind !== 'record') continue
      const { record } = item
      const { body, layout } = record
      assert.ok(body !== undefined && layout.fixed !== undefined)
      const bytes = Buffer.from(body.bytes.subarray(body.from, body.to))
      for (const [name, value] of record.fields()) {
        if (typeof value !== 'string' || !/[g-z]/i.test(value) || layout.fixed.includes(value)) continue
        if (/^\d{4}-|^\{|^S-1|^0x/.test(value)) continue
        inBody += 1
        assert.ok(bytes.includes(Buffer.from(value, 'utf16le')), name)
      }
    }
    assert.ok(inBody >= 2)
  })

  test(`locate gives the bytes of a text as UTF-16 (${form})`, () => {
    for (const item of readEvtx(bytesSource(started(7, form)))) {
      if (item.kind !== 'record') continue
      const { record } = item
      assert.equal(record.locate(record.layout.indexOf('NewProcessName')), true)
      const { bytes, from, to, type } = record.raw
      assert.equal(type, 1)
      assert.equal(Buffer.from(bytes.subarray(from, to)).toString('utf16le'), record.field('NewProcessName'))
    }
  })
}

test('text of the template is a constant of the layout', () => {
  for (const item of readEvtx(bytesSource(started(7, 'template')))) {
    if (item.kind !== 'record') continue
    const { layout } = item.record
    const channel = layout.indexOf('Channel')
    assert.equal(layout.fields[channel]?.constant, 'Security')
    assert.equal(item.record.locate(channel), false)
    assert.equal(layout.hasLines, false)
  }
})

test('text of one byte a character is told beside the body, long or short, with and without letters of its own', () => {
  const texts = ['mimikatz', 'x'.repeat(40), `d\u00e9j\u00e0 ${'v'.repeat(40)}`, `\u20ac ${'u'.repeat(40)}`]
  // The writer takes bytes: 0x80 is a euro sign.
  const data = texts.map((text, n): [string, { type: 'ansi'; value: string }] => [
    `Text${n}`,
    { type: 'ansi', value: text.replace('\u20ac', '\u0080') },
  ])
  const log = writeEvtx([
    {
      recordId: 1,
      time: '2021-01-17T19:46:00Z',
      provider: { name: 'P' },
      eventId: 1,
      channel: 'C',
      computer: 'c',
      data,
    },
  ])
  for (const item of readEvtx(bytesSource(log))) {
    assert.ok(item.kind === 'record')
    assert.deepEqual(item.record.narrow, texts)
    assert.ok(item.record.body !== undefined)
    for (const [n, text] of texts.entries()) assert.equal(item.record.field(`Text${n}`), text)
  }
})

test('two readers that share a cache keep their records apart', () => {
  const templates = createTemplateCache()
  const one = readEvtx(bytesSource(started(1, 'template')), { templates })
  const two = readEvtx(bytesSource(started(50, 'template')), { templates })
  const first = one.next()
  const second = two.next()
  assert.ok(first.done !== true && first.value.kind === 'record')
  assert.ok(second.done !== true && second.value.kind === 'record')
  assert.equal(first.value.record.recordId, 1)
  assert.equal(second.value.record.recordId, 50)
  const { record } = first.value
  one.return?.()
  assert.throws(() => record.recordId)
  assert.equal(second.value.record.recordId, 50)
})
