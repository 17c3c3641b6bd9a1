import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'

const readme = readFileSync('README.md', 'utf8')

/** Which test runs a command of the README, and the words in that test that do. */
const runBy: Readonly<Record<string, readonly [file: string, words: string]>> = {
  './install.sh --yes': ['test/system/main-story.ts', "install.sh' --yes"],
  './install.sh --uninstall': ['test/system/install.ts', '--uninstall'],
  'npm test': ['.ci/run', 'npm test'],
  'npm run bench': ['package.json', '"bench"'],
  'npm run kill-campaign': ['package.json', '"kill-campaign"'],
  'npm run retention -- ~/.claude/projects': ['package.json', '"retention"'],
  'npm run soak': ['package.json', '"soak"'],
  'systemctl --user start claude-session@work': ['test/system/main-story.ts', 'user start claude-session@work'],
  'systemctl --user stop claude-session@work': ['test/system/main-story.ts', 'user stop claude-session@work'],
  'systemctl --user enable claude-session@work': ['test/system/units.ts', 'enable'],
  'claude-session logs work': ['test/system/logs.ts', 'logs work'],
  'claude-session start': ['test/system/supervisor.ts', 'start'],
  'claude-session status': ['test/cli.ts', 'status'],
  'claude-session list': ['test/cli.ts', 'list'],
  'claude-session end': ['test/system/supervisor.ts', "'end'"],
}

const commands = [...readme.matchAll(/```(?:sh|console)\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
  block.includes('$ ') ? block.split('\n').flatMap(line => (line.startsWith('$ ') ? [line.slice(2)] : [])) : block.split('\n').filter(line => line !== ''),
)

t.test('every command in a block is run by a test', async t => {
  t.ok(commands.length >= 8, `${commands.length} commands`)
  for (const command of commands) {
    const [file, words] = runBy[command] ?? []
    t.ok(file !== undefined && words !== undefined && readFileSync(file, 'utf8').includes(words), `${command}: ${file ?? 'no test known'}`)
  }
})

t.test('every test and script that a promise names exists', async t => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  for (const [, path = ''] of readme.matchAll(/npm test -- (\S+?)`/g)) t.ok(existsSync(path), path)
  for (const [, name = ''] of readme.matchAll(/npm run ([\w-]+)/g)) t.hasProp(scripts, name)
  for (const [, path = ''] of readme.matchAll(/\]\((?!http)([^)]+)\)/g)) t.ok(existsSync(path), path)
})
