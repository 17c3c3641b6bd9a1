import t from 'tap'
import { contextOf } from '../../helpers/extract-text.js'
import { transcriptLines } from '../../helpers/transcript-lines.js'

const todos = (text: string): string[] => contextOf(text).todos.map(todo => `${todo.id} ${todo.text} ${todo.state}`)

t.test('TodoWrite says all of it anew; an entry of a wrong type is kept as far as it can be read', async t => {
  const log = transcriptLines()
  log.did('TodoWrite', { todos: [{ id: '7', content: 'old', status: 'pending' }] })
  log.did('TodoWrite', { todos: ['broken', { content: 'design', status: 'in_progress', activeForm: 'Designing' }, null, 4] })
  t.same(todos(log.text()), ['1 broken pending', '2 design in_progress'])
})

t.test('tasks are created, updated and deleted one by one; a failed call changes nothing', async t => {
  const log = transcriptLines()
  log.did('TaskCreate', { subject: 'one' }, 'Task #1 created successfully: one')
  log.did('TaskCreate', { subject: 'two' }, 'created', { result: { task: { id: '2' } } })
  log.did('TaskCreate', { subject: 'three' }, 'Task #3 created')
  log.did('TaskUpdate', { taskId: '1', status: 'completed' })
  log.did('TaskUpdate', { taskId: '2', status: 'deleted' })
  log.did('TaskUpdate', { taskId: '3', subject: 'third' })
  log.did('TaskUpdate', { taskId: '3', status: 'completed' }, 'no such task', { error: true })
  t.same(todos(log.text()), ['1 one completed', '3 third pending'])
})
