import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { completionStage, shellPane } from '../helpers/completion-stage.js'
import { run } from '../helpers/fresh-home.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

t.test('words of the program, and IDs of the sessions that a command can be for; nothing is started for it', needs(commandProblem('bash')), async t => {
  const stage = completionStage(t, 'bash')
  const offered = (...words: string[]): string[] => {
    const code = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _claude_session; printf '%s\\n' "\${COMPREPLY[@]}"`
    const { code: status, out, err } = run('bash', ['--norc', '-uc', code, '-', stage.script, 'claude-session', ...words], stage.env)
    t.match({ status, err }, { status: 0, err: '' }, words.join(' '))
    return out.split('\n').filter(word => word !== '').sort()
  }
  t.same(offered('st'), ['start', 'status', 'statusline'])
  t.notOk(offered('').includes('wire'), 'what the help hides is not offered')
  t.same(offered('start', '--p'), ['--pane', '--project'], 'nor hidden options')
  t.notOk(offered('end', '-').includes('--keep-units'))
  t.same(offered('end', ''), ['app-1', 'work'], 'live sessions, by names that are IDs')
  t.same(offered('show', ''), ['app-1', 'old', 'work'], 'ended ones too where they can be shown')
  t.same(offered('show', '--tail', '5', 'o'), ['old'], 'an option and its value are no argument')
  t.same(offered('show', '--tail', ''), [])
  t.same(offered('end', 'work', ''), [], 'one ID is enough')
  t.same(offered('search', '--session', '='), ['app-1', 'old', 'work'], 'a value behind =, which bash makes a word of')
  t.same(offered('search', '--session', '=', 'o'), ['old'])
  t.same(offered('search', '--project', ''), ['app'])
  t.same(offered('completions', ''), ['bash', 'fish', 'zsh'])
  t.same(offered('help', 'sea'), ['search'])
  t.same(offered('none', ''), [])
  const elsewhere = { ...stage.env, CLAUDE_SESSION_HOME: join(stage.home, 'none') }
  t.equal(run('bash', ['--norc', '-O', 'failglob', '-c', `source "$0"; COMP_WORDS=(claude-session end ''); COMP_CWORD=2; _claude_session; echo "\${#COMPREPLY[@]}"`, stage.script], elsewhere).out, '0\n', 'no sessions yet, whatever globbing is set to')
  t.notOk(stage.started())
})

t.test('Tab in an interactive shell', needs(commandProblem('bash') ?? commandProblem('tmux')), async t => {
  const stage = completionStage(t, 'bash')
  writeFileSync(join(stage.home, 'rc'), `PS1='ready> '\nsource '${stage.script}'\n`)
  const tab = shellPane(t, stage, 'bash --noprofile --rcfile rc -i')
  tab('claude-session sea', /^ready> claude-session search *$/m)
  tab('claude-session logs ', /^app-1 +old +work$/m, 2)
  tab('claude-session start --project a', /^ready> claude-session start --project a\\ directory\/$/m)
  t.notOk(stage.started())
})

t.test('shellcheck finds nothing', needs(commandProblem('shellcheck')), async t => t.match(run('shellcheck', [completionStage(t, 'bash').script], process.env), { code: 0, out: '' }))
