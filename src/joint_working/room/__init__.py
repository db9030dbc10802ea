"""A room that answers together: the trainer's laptop asks, phones on the same network answer, a wall shows counts.

``make room`` serves the book and the room. Nothing leaves the laptop: no account, no name, no address of a phone is
kept. `asking` says what can be asked, `store` keeps the answers in one file, `pages` writes what people see, `app`
answers requests within its limits, `reach` finds the way phones can take, and `__main__` is the command.
"""
