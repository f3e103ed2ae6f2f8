"""The commands of ``contract-review deploy``: up, plan, rehearse, status, submit, watch, transform, down."""
