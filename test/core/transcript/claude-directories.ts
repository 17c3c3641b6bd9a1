import t from 'tap'
import { claudeDirectories } from '../../../src/core/transcript/claude-directories.js'

t.test('CLAUDE_CONFIG_DIR comes before the home, the directory of old after both', async t => {
  t.same(claudeDirectories({ HOME: '/home/u/' }), { config: '/home/u/.claude', projects: ['/home/u/.claude/projects', '/home/u/.config/claude/projects'], folder: '' })
  t.same(claudeDirectories({ HOME: '/home/u', CLAUDE_CONFIG_DIR: '/c' }), { config: '/c', projects: ['/c/projects', '/home/u/.config/claude/projects'], folder: '' })
  t.same(claudeDirectories({ CLAUDE_CONFIG_DIR: '/c' }), { config: '/c', projects: ['/c/projects'], folder: '' })
})

t.test('what is not absolute names nothing', async t => {
  t.equal(claudeDirectories({}), undefined)
  t.equal(claudeDirectories({ HOME: 'home', CLAUDE_CONFIG_DIR: 'c' }), undefined)
  t.equal(claudeDirectories({ HOME: '/home/u', CLAUDE_CONFIG_DIR: '../c' })?.config, '/home/u/.claude')
  t.equal(claudeDirectories({ HOME: '/home/u', CLAUDE_CONFIG_DIR: '/c\0d' })?.config, '/home/u/.claude')
})

t.test('the name of the folder can be given, but no path', async t => {
  const folder = (name: string): string | undefined => claudeDirectories({ HOME: '/h', CLAUDE_CODE_PROJECT_DIR_NAME: name })?.folder
  t.equal(folder('shared'), 'shared')
  for (const name of ['', '.', '..', '../x', 'a/b', '/etc', 'a\0']) t.equal(folder(name), '', JSON.stringify(name))
})
