"""Each function runs with the settings that its template gives it, and calls exactly what its role allows."""

from __future__ import annotations

from fnmatch import fnmatch

import boto3
import pytest

from deploy.functions import clause_search_index, contract_table, environment, marks, overdue, websocket

# Every call's permission as IAM names it, where the name is not that of the operation.
IAM = {
    "s3:HeadObject": "s3:GetObject",
    "s3:CreateBucket": "s3:PutObject",  # botocore's way to the address of a presigned form
    "apigatewaymanagementapi:PostToConnection": "execute-api:ManageConnections",
}
# Allowed for what is no call of the functions' own: their log, the key, telling a missing object from a forbidden one,
# Lambda's way to the dead letters.
AROUND = {
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "kms:Decrypt",
    "kms:GenerateDataKey",
    "s3:ListBucket",
    "sqs:SendMessage",
}
REVIEW = b'{"clauses": [{"text": "Delaware", "found": true}]}'  # whose words are kept for the search


@pytest.fixture(scope="module")
def stacks(resolved_stacks):
    return resolved_stacks({"Shape": "async", "JwtIssuer": "https://id.example/", "JwtAudience": "reviews"})


@pytest.fixture
def runs_as(service, stacks, monkeypatch):
    """Runs with nothing but one function's environment; gives what it called as (action, resource)."""
    actual = {
        "<Storage.Bucket>": service.bucket,
        "<Storage.Contracts>": environment.settings().contracts_table,
        "<Storage.Connections>": environment.settings().connections_table,
        "<Storage.Tickets>": environment.settings().tickets_table,
        "<Endpoint.Endpoint.EndpointName>": "reviewer",
    }

    def run(stack, function, scenario):
        called = set()
        variables = stacks[stack][function]["Properties"]["Environment"]["Variables"]
        with monkeypatch.context() as limited:
            for field in environment.Settings.__dataclass_fields__:
                limited.delenv(field.upper(), raising=False)
            for name, value in variables.items():
                limited.setenv(name, actual.get(str(value), str(value).replace("<Websocket.Api>", "abc123")))
            boto3.setup_default_session()
            boto3.DEFAULT_SESSION.events.register("before-parameter-build", _recorder(called, actual))
            environment.forget()
            limited.setattr(environment.runtime(), "_make_api_call", service.endpoint)
            try:
                scenario()
            finally:
                boto3.setup_default_session()
                environment.forget()
        if service.endpoint.calls:
            called.add(("sagemaker:InvokeEndpointAsync", "<Endpoint.Endpoint>"))
        return called

    return run


def _recorder(called, actual):
    resource = {value: name for name, value in actual.items()}

    def record(params, model, **_):
        service = model.service_model.service_name
        action = f"{service}:{model.name}"
        action = IAM.get(action, action)
        if service == "dynamodb":
            for table in params.get("RequestItems", {params.get("TableName"): None}):
                index = f"/index/{params['IndexName']}" if "IndexName" in params else ""
                called.add((action, f"{resource[table][:-1]}.Arn>{index}"))
        elif service == "s3":
            key = params.get("Key", "inbound/")  # a presigned form has its key elsewhere; test_http_api looks at it
            called.add((action, f"<Storage.Bucket.Arn>/{key.partition('/')[0]}/*"))
        else:
            called.add((action, "connections"))

    return record


def statements(stacks, role):
    (found,) = (resources[role] for resources in stacks.values() if role in resources)
    return [one for policy in found["Properties"].get("Policies", []) for one in policy["PolicyDocument"]["Statement"]]


def allowed(stacks, stack, role):
    found = set()
    for statement in statements({stack: stacks[stack]}, role):
        if statement["Effect"] == "Deny":
            continue
        actions, resources = statement["Action"], statement["Resource"]
        for action in [actions] if isinstance(actions, str) else actions:
            for one in [resources] if isinstance(resources, str) else resources:
                if action not in AROUND:
                    found.add((action, "connections" if "@connections" in one else one))
    return found


def test_the_front(service, stacks, runs_as, gone):
    service.connect()

    def a_contracts_life():
        gone()
        row = service.created()
        service.put(row["input_uri"], b"%PDF-1.7")
        row = service.ask(f"POST /contracts/{{id}}/submit | {row['contract_id']}")[1]["contract"]
        contract_table.ready(row["contract_id"], row["output_uri"])
        for route in ("GET /contracts", "GET /contracts/{id}", "GET /contracts/{id}/result", "POST /tickets"):
            assert service.ask(f"{route} | {row['contract_id']}")[0] < 300
        assert service.ask(f"PATCH /contracts/{{id}} | {row['contract_id']}", body={"work_status": "done"})[0] == 200
        assert service.ask("GET /search", queryStringParameters={"words": "delaware"})[0] == 200
        marked = {"marks": {"contract:review": {"complete": True}}}
        assert service.ask(f"PATCH /contracts/{{id}}/marks | {row['contract_id']}", body=marked)[0] == 200
        assert service.ask(f"GET /contracts/{{id}}/marks | {row['contract_id']}")[0] == 200
        assert service.ask(f"DELETE /contracts/{{id}} | {row['contract_id']}")[0] == 200

    called = runs_as("HttpApi", "HttpApiFunction", a_contracts_life)
    assert called == allowed(stacks, "HttpApi", "HttpApiRole")


