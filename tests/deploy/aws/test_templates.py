"""What the templates say, resolved through all stacks: every name, metric and permission that one part uses and another
defines."""

from __future__ import annotations

import importlib
import re

import pytest

from deploy.cloudformation import template
from deploy.cloudformation.template_parameters import OWN
from deploy.functions import contract_table, environment, http_api
from deploy.scaling.scaling_model import HIGH_MINUTES, LOW_SHARE, WAKE_MINUTES, Policies

from .conftest import checked

ASYNC = {"Shape": "async", "JwtIssuer": "https://id.example/", "JwtAudience": "reviews"}
# What AWS publishes for an asynchronous endpoint, by dimensions (SageMaker's guide, "Alarms and logs for tracking
# metrics from asynchronous endpoints"), and for the other services that the stack watches.
PUBLISHED = {
    ("AWS/SageMaker", "ApproximateBacklogSize"): {"EndpointName"},
    ("AWS/SageMaker", "ApproximateBacklogSizePerInstance"): {"EndpointName"},
    ("AWS/SageMaker", "ApproximateAgeOfOldestRequest"): {"EndpointName"},
    ("AWS/SageMaker", "HasBacklogWithoutCapacity"): {"EndpointName"},
    ("AWS/SageMaker", "Invocation5XXErrors"): {"EndpointName", "VariantName"},
    ("AWS/SageMaker", "InvocationFailures"): {"EndpointName", "VariantName"},
    ("AWS/Lambda", "Errors"): {"FunctionName"},
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"): {"QueueName"},
    ("AWS/ApiGateway", "5xx"): {"ApiId"},
}


@pytest.fixture(scope="module")
def service(resolved_stacks):
    return resolved_stacks(ASYNC)


def of_type(stacks, kind):
    return {
        f"{stack}.{name}": resource["Properties"]
        for stack, resources in stacks.items()
        for name, resource in resources.items()
        if resource["Type"] == kind
    }


@pytest.mark.parametrize(
    ("shape", "stacks"),
    [
        (
            "async",
            {"Page", "Storage", "Websocket", "Notifications", "Endpoint", "Scaling", "Overdue", "HttpApi", "Alarms"},
        ),
        ("realtime", {"Storage", "Endpoint", "Scaling"}),
        ("serverless", {"Storage", "Endpoint"}),
        ("multi-model", {"Storage", "Endpoint"}),
    ],
)
def test_each_shape_is_made_of_its_stacks(resolved_stacks, shape, stacks):
    # Resolving fails where a stack lacks a parameter, has an unknown one, or reads an output that is not there.
    assert set(resolved_stacks({**ASYNC, "Shape": shape})) == {"main", *stacks}


def test_nothing_is_open_without_somebody_who_signs_people_in(resolved_stacks):
    stacks = resolved_stacks({"Shape": "async"})
    assert not {"HttpApi", "Page"} & set(stacks)
    assert "CorsConfiguration" not in stacks["Storage"]["Bucket"]["Properties"]


def test_scaling_is_that_of_the_simulation_and_the_local_service():
    parameters = {name: one.get("Default") for name, one in template.load("main")["Parameters"].items()}
    policies = Policies()
    assert parameters["MinInstances"] == policies.minimum
    assert parameters["MaxInstances"] == policies.maximum
    assert parameters["BacklogPerInstance"] == policies.target
    assert parameters["ScaleOutCooldownSeconds"] == policies.out_cooldown
    assert parameters["ScaleInCooldownSeconds"] == policies.in_cooldown
    assert parameters["WakeCooldownSeconds"] == policies.step_cooldown
    assert parameters["WarmInstances"] == policies.warm
    assert parameters["TimeZone"] == policies.time_zone
    for name, at in (("WarmSchedule", policies.warm_from), ("CoolSchedule", policies.warm_until)):
        assert parameters[name] == f"cron({at.minute} {at.hour} ? * MON-FRI *)"
    assert policies.business_days == frozenset(range(5))


