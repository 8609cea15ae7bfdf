"""AWS Backup."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Backup::BackupPlan": Row(
        "aws_backup_plan",
        {"rule": "BackupPlan.BackupPlanRule", "name": "BackupPlan.BackupPlanName", "tags": "BackupPlanTags"},
        names={
            "CopyActions": "copy_action",
            "DestinationBackupVaultArn": "destination_vault_arn",
            "DeleteAfterDays": "delete_after",
            "MoveToColdStorageAfterDays": "cold_storage_after",
            "ScheduleExpression": "schedule",
            "TargetBackupVault": "target_vault_name",
        },
    ),
    "AWS::Backup::BackupSelection": Row(
        "aws_backup_selection",
        {
            "resources": "BackupSelection.Resources",
            "not_resources": "BackupSelection.NotResources",
            "selection_tag": "BackupSelection.ListOfTags",
            "condition": "BackupSelection.Conditions",
            "plan_id": "BackupPlanId",
        },
        names={"ConditionKey": "key", "ConditionType": "type", "ConditionValue": "value"},
    ),
    "AWS::Backup::BackupVault": Row(
        "aws_backup_vault", names={"BackupVaultName": "name", "EncryptionKeyArn": "kms_key_arn"}
    ),
}
