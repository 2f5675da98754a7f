import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY, ONE, parsePattern, patternTest } from './pattern.ts'
import { foldUnit } from './fold.ts'
import { parseRules } from './parse-rules.ts'
import { parsePlaceholders } from './placeholders.ts'
import { buildRuleSet } from './rule-set.ts'
import type { SigmaEvent } from './rule.ts'
import { addressOf } from './network.ts'

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
  place?: {
    channel?: string
    eventId?: number
    logsource?: string
    placeholders?: ReadonlyMap<string, readonly string[]>
  },
): boolean | string {
  const indented = detection
    .trim()
    .split('\n')
    .map((line) => `  ${line}`)
  const text = `title: t\nid: i\nlogsource: ${place?.logsource ?? '{product: windows, service: system}'}\ndetection:\n${indented.join('\n')}\n`
  const [outcome] = parseRules(text, 'a.yml')
  if (outcome?.kind !== 'rule') return outcome?.kind === 'refused' ? outcome.refusal.code : 'none'
  const { placeholders } = place ?? {}
  const set = buildRuleSet([outcome.rule], placeholders === undefined ? {} : { placeholders })
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

describe('what the specification leaves to the tool', () => {
  test('letters of every alphabet compare without regard to case, by simple folding', () => {
    assert.equal(selection('A: ΜΕΣΌΓΕΙΟΣ', { A: 'μεσόγειος' }), true)
    assert.equal(selection('A: straẞe', { A: 'STRAßE' }), true)
    assert.equal(selection("A|contains: 'ДОМ'", { A: 'в домe' }), true)
    assert.equal(selection('A: ı', { A: 'I' }), false)
    assert.equal(selection('A: 𐐀', { A: '𐐨' }), true)
  })

  test('folding joins exactly the letters that a regular expression without regard to case joins', () => {
    const letters = Array.from({ length: 65_536 }, (_, unit) => unit).filter((unit) => {
      const own = String.fromCharCode(unit)
      return own.isWellFormed() && (own.toLowerCase() !== own || own.toUpperCase() !== own)
    })
    const byFold = Map.groupBy(letters, foldUnit)
    const text = String.fromCharCode(...letters)
    for (const unit of letters) {
      const same = [...text.matchAll(new RegExp(`\\u{${unit.toString(16)}}`, 'giu'))].map(([one]) => one)
      assert.deepEqual(
        byFold.get(foldUnit(unit))?.map((one) => String.fromCharCode(one)),
        same,
      )
    }
  })

  test('parts of a time are compared like numbers, a time without a zone as UTC', () => {
    const at = { A: '2021-01-17T19:46:00.0000000Z' }
    assert.equal(selection('A|hour: 19', at), true)
    assert.equal(selection('A|hour|gte: 20', at), false)
    assert.equal(selection('A|minute: 46', at), true)
    assert.equal(selection('A|day: 17', { A: '2021-01-17 23:59:59' }), true)
    assert.equal(selection('A|week: 3', at), true)
    assert.equal(selection('A|year: 2021', { A: 'about 2021' }), false)
  })

  test('neq goes with any comparison, fieldref and numbers too', () => {
    assert.equal(selection('A|neq: 5', { A: '5' }), false)
    assert.equal(selection('A|contains|neq: x', { A: 'ax' }), false)
    assert.equal(selection('A|fieldref|neq: B', { A: 'x', B: 'y' }), true)
    assert.equal(selection('A|fieldref|endswith: B', { A: 'x\\y', B: 'Y' }), true)
  })

  test('utf16 without base64 looks for the bytes themselves', () => {
    assert.equal(selection('A|wide|contains: ab', { A: 'xa\0b\0' }), true)
    assert.equal(selection('A|utf16be: ab', { A: '\0a\0b' }), true)
  })

  test('placeholders take their values from the hospital', () => {
    const body = "selection: {A|expand: '%admins%@x'}\ncondition: selection"
    const given = { placeholders: new Map([['admins', ['anna', 'b*']]]) }
    assert.equal(matches(body, { A: 'ANNA@x' }, given), true)
    assert.equal(matches(body, { A: 'bob@x' }, given), true)
    assert.equal(matches(body, { A: 'eve@x' }, given), false)
    assert.equal(matches(body, { A: 'anna@x' }), 'placeholder')
    assert.ok(parsePlaceholders('admins: [anna]\nservers: s1').ok)
    assert.ok(!parsePlaceholders('- anna').ok)
  })

  test('bombs are refused with their reason', () => {
    assert.equal(selection(`A|re: '${'(a{9}){9}'.repeat(300)}'`, {}), 'too-large')
    assert.equal(selection(`A|re: '((a{99}){99}){99}'`, {}), 'bad-regex')
    assert.equal(selection(`A|windash: '-a -b -c -d -e'`, {}), 'too-large')
    const wide = Array.from({ length: 3000 }, (_, n) => `s${n}: {A: x}`).join('\n')
    assert.equal(matches(`${wide}\ncondition: ${'all of them and '.repeat(200)}s1`, {}), 'too-large')
  })
})

describe('filters', () => {
  const rule = `title: t\nid: i\nlogsource: {product: windows, service: system}\ndetection: {a: {A: x}, condition: a}\n`
  const count = (filter: string, fields: Fields): number => {
    const [one, two] = parseRules(`${rule}---\ntitle: f\n${filter}\n`, 'a.yml')
    assert.ok(one?.kind === 'rule' && two?.kind === 'filter', JSON.stringify(two))
    return buildRuleSet([one.rule], { filters: [two.filter] }).match(event(fields)).length
  }
  const source = 'logsource: {product: windows, service: system}'

  test('take out what they name, whether they say what goes or what stays', () => {
    for (const condition of ['s', 'not s']) {
      const filter = `${source}\nfilter: {rules: [i], s: {B|startswith: adm_}, condition: ${condition}}`
      assert.equal(count(filter, { A: 'x', B: 'adm_1' }), 0)
      assert.equal(count(filter, { A: 'x', B: 'eve' }), 1)
    }
  })

  test('apply to the rules and the log source that they name, and are refused where there are none', () => {
    const other = `${source}\nfilter: {rules: [j], s: {B: y}, condition: s}`
    assert.equal(count(other, { A: 'x', B: 'y' }), 1)
    const elsewhere = `logsource: {service: security}\nfilter: {rules: any, s: {B: y}, condition: s}`
    assert.equal(count(elsewhere, { A: 'x', B: 'y' }), 1)
    const [one, two] = parseRules(`${rule}---\ntitle: f\n${other}\n`, 'a.yml')
    assert.ok(one?.kind === 'rule' && two?.kind === 'filter')
    assert.equal(buildRuleSet([one.rule], { filters: [two.filter] }).refused[0]?.code, 'missing-rule')
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

  test('registry rules see Security 4657 under Sysmon names and values', () => {
    const place = {
      channel: 'Security',
      eventId: 4657,
      logsource: '{product: windows, category: registry_set}',
    }
    const fields = {
      ObjectName: '\\REGISTRY\\MACHINE\\SYSTEM\\ControlSet001\\Services\\x',
      ObjectValueName: 'Start',
      OperationType: '%%1905',
      NewValueType: '%%1876',
      NewValue: '4',
      ProcessName: 'C:\\a.exe',
    }
    const body = `selection: {TargetObject: 'HKLM\\System\\CurrentControlSet\\Services\\x\\Start', Details: 'DWORD (0x00000004)', Image|endswith: a.exe, EventType: SetValue}\ncondition: selection`
    assert.equal(matches(body, fields, place), true)
    assert.equal(matches(body, { ...fields, OperationType: '%%1906' }, place), false)
    const lacking =
      'selection: {Image|endswith: a.exe}\nfilter: {CommandLine: x}\ncondition: selection and not filter'
    assert.equal(matches(lacking, fields, place), false)
  })

  test('network rules see Security 5156; the kernel does not tell the letter of a volume', () => {
    const place = {
      channel: 'Security',
      eventId: 5156,
      logsource: '{product: windows, category: network_connection}',
    }
    const fields = {
      Application: '\\device\\harddiskvolume2\\windows\\system32\\x.exe',
      Direction: '%%14593',
      DestAddress: '10.1.1.1',
      DestPort: '445',
      Protocol: '6',
    }
    const body = `selection: {Image: 'C:\\Windows\\System32\\x.exe', Initiated: 'true', DestinationIp|cidr: 10.0.0.0/8, DestinationPort: 445, Protocol: tcp}\ncondition: selection`
    assert.equal(matches(body, fields, place), true)
    assert.equal(matches(body, { ...fields, Direction: '%%14592' }, place), false)
  })

  test('a rule of Windows alone sees every channel', () => {
    const logsource = '{product: windows}'
    assert.equal(
      matches('a: {A: x}\ncondition: a', { A: 'x' }, { channel: 'Any', eventId: 9, logsource }),
      true,
    )
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
    parseRules(text, 'a.yml').map((outcome) =>
      outcome.kind === 'refused' ? outcome.refusal.code : outcome.kind,
    )

  test('are refused with line and reason, and the rest of the file is read', () => {
    assert.deepEqual(codes(''), ['not-a-rule'])
    assert.deepEqual(codes('<html><body>'), ['not-a-rule'])
    assert.deepEqual(codes('\u0000\u0001\u0002'), ['not-a-rule'])
    assert.deepEqual(codes('a: [1'), ['not-yaml'])
    assert.deepEqual(codes('title: t\n'), ['not-a-rule'])
    assert.deepEqual(codes('correlation: {type: event_count}\n'), ['bad-correlation'])
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
