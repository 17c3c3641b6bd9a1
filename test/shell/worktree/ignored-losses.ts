import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { cacheSignature } from '../../../src/core/worktree/is-generated-directory.js'
import { ignoredLosses } from '../../../src/shell/worktree/ignored-losses.js'
import { put, scratch } from '../../helpers/fresh-home.js'

t.test('what the checkout has byte for byte, or a tool can make again, is no loss; all else is', async t => {
  const [tree, checkout] = [scratch(t), scratch(t)]
  for (const [path, text, there] of [
    ['.env', 'A=1', 'A=1'], ['.env.local', 'A=1', 'A=2'], ['only.log', '', undefined], ['dist/same.js', 'x', 'x'], ['dist/deep/other.js', 'x', 'y'], ['dist/new.js', 'x', undefined],
    ['node_modules/a/index.js', 'x', undefined], ['app/node_modules/a', 'x', undefined], ['target/CACHEDIR.TAG', `${cacheSignature}\n# cargo`, undefined], ['target/debug/app', 'x', undefined], ['fake/CACHEDIR.TAG', 'Signature: no', undefined],
    ['file-here', 'x', undefined],
  ] as const) {
    put(join(tree, path), text)
    if (there !== undefined) put(join(checkout, path), there)
  }
  put(join(checkout, 'file-here/is a directory'), '')
  for (const [name, to, there] of [['link-same', '/a', '/a'], ['link-other', '/a', '/b'], ['link-file', '.env', undefined]] as const) {
    symlinkSync(to, join(tree, name))
    if (there === undefined) put(join(checkout, name), 'A=1')
    else symlinkSync(there, join(checkout, name))
  }
  execFileSync('mkfifo', [join(tree, 'pipe')])
  const ignored = ['.env', '.env.local', 'only.log', 'dist/', 'node_modules/', 'app/', 'app/node_modules/a', 'target/', 'fake/', 'file-here', 'link-same', 'link-other', 'link-file', 'pipe', 'gone', 'gone/']
  const losses = ['.env.local', 'only.log', 'dist/deep/other.js', 'dist/new.js', 'fake/CACHEDIR.TAG', 'file-here', 'link-other', 'link-file']
  t.same(ignoredLosses(tree, ignored, checkout).sort(), losses.sort())
  t.ok(ignoredLosses(tree, ['.env'], '').includes('.env'), 'without a checkout nothing is there twice')
})
