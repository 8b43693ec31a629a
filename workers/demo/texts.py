"""What the made-up people of the demonstration write. Nobody here exists."""

AGREEMENT = {
    "expected_results": "Case plans that fit one family, within a year, in every unit.",
    "roles_and_boundaries": "The coach works on case planning only and judges nobody's job.",
    "learners": "All three units: supervisors first, then all social workers. Mandated.",
    "scheduling": "A shared start, then every other week; the next date is set each time.",
    "meetings": "In person or online; short questions between sessions by phone.",
    "supports_and_resources": "A quiet room, and two hours a week free of calls.",
    "cancelling": "A day ahead where possible; only the other one needs to know.",
    "confidentiality": "Only a safety risk to a child goes to a supervisor.",
    "misunderstandings_and_ethics": "First with each other, then with the coordinator.",
    "limits_of_the_relationship": "Coaching is no counselling; the coach knows whom to call.",
}
DISCLOSED = "Only what is a safety risk to a child"
READINESS = "Has heard of the new plans and wants to see one done"
PROMISES = (
    "Look at two new plans a month together, with the family's words in mind",
    "Keep an hour on Thursdays for writing plans undisturbed",
    "Bring one good plan to each unit meeting",
)
GOALS = (
    "Write the worries and goals of each new case plan in the family's own words",
    "Name concrete steps a family can take in each new case plan",
    "Agree no more appointments in a case plan than the family can keep",
)
REFLECTIONS = (
    "I read the plan aloud to the mother and she corrected two lines. That was new to me.",
    "I noticed that I wrote the plan for the court and not for the family.",
    "With the third plan it took half the time, and the father asked for a copy.",
)
FEEDBACK = {
    "clarify": "I took it that the order of the steps was the family's. Is that so?",
    "value": "The worries are in the mother's own words, and short.",
    "concerns": "I wondered whether four appointments a week can be kept.",
    "suggest": "What if the two classes were one after the other on the same day?",
    "thank": "I will use your opening question myself.",
}
STEPS = (
    "Rewrite one older plan with the family",
    "Ask each family which step comes first",
    "Show a plan to a colleague before the visit",
)
RESULTS = (
    "My plans are shorter, and families know what comes next.",
    "I now begin with the family's words and write the rest around them.",
    None,
)
HELPS = ("A plan read aloud before it is signed", "The checklist on one page")
EXPERTISE = "Twelve years of writing and teaching case plans"
MANDATE = {
    "purpose": "The county wants case plans that fit one family, in every unit",
    "stays_free": "Which plans, which goals, and what is told of it",
    "what_a_no_leads_to": "Coaching ends without a reason given; nothing goes into a file",
}
