'use client'

import { Dialog } from '../control/Dialog.tsx'
import { controls, finding, going, type Shortcut } from './shortcuts.ts'
import { setSingleKeys, useSingleKeys } from './singleKeys.ts'
import './keys.css'

const always: Shortcut[] = [
  { keys: 'Ctrl K', title: 'Commands: pages, actions and search; Cmd K on a Mac' },
  { keys: 'Esc', title: 'Close what is open' },
  { keys: 'Tab', title: 'The next control; with Shift the one before' },
  { keys: '← → ↑ ↓', title: 'Walk rows of a table, cells of the matrix, moments of a chart, an open list' },
  { keys: 'Shift ← →', title: 'On a chart: mark a stretch; Enter zooms into it' },
  { keys: 'Space', title: 'On a row of the pods: choose it; with Shift all up to it' },
  { keys: 'Ctrl C', title: 'Copy the chosen pods for a spreadsheet' },
]

/** Every key there is, and the way to turn the single ones off. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const isOn = useSingleKeys()
  return (
    <Dialog label="Keyboard" className="keyhelp" onClose={onClose}>
      <form method="dialog">
        <h2>Keyboard</h2>
        <span className="grow" />
        <button type="submit" className="btn">
          Close
        </button>
      </form>
      <label className="switch">
        <input type="checkbox" checked={isOn} onChange={event => setSingleKeys(event.target.checked)} />
        <span>
          Single keys
          <span className="faint"> · off for dictation or when keys slip; kept in this browser</span>
        </span>
      </label>
      <div className={isOn ? 'lists' : 'lists off'}>
        <List title="Find" shortcuts={finding} />
        <List title="This view" shortcuts={controls} />
        <List title="Go to a page" shortcuts={going} />
        <List title="Always" shortcuts={always} />
      </div>
    </Dialog>
  )
}

function List({ title, shortcuts }: { title: string; shortcuts: Shortcut[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {shortcuts.map(({ keys, title: what }) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map(key => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
