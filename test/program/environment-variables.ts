import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { environmentVariables } from '../../src/program/environment-variables.js'

/** Whose variables a manual tells of: ours, Claude Code's, those that say where things are. */
const about = /^(?:CLAUDE_|XDG_|TMUX|NO_COLOR)/

/** What is read, and is for nobody to set: it says who started us; a test's; the shells' own. */
const others = ['CLAUDE_CODE_ENTRYPOINT', 'CLAUDE_SESSION_SHM', 'CLAUDE_SESSION_PANE']

t.test('every such variable that the source reads is in the manual', async t => {
  const read = new Set(
    readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .flatMap(name => [...readFileSync(`src/${name}`, 'utf8').matchAll(/(?:\benv\.|\$\{(?=CLAUDE_SESSION_))([A-Z][A-Z_]+)/g)].map(([, variable = '']) => variable)),
  )
  const told = environmentVariables.flatMap(([names]) => names.split(', '))
  for (const variable of [...read].filter(name => about.test(name))) t.ok(told.includes(variable) || others.includes(variable), variable)
  for (const variable of told) t.ok(read.has(variable), `${variable} is read`)
})
