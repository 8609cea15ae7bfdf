"""What a finding amounts to: ignores, waivers, baselines, changes, and the exit code."""
