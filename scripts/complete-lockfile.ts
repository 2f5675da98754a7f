// After `npm install`: adds to package-lock.json the optional platform packages that the registry at hand did not serve.
// npm leaves them out in silence, and `npm ci` then refuses the lockfile. An entry names version, system and processor,
// so npm passes over it on every other system; one without an integrity is checked by nothing but its exact version.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface LockEntry {
  version?: string
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optional?: boolean
  dev?: boolean
  optionalDependencies?: Record<string, string>
}

const path = join(dirname(new URL(import.meta.url).pathname), '..', 'package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, LockEntry> }
let added = 0
for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`
    if (lock.packages[key] !== undefined || !/^\d/.test(version)) continue
    const words = name.split(/[-/]/)
    const os = ['darwin', 'linux', 'win32', 'freebsd', 'android', 'openharmony'].find((word) =>
      words.includes(word),
    )
    const cpu = ['x64', 'arm64', 'ia32', 'arm', 'ppc64', 's390x', 'riscv64'].find((word) =>
      words.includes(word),
    )
    lock.packages[key] = {
      version,
      // A name that tells neither (arm-gnueabihf, wasm32-wasi) gets a processor no Node runs on, so it is never fetched.
      cpu: [cpu ?? 'wasm32'],
      ...(entry.dev === true ? { dev: true } : {}),
      optional: true,
      ...(os === undefined ? {} : { os: [os] }),
      ...(words.some((word) => word.endsWith('musl')) ? { libc: ['musl'] } : {}),
    }
    added += 1
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added} optional packages of other systems added to package-lock.json`)
