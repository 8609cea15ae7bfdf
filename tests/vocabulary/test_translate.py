from groundrule.cloudformation.load import Inputs
from groundrule.value import ABSENT, OneOf, Reference, Truth, Unknown
from groundrule.vocabulary.spelling import camel_case, snake_case
from tests.cloudformation.templates import graph


def test_spelling() -> None:
    for theirs, ours in {
        "KmsKeyId": "kms_key_id",
        "KMSMasterKeyID": "kms_master_key_id",
        "SSEAlgorithm": "sse_algorithm",
        "MultiAZ": "multi_az",
        "S3BucketName": "s3_bucket_name",
        "CidrIpv6": "cidr_ipv6",
        "DBInstanceIdentifier": "db_instance_identifier",
    }.items():
        assert snake_case(theirs) == ours
    assert camel_case("kms_key_id") == "KmsKeyId"


def test_properties_by_rule_and_by_table() -> None:
    (database,) = graph("""\
        Resources:
          D:
            Type: AWS::RDS::DBInstance
            Properties:
              StorageEncrypted: "true"
              MasterUserPassword: x
              Tags: [{Key: Owner, Value: me}, {Key: env, Value: !Ref D}]
        """).resources
    assert (database.type, database.native_type) == ("aws_db_instance", "AWS::RDS::DBInstance")
    assert database.value("storage_encrypted") is True
    assert database.value("password") == "x"
    assert database.value("kms_key_id") is ABSENT
    tags = database.value("tags_all")
    assert isinstance(tags, dict)
    assert tags["Owner"] == "me"
    place = database.locate(("tags", "Owner"))
    assert (place.words, place.span.first.line) == ("Tags[0].Value", 7)
    assert database.locate(("performance_insights_enabled",)).words == "EnablePerformanceInsights"


def test_companions_land_where_terraform_has_them() -> None:
    found = {
        resource.type: resource
        for resource in graph("""\
        Resources:
          B:
            Type: AWS::S3::Bucket
            Properties:
              AccessControl: PublicRead
              VersioningConfiguration: {Status: Enabled}
              BucketEncryption:
                ServerSideEncryptionConfiguration:
                  - ServerSideEncryptionByDefault: {SSEAlgorithm: "aws:kms"}
        """).resources
    }
    acl = found["aws_s3_bucket_acl"]
    assert acl.value("acl") == "public-read"
    owner = acl.value("bucket")
    assert isinstance(owner, Reference)
    assert owner.target == "B"
    assert acl.address == "B"
    assert acl.locate(("acl",)).words == "AccessControl"
    assert found["aws_s3_bucket_versioning"].value("versioning_configuration") == {"status": "Enabled"}
    encryption = found["aws_s3_bucket_server_side_encryption_configuration"]
    assert encryption.value("rule") == [{"apply_server_side_encryption_by_default": {"sse_algorithm": "aws:kms"}}]
    path = ("rule", 0, "apply_server_side_encryption_by_default", "sse_algorithm")
    assert encryption.locate(path).words.endswith("ServerSideEncryptionByDefault.SSEAlgorithm")


def test_a_companion_by_an_unknown_condition_may_exist() -> None:
    resources = graph("""\
        Parameters: {P: {Type: String}}
        Conditions: {C: !Equals [!Ref P, x]}
        Resources:
          B:
            Type: AWS::S3::Bucket
            Properties:
              VersioningConfiguration: !If [C, {Status: Enabled}, !Ref "AWS::NoValue"]
        """).resources
    (versioning,) = (item for item in resources if item.type == "aws_s3_bucket_versioning")
    assert versioning.exists is Truth.UNKNOWN
    assert isinstance(versioning.value("versioning_configuration"), OneOf)


def test_each_inline_policy_is_a_companion() -> None:
    resources = graph("""\
        Resources:
          R:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument: {Statement: []}
              ManagedPolicyArns: [a, b]
              Policies:
                - PolicyName: one
                  PolicyDocument: {Statement: [{Effect: Allow, Action: "*"}]}
        """).resources
    types = [resource.type for resource in resources]
    assert types == [
        "aws_iam_role",
        "aws_iam_role_policy",
        "aws_iam_role_policy_attachment",
        "aws_iam_role_policy_attachment",
    ]
    assert resources[1].value("policy") == {"Statement": [{"Effect": "Allow", "Action": "*"}]}
    assert resources[1].locate(("policy", "Statement", 0, "Action")).span.first.line == 9
    assert [item.value("policy_arn") for item in resources[2:]] == ["a", "b"]


