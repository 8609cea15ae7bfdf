"""What a run shows of each requirement, for those who have to answer for it."""