def test_the_backlog_scales_to_zero_and_back(service):
    policies, stack = Policies(), service["Scaling"]
    target = stack["Instances"]["Properties"]
    assert target["ResourceId"] == "endpoint/<Endpoint.Endpoint.EndpointName>/variant/reviewer"
    tracking = stack["Backlog"]["Properties"]["TargetTrackingScalingPolicyConfiguration"]
    metric = tracking["CustomizedMetricSpecification"]
    assert (metric["MetricName"], metric["Statistic"]) == ("ApproximateBacklogSizePerInstance", "Average")
    # Target tracking's own alarms: fixed by AWS, assumed by the simulation, and what "15 idle minutes" comes from.
    assert (HIGH_MINUTES, LOW_SHARE, policies.idle_minutes) == (3, 0.9, 15)
    step = stack["Wake"]["Properties"]["StepScalingPolicyConfiguration"]
    assert (step["AdjustmentType"], step["StepAdjustments"]) == (
        "ChangeInCapacity",
        [{"MetricIntervalLowerBound": 0, "ScalingAdjustment": policies.step}],
    )
    alarm = stack["WakeAlarm"]["Properties"]
    assert alarm["AlarmActions"] == ["<Scaling.Wake>"]
    assert (alarm["MetricName"], alarm["Period"], alarm["Threshold"]) == ("HasBacklogWithoutCapacity", 60, 1)
    assert alarm["EvaluationPeriods"] == alarm["DatapointsToAlarm"] == WAKE_MINUTES
    assert (alarm["ComparisonOperator"], alarm["TreatMissingData"]) == ("GreaterThanOrEqualToThreshold", "missing")


def test_one_instance_is_kept_warm_in_office_hours(service):
    warm, cool = service["Scaling"]["Instances"]["Properties"]["ScheduledActions"]
    assert warm["Timezone"] == cool["Timezone"] == "Europe/Berlin"
    assert warm["ScalableTargetAction"] == {"MinCapacity": "1"} and cool["ScalableTargetAction"] == {"MinCapacity": "0"}


def test_every_alarm_watches_a_metric_that_is_published_for_something_of_the_stack(service):
    for name, alarm in of_type(service, "AWS::CloudWatch::Alarm").items():
        metrics = [one["MetricStat"]["Metric"] for one in alarm.get("Metrics", []) if "MetricStat" in one] or [alarm]
        for metric in metrics:
            dimensions = {one["Name"]: one["Value"] for one in metric["Dimensions"]}
            assert set(dimensions) == PUBLISHED[metric["Namespace"], metric["MetricName"]], name
            if "EndpointName" in dimensions:  # the rollback's alarm is there before the endpoint, and knows its name
                assert dimensions["EndpointName"] in {"<Endpoint.Endpoint.EndpointName>", "reviews"}, name
            assert dimensions.get("VariantName", "reviewer") == "reviewer", name
    errors = service["Alarms"]["FunctionErrors"]["Properties"]["Metrics"]
    watched = {one["MetricStat"]["Metric"]["Dimensions"][0]["Value"] for one in errors if "MetricStat" in one}
    functions = {f"<{name}>" for name in of_type(service, "AWS::Lambda::Function")}
    assert watched == functions - {"<HttpApi.HttpApiFunction>"}  # which answers its own errors: HttpErrors
    for name, alarm in of_type(service, "AWS::CloudWatch::Alarm").items():
        if name.startswith("Alarms."):
            assert alarm["AlarmActions"] == ["<Alarms.Alarms>"], name


def test_the_dashboard_is_json_of_published_metrics(service):
    import json

    widgets = json.loads(service["Alarms"]["Dashboard"]["Properties"]["DashboardBody"])["widgets"]
    assert len(widgets) == 6 and all(one["properties"]["metrics"] for one in widgets)


