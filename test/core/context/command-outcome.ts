import t from 'tap'
import { commandOutcome, errorLine, isRefusal, refusalWords } from '../../../src/core/context/command-outcome.js'

const refusal = "The user doesn't want to proceed with this tool use. The tool use was rejected (eg. if it was a file edit, the new_string was NOT written to the file)."

t.test('what went well has exit code 0, what failed the one that its first line tells', async t => {
  t.strictSame(commandOutcome('ok', false, { toolUseResult: { stdout: 'ok' } }), { outcome: 'ok', exitCode: 0, error: '' })
  t.strictSame(commandOutcome('Exit code 2\ncc main.c\nmain.c:3: error: expected ;\nmore', true, {}), { outcome: 'failed', exitCode: 2, error: 'main.c:3: error: expected ;' })
  t.strictSame(commandOutcome('Error: nope', true, {}), { outcome: 'failed', exitCode: null, error: 'nope' })
})

t.test('output that speaks of errors is none when the command went well', async t => {
  t.match(commandOutcome('0 errors, 0 failed', false, {}), { outcome: 'ok', error: '' })
})

t.test('background, interruption and refusal are told apart', async t => {
  t.match(commandOutcome('Command running in background with ID: b1', false, { toolUseResult: { backgroundTaskId: 'b1' } }), { outcome: 'background', exitCode: null })
  t.match(commandOutcome('', true, { toolUseResult: { interrupted: true } }), { outcome: 'interrupted' })
  t.match(commandOutcome(refusal, true, { toolUseResult: 'Error' }), { outcome: 'refused' })
})

t.test('what the user said when refusing is taken alone', async t => {
  t.equal(refusalWords(`${refusal} To tell you how to proceed, the user said:\nuse pnpm,\nnot npm`), 'use pnpm,\nnot npm')
  t.equal(refusalWords(`${refusal} To tell you how to proceed, the user said:\nuse pnpm\n\nNote: The user's next message may contain a correction`), 'use pnpm')
  t.equal(refusalWords(refusal), '')
  t.ok(isRefusal(refusal, {}))
  t.ok(isRefusal('whatever', { toolDenialKind: 'user' }))
  t.notOk(isRefusal("grep: The user doesn't want to proceed with this tool use", {}))
})

t.test('an error by its name tells more than the headings around it', async t => {
  t.equal(errorLine('npm warn old\n> Build error occurred\n[TypeError: generate is not a function]\nfailed'), '[TypeError: generate is not a function]')
  t.equal(errorLine('Exit code 1\nTraceback (most recent call last):\n  File "x.py", line 3, in <module>\n    f()\njson.decoder.JSONDecodeError: Expecting value'), 'json.decoder.JSONDecodeError: Expecting value')
  t.equal(errorLine('Traceback (most recent call last):\nKeyboardInterrupt'), 'KeyboardInterrupt')
  t.equal(errorLine('error TS2345: Argument of type\nFound 1 error.'), 'error TS2345: Argument of type')
})

t.test('the telling line is the first that names an error, else the first; noise of npm is passed over', async t => {
  t.equal(errorLine('npm warn old\n\n> build\nTypeError: x is not a function'), 'TypeError: x is not a function')
  t.equal(errorLine('Exit code 1\nnothing matched'), 'nothing matched')
  t.equal(errorLine(''), '')
})
