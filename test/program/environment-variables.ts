import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { environmentVariables } from '../../src/program/environment-variables.js'

/** What is read, and is for nobody to set: everybody's, what tells us who started us, a test's. */
const others = ['HOME', 'PATH', 'LD_LIBRARY_PATH', 'JOURNAL_STREAM', 'MONITOR_SERVICE_RESULT', 'CLAUDE_CODE_ENTRYPOINT', 'CLAUDE_SESSION_SHM']

t.test('every variable that the source reads is in the manual', async t => {
  const read = new Set(
    readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .flatMap(name => [...readFileSync(`src/${name}`, 'utf8').matchAll(/\benv\.([A-Z][A-Z_]+)/g)].map(([, variable = '']) => variable)),
  )
  const told = environmentVariables.flatMap(([names]) => names.split(', '))
  for (const variable of read) t.ok(told.includes(variable) || others.includes(variable), variable)
  for (const variable of told) t.ok(read.has(variable), `${variable} is read`)
})