def test_the_endpoint_is_asynchronous_with_its_paths_topics_and_limits(service):
    configuration = service["Endpoint"]["Configuration"]["Properties"]
    output = configuration["AsyncInferenceConfig"]["OutputConfig"]
    assert output["S3OutputPath"] == "s3://<Storage.Bucket>/outbound/"
    assert output["S3FailurePath"] == "s3://<Storage.Bucket>/failed/"
    assert output["NotificationConfig"] == {
        "SuccessTopic": "<Notifications.SuccessTopic>",
        "ErrorTopic": "<Notifications.ErrorTopic>",
        "IncludeInferenceResponseIn": ["SUCCESS_NOTIFICATION_TOPIC"],
    }
    (variant,) = configuration["ProductionVariants"]
    assert (variant["InstanceType"], variant["InitialInstanceCount"]) == ("ml.c7i.2xlarge", 1)
    assert not {"InferenceAmiVersion", "InstancePools"} & set(variant)
    assert {"ContainerStartupHealthCheckTimeoutInSeconds", "ModelDataDownloadTimeoutInSeconds"} <= set(variant)
    concurrent = configuration["AsyncInferenceConfig"]["ClientConfig"]["MaxConcurrentInvocationsPerInstance"]
    model = service["Endpoint"]["Model"]["Properties"]
    assert model["PrimaryContainer"]["Environment"]["CONTRACT_REVIEW_CONCURRENCY"] == concurrent == "4"


def test_the_containers_settings_are_ones_that_it_knows(service):
    from serve.config import Config

    variables = service["Endpoint"]["Model"]["Properties"]["PrimaryContainer"]["Environment"]
    config = Config.from_environment(variables)
    assert (config.max_bytes, config.deadline_seconds) == (25 << 20, 840)


def test_an_update_drains_the_old_fleet_and_rolls_back_on_an_alarm(service):
    endpoint = service["Endpoint"]["Endpoint"]["Properties"]
    policy = endpoint["DeploymentConfig"]["BlueGreenUpdatePolicy"]
    assert policy["TerminationWaitInSeconds"] == "900"  # the longest review
    (alarm,) = endpoint["DeploymentConfig"]["AutoRollbackConfiguration"]["Alarms"]
    assert alarm == {"AlarmName": "<Endpoint.RollbackAlarm>"}
    dimensions = service["Endpoint"]["RollbackAlarm"]["Properties"]["Dimensions"]
    assert {"Name": "EndpointName", "Value": endpoint["EndpointName"]} in dimensions


def test_the_other_shapes_are_what_aws_allows(resolved_stacks):
    def variant(shape):
        stack = resolved_stacks({"Shape": shape, "MinInstances": "1"})["Endpoint"]
        configuration = stack["Configuration"]["Properties"]
        assert "AsyncInferenceConfig" not in configuration
        return configuration["ProductionVariants"][0], stack

    serverless, stack = variant("serverless")
    assert set(serverless) == {"VariantName", "ModelName", "InitialVariantWeight", "ServerlessConfig"}
    assert "DeploymentConfig" not in stack["Endpoint"]["Properties"]
    _, stack = variant("multi-model")
    container = stack["Model"]["Properties"]["PrimaryContainer"]
    assert (container["Mode"], container["ModelDataUrl"]) == ("MultiModel", "s3://<Storage.Bucket>/models/")
    assert "ModelDataUrl" not in variant("realtime")[1]["Model"]["Properties"]["PrimaryContainer"]
    scaling = resolved_stacks({"Shape": "realtime"})["Scaling"]
    assert {"Requests"} == set(scaling) - {"Instances"}


@pytest.mark.parametrize(
    ("shape", "reads_the_bucket"), [("async", False), ("multi-model", False), ("realtime", True), ("serverless", True)]
)
def test_the_container_reaches_the_bucket_only_where_it_is_asked_by_reference(resolved_stacks, shape, reads_the_bucket):
    model = resolved_stacks({"Shape": shape, "MinInstances": "1"})["Endpoint"]["Model"]["Properties"]
    variables = model["PrimaryContainer"]["Environment"]
    assert model["EnableNetworkIsolation"] is not reads_the_bucket
    assert variables.get("CONTRACT_REVIEW_S3_BUCKETS") == ("<Storage.Bucket>" if reads_the_bucket else None)


