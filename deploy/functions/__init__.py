"""The Lambda functions: the standard library and boto3 only, zipped as they are.

    http_api                HTTP API: create, submit, list, result, review again, work, marks, search, delete, ticket
    websocket               WebSocket API: an authorizer that checks tickets, then "watch"
    notify                  SNS: SageMaker's success and failure messages
    overdue                 every few minutes: contracts whose deadline has passed without a message
        │
    submission              claims a contract, then invokes the endpoint
    contracts               the table of contracts: every change of status, conditional
    marks                   what people mark on reviews, beside the contracts' rows
    overview                what the list shows of a review, in the contract's row
    clause_search_index     the words of the clauses, for the search
    mark_ready              makes a contract ready once its review has been written
    websocket_store         the tables of tickets and connections
    push                    sends messages to a person's open pages
    file_types              which kinds of file are taken: PDF, .docx
    s3_objects              S3: presigned uploads and downloads, what failed and why
    environment             the environment's settings, the clients, the log

Each of the first four has a ``handler(event, context)``.
"""
