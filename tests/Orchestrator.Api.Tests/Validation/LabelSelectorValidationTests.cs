using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Tests.Validation;

public class LabelSelectorValidationTests
{
    [Theory]
    [InlineData("In", "", "s.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'")]
    [InlineData("Exists", "a", "s.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'")]
    [InlineData("Gt", "1", "s.matchExpressions[0].operator: Invalid value: \"Gt\": not a valid selector operator")]
    public void Validate_Requirement_FitsItsOperator(string op, string value, string error)
    {
        var errors = new FieldErrors();
        LabelSelectorValidation.Validate(Requiring(op, value), FieldPath.Of("s"), errors);
        Assert.Equal([error], errors.Found.Select(e => e.ToString()));
    }

    private static LabelSelector Requiring(string op, string value) => new()
    {
        MatchExpressions =
        [
            new LabelSelectorRequirement { Key = "app", Operator = op, Values = value.Length == 0 ? [] : [value] },
        ],
    };
}