def test_the_websocket(service, stacks, runs_as):
    ticket = service.ask("POST /tickets")[1]["ticket"]
    contract_id = service.created()["contract_id"]
    asked = {"methodArn": "arn:x", "queryStringParameters": {"ticket": ticket}}
    called = runs_as("Websocket", "AuthorizerFunction", lambda: websocket.authorizer(asked, None))
    assert called == allowed(stacks, "Websocket", "AuthorizerRole")

    def a_connections_life():
        service.connect(watch=[contract_id])
        service.socket("ann", "c1", "$disconnect")

    assert runs_as("Websocket", "MessageFunction", a_connections_life) == allowed(stacks, "Websocket", "MessageRole")


def test_notify(service, stacks, runs_as, gone):
    row, large, failing = service.submitted(), service.submitted(), service.submitted()
    service.endpoint.calls.clear()
    service.connect(watch=[row["contract_id"]])

    def every_kind_of_message():
        gone()
        service.notify(service.success(row, REVIEW), service.success(large, None), service.failure(failing, "broken"))

    called = runs_as("Notifications", "NotifyFunction", every_kind_of_message)
    assert called == allowed(stacks, "Notifications", "NotifyRole")


def test_ending_overdue_contracts(service, stacks, runs_as, gone, monkeypatch):
    rows = [service.submitted(), service.submitted(), service.created()]
    contract_table.claim(rows[2]["contract_id"], 5)
    service.put(rows[0]["output_uri"], REVIEW)
    service.put(rows[1]["failure_uri"], b"{}")
    service.connect(watch=[rows[0]["contract_id"]])
    service.endpoint.calls.clear()
    moment = environment.moment
    monkeypatch.setattr(environment, "moment", lambda later=0: moment(30_000 + later))

    def everything_is_overdue():
        gone()
        assert overdue.handler({}, None) == {"ready": 1, "failed": 1, "submitted": 1, "unchanged": 0, "troubled": 0}

    assert runs_as("Overdue", "OverdueFunction", everything_is_overdue) == allowed(stacks, "Overdue", "OverdueRole")


def test_only_the_http_api_writes_marks(stacks):
    row = "5b6f7f0e-4f0c-4d0e-9f52-0e6a3c1d2b4a"
    roles = [
        name for resources in stacks.values() for name, one in resources.items() if one["Type"] == "AWS::IAM::Role"
    ]
    writers = {
        key: {name for name in roles if _may_write(statements(stacks, name), key)}
        for key in (row, clause_search_index.PREFIX + row, marks.PREFIX + row)
    }
    assert writers[marks.PREFIX + row] == {"HttpApiRole"}
    assert writers[row] == writers[clause_search_index.PREFIX + row] == {"HttpApiRole", "NotifyRole", "OverdueRole"}


def _may_write(found, key):
    """Whether these statements allow writing the item of the contracts' table that has this key."""

    def actions(effect):
        return {
            action
            for one in found
            if one["Effect"] == effect and one["Resource"] == "<Storage.Contracts.Arn>" and _applies(one, key)
            for action in ([one["Action"]] if isinstance(one["Action"], str) else one["Action"])
        }

    writing = {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"}
    return bool(actions("Allow") & writing - actions("Deny"))


def _applies(statement, key):
    patterns = statement.get("Condition", {}).get("ForAnyValue:StringLike", {}).get("dynamodb:LeadingKeys", ["*"])
    return any(fnmatch(key, pattern) for pattern in patterns)


@pytest.fixture
def gone(monkeypatch):
    """The one connection that is there turns out to be gone: it is told, and removed."""

    def leave():
        client = environment.connection_api()
        call = client._make_api_call

        def refused(operation, asked):
            call(operation, asked)
            raise client.exceptions.GoneException({"Error": {"Code": "GoneException", "Message": ""}}, operation)

        monkeypatch.setattr(client, "_make_api_call", refused)

    return leave


def test_the_endpoints_role_reads_contracts_writes_reviews_and_publishes(stacks):
    role = stacks["Endpoint"]["Role"]["Properties"]
    statements = [one for policy in role["Policies"] for one in policy["PolicyDocument"]["Statement"]]
    may = {
        (action, resource)
        for one in statements
        for action in ([one["Action"]] if isinstance(one["Action"], str) else one["Action"])
        for resource in ([one["Resource"]] if isinstance(one["Resource"], str) else one["Resource"])
    }
    bucket = "<Storage.Bucket.Arn>"
    assert {
        ("s3:GetObject", f"{bucket}/inbound/*"),
        ("s3:PutObject", f"{bucket}/outbound/*"),
        ("s3:PutObject", f"{bucket}/failed/*"),
        ("sns:Publish", "<Notifications.SuccessTopic>"),
        ("sns:Publish", "<Notifications.ErrorTopic>"),
        ("kms:GenerateDataKey", "<Storage.Key.Arn>"),
        ("kms:Decrypt", "<Storage.Key.Arn>"),
    } <= may
    assert {action for action, resource in may if resource == "*"} == {
        "ecr:GetAuthorizationToken",
        "cloudwatch:PutMetricData",
    }
    assert not {resource for action, resource in may if action == "s3:PutObject"} & {f"{bucket}/inbound/*"}
