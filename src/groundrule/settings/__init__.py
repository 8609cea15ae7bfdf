"""What an organisation, a repository and a person set, and which of them counts."""
