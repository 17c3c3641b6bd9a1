/** S5. Everything the tool writes is its user's alone, whatever the umask and whatever a kill -9 left: files 0600, directories 0700. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { lstatSync, readdirSync, writeFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import { failed } from '../../src/commands/failed.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { inProcess } from '../helpers/in-process.js'
import { tmuxServer } from '../helpers/tmux-server.js'

const everything = (directory: string): string[] =>
  readdirSync(directory).flatMap(name => {
    const path = join(directory, name)
    return lstatSync(path).isDirectory() ? [path, ...everything(path)] : [path]
  })

const mode = (path: string): string => `${lstatSync(path).isDirectory() ? 'd' : '-'}${(lstatSync(path).mode & 0o7777).toString(8)}`

for (const umask of [0o000, 0o022, 0o077]) {
  t.test(`umask ${umask.toString(8).padStart(3, '0')}: begin, ticks, gaps, kills, end leave nothing that others could read`, async t => {
    const server = tmuxServer()
    t.teardown(server.stop)
    const old = process.umask(umask)
    t.teardown(() => process.umask(old))
    const environment = inProcess(server.env)
    const id = parseSessionId('modes')
    const settings = environment.paths.userSettings
    mkdirSync(dirname(settings), { recursive: true })
    writeFileSync(settings, 'rotate_lines = 1000\ncompaction_drop = 0\n')
    const pane = server.newPane({ limit: 2_000 })
    let printed = 0
    const print = (count: number): void => pane.write(Array.from({ length: count }, () => `line ${(printed += 1)}\r\n`).join(''))
    print(50)
    await begin(environment, id, { pane: pane.id })
    print(1_500)
    await captureTick(environment, id)
    pane.write('\u001b[H\u001b[2J\u001b[3J')
    print(100)
    await captureTick(environment, id)
    const bad = new Set<string>()
    let checked = 0
    const check = (): void => {
      for (const root of [environment.paths.root, environment.paths.runtime]) {
        let paths: string[] = []
        try {
          paths = [root, ...everything(root)]
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
        }
        for (const path of paths) {
          checked += 1
          // A link has no mode of its own; what it leads to is looked at too.
          if (!lstatSync(path).isSymbolicLink() && !['d700', '-600'].includes(mode(path))) bad.add(`${mode(path)} ${path.slice(server.directory.length)}`)
        }
      }
    }
    check()
    for (let kill = 0; kill < 6; kill += 1) {
      print(700)
      const child = spawn('sh', ['-c', `umask ${umask.toString(8)}; exec env -u NODE_OPTIONS "$0" dist/tick.cjs capture-tick modes`, process.execPath], { env: server.env, stdio: 'ignore' })
      await sleep(50 + 25 * kill)
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      check()
    }
    failed(environment, 'claude-session-capture@modes.service')
    await captureTick(environment, id)
    failed(environment, 'claude-session-capture@modes.service')
    check()
    await end(environment, id)
    check()
    t.comment(`${checked} files and directories looked at`)
    t.ok(checked > 50)
    t.same([...bad], [])
    pane.close()
  })
}
