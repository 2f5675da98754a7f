/** Just enough of an XML reader to check what toXml() gives against toJSON(): written apart from both. */

/** An element as read. */
export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: XmlElement[]
  /** Processing instructions inside, by target. */
  readonly instructions: [string, string][]
  text: string
}

/** Reads one document; throws where it is not well-formed. */
export function parseXml(xml: string): XmlElement {
  const root: XmlElement = { name: '', attributes: new Map(), children: [], instructions: [], text: '' }
  const open = [root]
  const token = /<\?([^\s?]+) (.*?)\?>|<\/([^\s<>]+)>|<([^\s/<>]+)((?: [^\s=<>]+="[^"<]*")*)(\/?)>|([^<]+)/gsy
  let at = 0
  while (at < xml.length) {
    token.lastIndex = at
    const found = token.exec(xml)
    const inside = open.at(-1)
    if (found === null || inside === undefined)
      throw new Error(`not well-formed at ${at}: ${xml.slice(at, at + 80)}`)
    at = token.lastIndex
    const [, target, data, closed, opened, attributes = '', empty, text] = found
    if (target !== undefined) inside.instructions.push([target, data ?? ''])
    else if (text !== undefined) inside.text += unescape(text)
    else if (closed !== undefined) {
      if (closed !== inside.name) throw new Error(`</${closed}> closes <${inside.name}> at ${at}`)
      open.pop()
    } else {
      const element: XmlElement = {
        name: opened ?? '',
        attributes: new Map(
          [...attributes.matchAll(/ ([^\s=]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
            name,
            unescape(value),
          ]),
        ),
        children: [],
        instructions: [],
        text: '',
      }
      inside.children.push(element)
      if (empty === '') open.push(element)
    }
  }
  if (open.length !== 1) throw new Error('an element is not closed')
  return root
}

function unescape(text: string): string {
  const bad = /&(?!amp;|lt;|gt;|quot;|#\d+;)/.exec(text)
  if (bad !== null) throw new Error(`a bare ampersand: ${text.slice(bad.index, bad.index + 40)}`)
  return text.replace(/&(amp|lt|gt|quot|#\d+);/g, (_, name: string) => {
    if (name.startsWith('#')) return String.fromCharCode(Number(name.slice(1)))
    return { amp: '&', lt: '<', gt: '>', quot: '"' }[name] ?? ''
  })
}

type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/** Where XML and JSON of one record differ; empty where they say the same, field by field. */
export function differences(xml: XmlElement, json: Json): string[] {
  const found: string[] = []
  compare(xml, json, '', found)
  return found
}

function compare(element: XmlElement, json: Json, path: string, found: string[]): void {
  const object = isObject(json) ? json : {}
  const seen = new Set<string>()
  if (!isObject(json)) {
    if (element.children.length > 0) found.push(`${path}: elements in XML, ${JSON.stringify(json)} in JSON`)
    same(element.text, json, path, found)
    if (element.attributes.size > 0) found.push(`${path}: attributes in XML alone`)
    return
  }
  seen.add('#attributes').add('#text')
  attributes(element, object['#attributes'] ?? {}, path, found)
  if ('#text' in object || element.text.trim() !== '')
    same(element.text, object['#text'] ?? '', `${path}#text`, found)
  for (const [target, text] of element.instructions) {
    const key = freeKey(`?${target}`, seen)
    same(text, object[key] ?? '', `${path}${key}`, found)
  }
  const unnamed: XmlElement[] = []
  for (let n = 0; n < element.children.length; n += 1) {
    const child = element.children[n]
    if (child === undefined) continue
    const named = child.name === 'Data' ? child.attributes.get('Name') : undefined
    if (child.name === 'Data' && named === undefined && child.children.length === 0) {
      unnamed.push(child)
      continue
    }
    const key = freeKey(shownIn(named ?? child.name), seen)
    const value = valueAt(object, key)
    if (Array.isArray(value)) {
      value.forEach((item, index) =>
        same(element.children[n + index]?.text ?? '', item, `${path}/${key}[${index}]`, found),
      )
      n += Math.max(value.length, 1) - 1
    } else if (value === undefined) found.push(`${path}/${key}: in XML alone`)
    else if (named === undefined) compare(child, value, `${path}/${key}`, found)
    else same(child.text, value, `${path}/${key}`, found)
  }
  if (unnamed.length > 0) unnamedData(unnamed, object, path, seen, found)
  for (const key of Object.keys(object))
    if (!seen.has(shownIn(key))) found.push(`${path}/${key}: in JSON alone`)
}

/** Several Data without a name are one list in JSON. */
function unnamedData(
  all: XmlElement[],
  object: { [name: string]: Json },
  path: string,
  seen: Set<string>,
  found: string[],
): void {
  const key = freeKey('Data', seen)
  const data = valueAt(object, key)
  const text = isObject(data) ? data['#text'] : undefined
  const items = Array.isArray(text) ? text : [text ?? null]
  if (items.length !== all.length) found.push(`${path}/${key}: ${all.length} in XML, ${items.length} in JSON`)
  all.forEach((one, index) => same(one.text, items[index] ?? null, `${path}/${key}[${index}]`, found))
}

function attributes(element: XmlElement, json: Json, path: string, found: string[]): void {
  const object = isObject(json) ? json : {}
  for (const [name, value] of element.attributes) {
    const other = Object.entries(object).find(([key]) => shownIn(key) === name)?.[1]
    if (other === undefined) found.push(`${path}@${name}: in XML alone`)
    else same(value, other, `${path}@${name}`, found)
  }
  for (const name of Object.keys(object)) {
    if (!element.attributes.has(shownIn(name))) found.push(`${path}@${name}: in JSON alone`)
  }
}

/** Keys are unique in JSON: name, name_1, name_2. */
function freeKey(name: string, seen: Set<string>): string {
  let key = name
  for (let n = 1; seen.has(key); n += 1) key = `${name}_${n}`
  seen.add(key)
  return key
}

function valueAt(object: { [name: string]: Json }, key: string): Json | undefined {
  return Object.entries(object).find(([name]) => shownIn(name) === key)?.[1]
}

function isObject(json: Json | undefined): json is { [name: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

function same(xml: string, json: Json, path: string, found: string[]): void {
  const equal =
    json === null
      ? withoutBlanks(xml) === ''
      : typeof json === 'number'
        ? Number(xml) === json
        : plain(xml) === plain(shownIn(typeof json === 'string' ? json : JSON.stringify(json)))
  if (!equal)
    found.push(
      `${path}: ${JSON.stringify(xml).slice(0, 200)} in XML, ${JSON.stringify(json).slice(0, 200)} in JSON`,
    )
}

function withoutBlanks(text: string): string {
  return text.replace(/^[ \t\r\n]+/, '').replace(/[ \t\r\n]+$/, '')
}

/** Both forms of a GUID and a time as one: JSON has them as the widespread reader writes them. */
function plain(text: string): string {
  const cut = withoutBlanks(text)
  if (/^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(cut))
    return cut.replace(/[{}]/g, '').toUpperCase()
  return cut.replace(/^(\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6})\d?Z$/, '$1Z')
}

/** What XML cannot hold is shown by other characters. */
function shownIn(text: string): string {
  let shown = ''
  for (const char of text.toWellFormed()) {
    const code = char.codePointAt(0) ?? 0
    if (code < 0x20 && code !== 9 && code !== 10 && code !== 13) shown += String.fromCharCode(0x2400 + code)
    else shown += code === 0xfffe || code === 0xffff ? '\ufffd' : char
  }
  return shown
}
