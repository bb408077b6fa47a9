'use client'

import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
import './control.css'

interface Props {
  label: string
  className?: string
  /** After it was closed and the focus is back where it was. */
  onClose: () => void
  children: ReactNode
}

/**
 * A dialog over the page, open as long as it is drawn. It is the browser's own: nothing behind it can be reached, Escape
 * closes it, and the focus returns.
 */
export function Dialog({ label, className = '', onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal()
  }, [])
  // What lies outside of the box is the dialog itself; inside it is always a child.
  const closeOutside = (event: MouseEvent) => {
    if (event.target === dialog.current) dialog.current?.close()
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does what a click beside the box does
    <dialog
      ref={dialog}
      aria-label={label}
      className={`dialog ${className}`}
      onClose={onClose}
      onClick={closeOutside}
    >
      <div className="box">{children}</div>
    </dialog>
  )
}
