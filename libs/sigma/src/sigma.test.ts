import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY, ONE, parsePattern, patternTest } from './pattern.ts'
import { parseRules } from './parse-rules.ts'
import { buildRuleSet } from './rule-set.ts'
import type { SigmaEvent } from './rule.ts'
import { addressOf } from './values.ts'

type Fields = Readonly<Record<string, string | null | readonly string[]>>

function event(fields: Fields, place: { channel?: string; eventId?: number } = {}): SigmaEvent {
  return {
    channel: place.channel ?? 'System',
    eventId: place.eventId ?? 1,
    field: (name) => fields[name],
    strings: () => Object.values(fields).flatMap((value) => value ?? []),
  }
}

/** Whether a rule with this detection matches; a refusal is its code. */
function matches(
  detection: string,
  fields: Fields,
  place?: { channel?: string; eventId?: number; logsource?: string },
): boolean | string {
  const indented = detection
    .trim()
    .split('\n')
    .map((line) => `  ${line}`)
  const text = `title: t\nid: i\nlogsource: ${place?.logsource ?? '{product: windows, service: system}'}\ndetection:\n${indented.join('\n')}\n`
  const [outcome] = parseRules(text, 'a.yml')
  if (outcome?.kind !== 'rule') return outcome?.refusal.code ?? 'none'
  const set = buildRuleSet([outcome.rule])
  const [refusal] = set.refused
  return refusal === undefined ? set.match(event(fields, place)).length === 1 : refusal.code
}

const selection = (body: string, fields: Fields): boolean | string =>
  matches(`selection:\n  ${body}\ncondition: selection`, fields)

describe('values', () => {
  test('compare whole, without regard to case, with * and ?', () => {
    assert.equal(selection('A: CMD.exe', { A: 'cmd.EXE' }), true)
    assert.equal(selection('A: cmd', { A: 'cmd.exe' }), false)
    assert.equal(selection("A: '*.ex?'", { A: 'x.exe' }), true)
    assert.equal(selection("A: '*.ex?'", { A: 'x.exeX' }), false)
    assert.equal(selection('A: 4624', { A: '4624' }), true)
    assert.equal(selection('A|cased: CMD', { A: 'cmd' }), false)
  })

  test('a backslash escapes only wildcards and itself', () => {
    assert.deepEqual(parsePattern(String.raw`a\*b`), ['a*b'])
    assert.deepEqual(parsePattern(String.raw`a\\*b`), ['a\\', ANY, 'b'])
    assert.deepEqual(parsePattern(String.raw`C:\Windows\?`), ['C:\\Windows?'])
    assert.deepEqual(parsePattern(String.raw`C:\x` + '\\'), ['C:\\x\\'])
    assert.deepEqual(parsePattern('**?'), [ANY, ONE])
  })

  test('null is absent or NULL, empty text is present and empty', () => {
    assert.equal(selection('A: null', {}), true)
    assert.equal(selection('A: null', { A: null }), true)
    assert.equal(selection('A: null', { A: '' }), false)
    assert.equal(selection("A: ''", { A: '' }), true)
    assert.equal(selection("A: ''", {}), false)
  })

  test('a list is OR, with |all AND; a field with several values matches in any', () => {
    assert.equal(selection('A|contains: [x, y]', { A: 'by' }), true)
    assert.equal(selection('A|contains|all: [x, y]', { A: 'by' }), false)
    assert.equal(selection('A|contains|all: [x, y]', { A: 'xby' }), true)
    assert.equal(selection('A: y', { A: ['x', 'y'] }), true)
  })

  test('the pattern matcher agrees with a regular expression, as a property', () => {
    const part = fc.constantFrom('a', 'b', 'ab', '*', '?')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.stringMatching(/^[ab]{0,12}$/), (parts, text) => {
        const regex = new RegExp(`^${parts.join('').replaceAll('*', '.*').replaceAll('?', '.')}$`)
        assert.equal(patternTest(parsePattern(parts.join('')), false)(text), regex.test(text))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('modifiers', () => {
  test('exists, neq, numbers and field references', () => {
    assert.equal(selection('A|exists: true', { A: '' }), true)
    assert.equal(selection('A|exists: false', { A: '' }), false)
    assert.equal(selection('A|neq: x', { A: 'y' }), true)
    assert.equal(selection('A|gte: 10', { A: '10' }), true)
    assert.equal(selection('A|lt: 10', { A: '10' }), false)
    assert.equal(selection('A|gt: 1', { A: 'many' }), false)
    assert.equal(selection('A|fieldref: B', { A: 'Same', B: 'same' }), true)
  })

  test('windash takes every dash where an option begins, and nowhere else', () => {
    for (const dash of ['-', '/', '–', '—', '―']) {
      assert.equal(selection("A|contains|windash: ' -on '", { A: `manage-bde ${dash}on c:` }), true, dash)
    }
    assert.equal(selection("A|windash: 'manage-bde'", { A: 'manage/bde' }), false)
  })

  test('base64offset finds a text at every offset, as a property', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9 .:/-]{6,30}$/), fc.nat(8), (needle, before) => {
        const whole = Buffer.from(`${'x'.repeat(before)}${needle}tail`).toString('base64')
        assert.equal(selection(`A|base64offset|contains: '${needle}'`, { A: whole }), true)
      }),
    )
    const wide = Buffer.from('aEnable-BitLocker', 'utf16le').toString('base64')
    assert.equal(selection("A|wide|base64offset|contains: 'Enable-BitLocker'", { A: wide }), true)
  })

  test('regular expressions are unanchored, case-sensitive, and end in linear time', () => {
    assert.equal(selection("A|re: 'b+c'", { A: 'abbc' }), true)
    assert.equal(selection("A|re: 'B+C'", { A: 'abbc' }), false)
    assert.equal(selection("A|re|i: 'B+C'", { A: 'abbc' }), true)
    assert.equal(selection("A|re: '('", { A: '' }), 'bad-regex')
    const startedMs = performance.now()
    assert.equal(selection("A|re: '(a+)+$'", { A: `${'a'.repeat(20_000)}b` }), false)
    assert.ok(performance.now() - startedMs < 5_000)
  })

  test('cidr holds version 4 and 6 apart', () => {
    assert.equal(selection('A|cidr: 10.0.0.0/8', { A: '10.4.5.6' }), true)
    assert.equal(selection('A|cidr: 10.0.0.0/8', { A: '11.4.5.6' }), false)
    assert.equal(selection("A|cidr: 'fe80::/10'", { A: 'fe80::1' }), true)
    assert.equal(selection("A|cidr: '::/0'", { A: '10.1.1.1' }), false)
    assert.equal(selection('A|cidr: 10.0.0.0/33', { A: '' }), 'bad-value')
    assert.equal(addressOf('1::2::3'), null)
    assert.equal(addressOf('::ffff:10.0.0.1')?.bits, 32)
  })

  test('what is not supported refuses the rule with its reason', () => {
    assert.equal(selection("A|expand: '%x%'", {}), 'placeholder')
    assert.equal(selection('A|rot13: x', {}), 'unknown-modifier')
  })
})

