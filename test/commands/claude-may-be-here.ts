import { mkdirSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { claudeMayBeHere } from '../../src/commands/claude-may-be-here.js'
import { writeHookNews } from '../../src/shell/transcript/hook-news.js'
import { standIn } from '../helpers/claude-stand-in.js'
import { inProcess } from '../helpers/in-process.js'

t.test('a pane with nothing but a shell, in a home without Claude Code, has no transcript', async t => {
  const home = t.testdir({ session: {} })
  const { panePid } = await standIn(t, { name: '' })
  t.notOk(claudeMayBeHere(inProcess({ HOME: home }), `${home}/session`, 'work', panePid))
})

t.test('a session that had a transcript may have one, and so may one that a hook spoke of', async t => {
  const home = t.testdir({ one: { '.transcript_marker.work': '' }, two: {} })
  t.ok(claudeMayBeHere(inProcess({ HOME: home }), `${home}/one`, 'work', 0))
  writeHookNews(`${home}/two`, 'work', { claudeSession: 'c', transcript: '/t.jsonl' })
  t.ok(claudeMayBeHere(inProcess({ HOME: home }), `${home}/two`, 'work', 0))
})

t.test('a Claude Code that runs anywhere, or that only looks like one in the pane, is enough', async t => {
  const home = t.testdir({ session: {} })
  mkdirSync(`${home}/.claude/sessions`, { recursive: true })
  t.notOk(claudeMayBeHere(inProcess({ HOME: home }), `${home}/session`, 'work', 0))
  const { panePid } = await standIn(t)
  t.ok(claudeMayBeHere(inProcess({ HOME: home }), `${home}/session`, 'work', panePid))
  writeFileSync(`${home}/.claude/sessions/7.json`, '{}')
  t.ok(claudeMayBeHere(inProcess({ HOME: home }), `${home}/session`, 'work', 0))
})
