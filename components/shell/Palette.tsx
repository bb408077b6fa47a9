'use client'

import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { counted } from '#lib/report/counted.ts'
import { Dialog } from '../control/Dialog.tsx'
import { keptHref } from '../live/keptHref.ts'
import { useTime } from '../live/useTime.ts'
import { PathWord } from '../path/PathWord.tsx'
import { MixWords } from '../search/MixWords.tsx'
import { useFound } from '../search/useFound.ts'
import { Name } from '../text/Name.tsx'
import { type Command, commandsFor } from './commands.ts'
import './keys.css'

/** Pages, actions and whatever a search finds, in one list that arrows and Enter go through. */
export function Palette({ onClose }: { onClose: () => void }) {
  const router = useRouter()
  const { words } = useTime()
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const found = useFound(text)
  // What was found for other words is no answer to these.
  const commands = commandsFor(text, found?.q === text.trim() ? found : null)
  const active = Math.min(chosen, commands.length - 1)
  const optionId = (at: number) => `${id}-${at}`

  const choose = (at: number) => {
    setChosen(at)
    document.getElementById(optionId(at))?.scrollIntoView({ block: 'nearest' })
  }
  const run = ({ does }: Command) => {
    // The page behind can be pressed only when nothing lies over it.
    input.current?.closest('dialog')?.close()
    if ('href' in does) router.push(keptHref(does.href, words))
    else does.press()
  }
  const onKey = (event: KeyboardEvent) => {
    // Arrows and Enter belong to the input method as long as it offers words.
    if (event.nativeEvent.isComposing) return
    const to = nextOf(event.key, active, commands.length)
    const command = commands[active]
    if (to !== null) choose(to)
    else if (event.key === 'Enter' && command) run(command)
    else return
    event.preventDefault()
  }
  return (
    <Dialog label="Commands" className="palette" onClose={onClose}>
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label="Pages, actions, names and addresses"
        aria-expanded={true}
        aria-controls={id}
        aria-autocomplete="list"
        {...(active >= 0 && { 'aria-activedescendant': optionId(active) })}
        value={text}
        onChange={event => {
          setText(event.target.value)
          setChosen(0)
        }}
        onKeyDown={onKey}
        placeholder="A page, an action, a name or an address"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={500}
      />
      <div className="found">
        <div id={id} role="listbox" aria-label="Commands">
          {commands.map((command, at) => (
            <button
              type="button"
              key={command.key}
              id={optionId(at)}
              role="option"
              aria-selected={at === active}
              tabIndex={-1}
              onClick={() => run(command)}
            >
              <span className="what">{command.what}</span>
              <span>
                <Name name={command.title} cut />
                {command.sub && (
                  <span className="sub ell">
                    <Name name={command.sub} />
                  </span>
                )}
              </span>
              <Aside command={command} />
            </button>
          ))}
        </div>
      </div>
      <p className="sr" role="status">
        {counted(commands.length, 'command')}
      </p>
    </Dialog>
  )
}

/** Where a key leads from one option; null where it is no key of the list. */
function nextOf(key: string, active: number, count: number): number | null {
  if (count === 0) return null
  switch (key) {
    case 'ArrowDown':
      return (active + 1) % count
    case 'ArrowUp':
      return (active - 1 + count) % count
    default:
      return null
  }
}

function Aside({ command: { keys, path, mix } }: { command: Command }) {
  if (path) return <PathWord kind={path.kind}>{path.text}</PathWord>
  if (mix) return <MixWords mix={mix} />
  return (
    keys && (
      <span aria-hidden="true">
        {keys.split(' ').map(key => (
          <kbd key={key}>{key}</kbd>
        ))}
      </span>
    )
  )
}
