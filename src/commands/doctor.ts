import { finding, type Finding } from '../core/checks/finding.js'
import { cure, type Repair } from './cure.js'
import type { Environment } from './environment.js'
import { examine } from './examine.js'

/** Each repair to the finding it belongs to, as that is now; where all is well so that nothing is found any more, to a finding of its own. */
const withRepairs = (findings: readonly Finding[], repairs: readonly Repair[]): Finding[] => {
  const all = [...findings]
  for (const { check, about, fixed } of repairs) {
    const at = all.findIndex(each => each.check === check && each.fixed === undefined && each.says.includes(about))
    const found = at < 0 ? finding(check, 'ok', 'it is well now') : all[at]
    if (found === undefined) continue
    all.splice(at < 0 ? all.length : at, 1, { ...found, fixed })
  }
  return all
}

/**
 * `doctor`: looks at everything the tool needs and has. In: `fix`: repair what is safe to repair, then look again. Out: the findings, a check may have several; what was repaired is told by `fixed` in them.
 */
export const doctor = async (environment: Environment, { fix = false } = {}): Promise<Finding[]> => {
  const before = await examine(environment)
  const repairs = fix ? await cure(environment, before) : []
  return repairs.length === 0 ? [...before.findings] : withRepairs((await examine(environment)).findings, repairs)
}
