"""Cases move along a table of steps, and one function moves them.

The same table draws the buttons a person sees, the step bar, and the diagrams in `docs/reference/life-cycles.md`.
"""
