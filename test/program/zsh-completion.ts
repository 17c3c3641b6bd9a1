import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { completionStage, shellPane } from '../helpers/completion-stage.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('zsh') ?? commandProblem('tmux'))

for (const [how, load] of [
  ['found by compinit', (home: string, _: string): string => `fpath=('${home}' $fpath); autoload -Uz compinit; compinit -u -D`],
  ['sourced behind compinit', (_: string, script: string): string => `autoload -Uz compinit; compinit -u -D; source '${script}'`],
] as const) {
  t.test(`Tab in an interactive shell, ${how}: words of the program and IDs, and nothing is started for it`, here, async t => {
    const stage = completionStage(t, 'zsh')
    writeFileSync(join(stage.home, '.zshrc'), `PS1='ready> '\n${load(stage.home, stage.script)}\n`)
    const tab = shellPane(t, stage, 'zsh -d -i')
    tab('claude-session sea', /^ready> claude-session search *$/m)
    tab('claude-session sta', /^start +-- begin a session in this pane[^\n]*\nstatus +-- [^\n]*\nstatusline +-- /m)
    tab('claude-session logs ', /^app-1 +old +work *$/m)
    tab('claude-session end ', /^app-1 +work *$/m)
    tab('claude-session show --tail 5 o', /^ready> claude-session show --tail 5 old *$/m)
    tab('claude-session search --session=o', /^ready> claude-session search --session=old *$/m)
    tab('claude-session search x --proj', /^ready> claude-session search x --project=$/m)
    tab('claude-session start --pr', /^ready> claude-session start --project=$/m)
    tab('claude-session completions ', /^bash +fish +zsh *$/m)
    tab('claude-session wir', /^ready> claude-session wir$/m)
    t.notOk(stage.started())
  })
}
