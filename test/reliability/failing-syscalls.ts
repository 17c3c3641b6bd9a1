/**
 * R4: each file-system call of the installed tool on its own files fails once, in every way a disk can fail. The run says so (exit code) or is right
 * all the same, and the next run is exact. `npm test` takes a sample; CAMPAIGN=1 (npm run kill-campaign) every call with every error.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { partName } from '../../src/core/session/part-name.js'
import { whatIsWrong } from '../helpers/live-session.js'
import { needs } from '../helpers/needs.js'
import { prepareScript, scriptNames, type Script } from '../helpers/scripts-to-break.js'
import { seeded } from '../helpers/seeded.js'
import { briefly, straceProblem, type Call } from '../helpers/strace.js'

const campaign = process.env.CAMPAIGN === '1'
const errors = ['ENOSPC', 'EIO', 'EROFS', 'EACCES', 'EMFILE', 'EINTR'] as const
const perScript = 12
const problem = straceProblem()

const finishes = async ({ live, again, gaps }: Script): Promise<string> => {
  await again()
  await live.tick()
  const counted = await live.finish()
  return existsSync(`${live.history}/MANIFEST.json`) ? whatIsWrong(counted, gaps) : 'it did not end whole'
}

const breaks = (script: Script): { call: Call; error: string }[] => {
  const { random } = script.live
  const all = script.calls.flatMap(call => errors.map(error => ({ call, error })))
  if (campaign) return all
  // One of each stretch: all calls and all errors come up over the seeds.
  return Array.from({ length: perScript }, (_, index) => {
    const [from, to] = [Math.floor((index * all.length) / perScript), Math.floor(((index + 1) * all.length) / perScript)]
    return all[from + random.below(to - from)] as { call: Call; error: string }
  })
}

for (const [index, name] of scriptNames.entries()) {
  t.test(`${name}, ${campaign ? 'each call' : 'a call'} failing: it says so or is right, and the next run is exact`, needs(problem), async t => {
    const random = seeded(51 + index)
    t.comment(`seed ${random.seed}`)
    const script = await prepareScript(t, name, random.seed)
    const wrong: string[] = []
    const codes: Record<string, number> = {}
    let failed = 0
    const chosen = breaks(script)
    for (const { call, error } of chosen) {
      script.reset()
      const run = script.run(call, `error=${error}`)
      const what = `${briefly(call)} with ${error}: `
      if (run.lines.some(line => line.endsWith('(INJECTED)'))) failed += 1
      else wrong.push(`${what}the call did not come`)
      codes[String(run.code)] = (codes[String(run.code)] ?? 0) + 1
      // 70 is "a defect of the tool itself": a full disk is none. Node itself aborts when close(2) fails behind its readFileSync: loud enough.
      const loud = run.signal === 'SIGABRT' && call.name === 'close'
      if (!loud && (run.code === null || run.code === 70 || (run.code !== 0 && !(run.code >= 64 && run.code <= 78)))) wrong.push(`${what}ended with ${run.code ?? run.signal}: ${run.err.slice(0, 300)}`)
      if (run.code !== 0 && run.err.trim() === '') wrong.push(`${what}nothing was said`)
      const found = await finishes(script)
      if (found !== '') wrong.push(`${what}exit code ${run.code}, then ${found}`)
    }
    t.comment(`${name}: ${failed} of ${chosen.length} runs with a failing call; exit codes ${JSON.stringify(codes)}`)
    t.equal(failed, chosen.length, 'every failure happened')
    t.strictSame(wrong, [])
  })
}

t.test('a failed fsync is never tried again, and the lines it was for are cut off and written anew', needs(problem), async t => {
  const script = await prepareScript(t, 'a tick that appends', 61)
  const syncs = script.calls.filter(({ name }) => name === 'fsync')
  t.ok(syncs.length >= 3, `${syncs.length} fsyncs`)
  const part = join(script.live.directory, partName(1, 1))
  for (const call of syncs) {
    script.reset()
    const before = readFileSync(part)
    const run = script.run(call, 'error=EIO')
    t.equal(run.code, 74, `${briefly(call)}: exit 74`)
    t.match(run.err, /failed: EIO/)
    const later = run.calls.slice(run.calls.findIndex(({ text }) => text.endsWith('(INJECTED)')) + 1)
    t.notOk(later.some(({ name, file }) => name === 'fsync' && file === call.file), `${briefly(call)} is not tried again`)
    // The kernel holds such pages for clean: what is read back may never reach the disk, and no later fsync would say so.
    if (call.file === part) t.strictSame(readFileSync(part), before, 'the part ends where it ended before')
    t.equal(await finishes(script), '')
  }
})
