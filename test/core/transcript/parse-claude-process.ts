import t from 'tap'
import { parseClaudeProcess } from '../../../src/core/transcript/parse-claude-process.js'
import { seeded } from '../../helpers/seeded.js'

const claudeSession = '11111111-2222-4333-8444-555555555555'
const file = { pid: 77, sessionId: claudeSession, cwd: '/src/app', startedAt: 1, procStart: '901', version: '2.1.290', kind: 'interactive', entrypoint: 'cli', tmux: 'main:@3.%7' }
const parse = (more: object, pid = 77): ReturnType<typeof parseClaudeProcess> => parseClaudeProcess(JSON.stringify({ ...file, ...more }), pid)

t.test('what Claude Code says of itself', async t => {
  t.same(parse({}), { pid: 77, claudeSession, cwd: '/src/app', procStart: '901', kind: 'interactive', pane: '%7' })
  t.match(parse({ kind: 'bg' }), { kind: 'background' })
  t.match(parse({ entrypoint: 'sdk-cli' }), { kind: 'print' })
  t.match(parse({ procStart: 901 }), { procStart: '901' })
})

t.test('the pane is what stands last, whatever the session is called', async t => {
  t.equal(parse({ tmux: 'a.%9:b:@3.%12' })?.pane, '%12')
  for (const tmux of ['main', '%7', 'main:@3.%7x', 'main:@3.%', 7, null]) t.equal(parse({ tmux })?.pane, '', String(tmux))
})

t.test('without a safe session, a start or with another process it is nobody', async t => {
  t.equal(parse({ pid: 78 }), undefined)
  t.equal(parse({}, 78), undefined)
  for (const procStart of [undefined, '', 'x', '1.5', -1]) t.equal(parse({ procStart }), undefined, String(procStart))
  for (const sessionId of [undefined, '', '../../../etc/passwd', `${claudeSession}/x`, 'agent-1', 7, [claudeSession]]) t.equal(parse({ sessionId }), undefined, String(sessionId))
})

t.test('a field of another type is missing, a later version may add some', async t => {
  t.match(parse({ pid: undefined, cwd: 7, kind: 7, entrypoint: [], tmux: {}, peerProtocol: { x: 1 } }), { pid: 77, cwd: '', kind: 'interactive', pane: '' })
  t.equal(parse({ cwd: 'relative' })?.cwd, '')
})

t.test('a file cut or damaged anywhere is nobody or the same process, and never throws', async t => {
  const random = seeded(20_261_123)
  t.comment(`seed ${random.seed}`)
  const whole = JSON.stringify(file)
  for (let length = 0; length < whole.length; length += 1) t.equal(parseClaudeProcess(whole.slice(0, length), 77), undefined)
  for (let round = 0; round < 2000; round += 1) {
    const at = random.below(whole.length)
    const found = parseClaudeProcess(whole.slice(0, at) + String.fromCharCode(random.below(128)) + whole.slice(at + 1), 77)
    if (found !== undefined) t.match(found.claudeSession, /^[0-9a-f-]{36}$/i)
  }
  for (const text of ['', 'null', '[]', '7', '"x"', '\0\0', '{"__proto__":{"sessionId":"x"}}']) t.equal(parseClaudeProcess(text, 77), undefined, JSON.stringify(text))
})
