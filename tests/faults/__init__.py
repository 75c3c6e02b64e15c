"""What goes wrong on real machines, done on purpose: in `make test` a little, in `make faults` at length.

A test here carries `@pytest.mark.fault(part, fault, promise)` and gives what it measured to the `measured`
fixture. `make faults` prints all of it as a table and writes docs/reliability.md.
"""
