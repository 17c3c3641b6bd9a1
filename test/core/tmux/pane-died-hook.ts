import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { paneDiedHook } from '../../../src/core/tmux/pane-died-hook.js'
import { DataError } from '../../../src/errors.js'
import { needs } from '../../helpers/needs.js'
import { program, untilEnded } from '../../helpers/shell-stage.js'
import { tmuxServer } from '../../helpers/tmux-server.js'
import { commandProblem } from '../../helpers/user-manager.js'

t.test('what is no pane and no path is refused', async t => {
  for (const pane of ['', '%', '%1x', '0', '%1;kill-server', '%1\n']) t.throws(() => paneDiedHook('/bin/true', pane), DataError)
  for (const command of ['', 'claude-session', '/a\nb', '/a\0b']) t.throws(() => paneDiedHook(command, '%1'), DataError)
})

t.test('tmux runs the command by its path, whatever is in that, and closes the pane', needs(commandProblem('tmux')), async t => {
  for (const name of ["it's", 'a b', '#{pid}', '#(touch never)', '%H%M', '$HOME', '"quoted"', 'back\\slash', '; touch never', '##', '~', '\u{1f642}', '#[fg=red]']) {
    const server = tmuxServer()
    t.teardown(server.stop)
    const command = join(server.directory, name, 'claude-session')
    const told = join(server.directory, 'told')
    program(command, `#!/bin/sh\nprintf '%s|' "$@" >'${told}.new'\nmv '${told}.new' '${told}'\n`)
    server.tmux('new-session', '-d', 'sleep', '100000')
    const pane = server.tmux('new-window', '-d', '-P', '-F', '#{pane_id}', `tmux -S '${server.socket}' wait-for go`)
    server.tmux('set-option', '-p', '-t', pane, 'remain-on-exit', 'on', ';', 'set-hook', '-p', '-t', pane, 'pane-died', paneDiedHook(command, pane))
    server.tmux('wait-for', '-S', 'go')
    untilEnded(server, 'the pane has closed', () => !server.tmux('list-panes', '-a', '-F', '#{pane_id}').includes(pane))
    t.equal(existsSync(told) && readFileSync(told, 'utf8'), `pane-died|${pane}|`, name)
    t.notOk(existsSync('never') || existsSync(join(server.directory, 'never')))
  }
})
