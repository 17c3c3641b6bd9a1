/** What stands between two items of a list in context.json: every item has a line of its own. */
export const betweenItems = ',\n'
