import { readdirSync, statSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { readHookNews, writeHookNews } from '../../../src/shell/transcript/hook-news.js'

const news = { claudeSession: '00893aaf-0000', transcript: '/home/me/.claude/projects/-x/00893aaf-0000.jsonl' }

t.test('what a hook said is read again', async t => {
  const directory = t.testdir()
  t.equal(readHookNews(directory, 'work'), undefined)
  writeHookNews(directory, 'work', news)
  t.same(readHookNews(directory, 'work'), news)
  t.equal(statSync(`${directory}/.claude.work`).mode & 0o777, 0o600)
})

t.test('what is known already is not written again', async t => {
  const directory = t.testdir()
  writeHookNews(directory, 'work', news)
  const before = statSync(`${directory}/.claude.work`).ino
  writeHookNews(directory, 'work', { ...news })
  t.equal(statSync(`${directory}/.claude.work`).ino, before)
  writeHookNews(directory, 'work', { ...news, claudeSession: 'other' })
  t.equal(readHookNews(directory, 'work')?.claudeSession, 'other')
  t.same(readdirSync(directory), ['.claude.work'])
})

t.test('a file that no hook wrote says nothing', async t => {
  const directory = t.testdir()
  for (const text of ['', '{', 'null', '[]', '{"claudeSession":1,"transcript":"x"}']) {
    writeFileSync(`${directory}/.claude.work`, text)
    t.equal(readHookNews(directory, 'work'), undefined, text)
  }
})
