namespace Orchestrator.Api.Tests;

/// <summary>A named way of breaking a valid object, and what validation must say of it.</summary>
public sealed record Broken<T>(string Name, Func<T, T> Break, params string[] Errors)
    where T : KubeObject
{
    public override string ToString() => Name;
}