def test_messages_reach_the_function_and_at_last_the_dead_letters(service):
    stack = service["Notifications"]
    for kind in ("Success", "Error"):
        assert stack[f"{kind}Topic"]["Properties"]["KmsMasterKeyId"] == "<Storage.Key.Arn>"
        subscription = stack[f"{kind}Subscription"]["Properties"]
        assert subscription["TopicArn"] == f"<Notifications.{kind}Topic>"
        assert subscription["Endpoint"] == "<Notifications.NotifyFunction.Arn>"
        permission = stack[f"Allow{kind}TopicInvoke"]["Properties"]
        assert (permission["SourceArn"], permission["FunctionName"]) == (
            f"<Notifications.{kind}Topic>",
            "<Notifications.NotifyFunction>",
        )
    dead_letters = stack["NotifyFunction"]["Properties"]["DeadLetterConfig"]
    assert dead_letters == {"TargetArn": "<Notifications.DeadLetters.Arn>"}


def test_every_http_route_is_the_functions_and_asks_for_a_jwt(service):
    routes = [one["Properties"] for one in service["HttpApi"].values() if one["Type"] == "AWS::ApiGatewayV2::Route"]
    assert {one["RouteKey"] for one in routes} == set(http_api.ROUTES)
    assert {(one["AuthorizationType"], one["AuthorizerId"]) for one in routes} == {("JWT", "<HttpApi.Authorizer>")}
    jwt = service["HttpApi"]["Authorizer"]["Properties"]["JwtConfiguration"]
    assert jwt == {"Issuer": "https://id.example/", "Audience": ["reviews"]}
    cors = service["HttpApi"]["Api"]["Properties"]["CorsConfiguration"]
    assert cors["AllowOrigins"] == ["https://<Page.Distribution.DomainName>"]
    bucket = service["Storage"]["Bucket"]["Properties"]["CorsConfiguration"]["CorsRules"][0]
    assert bucket["AllowedOrigins"] == cors["AllowOrigins"]


def test_the_websocket_asks_for_a_ticket_at_its_door(service):
    routes = {
        one["Properties"]["RouteKey"]: one["Properties"]
        for one in service["Websocket"].values()
        if one["Type"] == "AWS::ApiGatewayV2::Route"
    }
    assert set(routes) == {"$connect", "$disconnect", "watch", "$default"}
    assert routes["$connect"]["AuthorizationType"] == "CUSTOM"
    assert "AuthorizerFunction.Arn" in service["Websocket"]["Authorizer"]["Properties"]["AuthorizerUri"]


def test_functions_are_there_with_log_groups_and_time_to_finish(service):
    for name, function in of_type(service, "AWS::Lambda::Function").items():
        package, module, handler = function["Handler"].split(".")
        assert package == "functions"
        assert callable(getattr(importlib.import_module(f"deploy.functions.{module}"), handler))
        assert function["LoggingConfig"]["LogGroup"] == f"<{name.removesuffix('Function')}Log>"
        assert set(function["Environment"]["Variables"]) <= {
            field.upper() for field in environment.Settings.__dataclass_fields__
        }
    submit = service["HttpApi"]["HttpApiFunction"]["Properties"]["Timeout"]
    assert submit < 29 < contract_table.CLAIM_SECONDS  # API Gateway's own limit; a claim outlives its claimer
    assert service["Overdue"]["OverdueFunction"]["Properties"]["Timeout"] < 300  # the next run


def test_only_contracts_and_reviews_expire_neither_models_nor_batches(service):
    rules = service["Storage"]["Bucket"]["Properties"]["LifecycleConfiguration"]["Rules"]
    expiring = {rule.get("Prefix", "") for rule in rules if "ExpirationInDays" in rule}
    assert expiring == {"inbound/", "outbound/", "failed/"}


def test_names_that_aws_bounds_fit_whatever_the_stack_is_called(service):
    access = service["Page"]["Access"]["Properties"]["OriginAccessControlConfig"]
    assert len(access["Name"]) <= 64 and access["Name"].startswith("contract-review-1b5d2e3a")


def test_access_logs_of_the_api_stay_out_of_the_accounts_resource_policy(service):
    assert service["HttpApi"]["AccessLog"]["Properties"]["LogGroupName"].startswith("/aws/vendedlogs/")


