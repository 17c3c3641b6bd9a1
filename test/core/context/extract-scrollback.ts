import t from 'tap'
import { encodeContext } from '../../../src/core/context/context-text.js'
import type { Context } from '../../../src/core/context/context.js'
import { extractScrollback, newScreen } from '../../../src/core/context/extract-scrollback.js'
import { newExtractState } from '../../../src/core/context/extract-state.js'
import { parseContext } from '../../../src/core/context/parse-context.js'

const read = (text: string): Context => {
  const state = newExtractState('/home/me/app', value => value)
  let screen = newScreen()
  text.split('\n').forEach((line, index) => (screen = extractScrollback(state, screen, line, { part: 2, line: index + 1 })))
  const context = parseContext(encodeContext({ id: 'work', directory: '/home/me/app', previous: '', from: 'scrollback' }, state).toString())
  if (context === undefined) throw new Error('no context')
  return context
}

const session = (bullet: string, prompt: string): string => `
${prompt} Please add a parser
  with tests

${bullet} I'll look at the file first.

${bullet} Read(src/parser.ts)
  ⎿  Read 10 lines

${bullet} Update(src/parser.ts)
  ⎿  Added 3 lines, removed 1 line
       1  const a = 1
       2 -const b = 2

${bullet} Write(/tmp/elsewhere.ts)
  ⎿  Wrote 3 lines to /tmp/elsewhere.ts

${bullet} Update(src/broken.ts)
  ⎿  Error: String to replace not found in file.

${bullet} Update(src/not-wanted.ts)
  ⎿  User rejected update to src/not-wanted.ts

${bullet} Bash(npm test && npm run build -- --with=a-very-long-argument
      --and=another)
  ⎿  Error: Exit code 1
     not ok 1 - fails
     … +38 lines (ctrl+o to expand)

${bullet} Bash(git status)
  ⎿  clean

${prompt} No, don't touch the build.

${bullet} Understood.

${prompt} /clear
  ⎿  (no content)
`

for (const [name, bullet, prompt] of [['older', '●', '>'], ['newer', '⏺', '❯']] as const) {
  t.test(`the ${name} glyphs: files, commands, prompts and corrections as far as they are shown`, async t => {
    const context = read(session(bullet, prompt))
    t.match(context.filesRead, [{ path: '/home/me/app/src/parser.ts', last: { part: 2, line: 7 } }])
    t.same(context.filesModified.map(({ path }) => path), ['/home/me/app/src/parser.ts', '/tmp/elsewhere.ts'])
    t.match(context.commands, [
      { command: 'npm test && npm run build -- --with=a-very-long-argument --and=another', outcome: 'failed', exitCode: 1, error: 'not ok 1 - fails' },
      { command: 'git status', outcome: 'ok' },
    ])
    t.same(context.prompts.map(({ text }) => text), ['Please add a parser\nwith tests', "No, don't touch the build."])
    t.match(context.corrections, [{ text: "No, don't touch the build.", against: { said: "I'll look at the file first.", did: [/./] } }])
    t.match(context.goal, { first: { text: 'Please add a parser\nwith tests' } })
  })
}

t.test('the live input box, a choice of a dialog and a quoted reply are no prompts', async t => {
  t.same(read('❯\u00a0half typed\n❯ 1. Yes\n  2. No\n⏺ He wrote:\n  > no, stop\nend\n').prompts, [])
})

t.test('a folded line names no file, and a path with its middle cut out is shown as it is', async t => {
  const context = read('⏺ Read 3 files (ctrl+o to expand)\n⏺ Read(/home/…/deep/file.ts)\n  ⎿  Read 3 lines\nend\n')
  t.same(context.filesRead.map(({ path }) => path), ['/home/…/deep/file.ts'])
})

t.test('no line of any kind throws or heaps up', async t => {
  const context = read(`⏺ Bash(\n${'  more\n'.repeat(5_000)}  ⎿ \n  ⎿  ⎿\n⏺\n❯ \n> \n⏺ Update()\n  ⎿  Added 1 line\nend\n`)
  t.ok(JSON.stringify(context).length < 10_000)
})

t.test("a shell's prompt and systemd's bullets are not Claude's, before it has begun and after it has ended", async t => {
  const shell = '❯ git push --force\nEverything up-to-date\n❯ systemctl status ssh\n● ssh.service - OpenBSD Secure Shell server\n     Loaded: loaded\n● Let us use the other one because it is there\n> no, not that\n'
  t.match(read(shell), { prompts: [], corrections: [], decisions: [] })
  const claude = ' ▐▛███▜▌   Claude Code v2.1.250\n\n❯ Add a parser\n\n⏺ Done.\n\n❯ /exit\n  ⎿  Bye!\n'
  t.same(read(`${shell}${claude}${shell}`).prompts.map(({ text }) => text), ['Add a parser'])
  t.same(read(`${claude.replace('❯ /exit\n  ⎿  Bye!', 'Resume this session with:\nclaude --resume 1')}${shell}`).prompts.map(({ text }) => text), ['Add a parser'])
})

t.test('what was typed last before Claude was seen at work is a prompt all the same', async t => {
  for (const reply of ['⏺ I look.', '● I look.', '● Read(a.ts)\n  ⎿  Read 3 lines']) t.same(read(`❯ Add a parser\n\n${reply}\n`).prompts.map(({ text }) => text), ['Add a parser'], reply)
})
