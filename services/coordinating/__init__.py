"""What coordinators and leaders look over: board, caseloads, agency, program."""
