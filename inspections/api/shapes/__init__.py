"""The shape of each answer, told once: by it answers are written and the document made.

Choices are codes; a label beside a code is for people and may be reworded.
"""
