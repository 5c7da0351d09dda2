namespace Orchestrator.Api.Validation;

/// <summary>One field that is wrong: Kubernetes' <c>field.Error</c>.</summary>
/// <param name="Reason"><c>FieldValueRequired</c>, <c>FieldValueInvalid</c>, … as in StatusCause.</param>
/// <param name="Field">The path, such as <c>spec.containers[0].name</c>.</param>
/// <param name="Message">The message as kubectl shows it, <c>Required value: must specify a name</c>.</param>
public sealed record FieldError(string Reason, string Field, string Message)
{
    public override string ToString() => $"{Field}: {Message}";
}
