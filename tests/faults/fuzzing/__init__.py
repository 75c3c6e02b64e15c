"""Every reader of a file or message from outside, as a target for made-up and mutated inputs.

A module holds the targets of one kind, each with seeds that our own code made; `rule` says what must hold for
any input, `child` feeds a target under a coverage-guided fuzzer, `targets` lists all.
"""
