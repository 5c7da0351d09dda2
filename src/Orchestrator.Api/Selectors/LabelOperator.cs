namespace Orchestrator.Api.Selectors;

public enum LabelOperator
{
    Equal,
    NotEqual,
    In,
    NotIn,
    Exists,
    DoesNotExist,

    /// <summary>Both sides as whole numbers; a label that is none does not match.</summary>
    GreaterThan,

    /// <inheritdoc cref="GreaterThan"/>
    LessThan,
}
