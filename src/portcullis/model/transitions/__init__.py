"""A council's own history of plans, and every future that it makes likely: for councils, on their own machine.

In: child-level files in the formats of the reference tool (`reading`). Out: exact means (`exact`), simulations
(`simulate`), summaries fit to be shared (`results`), a score on the past (`validate`), levers (`levers`) and goal seek
(`seek`). Nothing here writes a log, opens a connection (but for `cluster`) or keeps a row about a child.
"""
