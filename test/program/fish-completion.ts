import t from 'tap'
import { completionStage } from '../helpers/completion-stage.js'
import { run } from '../helpers/fresh-home.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

t.test('words of the program, and IDs of the sessions that a command can be for; nothing is started for it', needs(commandProblem('fish')), async t => {
  const stage = completionStage(t, 'fish')
  const offered = (words: string): string[] => {
    const { code, out, err } = run('fish', ['--no-config', '-c', 'source $argv[1]; complete -C $argv[2]', stage.script, `claude-session ${words}`], stage.env)
    t.match({ code, err }, { code: 0, err: '' }, words)
    return out.split('\n').filter(line => line !== '').map(line => line.replace(/\t.*/, '')).sort()
  }
  t.same(offered('st'), ['start', 'status', 'statusline'])
  t.notOk(offered('').includes('wire'), 'what the help hides is not offered')
  t.ok(offered('').includes('completions'))
  t.same(offered('start --p'), ['--pane', '--project'], 'nor hidden options')
  t.notOk(offered('end --').includes('--keep-units'))
  t.same(offered('end '), ['app-1', 'work'], 'live sessions, by names that are IDs')
  t.same(offered('show '), ['app-1', 'old', 'work'], 'ended ones too where they can be shown')
  t.same(offered('show --tail 5 o'), ['old'], 'an option and its value are no argument')
  t.same(offered('end work '), [], 'one ID is enough')
  t.same(offered('search --session o'), ['old'])
  t.same(offered('search --project '), ['app'])
  t.same(offered('completions '), ['bash', 'fish', 'zsh'])
  t.same(offered('help sea'), ['search'])
  t.same(offered('none '), [])
  t.same(run('fish', ['--no-config', '-c', `source $argv[1]; complete -C 'claude-session end '`, stage.script], { ...stage.env, CLAUDE_SESSION_HOME: '/none' }), { code: 0, out: '', err: '' }, 'no sessions yet')
  t.notOk(stage.started())
})
