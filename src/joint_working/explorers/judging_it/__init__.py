"""Indicators, findings, and a self-evaluation."""
