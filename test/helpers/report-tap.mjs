// TAP on stdin, for people on stdout: a line a test file, what was left out and why, failures in full, passing claims not
// at all. The TAP itself goes to the file named by $TAP_COPY.
import { createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'

const print = line => process.stdout.write(`${line}\n`)
const seconds = text => `${(Number.parseFloat(text) / (text.endsWith('ms') ? 1000 : 1)).toFixed(1)} s`
const copy = createWriteStream(process.env.TAP_COPY ?? '/dev/null')

let failures = []
let leftOut = []
let claim = null
let diagnosis = false

const endOfFile = (ok, name) => {
  print(`${ok ? ' ok ' : 'FAIL'}  ${name}`)
  for (const line of leftOut) print(`      left out: ${line}`)
  if (!ok) for (const line of failures) print(`      ${line}`)
  failures = []
  leftOut = []
  claim = null
  diagnosis = !ok
}

const insideOfFile = line => {
  const skipped = /^\s*ok \d+ - (.*?) # (?:SKIP|TODO) ?(.*)$/.exec(line)
  if (skipped && !skipped[2].startsWith('filter: ')) leftOut.push(skipped[2] ? `${skipped[1]} (${skipped[2]})` : skipped[1])
  if (line.startsWith('# Subtest: ')) claim = [line]
  else if (/^ok \d+/.test(line)) claim = null
  else if (/^not ok \d+/.test(line)) {
    failures.push(...(claim ?? []), line)
    claim = null
  } else if (!/^\s*(ok \d+ .*|1\.\.\d+|# time=.*|)$/.test(line)) (claim ?? failures).push(line)
}

for await (const line of createInterface({ input: process.stdin })) {
  copy.write(`${line}\n`)
  const file = /^(ok|not ok) \d+ - (.*?)(?: # time=([\d.]+m?s).*)?$/.exec(line)
  if (file) endOfFile(file[1] === 'ok', file[3] ? `${file[2]}  ${seconds(file[3])}` : file[2])
  else if (diagnosis) {
    if (/^ {2}(exitCode|signal|expired|timeout|error|tapError|reason|failReason|message): (?!null)/.test(line)) print(`    ${line}`)
    diagnosis = line !== '  ...'
  } else if (line.startsWith('    ')) insideOfFile(line.slice(4))
  else if (/^(# \{ total|Bail out!)/.test(line)) print(line)
}
