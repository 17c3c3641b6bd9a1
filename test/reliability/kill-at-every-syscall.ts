/**
 * R1 and R2: the installed tool is killed (-9) at each file-system call it makes on its own files; then it runs undisturbed, and what it holds is
 * compared with what was printed. `npm test` kills at every call of the appending and the rotating tick and at a sample of the others' calls;
 * CAMPAIGN=1 (npm run kill-campaign) kills at all of them, five times over with other lines.
 */
import { existsSync } from 'node:fs'
import t, { type Test } from 'tap'
import { needs } from '../helpers/needs.js'
import { whatIsWrong } from '../helpers/live-session.js'
import { prepareScript, scriptNames, type Script, type ScriptName } from '../helpers/scripts-to-break.js'
import { seeded, type Seeded } from '../helpers/seeded.js'
import { briefly, straceProblem, type Call } from '../helpers/strace.js'

const campaign = process.env.CAMPAIGN === '1'
const seeds = campaign ? 5 : 1
const always: readonly ScriptName[] = ['a tick that appends', 'a tick that rotates']
const sample = 8
const [firstKills, secondKills] = campaign ? [20, 15] : [4, 3]

/** Some of the calls, spread over all of them, at a random place in each stretch. */
const spread = (calls: readonly Call[], count: number, random: Seeded): readonly Call[] => {
  if (calls.length <= count) return calls
  return Array.from({ length: count }, (_, index) => {
    const [from, to] = [Math.floor((index * calls.length) / count), Math.floor(((index + 1) * calls.length) / count)]
    return calls[from + random.below(to - from)] as Call
  })
}

const kill = (script: Script, call: Call): string => {
  const { signal, calls, code } = script.run(call)
  const last = calls.at(-1)
  const died = last === undefined ? 'no call' : briefly(last)
  return signal === 'SIGKILL' && died === briefly(call) ? '' : `not killed at ${briefly(call)}: ended with ${code ?? signal} at ${died}`
}

/** An undisturbed tick and the end. Out: what is wrong with the result, '' when nothing is. */
const makeGood = async ({ live, again, gaps }: Script): Promise<string> => {
  await again()
  await live.tick()
  const counted = await live.finish()
  if (!existsSync(`${live.history}/MANIFEST.json`)) return 'it did not end whole'
  return whatIsWrong(counted, gaps)
}

const killAt = async (t: Test, script: Script, calls: readonly Call[]): Promise<void> => {
  let killed = 0
  const wrong: string[] = []
  for (const [index, call] of calls.entries()) {
    script.reset()
    const missed = kill(script, call)
    if (missed === '') killed += 1
    else wrong.push(missed)
    // Every second time the pane goes on before the next tick comes.
    if (script.goesOn && index % 2 === 1) script.live.print(1 + script.live.random.below(5))
    const found = await makeGood(script)
    if (found !== '') wrong.push(`after a kill before ${briefly(call)}: ${found}`)
  }
  t.comment(`${script.name}: ${killed} of ${calls.length} runs killed (${script.calls.length} calls on its own files), ${wrong.length} wrong`)
  t.equal(killed, calls.length, 'every kill happened where it was meant to')
  t.strictSame(wrong, [], 'nothing lost, nothing repeated')
}

const problem = straceProblem()

for (let round = 0; round < seeds; round += 1) {
  for (const name of scriptNames) {
    const all = campaign || always.includes(name)
    t.test(`${name}, killed before ${all ? 'each' : 'some'} of its calls: the next tick makes it exact`, needs(problem), async t => {
      const random = seeded(31 + round)
      t.comment(`seed ${random.seed}`)
      const script = await prepareScript(t, name, random.seed)
      await killAt(t, script, all ? script.calls : spread(script.calls, sample, random))
    })
  }
}

t.test('a tick that is killed, and the tick that repairs it too: the third makes it exact', needs(problem), async t => {
  const random = seeded(77)
  t.comment(`seed ${random.seed}`)
  const script = await prepareScript(t, 'a tick that rotates', random.seed)
  let [pairs, killed] = [0, 0]
  const wrong: string[] = []
  for (const first of spread(script.calls, firstKills, random)) {
    script.reset()
    wrong.push(kill(script, first))
    const repair = script.run()
    for (const second of spread(repair.calls, secondKills, random)) {
      script.reset()
      const missed = [kill(script, first), kill(script, second)]
      pairs += 1
      if (missed.every(text => text === '')) killed += 1
      const found = await makeGood(script)
      wrong.push(...missed, found === '' ? '' : `after kills before ${briefly(first)} and ${briefly(second)}: ${found}`)
    }
  }
  t.comment(`${killed} of ${pairs} pairs killed twice`)
  t.equal(killed, pairs)
  t.strictSame(wrong.filter(text => text !== ''), [])
})
