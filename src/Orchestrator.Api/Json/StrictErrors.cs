namespace Orchestrator.Api.Json;

/// <summary>Collects what strict field validation reports: <c>unknown field "spec.foo"</c>, <c>duplicate field "spec.bar"</c>.</summary>
public sealed class StrictErrors
{
    private readonly List<string> _found = [];

    public IReadOnlyList<string> Found => _found;

    public void Add(string error) => _found.Add(error);
}