GPUS = {
    "InstanceType": "ml.g5.2xlarge",
    "SecondInstanceType": "ml.g6.2xlarge",
    "ThirdInstanceType": "ml.g6e.2xlarge",
    "InferenceAmiVersion": "al2023-ami-sagemaker-inference-gpu-4-1",
}


def test_without_capacity_aws_takes_the_next_instance_type(resolved_stacks):
    def variant(given):
        return resolved_stacks(given)["Endpoint"]["Configuration"]["Properties"]["ProductionVariants"][0]

    three = variant(GPUS)
    assert "InstanceType" not in three
    assert three["InstancePools"] == [
        {"InstanceType": "ml.g5.2xlarge", "Priority": 1},
        {"InstanceType": "ml.g6.2xlarge", "Priority": 2},
        {"InstanceType": "ml.g6e.2xlarge", "Priority": 3},
    ]
    assert three["InferenceAmiVersion"] == GPUS["InferenceAmiVersion"]
    assert len(variant({**GPUS, "ThirdInstanceType": ""})["InstancePools"]) == 2
    one = variant({**GPUS, "SecondInstanceType": "", "ThirdInstanceType": ""})
    assert one["InstanceType"] == "ml.g5.2xlarge" and "InstancePools" not in one


@pytest.mark.parametrize(("given", "device"), [({}, "cpu"), (GPUS, "cuda"), ({**GPUS, "Shape": "serverless"}, "cpu")])
def test_the_container_is_told_its_device_so_that_a_missing_gpu_is_an_error(resolved_stacks, given, device):
    variables = resolved_stacks(given)["Endpoint"]["Model"]["Properties"]["PrimaryContainer"]["Environment"]
    assert variables["CONTRACT_REVIEW_DEVICE"] == device
    assert variables.get("NVIDIA_VISIBLE_DEVICES") == ("all" if device == "cuda" else None)


def test_endpoint_configurations_pass_botocores_own_model(resolved_stacks):
    from botocore.session import get_session
    from botocore.validate import ParamValidator

    shape = get_session().get_service_model("sagemaker").operation_model("CreateEndpointConfig").input_shape
    for given in ({}, GPUS, {"Shape": "serverless"}):
        asked = resolved_stacks(given)["Endpoint"]["Configuration"]["Properties"]
        report = ParamValidator().validate(numbers({"EndpointConfigName": "x", **asked}), shape)
        assert not report.has_errors(), report.generate_report()


def numbers(value):
    """CloudFormation's text as the numbers that it stands for."""
    if isinstance(value, dict):
        return {key: numbers(one) for key, one in value.items()}
    if isinstance(value, list):
        return [numbers(one) for one in value]
    return int(value) if isinstance(value, str) and value.isdecimal() else value


def test_a_model_of_ones_own_is_readable_to_the_role_wherever_it_is(resolved_stacks):
    endpoint = resolved_stacks({"ModelDataUrl": "s3://elsewhere/a/model.tar.gz"})["Endpoint"]
    assert endpoint["Model"]["Properties"]["PrimaryContainer"]["ModelDataUrl"] == "s3://elsewhere/a/model.tar.gz"
    policies = {one["PolicyName"]: one for one in endpoint["Role"]["Properties"]["Policies"]}
    (statement,) = policies["model"]["PolicyDocument"]["Statement"]
    assert statement["Resource"] == "arn:aws:s3:::elsewhere/a/model.tar.gz"


