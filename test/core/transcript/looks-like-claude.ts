import t from 'tap'
import { looksLikeClaude } from '../../../src/core/transcript/looks-like-claude.js'

t.test('by its name, or by the program it runs', async t => {
  t.ok(looksLikeClaude('claude', ['']))
  t.ok(looksLikeClaude('node', ['node', '/usr/lib/node_modules/@anthropic-ai/claude-code/cli.js']))
  t.ok(looksLikeClaude('node', ['/usr/bin/node', '/home/u/.local/bin/claude', '--resume']))
  t.ok(looksLikeClaude('2.1.290', ['claude']))
  t.ok(looksLikeClaude('2.1.290', ['/home/u/.local/share/claude/versions/2.1.290']))
})

t.test('a program that is only told of it does not', async t => {
  t.notOk(looksLikeClaude('vim', ['vim', 'notes', '/src/claude/x']))
  t.notOk(looksLikeClaude('node', ['node', '/src/claude-session/dist/tick.cjs']))
  t.notOk(looksLikeClaude('node', ['node', 'server.js']))
  t.notOk(looksLikeClaude('bash', ['-bash']))
  t.notOk(looksLikeClaude('bash', []))
})
