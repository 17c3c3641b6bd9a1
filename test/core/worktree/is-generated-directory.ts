import t from 'tap'
import { isGeneratedDirectory } from '../../../src/core/worktree/is-generated-directory.js'

t.test('only what a tool alone fills is generated; where people keep things, too, is not', async t => {
  for (const name of ['node_modules', '__pycache__', '.venv']) t.ok(isGeneratedDirectory(name), name)
  for (const name of ['dist', 'build', 'out', 'target', 'data', 'vendor', '.env', '.claude', '', 'toString', 'Node_modules']) t.notOk(isGeneratedDirectory(name), name)
})
