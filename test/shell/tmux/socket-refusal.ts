import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { socketRefusal } from '../../../src/shell/tmux/socket-refusal.js'
import { needs } from '../../helpers/needs.js'
import { scratch } from '../../helpers/fresh-home.js'

const uid = process.getuid?.() ?? 0
const asRoot = needs(uid === 0 ? undefined : 'only root can give a file to another user')
const stranger = 12_345

const stage = async (t: Test): Promise<{ place: string; socket: string }> => {
  const place = scratch(t, 'tmux')
  chmodSync(place, 0o700)
  const socket = join(place, 'default')
  const server = createServer().listen(socket)
  await once(server, 'listening')
  t.teardown(() => server.close())
  return { place, socket }
}

t.test('a socket of ours in a directory of ours, or behind a link of ours, may be connected to; so may one that is not there', async t => {
  const { place, socket } = await stage(t)
  for (const mode of [0o700, 0o755, 0o1777]) {
    chmodSync(place, mode)
    t.equal(socketRefusal(socket, uid), '', mode.toString(8))
  }
  symlinkSync(place, `${place}-link`)
  symlinkSync(socket, join(place, 'link'))
  t.equal(socketRefusal(`${place}-link/default`, uid), '')
  t.equal(socketRefusal(join(place, 'link'), uid), '')
  chmodSync(place, 0o700)
  t.equal(socketRefusal(join(place, 'none'), uid), '')
  t.equal(socketRefusal(join(place, 'none', 'none'), uid), '')
  t.equal(socketRefusal(join(socket, 'none'), uid), '', 'a socket is no directory, and tmux says so')
})

t.test('not where others can put another in its place, now or before we are there', async t => {
  const { place, socket } = await stage(t)
  for (const mode of [0o777, 0o720, 0o702]) {
    chmodSync(place, mode)
    t.match(socketRefusal(socket, uid), /others can exchange sockets/, mode.toString(8))
  }
  chmodSync(place, 0o1777)
  t.match(socketRefusal(join(place, 'none'), uid), /error connecting/)
})

t.test('not when the socket, a link to it, its directory or a link to that is another user\'s', asRoot, async t => {
  const { place, socket } = await stage(t)
  symlinkSync(socket, join(place, 'link'))
  execFileSync('chown', ['-h', String(stranger), join(place, 'link')])
  t.match(socketRefusal(join(place, 'link'), uid), /link belongs to user 12345/)
  const other = join(place, 'other')
  mkdirSync(other)
  symlinkSync(place, join(other, 'theirs'))
  execFileSync('chown', ['-h', String(stranger), join(other, 'theirs')])
  t.match(socketRefusal(join(other, 'theirs', 'default'), uid), /theirs belongs to user 12345/)
  chownSync(socket, stranger, stranger)
  t.match(socketRefusal(socket, uid), /the socket .* belongs to user 12345/)
  chownSync(place, stranger, stranger)
  t.match(socketRefusal(socket, uid), /belongs to user 12345, who could be asked/)
  t.match(socketRefusal(join(place, 'none'), uid), /belongs to user 12345, who could be asked/)
})
