import t from 'tap'
import { parseGitFiles } from '../../../src/core/worktree/parse-git-files.js'

t.test('files that git was told not to look at, and submodules', async t => {
  const output = ['H 100644 abc 0\tREADME', 'h 100644 abc 0\tassumed unchanged', 'S 100644 abc 0\tskipped\nnewline', 's 100755 abc 0\tboth', 'H 160000 abc 0\tlib', 'M 100644 abc 2\tmerging'].map(entry => `${entry}\0`).join('')
  t.same(parseGitFiles(output), { unwatched: ['assumed unchanged', 'skipped\nnewline', 'both'], submodules: ['lib'] })
  t.same(parseGitFiles(''), { unwatched: [], submodules: [] })
})
