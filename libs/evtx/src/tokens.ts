/** Token numbers (low six bits; MS-EVEN6 2.2.12). */
export const TOKEN = {
  end: 0x00,
  openElement: 0x01,
  closeStart: 0x02,
  closeEmpty: 0x03,
  endElement: 0x04,
  value: 0x05,
  attribute: 0x06,
  cdata: 0x07,
  charRef: 0x08,
  entityRef: 0x09,
  piTarget: 0x0a,
  piData: 0x0b,
  instance: 0x0c,
  substitution: 0x0d,
  optional: 0x0e,
  fragmentHeader: 0x0f,
} as const

/** The flag of a token that says: attributes, or another attribute, follow. */
export const MORE = 0x40

/** Bytes of an instance's token, version, template id and definition offset. */
export const INSTANCE_HEAD = 10

/** Bytes of a definition before its body: next offset, GUID, size. */
export const DEFINITION_HEAD = 24
