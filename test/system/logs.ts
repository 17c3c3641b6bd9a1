import t from 'tap'
import { needs } from '../helpers/needs.js'
import { checkout, runInUserManager, userManagerProblem } from '../helpers/user-manager.js'

// `logs` with the real command, a real user manager and a real journal; the units' own command is the stand-in of test/system/units.ts.
const here = needs(userManagerProblem())
const words = `. '${checkout}/test/helpers/unit-scenario.sh'`
const command = `logs() { '${process.execPath}' '${checkout}/dist/claude-session.cjs' logs "$@"; }`

t.test('logs: what the units and their manager said about one session, a line without its unit too, and as it comes with -f', here, async t => {
  const { code, stdout, stderr } = await runInUserManager(
    `${words}
    ${command}
    when begin 'echo "<5>$id: begun" >&2'
    when capture-tick 'printf "<4>%s: a \\033[31mred \\033]0;title\\a tick\\n" "$id" >&2'
    when end 'echo "<5>$id: ended" >&2'
    user start claude-session@work claude-session@work-2
    await called 'capture-tick work'
    await called 'capture-tick work-2'
    # Said outside of any unit, as what a process says in its last millisecond looks.
    echo 'work: without a unit' | systemd-cat --identifier=claude-session
    echo 'work: not ours' | systemd-cat --identifier=another
    has() { logs work | grep --quiet "$@"; }
    await has 'without a unit'
    await has 'a red'
    # The process itself, not a shell around it, which would not pass the signal on.
    '${process.execPath}' '${checkout}/dist/claude-session.cjs' logs work -f -n 1 >followed &
    await test -s followed
    user stop claude-session@work
    await has 'work: ended'
    await grep --quiet 'work: ended' followed
    kill -INT $!
    wait $!
    echo "follow: $?"
    logs work
    echo ===
    logs work -n 1
    echo ===
    logs work --json | head -n 2
    echo ===
    cat followed
    echo ===
    logs nobody 2>&1 || echo "code $?"
    pgrep -u "$(id -u)" journalctl || true`,
    { prepare: `${words}\ninstall_units '${checkout}'` },
  )
  t.equal(code, 0, 'the scenario plays to its end', code === 0 ? {} : { stderr, stdout })
  const [all = '', last = '', json = '', followed = '', nobody = ''] = stdout.split('===\n')
  t.match(all, /^follow: 0\n/, 'Ctrl-C is how it ends')
  const lines = all.split('\n').slice(1, -1)
  for (const line of lines) t.match(line, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \S/)
  const texts = lines.map(line => line.slice(20))
  for (const text of ['work: begun', 'work: a red  tick', 'work: without a unit', 'work: ended']) t.ok(texts.includes(text), text)
  t.ok(texts.some(text => /Claude session work/.test(text)), "the manager's own words")
  t.notMatch(all, /work-2|not ours|\u001b|\u0007/)
  t.equal(last.split('\n').length, 2)
  const entries = json.trimEnd().split('\n').map(line => JSON.parse(line) as { readonly unit: string })
  // What a process writes that ends at once can lose its unit; the manager's own lines cannot.
  for (const entry of entries) t.match(entry, { at: /Z$/, priority: Number, unit: /^(?:claude-session.*@work\..*)?$/, from: 'journal', text: String })
  t.ok(entries.some(({ unit }) => unit !== ''))
  t.match(followed, /work: ended/)
  t.notMatch(followed, /work: begun/)
  t.match(nobody, /there is no session nobody: no journal that you may read has a line of its units', and there is no \S+\/history\/nobody\/supervisor\.log[^]*code 64$/)
})

t.test('without a journal of their own a user is told where it was looked for', here, async t => {
  const { code, stdout, stderr } = await runInUserManager(
    `${command}
    mkdir -p ~/.local/state/claude-session/sessions/work
    logs work 2>&1 || echo "code $?"`,
  )
  t.equal(code, 0, 'the scenario plays to its end', code === 0 ? {} : { stderr, stdout })
  t.match(stdout, /nothing is said about work: no journal that you may read has a line of its units', and there is no \S+\/sessions\/work\/supervisor\.log\. A journal that is kept in memory[^]*code 69/)
})
