/** A user name: what somebody types to sign in; from 2 to 32 small letters, digits, dot, hyphen, underscore. None begins as a role card does. */
export function isUserName(value: string): boolean {
  return /^(?!card-)[a-z][a-z0-9._-]{1,31}$/u.test(value)
}

/** What is wrong with a password, as a sentence; null: nothing. Length is what counts: NIST SP 800-63B 3.1.1. */
export function passwordFault(password: string, user: string): string | null {
  const length = [...password].length
  if (length < PASSWORD_CHARS_MIN)
    return `The password has ${length} characters; ${PASSWORD_CHARS_MIN} are needed.`
  if (length > PASSWORD_CHARS_MAX)
    return `The password has ${length} characters; at most ${PASSWORD_CHARS_MAX} are kept.`
  if (password.toLowerCase().includes(user.toLowerCase())) return 'The password holds the user name.'
  if (new Set(password).size < 5) return 'The password is made of fewer than five different characters.'
  return null
}

/** The shortest password that is taken. */
export const PASSWORD_CHARS_MIN = 12
/** The longest. */
export const PASSWORD_CHARS_MAX = 128
