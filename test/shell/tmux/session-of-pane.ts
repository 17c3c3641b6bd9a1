import { rmSync } from 'node:fs'
import t, { type Test } from 'tap'
import type { Marker } from '../../../src/core/capture/marker.js'
import { markerFile, writeMarker } from '../../../src/shell/parts/marker-file.js'
import { sessionOfPane } from '../../../src/shell/tmux/session-of-pane.js'
import { bareSession } from '../../helpers/bare-session.js'

const env = { TMUX: '/tmp/tmux-1/default,77,3', TMUX_PANE: '%5' }

const stage = (t: Test) => {
  const { environment } = bareSession(t, undefined, { id: 'bare' })
  const add = (id: string, more: Partial<Marker> = {}): string => {
    const { directory } = bareSession(t, undefined, { id }, environment)
    writeMarker(directory, {
      id, number: 1, part: 1, line: 0, bytes: 0, total: 0, fingerprint: 0, socket: '/tmp/tmux-1/default', serverPid: 77, serverStart: 1, version: '3.4', pane: '%5', gone: false, row: 0,
      lineIndex: 0, width: 80, historySize: 0, at: 0, directory: '/p', tail: [], panePid: 0, alternate: false, accountedFile: '', accounted: 0, filled: 0, ...more,
    })
    return directory
  }
  return { add, ask: (asked: Readonly<Record<string, string | undefined>> = env) => sessionOfPane(environment.paths, asked) }
}

t.test('the session of a pane is the one whose marker names it, on the same server', async t => {
  const { add, ask } = stage(t)
  add('neighbour', { pane: '%55' })
  add('other-server', { socket: '/tmp/tmux-1/other' })
  add('before-the-restart', { serverPid: 76 })
  t.equal(ask(), undefined)
  add('work')
  t.equal(ask(), 'work')
  t.equal(ask({ ...env, CLAUDE_SESSION_ID: 'neighbour' }), 'work', 'an inherited variable is not believed')
})

t.test('while one rolls over it is the one that goes on, whatever its name', async t => {
  const { add, ask } = stage(t)
  add('b-old', { number: 9 })
  add('a-next', { number: 10 })
  t.equal(ask(), 'a-next')
})

t.test('outside of tmux, and where a marker cannot be read, there is none', async t => {
  const { add, ask } = stage(t)
  const directory = add('work')
  for (const odd of [{}, { TMUX_PANE: '%5' }, { TMUX: env.TMUX }, { TMUX: '', TMUX_PANE: '%5' }, { TMUX: 'nonsense', TMUX_PANE: '%5' }, { TMUX: env.TMUX, TMUX_PANE: '' }]) t.equal(ask(odd), undefined, JSON.stringify(odd))
  rmSync(markerFile(directory, 'work'))
  t.equal(ask(), undefined)
})

t.test('a socket with commas in its path is one path', async t => {
  const { add, ask } = stage(t)
  add('work', { socket: '/tmp/a,1,2/default' })
  t.equal(ask({ TMUX: '/tmp/a,1,2/default,77,3', TMUX_PANE: '%5' }), 'work')
})