def test_what_stands_beside_the_properties_is_readable() -> None:
    (bucket, plain) = graph("""\
        Resources:
          B:
            Type: AWS::S3::Bucket
            DeletionPolicy: Retain
            UpdateReplacePolicy: !Sub Delete
            DependsOn: [P]
            Metadata:
              Owner: me
          P:
            Type: AWS::S3::Bucket
        """).resources
    assert bucket.value("deletion_policy") == "Retain"
    assert bucket.value("update_replace_policy") == "Delete"
    assert bucket.value("depends_on") == ["P"]
    assert bucket.value("metadata") == {"Owner": "me"}
    assert set(bucket.names()) == {"deletion_policy", "update_replace_policy", "depends_on", "metadata"}
    place = bucket.locate(("deletion_policy",))
    assert (place.span.first.line, place.words) == (4, "DeletionPolicy")
    assert plain.value("deletion_policy") is ABSENT
    assert plain.locate(("deletion_policy",)).span.first.line == 9


def test_a_property_of_the_same_name_comes_first() -> None:
    (rule,) = graph("""\
        Resources:
          R:
            Type: AWS::ElasticLoadBalancingV2::ListenerRule
            Condition: Never
            Metadata: {A: b}
            Properties:
              Metadata: own
        """).resources
    assert rule.value("metadata") == "own"


def test_the_tags_of_a_stack_are_those_of_its_resources() -> None:
    (bucket, untagged) = graph(
        """\
        Resources:
          B:
            Type: AWS::S3::Bucket
            Properties:
              Tags: [{Key: a, Value: own}]
          C: {Type: AWS::S3::Bucket}
        """,
        Inputs(tags={"a": "stack", "b": "stack"}),
    ).resources
    assert bucket.value("tags_all") == {"a": "own", "b": "stack"}
    assert bucket.value("tags") == {"a": "own"}
    assert untagged.value("tags_all") == {"a": "stack", "b": "stack"}
    assert untagged.value("tags") is ABSENT
    assert bucket.locate(("tags_all", "a")).span.first.line == 5


def test_tags_by_another_name_and_a_policy_that_is_no_document() -> None:
    found = {
        resource.type: resource
        for resource in graph("""\
        Resources:
          F:
            Type: AWS::EFS::FileSystem
            Properties:
              BackupPolicy: {Status: ENABLED}
              FileSystemTags: [{Key: owner, Value: imaging}]
        """).resources
    }
    assert found["aws_efs_file_system"].value("tags_all") == {"owner": "imaging"}
    assert found["aws_efs_file_system"].locate(("tags", "owner")).words == "FileSystemTags[0].Value"
    assert found["aws_efs_backup_policy"].value("backup_policy") == {"status": "ENABLED"}


def test_a_list_of_keys_and_values_becomes_attributes() -> None:
    (balancer,) = graph("""\
        Resources:
          L:
            Type: AWS::ElasticLoadBalancingV2::LoadBalancer
            Properties:
              LoadBalancerAttributes:
                - {Key: deletion_protection.enabled, Value: "true"}
                - {Key: access_logs.s3.enabled, Value: false}
        """).resources
    assert balancer.value("enable_deletion_protection") is True
    assert balancer.value("drop_invalid_header_fields") is ABSENT
    logs = balancer.value("access_logs")
    assert isinstance(logs, dict)
    assert logs["enabled"] is False
    place = balancer.locate(("access_logs", "enabled"))
    assert (place.words, place.span.first.line) == ("LoadBalancerAttributes[1].Value", 7)
    assert balancer.locate(("drop_invalid_header_fields",)).words == "LoadBalancerAttributes"


def test_a_key_that_is_not_known_may_be_any() -> None:
    (balancer,) = graph("""\
        Parameters: {P: {Type: String}}
        Resources:
          L:
            Type: AWS::ElasticLoadBalancingV2::LoadBalancer
            Properties:
              LoadBalancerAttributes: [{Key: !Ref P, Value: "true"}]
        """).resources
    assert isinstance(balancer.value("enable_deletion_protection"), Unknown)


def test_a_renamed_property_is_read_by_one_name() -> None:
    (rule,) = graph("""\
        Resources:
          R:
            Type: AWS::EC2::SecurityGroupIngress
            Properties: {GroupId: sg-0123456789abcdef0, IpProtocol: tcp, CidrIpv6: "::/0"}
        """).resources
    assert rule.value("ipv6_cidr_blocks") == "::/0"
    assert rule.value("cidr_ipv6") is ABSENT


def test_a_name_that_is_not_written_is_that_of_its_property() -> None:
    (table,) = (
        item
        for item in graph("""\
        Resources:
          T:
            Type: AWS::DynamoDB::Table
            Properties:
              KeySchema: []
        """).resources
        if item.type == "aws_dynamodb_table"
    )
    for block, name in {
        "point_in_time_recovery": "PointInTimeRecoveryEnabled",
        "server_side_encryption": "SSEEnabled",
    }.items():
        assert table.locate((block, "enabled")).words.endswith(f".{name}")
