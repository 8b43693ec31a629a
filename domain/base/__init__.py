"""What all topics share: models, roles, messages, refusals, marks of confidentiality."""
