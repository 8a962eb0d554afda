"""Tables: the event schema, input readers, writers, long runs that can be resumed.

    files -read-> documents -code-> events -tabulate-> a Polars table -write-> files

`schema` says what the columns are, `records` and `read` let documents in, `chunks` codes them on
one core or several, `journal` remembers what is done, `write` lets tables out, and
`files` is all of it in one call. `coder` and `frame` do the same for tables in memory.
"""
