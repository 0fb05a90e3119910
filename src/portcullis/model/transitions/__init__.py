"""A council's own history of plans, and what it makes likely: for councils, on their own machine."""
