/** Where an embedded supervisor that runs in the background, and its ticks, say what they do; in the session's directory. It says its last word after the end, so the manifest leaves it out. */
export const supervisorLog = 'supervisor.log'
