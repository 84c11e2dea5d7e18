"""What was said: from an engine's attributions to statements with the right bounds, and statements that it cannot see.

First attributions are mended while they are words (`outlet_reports`, `cited`, `asides`, `sources`, `conjoined`,
`content_bounds`), then made statements (`drafts`, with `unsaid` and `findings` for what is none), and carried on over
paragraphs (`continued_quotes`). What print attributes without a verb has a module for each form: `block_quotes`,
`announced_quotes`, `credit_lines`, `labelled_lines`, `transcripts` (with `speech_labels` and `interviews`), `titles`.
`nested` finds statements inside others.
"""
