// Installs from Debian what the tests use beyond npm: `npm run setup:tests` (as root).
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const PACKAGES = [
  'chromium', // pages in a real browser
  'tesseract-ocr', // paper read back from a raster
  'tesseract-ocr-fra',
  'poppler-utils', // pdftoppm, pdftotext
  'libevtx-utils', // evtxexport, the independent reader of event logs
  'unzip',
  'gammu-smsd', // SMS out and in, with its dummy modem
  'golang-golang-x-mod-dev', // sumdb, the independent verifier of the record
  ...(existsSync('/usr/local/go/bin/go') ? [] : ['golang-go']),
]

const missing = PACKAGES.filter(
  (name) =>
    !(spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' }).stdout ?? '').includes(
      'install ok installed',
    ),
)
if (missing.length === 0) {
  console.log('Everything the tests use is installed.')
} else if (process.getuid?.() !== 0) {
  console.error(
    `As root: apt-get install ${missing.join(' ')}. Without them the tests that use them are skipped, with a count.`,
  )
  process.exitCode = 1
} else {
  console.log(`Installing ${missing.join(', ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-q'], { stdio: 'inherit', env })
  const run = spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], {
    stdio: 'inherit',
    env,
  })
  process.exitCode = run.status ?? 1
}
