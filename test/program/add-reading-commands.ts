import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import t from 'tap'
import { DataError, NothingFound, UsageError } from '../../src/errors.js'
import { addReadingCommands } from '../../src/program/add-reading-commands.js'
import { bareSession } from '../helpers/bare-session.js'
import { commandLine } from '../helpers/command-line.js'

/** What one command prints; with `colours`, on a terminal that has them. */
const stage = (home: string, colours = false): ((...words: string[]) => Promise<string>) => {
  const line = { ...commandLine({ HOME: home, PATH: process.env.PATH ?? '' }), colours }
  return async (...words) => {
    const cli = new Command('claude-session').exitOverride()
    addReadingCommands(cli, line)
    line.printed.length = 0
    await cli.parseAsync(['node', 'claude-session', ...words])
    return line.printed.join('')
  }
}

t.test('without sessions a command says so, as text or as JSON', async t => {
  const typed = stage(t.testdir({}))
  t.match(await typed('list'), /^No sessions yet\./)
  t.equal(await typed('list', '--json'), '[]')
  t.match(await typed('status', '--watch'), /^No live sessions\./, 'a watch ends when it is told to')
  t.match(await typed('where'), /^root +\/.*\nsessions +\//)
  t.equal(JSON.parse(await typed('show', '--schema')).type, 'object')
  t.match(await typed('verify'), /^No sessions yet\./)
  await t.rejects(typed('search', 'x'), NothingFound)
  for (const words of [['show', 'work'], ['show'], ['logs', 'work'], ['verify', 'work'], ['search', 'x', '--session', 'work'], ['where', '../x']]) await t.rejects(typed(...words), UsageError, words.join(' '))
})

t.test('what was captured: whole, its end, and lines of it', async t => {
  const { directory, environment } = bareSession(t, undefined)
  writeFileSync(join(directory, 'session_00001_PART1.md'), 'one\ntwo\n')
  writeFileSync(join(directory, 'session_00001_PART2.md'), 'three\n')
  const home = environment.env.HOME ?? ''
  const typed = stage(home)
  t.equal(await typed('show', 'work'), 'one\ntwo\nthree\n')
  t.equal(await typed('show', 'work', '-n', '2'), 'two\nthree\n')
  await t.rejects(typed('show', 'work', '--tail', 'x'), UsageError)
  await t.rejects(typed('show', 'work', '--json'), UsageError)
  t.equal(await typed('search', '^t'), 'work:1:2: two\nwork:2:1: three\n')
  t.equal(await typed('search', '-l', '^t'), 'work\n')
  t.equal(await typed('search', '-l', '--json', '^t'), '{"id":"work"}\n')
  t.same(JSON.parse(await typed('search', '--json', 'hr')), { id: 'work', part: 2, line: 1, text: 'three', spans: [[1, 3]] })
  t.match(await stage(home, true)('search', 'hr'), /t\u001b\[1;31mhr\u001b\[0mee\n$/)
  await t.rejects(typed('search', '-F', '^t'), NothingFound)
  await t.rejects(typed('verify'), DataError, 'there is no marker')
  rmSync(directory, { recursive: true })
  t.match(await typed('verify'), /^No sessions yet/)
})

t.test('that nothing was captured yet is said beside standard output, with what to do', async t => {
  const { environment } = bareSession(t, undefined)
  const line = { ...commandLine({}), environment: () => environment }
  const typed = async (...words: string[]): Promise<string> => {
    const cli = new Command('claude-session').exitOverride()
    addReadingCommands(cli, line)
    await cli.parseAsync(['node', 'claude-session', ...words])
    return environment.lines.splice(0).join('\n')
  }
  t.match(await typed('show', 'work'), /^<5>work: nothing was captured; --pending adds what was on the screen/)
  t.match(await typed('show', 'work', '--pending'), /nothing was captured$/)
  t.equal(await typed('show', 'work', '-n', '0'), '')
  t.equal(line.printed.join(''), '')
})

t.test('what the next context hears is shown as it hears it, and as an object', async t => {
  const { environment } = bareSession(t, `${JSON.stringify({ type: 'user', uuid: 'u', timestamp: '2026-01-01T00:00:00.000Z', message: { content: 'port it to rust' } })}\n`)
  const typed = stage(environment.env.HOME ?? '')
  t.match(await typed('show', 'work', '--handoff'), /^# Hand-off of session work\n[^]*\n> port it to rust\n[^]*context\.json/)
  t.match(JSON.parse(await typed('show', 'work', '--handoff', '--json')), { schema: 1, from: 'work' })
  await t.rejects(typed('lost'), UsageError, 'without an ID it is the session of the pane, and there is none')
})
