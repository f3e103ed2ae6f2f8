"""The stack of CloudFormation: its templates and parameters, change sets, and how an update is rolled out."""
