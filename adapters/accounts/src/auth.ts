import { betterAuth } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { getMigrations } from 'better-auth/db/migration'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { username } from 'better-auth/plugins/username'
import type Database from 'better-sqlite3-multiple-ciphers'
import { z } from 'zod'
import { newId } from './codes.ts'
import { SESSION_SECONDS } from './limits.ts'
import { fitsPassword, hashPassword } from './password.ts'

/** What better-auth is told: nothing that goes to a network, no locking out, no address of a person. */
const optionsOf = (db: Database.Database, { side, secret, secure }: AuthSettings) => ({
  database: db,
  // Only its HTTP handler would use it, and that is not mounted: our routes call its functions.
  baseURL: `http://${side}.localhost`,
  secret,
  telemetry: { enabled: false },
  logger: { disabled: true },
  rateLimit: { enabled: false },
  emailAndPassword: {
    enabled: true,
    disableSignUp: true,
    password: {
      hash: hashPassword,
      verify: async ({ hash, password }: { hash: string; password: string }) => fitsPassword(hash, password),
    },
  },
  user: {
    additionalFields: {
      roles: { type: 'string' as const, required: true, input: false },
      removedAt: { type: 'string' as const, required: false, input: false },
    },
  },
  session: { expiresIn: SESSION_SECONDS },
  advanced: {
    cookiePrefix: `codedark-${side}`,
    useSecureCookies: secure,
    defaultCookieAttributes: { sameSite: 'strict' as const, httpOnly: true, path: '/' },
    database: { generateId: () => newId('x') },
  },
  plugins: [
    // What a user name may be made of is our own rule (`isUserName`): theirs has no hyphen.
    username({ minUsernameLength: 2, maxUsernameLength: 64, usernameValidator: () => true }),
    twoFactor({
      issuer: 'Codedark',
      // Delays, not lockout: whoever knows a name must not be able to keep its owner out.
      accountLockout: { enabled: false },
    }),
    sessionFor,
  ],
})

/** A session for an account that proved itself in another way: a role card. */
const sessionFor = {
  id: 'codedark-session' as const,
  endpoints: {
    sessionFor: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ userId: z.string() }) },
      async (ctx) => {
        const { internalAdapter } = ctx.context
        const user = await internalAdapter.findUserById(ctx.body.userId)
        if (user === null) return ctx.json({ opened: false })
        const session = await internalAdapter.createSession(user.id)
        await setSessionCookie(ctx, { session, user })
        return ctx.json({ opened: true })
      },
    ),
  },
}

/** For which server, under which secret (cookies and second factors), and whether cookies go over TLS only. */
export interface AuthSettings {
  readonly side: 'command' | 'care'
  readonly secret: string
  readonly secure: boolean
}

/** better-auth over an open file, with its tables made. */
export async function openAuth(db: Database.Database, settings: AuthSettings) {
  const options = optionsOf(db, settings)
  const { runMigrations } = await getMigrations(options)
  await runMigrations()
  const auth = betterAuth(options)
  return { api: auth.api, context: await auth.$context }
}

/** better-auth as it is used here. */
export type Auth = Awaited<ReturnType<typeof openAuth>>
