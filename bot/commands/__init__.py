"""What can be done from the terminal: thin, each command works through one room of the house."""
