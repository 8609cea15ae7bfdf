"""Files that are neither Terraform nor templates: texts that hold secrets, state, plans, key stores → a graph each."""
