namespace Orchestrator.Api.Validation;

/// <summary>What validation found, in order; becomes the causes of a 422 Status.</summary>
public sealed class FieldErrors
{
    private readonly List<FieldError> _found = [];

    public IReadOnlyList<FieldError> Found => _found;

    public bool Any => _found.Count > 0;

    public void Add(FieldError error) => _found.Add(error);
}