describe('conditions', () => {
  const three = 'one: {A: x}\ntwo: {B: x}\n_own: {C: x}\n'
  const holds = (condition: string, fields: Fields): boolean | string =>
    matches(`${three}condition: ${condition}`, fields)

  test('not binds before and, and before or', () => {
    assert.equal(holds('not one and two', { B: 'x' }), true)
    assert.equal(holds('one or two and not two', { A: 'x' }), true)
    assert.equal(holds('(one or two) and not two', { A: 'x', B: 'x' }), false)
  })

  test('of takes patterns; them passes over identifiers that begin with _', () => {
    assert.equal(holds('all of them', { A: 'x', B: 'x' }), true)
    assert.equal(holds('1 of o*', { A: 'x' }), true)
    assert.equal(holds('1 of them', { C: 'x' }), false)
    assert.equal(holds('1 of _o*', { C: 'x' }), true)
  })

  test('what is no condition refuses the rule', () => {
    assert.equal(holds('one and', {}), 'bad-condition')
    assert.equal(holds('three', {}), 'bad-condition')
    assert.equal(holds('(one', {}), 'bad-condition')
    assert.equal(holds("'one | count() > 3'", {}), 'aggregation')
    assert.equal(holds(`${'not '.repeat(100)}one`, {}), 'bad-condition')
  })
})

