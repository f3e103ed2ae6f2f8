"""The asynchronous service on one machine, for trying and testing: no account, no Docker.

page ── HTTP API ── functions ── runtime ── workers        one process each, started by ``command``
 │                     │        (queue)   (contract-review serve)
 └──── WebSocket ──────┘            │
              cloud: S3, SNS, SQS, DynamoDB, CloudWatch (moto's server)
"""
