import t from 'tap'
import { absolutePath, addFile } from '../../../src/core/context/add-file.js'
import type { FileItem } from '../../../src/core/context/context.js'

const at = (time: string) => ({ record: time, time })

t.test('uses are counted, with the first and the last, and the file used last is last', async t => {
  const files = new Map<string, FileItem>()
  addFile(files, '/a', { tool: 'Edit', source: at('1'), why: 'to begin' })
  addFile(files, '/b', { tool: 'Write', source: at('2'), agent: 'x' })
  addFile(files, '/a', { tool: 'Write', source: at('3') })
  t.strictSame([...files.values()], [
    { path: '/b', count: 1, first: at('2'), last: at('2'), by: ['Write'], agents: ['x'] },
    { path: '/a', count: 2, first: at('1'), last: at('3'), by: ['Edit', 'Write'] },
  ])
})

t.test('a relative path is below the working directory', async t => {
  t.equal(absolutePath('src/../a.ts', '/home/me'), '/home/me/a.ts')
  t.equal(absolutePath('/x/./y', '/home/me'), '/x/y')
  t.equal(absolutePath('a', ''), 'a')
})

t.test('files have a ceiling', async t => {
  const files = new Map<string, FileItem>()
  for (let index = 0; index <= 20_000; index += 1) addFile(files, `/${index}`, { tool: 'Read', source: at('') })
  t.equal(files.size, 20_000)
  t.notOk(files.has('/0'))
})
