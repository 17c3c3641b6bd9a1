import { mkdirSync, symlinkSync } from 'node:fs'
import t from 'tap'
import { locateTranscript } from '../../../src/shell/transcript/locate-transcript.js'
import { claudeId, transcriptFile } from '../../helpers/claude-stand-in.js'

t.test('in the folder of its directory, before any other', async t => {
  const projects = t.testdir({})
  const right = transcriptFile(`${projects}/-src-my-app`, claudeId(1), '/src/my.app', 1000)
  transcriptFile(`${projects}/elsewhere`, claudeId(1), '/src/my.app', 9000)
  t.equal(locateTranscript([projects], claudeId(1), '/src/my.app'), right)
})

t.test('else in whatever folder has it, the one written last', async t => {
  const projects = t.testdir({ 'no-folder': '' })
  transcriptFile(`${projects}/another`, claudeId(1), '/a', 1000)
  const last = transcriptFile(`${projects}/named by CLAUDE_CODE_PROJECT_DIR_NAME`, claudeId(1), '/a', 9000)
  transcriptFile(`${projects}/three`, claudeId(1), '/a', 5000)
  t.equal(locateTranscript(['/nowhere', projects], claudeId(1), '/a'), last)
  t.equal(locateTranscript([projects], claudeId(1), ''), last)
})

t.test('none is none; a link or a directory is no transcript', async t => {
  const projects = t.testdir({})
  const outside = transcriptFile(t.testdirName + '/outside', claudeId(1), '/a', 1000)
  mkdirSync(`${projects}/-a/${claudeId(2)}.jsonl`, { recursive: true })
  symlinkSync(outside, `${projects}/-a/${claudeId(3)}.jsonl`)
  for (const n of [2, 3, 4]) t.equal(locateTranscript([`${projects}/none`, projects], claudeId(n), '/a'), undefined, String(n))
})
