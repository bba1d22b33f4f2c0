"""What things cost. `./cqo bench` runs the benches of `__main__`; `server` starts what is measured, `measure` counts its CPU time."""
