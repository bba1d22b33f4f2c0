"""Reads of training: classes, enrolments, syllabuses."""
