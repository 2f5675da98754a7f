import { Button, TextInput } from '@mantine/core'
import { useState, type FormEvent, type ReactElement } from 'react'
import { giveName, useName } from './who.ts'

/** Who is before the page, as they say: noted in the vault with everything that they look at. */
export function You(): ReactElement {
  const name = useName()
  const [asking, setAsking] = useState(false)
  const [typed, setTyped] = useState('')
  if (asking) {
    const keep = (event: FormEvent): void => {
      event.preventDefault()
      giveName(typed)
      setAsking(false)
    }
    return (
      <form className="you no-print" onSubmit={keep}>
        <TextInput
          aria-label="Your name"
          placeholder="Your name"
          autoFocus
          autoComplete="off"
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="white">
          Keep
        </Button>
      </form>
    )
  }
  return (
    <span className="you">
      {name === '' ? 'Nobody has said who looks. ' : <>You are {name}. </>}
      <button
        type="button"
        className="plain no-print"
        onClick={() => {
          setTyped(name)
          setAsking(true)
        }}
      >
        {name === '' ? 'Say your name' : 'Not you'}
      </button>
    </span>
  )
}