describe('log sources', () => {
  const process = '{product: windows, category: process_creation}'
  const security = { channel: 'Security', eventId: 4688, logsource: process }

  test('process rules see Security 4688 under Sysmon names and values', () => {
    const fields = {
      NewProcessName: 'C:\\a.exe',
      NewProcessId: '0x1f4',
      SubjectUserName: 'u',
      SubjectDomainName: 'D',
      MandatoryLabel: 'S-1-16-12288',
    }
    const body =
      "selection: {Image|endswith: '\\a.exe', ProcessId: 500, User: 'D\\u', IntegrityLevel: High}\ncondition: selection"
    assert.equal(matches(body, fields, security), true)
    assert.equal(matches(body, fields, { ...security, eventId: 4689 }), false)
  })

  test('a field that 4688 cannot have makes neither a match nor, negated, one', () => {
    const fields = { NewProcessName: 'C:\\a.exe' }
    const image = "image: {Image|endswith: '\\a.exe'}\n"
    assert.equal(
      matches(`${image}name: {OriginalFileName: a.exe}\ncondition: image and name`, fields, security),
      false,
    )
    assert.equal(
      matches(`${image}filter: {OriginalFileName: b.exe}\ncondition: image and not filter`, fields, security),
      false,
    )
    assert.equal(
      matches(`${image}name: {OriginalFileName: a.exe}\ncondition: image or name`, fields, security),
      true,
    )
  })

  test('a command line that the audit policy did not record is not known, so no filter on it makes a match', () => {
    const body =
      "image: {Image|endswith: '\\a.exe'}\nfilter: {CommandLine|contains: usual}\ncondition: image and not filter"
    assert.equal(matches(body, { NewProcessName: 'C:\\a.exe' }, security), false)
    assert.equal(matches(body, { NewProcessName: 'C:\\a.exe', CommandLine: '' }, security), false)
    assert.equal(matches(body, { NewProcessName: 'C:\\a.exe', CommandLine: 'rare' }, security), true)
  })

  test('a deleted key is no made key, though both are Sysmon 12', () => {
    const place = {
      channel: 'Microsoft-Windows-Sysmon/Operational',
      eventId: 12,
      logsource: '{product: windows, category: registry_delete}',
    }
    const body = 'selection: {TargetObject|endswith: Run}\ncondition: selection'
    assert.equal(matches(body, { TargetObject: 'HKLM\\Run', EventType: 'DeleteKey' }, place), true)
    assert.equal(matches(body, { TargetObject: 'HKLM\\Run', EventType: 'CreateKey' }, place), false)
  })

  test('a log source that no event log has is a refusal', () => {
    assert.equal(matches('a: {A: x}\ncondition: a', {}, { logsource: '{product: linux}' }), 'log-source')
    assert.equal(
      matches('a: {A: x}\ncondition: a', {}, { logsource: '{product: windows, category: file_rename}' }),
      'log-source',
    )
  })

  test('keywords look into every value of the record', () => {
    assert.equal(matches('k: [needle]\ncondition: k', { A: 'a NEEDLE b' }), true)
    assert.equal(matches("k:\n  '|all': [one, two]\ncondition: k", { A: 'one', B: 'two' }), true)
    assert.equal(matches("k:\n  '|all': [one, two]\ncondition: k", { A: 'one' }), false)
  })
})

describe('files that are no rules', () => {
  const codes = (text: string): string[] =>
    parseRules(text, 'a.yml').map((outcome) => (outcome.kind === 'rule' ? 'rule' : outcome.refusal.code))

  test('are refused with line and reason, and the rest of the file is read', () => {
    assert.deepEqual(codes(''), ['not-a-rule'])
    assert.deepEqual(codes('<html><body>'), ['not-a-rule'])
    assert.deepEqual(codes('\u0000\u0001\u0002'), ['not-a-rule'])
    assert.deepEqual(codes('a: [1'), ['not-yaml'])
    assert.deepEqual(codes('title: t\n'), ['not-a-rule'])
    assert.deepEqual(codes('correlation: {type: event_count}\n'), ['correlation'])
    assert.deepEqual(codes('detection: {a: {A: x}}\n'), ['no-condition'])
    const good = 'title: t\nlogsource: {product: windows}\ndetection: {a: {A: x}, condition: a}\n'
    assert.deepEqual(codes(`a: [1\n---\n${good}`), ['not-yaml', 'rule'])
    const [, second] = parseRules(`${good}---\ntitle: second\n`, 'a.yml')
    assert.ok(second?.kind === 'refused' && second.refusal.line >= 4 && second.refusal.title === 'second')
  })

  test('a YAML bomb is refused, not unfolded', () => {
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x]']
    for (const [name, of] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf', 'hg'].map((pair) => [pair[0], pair[1]])) {
      lines.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${of}`).join(', ')}]`)
    }
    assert.deepEqual(codes(lines.join('\n')), ['not-yaml'])
  })

  test('any text gives outcomes and no throw, as a property', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        assert.ok(parseRules(text, 'a.yml').length > 0)
      }),
      { numRuns: 500 },
    )
  })
})