def test_a_model_that_a_key_encrypts_can_be_decrypted_by_the_role(resolved_stacks):
    key = "arn:aws:kms:eu-west-1:123456789012:key/1"
    endpoint = resolved_stacks({"ModelDataUrl": "s3://elsewhere/model.tar.gz", "ModelKeyArn": key})["Endpoint"]
    policies = {one["PolicyName"]: one for one in endpoint["Role"]["Properties"]["Policies"]}
    assert policies["model"]["PolicyDocument"]["Statement"][1:] == [
        {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": key}
    ]


def test_every_role_is_bounded_and_the_containers_are_in_the_vpc_where_the_account_asks_for_it(resolved_stacks):
    boundary = "arn:aws:iam::123456789012:policy/bound"
    given = {"PermissionsBoundary": boundary, "VpcSubnetIds": "subnet-1,subnet-2", "VpcSecurityGroupIds": "sg-1"}
    stacks = resolved_stacks({**ASYNC, **given})
    roles = of_type(stacks, "AWS::IAM::Role")
    assert len(roles) == 6 and {role["PermissionsBoundary"] for role in roles.values()} == {boundary}
    network = stacks["Endpoint"]["Model"]["Properties"]["VpcConfig"]
    assert network == {"Subnets": ["subnet-1", "subnet-2"], "SecurityGroupIds": ["sg-1"]}
    plain = resolved_stacks(ASYNC)
    assert not any("PermissionsBoundary" in role for role in of_type(plain, "AWS::IAM::Role").values())
    assert "VpcConfig" not in plain["Endpoint"]["Model"]["Properties"]


def test_scaling_can_be_taken_off_while_the_endpoint_stays(resolved_stacks):
    assert "Scaling" not in resolved_stacks({"AutoScaling": "off"})


def test_warm_hours_raise_the_floor_and_nothing_is_scheduled_without_any(resolved_stacks):
    floors = {"MinInstances": "2", "MinInstancesNow": "3", "WarmInstances": "3", "WarmMinInstances": "3"}
    target = resolved_stacks(floors)["Scaling"]["Instances"]["Properties"]
    assert target["MinCapacity"] == "3"
    assert [one["ScalableTargetAction"]["MinCapacity"] for one in target["ScheduledActions"]] == ["3", "2"]
    assert "ScheduledActions" not in resolved_stacks({"WarmInstances": "0"})["Scaling"]["Instances"]["Properties"]


def test_contracts_and_their_key_outlive_the_stack(service):
    for name in ("Key", "Bucket", "AccessLogs", "Contracts"):
        resource = service["Storage"][name]
        assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")


def test_buckets_are_private_encrypted_and_speak_tls_only(service):
    buckets = of_type({**service, "artifacts": template.load("artifacts")["Resources"]}, "AWS::S3::Bucket")
    assert len(buckets) == 4
    for bucket in buckets.values():
        assert all(bucket["PublicAccessBlockConfiguration"].values())
        assert bucket["BucketEncryption"] and bucket["OwnershipControls"]
    policies = of_type(service, "AWS::S3::BucketPolicy")
    denied = [
        policy["Bucket"]
        for policy in policies.values()
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Deny" and statement["Condition"] == {"Bool": {"aws:SecureTransport": False}}
    ]
    assert sorted(denied) == ["<Page.Bucket>", "<Storage.AccessLogs>", "<Storage.Bucket>"]


def test_no_name_is_fixed_but_where_nothing_can_be_replaced(service):
    named = re.compile(r"(Bucket|Table|Queue|Topic|Function|Role|LogGroup|Model|EndpointConfig|Endpoint|Alarm)Name$")
    fixed = {
        f"{stack}.{name}.{key}"
        for stack, resources in service.items()
        for name, resource in resources.items()
        for key, value in resource["Properties"].items()
        if named.search(key) and resource["Type"] in NAMED_BY.get(key, {resource["Type"]}) and "<" not in str(value)
    }
    # The bucket is kept, not replaced; an endpoint's changes are never replacements, and neither are a log group's.
    assert fixed == {
        "Storage.Bucket.BucketName",
        "Endpoint.Endpoint.EndpointName",
        "HttpApi.AccessLog.LogGroupName",
    }


NAMED_BY = {"EndpointConfigName": {"AWS::SageMaker::EndpointConfig"}}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"MaxInstances": "101"}, "MaxInstances is 101; it must be a whole number from 1 to 100."),
        ({"MaxInstances": "many"}, "MaxInstances is many"),
        ({"Shape": "lambda"}, "one of async, realtime, serverless, multi-model"),
        ({"BucketName": "My.Bucket"}, "lower-case letters, digits and hyphens"),
        ({"Colour": "blue"}, "Colour is not a parameter."),
        ({"ImageUri": "contract-review:latest"}, "ImageUri is 'contract-review:latest'; it must be ACCOUNT.dkr.ecr"),
        ({"TimeZone": "Mars/Olympus"}, "TimeZone is 'Mars/Olympus', which is no time zone."),
        ({"WarmSchedule": "cron(8 55)"}, "WarmSchedule is 'cron(8 55)'"),
        ({"WarmInstances": "9"}, "WarmInstances is 9, more than MaxInstances, 5."),
        ({"Shape": "realtime"}, "a real-time endpoint keeps at least 1"),
        ({"InvocationTimeoutSeconds": "600"}, "ReviewDeadlineSeconds must be under InvocationTimeoutSeconds"),
        ({"JwtIssuer": "https://id.example"}, "without JwtAudience"),
        ({"JwtIssuer": "https://x", "JwtAudience": "y", "HostPage": "false"}, "without PageOrigin"),
        (
            {"InstanceType": "ml.g5.2xlarge"},
            "InferenceAmiVersion must be none if the instance has no GPU",
        ),
        ({"SecondInstanceType": "ml.g5.2xlarge"}, "some have a GPU and some do not"),
        ({"ThirdInstanceType": "ml.c7i.4xlarge"}, "ThirdInstanceType is given without SecondInstanceType"),
        ({"MaxInstances": "\N{ARABIC-INDIC DIGIT FIVE}"}, "it must be a whole number from 1 to 100"),
        ({"BucketName": "xn--contracts"}, "S3 reserves such a beginning or end of a name"),
        ({"BucketName": "contracts--x-s3"}, "S3 reserves such a beginning or end of a name"),
        ({"Shape": "serverless", "MaxUploadBytes": "26214400"}, "accepts at most 4194304 for a serverless endpoint"),
        ({"Shape": "realtime", "MaxUploadBytes": "26214401"}, "accepts at most 26214400 for a realtime endpoint"),
        ({"WarmSchedule": "cron(55 8 * * MON-FRI *)"}, "WarmSchedule: cron(55 8 * * MON-FRI *) needs a ?"),
        ({"VpcSubnetIds": "subnet-0a1b2c3d, main"}, "VpcSubnetIds has 'main'; an ID looks like subnet-"),
        ({"VpcSecurityGroupIds": ",".join(["sg-0a1b2c3d"] * 6)}, "6 IDs; SageMaker accepts at most 5"),
        ({"VpcSubnetIds": "subnet-0a1b2c3d"}, "VpcSubnetIds and VpcSecurityGroupIds must be given together"),
        ({"PermissionsBoundary": "deployers"}, "it must be the ARN of an IAM policy"),
        ({"Shape": "realtime", "MinInstances": "1"}, "SageMaker ends a request to a realtime endpoint after 60 s"),
        ({"Shape": "serverless"}, "ReviewDeadlineSeconds is 840"),
        ({"Shape": "multi-model", "ModelDataUrl": "s3://a/b.tar.gz"}, "loads its models from models/ of the bucket"),
        ({"MaxInstances": "0", "LogDays": "2"}, "LogDays is '2'; it must be one of"),
    ],
)
def test_a_wrong_parameter_says_what_it_may_be(given, said):
    image = {"ImageUri": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/reviews:1"}
    with pytest.raises(Exception, match=re.escape(said)):
        checked(image | given)


def test_what_a_parameter_may_be_is_said_in_words_not_by_its_pattern():
    given = {name: one for name, one in template.load("main")["Parameters"].items() if name not in OWN}
    assert all("ConstraintDescription" in one for one in given.values() if "AllowedPattern" in one)


def test_a_missing_image_is_named_and_right_parameters_come_back_whole():
    with pytest.raises(Exception, match=r"ImageUri is missing\. The image in ECR\. Name it with --image\."):
        checked({})
    values = checked({"ImageUri": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/reviews:1"})
    published = {"TemplatesUrl", "CodeBucket", "CodeKey", "ImageRepositoryArn"}
    assert set(values) == set(template.load("main")["Parameters"]) - published
