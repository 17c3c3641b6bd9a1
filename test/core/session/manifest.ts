import t from 'tap'
import { decodeManifest, encodeManifest } from '../../../src/core/session/manifest.js'

t.test('the manifest is JSON that names its schema, its session and every file in order', async t => {
  const files = [{ name: 'session.toml', lines: 3, bytes: 90, sha256: 'a'.repeat(64) }, { name: 'session_00001_PART1.md', lines: 0, bytes: 0, sha256: 'b'.repeat(64) }]
  const text = encodeManifest('work', '2026-11-23T06:00:00.000Z', files)
  t.ok(text.endsWith('}\n'))
  t.same(JSON.parse(text), { schema: 1, id: 'work', ended: '2026-11-23T06:00:00.000Z', files })
})

t.test('what is read is what was written; all else is no manifest', async t => {
  const files = [{ name: 'session.toml', lines: 3, bytes: 90, sha256: 'a'.repeat(64) }]
  t.same(decodeManifest(encodeManifest('work', '', files)), files)
  for (const text of ['', '{', 'null', '[]', '{}', '{"files": {}}', '{"files": [null]}', '{"files": [{"name": "a", "lines": 1, "bytes": 2.5, "sha256": "c"}]}', '{"files": [{"name": 1}]}']) t.equal(decodeManifest(text), undefined, text)
})
